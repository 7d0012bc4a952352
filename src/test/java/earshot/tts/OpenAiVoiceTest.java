package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.Opus;
import earshot.audio.OpusEncoder;
import earshot.audio.Speech;
import earshot.audio.SpeechCollector;
import earshot.audio.Wav;
import earshot.config.ProviderKind;
import earshot.config.Settings;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.provider.ProviderDouble;
import earshot.provider.ProviderDouble.Does;
import earshot.provider.Web;
import earshot.time.ManualTime;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiVoiceTest {
    private static final Settings.Provider EMBEDDED = new Settings.Provider(ProviderKind.TTS, "freetts", "freetts", JsonNodeFactory.instance.objectNode());

    private final ManualTime time = new ManualTime();
    private final Web web = new Web(time);
    private final ProviderDouble server = new ProviderDouble();
    private final List<Code> open = new CopyOnWriteArrayList<>();
    private final List<Problem> raised = new CopyOnWriteArrayList<>();
    private final Hum hum = new Hum();
    private final Voices voices = new Voices(hum, web, Opus.concentus(), new Problems() {
        @Override
        public void raise(Problem problem) {
            raised.add(problem);
            if (!open.contains(problem.code())) {
                open.add(problem.code());
            }
        }

        @Override
        public void resolve(Code code, Subject subject) {
            open.remove(code);
        }
    });

    @AfterEach
    void close() {
        voices.close();
        web.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 22_050, 24_000, 44_100, 48_000})
    void aWavOfAnyRateComesOutAtTheRateOfTheDevice(int rate) {
        server.does(new Does.Answers(200, "audio/wav", Wav.bytes(tone(rate, rate, 6_000)), Map.of()));
        short[] pcm = all(voice("model", "tts-hd", "voice", "nova", "speed", "1.5").stream("Good morning.", 16_000));
        assertThat(pcm.length).isEqualTo(16_000);
        assertThat(rms(pcm)).isCloseTo(Loudness.RMS, within(0.12 * Loudness.RMS));
        assertThat(server.asked.getFirst().path()).isEqualTo("/v1/audio/speech");
        assertThat(server.asked.getFirst().headers()).containsEntry("Authorization", "Bearer sk-very-secret-4711");
        assertThat(server.asked.getFirst().json().toString()).isEqualTo("{\"model\":\"tts-hd\",\"input\":\"Good morning.\",\"voice\":\"nova\",\"response_format\":\"wav\",\"speed\":1.5}");
    }

    @Test
    void theFirstPieceIsThereBeforeTheSentenceIsComplete() {
        byte[] wav = Wav.bytes(tone(24_000, 24_000, 6_000));
        server.does(new Does.Hangs("audio/wav", Arrays.copyOf(wav, 10_000)));
        try (SpokenStream stream = voice().stream("A long sentence that is still being made.", 16_000)) {
            Optional<Speech> first = stream.next();
            assertThat(first).isPresent();
            assertThat(first.get().rate()).isEqualTo(16_000);
        }
    }

    @Test
    void bytesMayBeCutAnywhere() {
        byte[] wav = Wav.bytes(tone(16_000, 1_600, 6_000));
        List<byte[]> crumbs = java.util.stream.IntStream.range(0, (wav.length + 6) / 7).mapToObj(i -> Arrays.copyOfRange(wav, i * 7, Math.min(wav.length, i * 7 + 7))).toList();
        server.does(new Does.Streams("audio/wav", crumbs));
        assertThat(all(voice().stream("Crumbs.", 16_000))).hasSize(1_600);
    }

    @Test
    void bareSamplesHaveTheRateOfTheAnswerOrOfTheSettingsOr24kHz() {
        byte[] wav = Wav.bytes(tone(24_000, 24_000, 6_000));
        byte[] bare = Arrays.copyOfRange(wav, 44, wav.length);
        server.does(new Does.Answers(200, "application/octet-stream", bare, Map.of()));
        assertThat(all(voice("response_format", "pcm").stream("One.", 24_000))).hasSize(24_000);
        assertThat(all(voice("response_format", "pcm", "sample_rate", "48000").stream("Two.", 24_000))).hasSize(12_000);
        server.does(new Does.Answers(200, "audio/pcm; rate=16000", bare, Map.of()));
        assertThat(all(voice("response_format", "pcm").stream("Three.", 24_000))).hasSize(36_000);
    }

    @Test
    void opusInOggIsReadPacketByPacket() {
        Speech tone = tone(48_000, 48_000, 6_000);
        server.does(new Does.Streams("audio/ogg", List.of(ogg(tone, 312))));
        short[] pcm = all(voice("response_format", "opus").stream("Opus.", 16_000));
        assertThat(pcm.length).isCloseTo(16_000 - 104, within(2));
        assertThat(rms(Arrays.copyOfRange(pcm, 4_000, 12_000))).isCloseTo(Loudness.RMS, within(0.12 * Loudness.RMS));
    }

    @Test
    void quietAndLoudSentencesComeOutEquallyLoud() {
        for (int amplitude : new int[] {900, 30_000, 4_000}) {
            server.does(new Does.Answers(200, "audio/wav", Wav.bytes(tone(16_000, 32_000, amplitude)), Map.of()));
            assertThat(rms(all(voice().stream("Loudness " + amplitude, 16_000)))).isCloseTo(Loudness.RMS, within(0.15 * Loudness.RMS));
        }
    }

    @Test
    void everyFaultIsAProblemThatHoldsNoKey() {
        assertThat(fault(Does.json(401, "{\"error\":{\"message\":\"bad key sk-very-secret-4711\"}}"))).isEqualTo(Code.SERVICE_KEY_REFUSED);
        assertThat(fault(Does.json(500, "oops"))).isEqualTo(Code.SERVICE_FAILED);
        assertThat(fault(new Does.Answers(429, "text/plain", new byte[0], Map.of("Retry-After", "60")))).isEqualTo(Code.SERVICE_LIMITED);
        assertThat(fault(Does.json(200, "{\"error\":\"no such voice\"}"))).isEqualTo(Code.SERVICE_MALFORMED);
        assertThat(fault(new Does.Answers(200, "audio/wav", "{\"error\":\"no such voice\"}".getBytes(StandardCharsets.UTF_8), Map.of()))).as("an error that is called a sound")
            .isEqualTo(Code.SERVICE_MALFORMED);
        assertThat(fault(new Does.Answers(200, "audio/mpeg", new byte[] {(byte) 0xff, (byte) 0xf3, 1, 2, 3}, Map.of()))).as("not one frame").isEqualTo(Code.SERVICE_EMPTY);
        assertThat(fault(new Does.Answers(200, "audio/wav", "RIFF1234WAVEfmt \20\0\0\0\1\0\1\0\1\0\0\0\0\0\0\0\2\0\20\0".getBytes(StandardCharsets.ISO_8859_1), Map.of())))
            .as("a rate of 1 Hz").isEqualTo(Code.SERVICE_MALFORMED);
        assertThat(fault(new Does.Answers(200, "audio/wav", new byte[0], Map.of()))).isEqualTo(Code.SERVICE_EMPTY);
        assertThat(fault(new Does.Hangs("audio/wav", new byte[0]))).isEqualTo(Code.SERVICE_HUNG);
        server.close();
        assertThat(fault(Does.json(200, ""))).isEqualTo(Code.SERVICE_UNREACHABLE);
    }

    @Test
    void aSentenceThatBreaksOffGivesWhatCameAndThenTheProblem() {
        server.does(new Does.Cuts("audio/wav", Arrays.copyOf(Wav.bytes(tone(16_000, 16_000, 6_000)), 8_000)));
        SpokenStream stream = new OpenAiVoice(server.provider(ProviderKind.TTS), web, Opus.concentus()).stream("Cut.", 16_000);
        assertThat(stream.next()).isPresent();
        assertThatThrownBy(() -> all(stream)).isInstanceOf(ProblemException.class).hasMessageContaining("broke off");
    }

    @Test
    void closingWakesWhoWaitsForTheNextPiece() throws InterruptedException {
        server.does(new Does.Hangs("audio/wav", new byte[0]));
        SpokenStream stream = voice().stream("Nobody listens.", 16_000);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(stream::next)));
        await().until(() -> server.asked.size() == 1);
        stream.close();
        reader.join();
        assertThat(thrown.join()).isInstanceOf(CancellationException.class);
    }

    @Test
    void theEmbeddedVoiceStandsInForASentenceThatHasNotBegunAndThatIsSaidOnce() {
        server.does(Does.json(401, "{}"));
        Settings.Provider provider = server.provider(ProviderKind.TTS);
        try (Chosen<Voice> one = voices.open(() -> provider); Chosen<Voice> other = voices.open(() -> provider)) {
            assertThat(all(one.get().stream("First.", 16_000))).hasSize(777);
            assertThat(all(other.get().stream("Second.", 16_000))).hasSize(777);
            assertThat(one.get().speak("Third.").join().pcm()).hasSize(777);
            assertThat(open).containsExactlyInAnyOrder(Code.SERVICE_KEY_REFUSED, Code.SERVICE_REPLACED);
            assertThat(raised.stream().filter(problem -> problem.code() == Code.SERVICE_REPLACED)).hasSize(1);
            server.does(new Does.Cuts("audio/wav", Arrays.copyOf(Wav.bytes(tone(16_000, 16_000, 6_000)), 8_000)));
            assertThat(all(one.get().stream("Broken.", 16_000)).length).as("what came of it, and no second beginning").isBetween(3_000, 3_978);
            server.does(new Does.Answers(200, "audio/wav", Wav.bytes(tone(16_000, 500, 6_000)), Map.of()));
            assertThat(all(one.get().stream("Well.", 16_000))).hasSize(500);
            assertThat(open).isEmpty();
        }
        assertThat(hum.closed).isFalse();
    }

    @Test
    void aShortSentenceIsAskedForOnceAndSpokenFromMemoryOnEveryConnectionAfterwards() {
        server.does(new Does.Answers(200, "audio/wav", Wav.bytes(tone(24_000, 24_000, 6_000)), Map.of()));
        Settings.Provider provider = server.provider(ProviderKind.TTS);
        try (Chosen<Voice> one = voices.open(() -> provider); Chosen<Voice> other = voices.open(() -> provider)) {
            assertThat(one.get()).isNotSameAs(other.get());
            short[] first = all(one.get().stream("I am here.", 16_000));
            assertThat(all(other.get().stream("I am here.", 16_000))).isEqualTo(first);
            assertThat(server.asked).hasSize(1);
            all(one.get().stream("I am here.", 24_000));
            all(one.get().stream("x".repeat(200), 16_000));
            all(one.get().stream("x".repeat(200), 16_000));
            assertThat(server.asked).hasSize(4);
        }
        try (Chosen<Voice> local = voices.open(() -> EMBEDDED)) {
            assertThat(local.get()).isSameAs(hum);
        }
    }

    private Voice voice(String... more) {
        return new OpenAiVoice(server.provider(ProviderKind.TTS, more), web, Opus.concentus());
    }

    private Code fault(Does does) {
        server.does(does);
        SpokenStream stream = voice().stream("Fault.", 16_000);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(() -> all(stream))));
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            if (!thrown.isDone()) {
                time.advance(Duration.ofMillis(200));
            }
            return thrown.isDone();
        });
        assertThat(thrown.join()).isInstanceOf(ProblemException.class);
        Problem problem = ((ProblemException) thrown.join()).problem();
        assertThat(problem.toString()).doesNotContain("4711");
        return problem.code();
    }

    private static short[] all(SpokenStream stream) {
        SpeechCollector all = new SpeechCollector(48_000);
        for (Optional<Speech> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
            all.add(piece.get().pcm());
        }
        return all.take();
    }

    private static Speech tone(int rate, int length, int amplitude) {
        short[] pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * i / rate));
        }
        return new Speech(pcm, rate);
    }

    private static double rms(short[] pcm) {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / pcm.length);
    }

    /// The audio as Ogg with Opus: header, comments, and one page for every 10 packets of 20 ms.
    private static byte[] ogg(Speech speech, int preSkip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1).putShort((short) preSkip).putInt(48_000).putShort((short) 0).put((byte) 0);
        page(out, List.of(head.array()));
        page(out, List.of("OpusTags\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII)));
        try (OpusEncoder encoder = Opus.concentus().encoder(48_000, 960, 64_000, 5)) {
            List<byte[]> packets = new java.util.ArrayList<>();
            for (int at = 0; at + 960 <= speech.pcm().length; at += 960) {
                packets.add(encoder.encode(Arrays.copyOfRange(speech.pcm(), at, at + 960)));
            }
            for (int at = 0; at < packets.size(); at += 10) {
                page(out, packets.subList(at, Math.min(packets.size(), at + 10)));
            }
        }
        return out.toByteArray();
    }

    private static void page(ByteArrayOutputStream out, List<byte[]> packets) {
        ByteArrayOutputStream lacing = new ByteArrayOutputStream();
        packets.forEach(packet -> {
            for (int left = packet.length; left >= 0; left -= 255) {
                lacing.write(Math.min(255, left));
            }
        });
        out.writeBytes("OggS".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[22]);
        out.write(lacing.size());
        out.writeBytes(lacing.toByteArray());
        packets.forEach(out::writeBytes);
    }

    /// Answers every sentence with 777 samples of silence.
    private static final class Hum implements Voice {
        private boolean closed;

        @Override
        public CompletableFuture<Speech> speak(String sentence) {
            return CompletableFuture.completedFuture(new Speech(new short[777], 16_000));
        }

        @Override
        public String name() {
            return "hum";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
