package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.Resampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynthesisStreamTest {
    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 22_050, 24_000, 44_100, 48_000})
    void aSentenceInPiecesIsTheSentenceAtTheRateOfTheDevice(int rate) {
        short[] pcm = tone(rate, rate * 17 / 5 + 13);
        SynthesisStream stream = new CompleteSynthesisStream(CompletableFuture.completedFuture(new PcmAudio(pcm, rate)), 16_000);
        PcmCollector all = new PcmCollector(16_000);
        List<Double> seconds = new ArrayList<>();
        for (Optional<PcmAudio> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
            assertThat(piece.get().rate()).isEqualTo(16_000);
            all.add(piece.get().pcm());
            seconds.add(piece.get().pcm().length / 16_000.0);
        }
        short[] whole = Resampler.resample(pcm, rate, 16_000);
        short[] pieced = all.take();
        assertThat(seconds.getFirst()).as("four frames of 60 ms, and soon").isBetween(0.24, 0.26);
        assertThat(seconds).as("each waits for a thread where it is encoded").hasSizeLessThanOrEqualTo(5);
        assertThat(pieced.length).isEqualTo(whole.length);
        for (int i = 0; i < whole.length; i++) {
            assertThat((int) pieced[i]).as("sample %d", i).isEqualTo(whole[i]);
        }
    }

    @Test
    void isEmptyForAnEmptySentence() {
        SynthesisStream stream = new CompleteSynthesisStream(CompletableFuture.completedFuture(new PcmAudio(new short[0], 24_000)), 16_000);
        assertThat(stream.next()).isEmpty();
        assertThat(stream.next()).isEmpty();
    }

    @Test
    void closingCancelsTheSentenceAndWhoeverWaitsForIt() throws InterruptedException {
        CompletableFuture<PcmAudio> sentence = new CompletableFuture<>();
        SynthesisStream stream = new CompleteSynthesisStream(sentence, 16_000);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                stream.next();
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        stream.close();
        reader.join();
        assertThat(thrown).isCompletedWithValueMatching(CancellationException.class::isInstance);
        assertThat(sentence).isCancelled();
        assertThatThrownBy(stream::next).isInstanceOf(CancellationException.class);
    }

    private static short[] tone(int rate, int length) {
        short[] pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rate));
        }
        return pcm;
    }
}
