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
    void eachFrameHasTheMeanUpToSomeFramesBehindIt() {
        normalizer.begin(2);
        coming.add(new DataStartSignal(16_000));
        coming.add(new SpeechStartSignal());
        come(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 8);
        assertThat(normalizer.getData()).as("the next stage takes its first frames at once").isNull();
        come(8);
        assertThat(normalizer.getData()).isInstanceOf(DataStartSignal.class);
        assertThat(normalizer.getData()).isInstanceOf(SpeechStartSignal.class);
        assertThat(levels()).containsExactly(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
        come(16);
        assertThat(levels()).containsExactly(4);
        coming.add(new SpeechEndSignal());
        assertThat(levels()).containsExactly(4, 12);
    }

    @Test
    void aShortStretchIsComplete() {
        normalizer.begin(100);
        come(1, 3);
        coming.add(new SpeechEndSignal());
        assertThat(levels()).containsExactly(-1, 1);
        coming.clear();
        come(11, 13);
        coming.add(new DataEndSignal(0));
        assertThat(levels()).as("another stretch has its own level").containsExactly(-1, 1);
    }

    @Test
    void framesWithoutEnergyDoNotCount() {
        normalizer.begin(CepstralMeanNormalizer.WHOLE);
        come(4, -8, 6);
        coming.add(new SpeechEndSignal());
        assertThat(levels()).containsExactly(-1, -13, 1);
    }

    @Test
    void whatIsLeftOfAnotherUtteranceIsDropped() {
        normalizer.begin(100);
        come(50, 60);
        assertThat(normalizer.getData()).isNull();
        normalizer.begin(0);
        come(1, 3, 1, 3, 1, 3, 1, 3, 1, 3);
        assertThat(levels()).startsWith(-1, 1).hasSize(10);
    }

    private void come(double... levels) {
        Arrays.stream(levels).forEach(level -> coming.add(new DoubleData(new double[] {level}, 16_000, 0)));
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
