package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreeTtsVoiceTest {
    private final ComputePool pool = new ComputePool(3, 512);
    private final FreeTtsVoice voice = new FreeTtsVoice(pool);

    @AfterEach
    void close() {
        voice.close();
        pool.close();
    }

    @Test
    void aSentenceIsSoundOfItsLengthAtSixteenKilohertz() {
        PcmAudio pcmAudio = voice.speak("The volume is fifty percent now.").join();
        assertThat(pcmAudio.rate()).isEqualTo(16_000);
        assertThat(pcmAudio.duration().toMillis()).isBetween(1_000L, 4_000L);
    }

    @Test
    void allSentencesAreEquallyLoud() {
        assertThat(List.of("Yes.", "It is 2:05 PM.", "You can ask for my name, my state, my volume, my connection, and the time."))
            .allSatisfy(sentence -> assertThat(loudness(voice.speak(sentence).join())).isBetween(-24.0, -16.0));
    }

    @Test
    void manyCallersAtOnceGetTheirOwnSentence() {
        List<Integer> alone = IntStream.range(0, 8).mapToObj(i -> voice.speak("number " + i + " of " + i * 7).join().pcm().length).toList();
        try (FreeTtsVoice fresh = new FreeTtsVoice(pool)) {
            List<CompletableFuture<PcmAudio>> together = IntStream.range(0, 8).mapToObj(i -> fresh.speak("number " + i + " of " + i * 7)).toList();
            assertThat(together).extracting(each -> each.join().pcm().length).isEqualTo(alone);
        }
    }

    @Test
    void aShortSentenceIsMadeOnce() {
        assertThat(voice.speak("Yes.").join()).isSameAs(voice.speak("Yes.").join());
    }

    @Test
    void nothingToSayIsNoSoundAndNoFailure() {
        assertThat(voice.speak("").join().duration().toMillis()).isLessThan(500);
        assertThat(voice.speak("你好").join().duration().toMillis()).isLessThan(5_000);
    }

    private static double loudness(PcmAudio pcmAudio) {
        double[] sounding = IntStream.range(0, pcmAudio.pcm().length).mapToDouble(i -> pcmAudio.pcm()[i]).filter(s -> Math.abs(s) > 64).toArray();
        return 20 * Math.log10(Math.sqrt(java.util.Arrays.stream(sounding).map(s -> s * s).average().orElseThrow()) / Short.MAX_VALUE);
    }
}
