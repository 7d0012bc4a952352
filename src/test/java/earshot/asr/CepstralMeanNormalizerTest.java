package earshot.asr;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.endpoint.SpeechEndSignal;
import edu.cmu.sphinx.frontend.endpoint.SpeechStartSignal;
import org.junit.jupiter.api.Test;

class CepstralMeanNormalizerTest {
    private final Deque<Data> coming = new ArrayDeque<>();
    private final CepstralMeanNormalizer normalizer = new CepstralMeanNormalizer();

    CepstralMeanNormalizerTest() {
        normalizer.setPredecessor(new BaseDataProcessor() {
            @Override
            public Data getData() {
                return coming.poll();
            }
        });
    }

    @Test
    void aFrameIsHeldBackUntilTheMeanTellsSomething() {
        normalizer.begin(false);
        coming.add(new DataStartSignal(16_000));
        coming.add(new SpeechStartSignal());
        come(155, 1);
        come(154, 3);
        assertThat(normalizer.getData()).as("the next stage takes its first frames at once").isNull();
        come(1, 3);
        assertThat(normalizer.getData()).isInstanceOf(DataStartSignal.class);
        assertThat(normalizer.getData()).isInstanceOf(SpeechStartSignal.class);
        assertThat(levels()).as("the mean is 2").hasSize(10).containsOnly(-1);
        come(90, 6);
        assertThat(levels()).as("the mean grows to 2.9").hasSize(90).containsOnly(-1);
        come(1000, 4);
        levels();
        coming.add(new SpeechEndSignal());
        assertThat(levels()).as("fewer are held back behind many").hasSize(CepstralMeanNormalizer.LEAST_HELD);
    }

    @Test
    void aShortStretchIsComplete() {
        normalizer.begin(false);
        come(1, 1);
        come(1, 3);
        coming.add(new SpeechEndSignal());
        assertThat(levels()).containsExactly(-1, 1);
        come(1, 11);
        come(1, 13);
        coming.add(new DataEndSignal(0));
        assertThat(levels()).as("another stretch has its own level").containsExactly(-1, 1);
    }

    @Test
    void framesWithoutEnergyDoNotCount() {
        normalizer.begin(true);
        come(1, 4);
        come(1, -8);
        come(1, 6);
        coming.add(new SpeechEndSignal());
        assertThat(levels()).containsExactly(-1, -13, 1);
    }

    @Test
    void whatIsLeftOfAnotherUtteranceIsDropped() {
        normalizer.begin(false);
        come(100, 50);
        assertThat(normalizer.getData()).isNull();
        normalizer.begin(false);
        come(1, 1);
        come(1, 3);
        coming.add(new SpeechEndSignal());
        assertThat(levels()).containsExactly(-1, 1);
    }

    @Test
    void theWholeStretchIsHeldBackWhereAllOfItIsThere() {
        normalizer.begin(true);
        come(1_000, 1);
        assertThat(normalizer.getData()).isNull();
        come(1_000, 3);
        coming.add(new DataEndSignal(0));
        assertThat(levels()).hasSize(2_000).startsWith(-1).endsWith(1);
    }

    private void come(int frames, double level) {
        IntStream.range(0, frames).forEach(_ -> coming.add(new DoubleData(new double[] {level}, 16_000, 0)));
    }

    /// What comes out, up to a signal or the end.
    private List<Integer> levels() {
        List<Integer> levels = new ArrayList<>();
        for (Data next = normalizer.getData(); next instanceof DoubleData frame; next = normalizer.getData()) {
            levels.add((int) frame.getValues()[0]);
        }
        return levels;
    }
}
