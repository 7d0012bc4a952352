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
    private boolean fails;
    private boolean closed;
    private final Voice voice = new CachingVoice(new VoiceFake(), new SentenceAudioCache());

    @Test
    void aSentenceIsSynthesisedOnce() {
        PcmAudio first = voice.speak("Good morning.").join();
        assertThat(voice.speak("Good morning.").join()).isSameAs(first);
        voice.speak("Good evening.").join();
        assertThat(spoken).containsExactly("Good morning.", "Good evening.");
    }

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
    void aFailureIsNotKept() {
        fails = true;
        assertThatThrownBy(voice.speak("Hello.")::join).isInstanceOf(CompletionException.class);
        fails = false;
        assertThat(voice.speak("Hello.").join().duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(spoken).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 119, 120})
    void shortSentencesAreKept(int length) {
        voice.speak("x".repeat(length)).join();
        voice.speak("x".repeat(length)).join();
        assertThat(spoken).hasSize(1);
    }

    @Test
    void longSentencesAndLongSoundsAreNot() {
        voice.speak("x".repeat(121)).join();
        voice.speak("x".repeat(121)).join();
        seconds = 15;
        voice.speak("Slowly.").join();
        voice.speak("Slowly.").join();
        assertThat(spoken).hasSize(4);
    }

    @Test
    void theSixtyFourSentencesUsedLastAreKept() {
        for (int number = 0; number < 64; number++) {
            voice.speak("sentence " + number).join();
        }
        voice.speak("sentence 0").join();
        voice.speak("one more").join();
        spoken.clear();
        voice.speak("sentence 0").join();
        assertThat(spoken).as("used again in between").isEmpty();
        voice.speak("sentence 1").join();
        assertThat(spoken).containsExactly("sentence 1");
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
            return fails ? CompletableFuture.failedFuture(new IllegalStateException("broken")) : CompletableFuture.completedFuture(new PcmAudio(new short[seconds * RATE], RATE));
        }

        @Override
        public SynthesisStream stream(String sentence, int rate) {
            streamed.add(sentence + " " + rate);
            return new SynthesisStream() {
                private int pieces;

                @Override
                public Optional<PcmAudio> next() {
                    return pieces++ < 10 ? Optional.of(new PcmAudio(new short[RATE / 10], rate)) : Optional.empty();
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
