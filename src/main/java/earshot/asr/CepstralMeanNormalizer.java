package earshot.asr;

import module java.base;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.endpoint.SpeechEndSignal;

/// Cepstral mean normalisation (CMN) while the audio still comes: each frame gets the mean of all frames of its stretch of speech so far, and
/// is held back until some are there that follow it. Nothing of it is kept for the next stretch, since that may be of another device.
final class CepstralMeanNormalizer extends BaseDataProcessor {
    static final int WHOLE = Integer.MAX_VALUE / 2;
    /// The next stage takes its first frames at once.
    private static final int FIRST = 10;

    private final Deque<Data> held = new ArrayDeque<>();
    private final Deque<Data> ready = new ArrayDeque<>();
    private int lookAhead;
    private double[] sums = {};
    private int counted;
    private int frames;

    /// Begins another utterance and drops what is left of the one before.
    ///
    /// @param lookAhead frames (10 ms) that are held back; [#WHOLE] for the mean of the whole stretch
    void begin(int lookAhead) {
        this.lookAhead = lookAhead;
        ready.clear();
        clear();
    }

    @Override
    public Data getData() {
        while (ready.isEmpty()) {
            Data next = getPredecessor().getData();
            if (next == null) {
                return null;
            }
            take(next);
        }
        return ready.poll();
    }

    private void take(Data next) {
        held.add(next);
        switch (next) {
            case DoubleData cepstrum -> {
                count(cepstrum.getValues());
                if (frames >= lookAhead + FIRST) {
                    release(lookAhead);
                }
            }
            case DataEndSignal _, SpeechEndSignal _ -> {
                release(0);
                clear();
            }
            default -> { }
        }
    }

    private void count(double[] cepstrum) {
        frames++;
        if (sums.length != cepstrum.length) {
            sums = new double[cepstrum.length];
        }
        // no energy is no speech
        if (cepstrum[0] >= 0) {
            Arrays.setAll(sums, i -> sums[i] + cepstrum[i]);
            counted++;
        }
    }

    /// Lets go of all but the last `kept`.
    private void release(int kept) {
        while (held.size() > kept) {
            Data data = held.remove();
            if (data instanceof DoubleData cepstrum && counted > 0) {
                double[] values = cepstrum.getValues();
                Arrays.setAll(values, i -> values[i] - sums[i] / counted);
            }
            ready.add(data);
        }
    }

    private void clear() {
        held.clear();
        sums = new double[0];
        counted = 0;
        frames = 0;
    }
}
