package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.PcmAudio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sentence that was spoken before costs no second synthesis, and what the cache does not keep.
class CachingVoiceTest {
    private static final int RATE = 16_000;
    private final List<String> spoken = new ArrayList<>();
    private final List<String> streamed = new ArrayList<>();
    private int seconds = 1;
    private int failsAt = -1;
    private boolean complete = true;
    private int loudness = 5_000;
    private boolean closed;
    private final Voice voice = new CachingVoice(new VoiceFake(), new SentenceAudioCache());

    @Test
    void aStreamIsKeptOnceItWasReadToItsEnd() {
        assertThat(samples(voice.stream("Hello.", RATE))).isEqualTo(RATE);
        assertThat(samples(voice.stream("Hello.", RATE))).isEqualTo(RATE);
        assertThat(streamed).containsExactly("Hello. 16000");
        assertThat(samples(voice.stream("Hello.", 24_000))).as("each rate by itself").isEqualTo(RATE);
        assertThat(streamed).containsExactly("Hello. 16000", "Hello. 24000");
    }

    @Test
    void aStreamThatWasClosedEarlyIsNotKept() {
        try (SynthesisStream stream = voice.stream("Hello.", RATE)) {
            assertThat(stream.next()).isPresent();
        }
        assertThat(samples(voice.stream("Hello.", RATE))).isEqualTo(RATE);
        assertThat(streamed).hasSize(2);
    }

    @Test
    void aFailureIsNotKeptNorWhatCameBeforeIt() {
        failsAt = 4;
        try (SynthesisStream stream = voice.stream("Hello.", RATE)) {
            assertThatThrownBy(() -> samples(stream)).isInstanceOf(IllegalStateException.class);
            failsAt = -1;
            samples(stream);
        }
        samples(voice.stream("Hello.", RATE));
        assertThat(streamed).hasSize(2);
    }

    @Test
    void whatItsFormatCallsCutAndWhatIsSilentIsNotKept() {
        complete = false;
        samples(voice.stream("Hello.", RATE));
        complete = true;
        loudness = 64;
        samples(voice.stream("Hello.", RATE));
        loudness = 65;
        samples(voice.stream("Hello.", RATE));
        samples(voice.stream("Hello.", RATE));
        assertThat(streamed).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 51})
    void whatIsTooShortForItsLettersIsNotKept(int letters) {
        samples(voice.stream("x".repeat(letters) + " ...!", RATE));
        samples(voice.stream("x".repeat(letters) + " ...!", RATE));
        assertThat(streamed).hasSize(letters <= 50 ? 1 : 2);
    }

    @Test
    void whoTriesAVoiceOutHearsItAnew() {
        voice.speak("Good morning.").join();
        voice.speak("Good morning.").join();
        assertThat(spoken).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 119, 120})
    void shortSentencesAreKept(int length) {
        seconds = 3;
        samples(voice.stream("x".repeat(length), RATE));
        samples(voice.stream("x".repeat(length), RATE));
        assertThat(streamed).hasSize(1);
    }

    @Test
    void longSentencesAndLongSoundsAreNot() {
        seconds = 3;
        samples(voice.stream("x".repeat(121), RATE));
        samples(voice.stream("x".repeat(121), RATE));
        seconds = 15;
        samples(voice.stream("Slowly.", RATE));
        samples(voice.stream("Slowly.", RATE));
        assertThat(streamed).hasSize(4);
    }

    @Test
    void theSixtyFourSentencesUsedLastAreKept() {
        for (int number = 0; number < 64; number++) {
            samples(voice.stream("sentence " + number, RATE));
        }
        samples(voice.stream("sentence 0", RATE));
        samples(voice.stream("one more", RATE));
        streamed.clear();
        samples(voice.stream("sentence 0", RATE));
        assertThat(streamed).as("used again in between").isEmpty();
        samples(voice.stream("sentence 1", RATE));
        assertThat(streamed).containsExactly("sentence 1 16000");
    }

    @Test
    void nameAndEndAreThoseOfTheVoice() {
        assertThat(voice.name()).isEqualTo("the voice");
        voice.close();
        assertThat(closed).isTrue();
    }

    private static int samples(SynthesisStream stream) {
        int samples = 0;
        try (stream) {
            for (Optional<PcmAudio> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
                samples += piece.get().pcm().length;
            }
        }
        return samples;
    }

    private final class VoiceFake implements Voice {
        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            spoken.add(sentence);
            return CompletableFuture.completedFuture(new PcmAudio(new short[RATE], RATE));
        }

        @Override
        public SynthesisStream stream(String sentence, int rate) {
            streamed.add(sentence + " " + rate);
            return new SynthesisStream() {
                private int pieces;

                @Override
                public Optional<PcmAudio> next() {
                    if (failsAt >= 0 && pieces >= failsAt) {
                        pieces = 10 * seconds;
                        throw new IllegalStateException("broken");
                    }
                    short[] pcm = new short[RATE / 10];
                    pcm[7] = (short) loudness;
                    return pieces++ < 10 * seconds ? Optional.of(new PcmAudio(pcm, rate)) : Optional.empty();
                }

                @Override
                public boolean complete() {
                    return complete;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public String name() {
            return "the voice";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
