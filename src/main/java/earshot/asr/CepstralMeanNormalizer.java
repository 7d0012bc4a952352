package earshot.asr;

import module java.base;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.endpoint.SpeechEndSignal;

/// Cepstral mean normalization (CMN) while the audio still comes: each frame gets the mean of all frames of its stretch of speech so far, and
/// is held back until enough are there that follow it. Nothing of it is kept for the next stretch, since that may be of another device.
final class CepstralMeanNormalizer extends BaseDataProcessor {
    /// Frames (10 ms) that are held back at first, so that the mean tells something; and later, when it comes from [#SETTLED] frames.
    private static final int MOST_HELD = 300;
    static final int LEAST_HELD = 50;
    private static final int SETTLED = 400;
    /// The next stage takes its first frames at once.
    private static final int FIRST = 10;

    private final Deque<Data> held = new ArrayDeque<>();
    private final Deque<Data> ready = new ArrayDeque<>();
    private boolean whole;
    private double[] sums = {};
    private int counted;
    private int frames;
    private int released;

    /// Begins another utterance and drops what is left of the one before.
    ///
    /// @param whole whether each stretch of speech is held back to its end, for the mean of all of it
    void begin(boolean whole) {
        this.whole = whole;
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
                if (!whole && (released > 0 || frames >= MOST_HELD + FIRST)) {
                    while (frames - released > Math.clamp(SETTLED - released, LEAST_HELD, MOST_HELD)) {
                        release();
                    }
                }
            }
            case DataEndSignal _, SpeechEndSignal _ -> {
                while (!held.isEmpty()) {
                    release();
                }
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

    private void release() {
        Data data = held.remove();
        if (data instanceof DoubleData cepstrum) {
            released++;
            if (counted > 0) {
                double[] values = cepstrum.getValues();
                Arrays.setAll(values, i -> values[i] - sums[i] / counted);
            }
        }
        ready.add(data);
    }

    private void clear() {
        held.clear();
        sums = new double[0];
        counted = 0;
        frames = 0;
        released = 0;
    }
}
