package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.catalog.VoiceType;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sentences that the embedded voice cannot speak.
class MultilingualVoiceTest {
    private static final int ENGLISH = 777;

    private final List<ProblemCode> open = new ArrayList<>();
    private final List<InstalledVoice> installed = new ArrayList<>();
    private final MultilingualVoice voice = new MultilingualVoice(new EnglishVoiceFake(), new ProblemSink() {
        @Override
        public void raise(Problem problem) {
            open.add(problem.code());
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            open.removeIf(code::equals);
        }
    }, () -> installed, new TimeFake());

    @ParameterizedTest
    @ValueSource(strings = {"Good morning.", "", "12:30", "Das hört man gern.", "The city of 北京 is large and old."})
    void whatTheEnglishVoiceReadsStaysWithIt(String sentence) {
        assertThat(voice.speak(sentence).join().pcm()).hasSize(ENGLISH);
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"现在是三点。", "我叫 Bob。", "今日は。", "안녕하세요.", "Доброе утро.", "Hallo 小智"})
    void withoutAnotherVoiceItIsATimeToReadAndAProblem(String sentence) {
        assertThat(voice.speak(sentence).join().duration().toMillis()).isBetween(600L, 6_000L);
        assertThat(open).containsOnly(ProblemCode.VOICE_LANGUAGE);
    }

    @Test
    void aVoiceThatIsInstalledMeanwhileSpeaksIt() {
        assumeTrue(InstalledVoice.detect().stream().anyMatch(found -> found.type() == VoiceType.ESPEAK));
        voice.speak("现在是三点。").join();
        installed.add(new InstalledVoice(VoiceType.ESPEAK, "espeak-ng"));
        assertThat(IntStream.of(toInts(voice.speak("现在是三点。").join().pcm())).map(Math::abs).max().orElse(0)).isGreaterThan(1_000);
        assertThat(open).isEmpty();
    }

    private static final class EnglishVoiceFake implements Voice {
        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            return CompletableFuture.completedFuture(new PcmAudio(new short[ENGLISH], 16_000));
        }

        @Override
        public String name() {
            return "english";
        }

        @Override
        public void close() {}
    }

    private static int[] toInts(short[] pcm) {
        return IntStream.range(0, pcm.length).map(i -> pcm[i]).toArray();
    }
}
