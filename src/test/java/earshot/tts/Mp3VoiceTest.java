package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Voices that answer in MP3, with sounds that LAME encoded: a sentence of espeak-ng at 24 kHz as providers send it, without tags, and a
/// stereo tone of 440 Hz at 44.1 kHz with an ID3 tag and a frame that describes the file.
@Timeout(120)
class Mp3VoiceTest {
    private static final double VOICE_SECONDS = 2.19;

    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(new TimeFake());
    private final ProviderServerFake server = new ProviderServerFake();

    @AfterEach
    void close() {
        sharedHttpClient.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/mpeg", "audio/mp3", "application/octet-stream", "audio/wav", ""})
    void mp3IsSpokenWhateverTheAnswerCallsIt(String type) {
        server.answersWith(new Behavior.Answers(200, type, file("voice-24k-mono.mp3"), Map.of()));
        short[] pcm = all(voice("response_format", "mp3").stream("Good morning.", 16_000));
        assertThat(pcm.length / 16_000.0).isCloseTo(VOICE_SECONDS, within(0.1));
        assertThat(rms(pcm)).isBetween(0.68 * LoudnessNormalizer.RMS, 1.3 * LoudnessNormalizer.RMS);
        assertThat(server.requests.getFirst().json().path("response_format").asText()).isEqualTo("mp3");
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 24_000, 48_000})
    void anotherRateStereoAndTagsComeOutAtTheRateOfTheDevice(int rate) {
        server.answersWith(new Behavior.Streams("audio/mpeg", List.of(file("tone-44k-stereo.mp3"))));
        short[] pcm = all(voice().stream("Beep.", rate));
        assertThat(pcm.length / (double) rate).isCloseTo(0.6, within(0.08));
        short[] middle = Arrays.copyOfRange(pcm, pcm.length / 4, pcm.length * 3 / 4);
        assertThat(share(middle, 440, rate)).as("nearly all of it is the tone").isGreaterThan(0.98);
    }

    @Test
    void framesMayBeCutAnywhere() {
        byte[] whole = file("voice-24k-mono.mp3");
        server.answersWith(new Behavior.Answers(200, "audio/mpeg", whole, Map.of()));
        short[] expected = all(voice().stream("Whole.", 16_000));
        Random random = new Random(4711);
        List<byte[]> crumbs = new ArrayList<>();
        for (int at = 0; at < whole.length; ) {
            int next = Math.min(whole.length, at + 1 + random.nextInt(90));
            crumbs.add(Arrays.copyOfRange(whole, at, next));
            at = next;
        }
        server.answersWith(new Behavior.Streams("audio/mpeg", crumbs));
        assertThat(all(voice().stream("Crumbs.", 16_000)).length).isEqualTo(expected.length);
    }

    @Test
    void theFirstPieceIsThereBeforeTheSentenceIsComplete() {
        server.answersWith(new Behavior.Hangs("audio/mpeg", Arrays.copyOf(file("voice-24k-mono.mp3"), 3_000)));
        try (SynthesisStream stream = voice().stream("A long sentence.", 16_000)) {
            assertThat(stream.next()).isPresent();
        }
    }

    @Test
    void aDamagedFrameIsSilenceAndTheRestIsHeard() {
        byte[] bytes = file("voice-24k-mono.mp3");
        // overwrites some frames in the middle with noise, but not their headers; 96 bytes each
        Random random = new Random(1);
        for (int at = 96 * 20; at < 96 * 26; at++) {
            if (at % 96 >= 4) {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        server.answersWith(new Behavior.Answers(200, "audio/mpeg", bytes, Map.of()));
        assertThat(all(voice().stream("Scratched.", 16_000)).length / 16_000.0).isCloseTo(VOICE_SECONDS, within(0.1));
    }

    @Test
    void whatOnlyCallsItselfMp3IsAProblem() {
        byte[] noise = new byte[80_000];
        new Random(2).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == (byte) 0xff ? 0 : noise[i];
        }
        server.answersWith(new Behavior.Answers(200, "audio/mpeg", noise, Map.of()));
        assertThatThrownBy(() -> all(voice().stream("Noise.", 16_000))).isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED));
    }

    private Voice voice(String... more) {
        return new OpenAiVoice(server.provider(ProviderKind.TTS, more), sharedHttpClient, OpusCodecs.concentus(), new LoudnessNormalizer.VoiceLevel());
    }

    private static short[] all(SynthesisStream stream) {
        PcmCollector all = new PcmCollector(48_000);
        for (Optional<PcmAudio> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
            all.add(piece.get().pcm());
        }
        return all.take();
    }

    private static double rms(short[] pcm) {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / pcm.length);
    }

    /// The share of the energy at one frequency.
    private static double share(short[] pcm, double frequency, int rate) {
        double cos = 0;
        double sin = 0;
        for (int i = 0; i < pcm.length; i++) {
            cos += pcm[i] * Math.cos(2 * Math.PI * frequency * i / rate);
            sin += pcm[i] * Math.sin(2 * Math.PI * frequency * i / rate);
        }
        double rms = rms(pcm);
        return 2 * (cos * cos + sin * sin) / pcm.length / (rms * rms * pcm.length);
    }

    private static byte[] file(String name) {
        try (InputStream in = Mp3VoiceTest.class.getResourceAsStream("/speech/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
