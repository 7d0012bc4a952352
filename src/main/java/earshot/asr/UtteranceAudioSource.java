package earshot.asr;

import module java.base;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;

/// The first stage of the front end: the audio of one utterance as far as it has come. Where Sphinx4's own source waits for more, this one
/// answers null, which every stage passes on.
///
/// Quiet noise is added before and after: Sphinx4 measures the noise floor on it, and loses the last word without it. Digital silence
/// becomes faint noise too, because Sphinx4 takes the logarithm of the energy.
final class UtteranceAudioSource extends BaseDataProcessor {
    static final int RATE = 16_000;
    private static final int MARGIN_MILLIS = 200;

    private final Deque<Data> waiting = new ArrayDeque<>();
    private Random noise = new Random(0);
    private long samples;

    /// Begins another utterance and drops what is left of the one before.
    void begin() {
        waiting.clear();
        // always the same noise, so that the same sound has the same result
        noise = new Random(0);
        samples = 0;
        waiting.add(new DataStartSignal(RATE));
        addMargin();
    }

    /// @param pcm at [#RATE]
    void add(short[] pcm) {
        double[] values = new double[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            values[i] = pcm[i] == 0 ? noise.nextInt(9) - 4 : pcm[i];
        }
        waiting.add(new DoubleData(values, RATE, samples));
        samples += pcm.length;
    }

    /// Ends the utterance.
    void end() {
        addMargin();
        waiting.add(new DataEndSignal(samples * 1000 / RATE));
    }

    @Override
    public Data getData() {
        return waiting.poll();
    }

    private void addMargin() {
        add(new short[MARGIN_MILLIS * RATE / 1000]);
    }
}
