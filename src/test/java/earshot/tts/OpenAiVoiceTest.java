package earshot.tts;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.WavFile;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiVoiceTest {
    private static final ProviderSettings EMBEDDED = new ProviderSettings(ProviderKind.TTS, "freetts", "freetts", JsonNodeFactory.instance.objectNode());

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final ProviderServerFake server = new ProviderServerFake();
    private final List<ProblemCode> open = new CopyOnWriteArrayList<>();
    private final List<Problem> raised = new CopyOnWriteArrayList<>();
    private final VoiceFake voiceFake = new VoiceFake();
    private final VoiceFactory voices = new VoiceFactory(voiceFake, sharedHttpClient, OpusCodecs.concentus(), new ProblemSink() {
        @Override
        public void raise(Problem problem) {
            raised.add(problem);
            if (!open.contains(problem.code())) {
                open.add(problem.code());
            }
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            open.remove(code);
        }
    });

    @AfterEach
    void close() {
        voices.close();
        sharedHttpClient.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 22_050, 24_000, 44_100, 48_000})
    void aWavOfAnyRateComesOutAtTheRateOfTheDevice(int rate) {
        server.answersWith(new Behavior.Answers(200, "audio/wav", WavFile.bytes(tone(rate, rate, 6_000)), Map.of()));
        short[] pcm = all(voice("model", "tts-hd", "voice", "nova", "speed", "1.5").stream("Good morning.", 16_000));
        assertThat(pcm.length).isEqualTo(16_000);
        assertThat(rms(pcm)).isCloseTo(LoudnessNormalizer.RMS, within(0.12 * LoudnessNormalizer.RMS));
        assertThat(server.requests.getFirst().path()).isEqualTo("/v1/audio/speech");
        assertThat(server.requests.getFirst().headers()).containsEntry("Authorization", "Bearer sk-very-secret-4711");
        assertThat(server.requests.getFirst().json().toString())
            .isEqualTo("{\"model\":\"tts-hd\",\"input\":\"Good morning.\",\"voice\":\"nova\",\"response_format\":\"wav\",\"speed\":1.5}");
    }

    @Test
    void theFirstPieceIsThereBeforeTheSentenceIsComplete() {
        byte[] wav = WavFile.bytes(tone(24_000, 24_000, 6_000));
        server.answersWith(new Behavior.Hangs("audio/wav", Arrays.copyOf(wav, 10_000)));
        try (SynthesisStream stream = voice().stream("A long sentence that is still being made.", 16_000)) {
            Optional<PcmAudio> first = stream.next();
            assertThat(first).isPresent();
            assertThat(first.get().rate()).isEqualTo(16_000);
        }
    }

    @Test
    void soundWithoutEndIsEndedAndAProblem() {
        byte[] second = new byte[48_000];
        Arrays.fill(second, (byte) 17);
        server.answersWith(new Behavior.Streams("audio/pcm", Collections.nCopies(120, second)));
        int samples = 0;
        try (SynthesisStream stream = voice("response_format", "pcm").stream("Hi.", 24_000)) {
            Problem problem = null;
            while (problem == null) {
                try {
                    samples += stream.next().orElseThrow().pcm().length;
                } catch (ProblemException e) {
                    problem = e.problem();
                }
            }
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_ENDLESS);
            assertThat(problem.args().getLast()).isEqualTo(ProblemReason.AUDIO_TOO_LONG.with(23));
        }
        assertThat(samples / 24_000).isBetween(22, 24);
    }

    @Test
    void bytesMayBeCutAnywhere() {
        byte[] wav = WavFile.bytes(tone(16_000, 1_600, 6_000));
        List<byte[]> crumbs = java.util.stream.IntStream.range(0, (wav.length + 6) / 7)
            .mapToObj(i -> Arrays.copyOfRange(wav, i * 7, Math.min(wav.length, i * 7 + 7))).toList();
        server.answersWith(new Behavior.Streams("audio/wav", crumbs));
        assertThat(all(voice().stream("Crumbs.", 16_000))).hasSize(1_600);
    }

    @Test
    void bareSamplesHaveTheRateOfTheAnswerOrOfTheSettingsOr24kHz() {
        byte[] wav = WavFile.bytes(tone(24_000, 24_000, 6_000));
        byte[] bare = Arrays.copyOfRange(wav, 44, wav.length);
        server.answersWith(new Behavior.Answers(200, "application/octet-stream", bare, Map.of()));
        assertThat(all(voice("response_format", "pcm").stream("One.", 24_000))).hasSize(24_000);
        assertThat(all(voice("response_format", "pcm", "sample_rate", "48000").stream("Two.", 24_000))).hasSize(12_000);
        server.answersWith(new Behavior.Answers(200, "audio/pcm; rate=16000", bare, Map.of()));
        assertThat(all(voice("response_format", "pcm").stream("Three.", 24_000))).hasSize(36_000);
    }

    @Test
    void opusInOggIsReadPacketByPacket() {
        PcmAudio tone = tone(48_000, 48_000, 6_000);
        server.answersWith(new Behavior.Streams("audio/ogg", List.of(ogg(tone, 312))));
        short[] pcm = all(voice("response_format", "opus").stream("Opus.", 16_000));
        assertThat(pcm.length).isCloseTo(16_000 - 104, within(2));
        assertThat(rms(Arrays.copyOfRange(pcm, 4_000, 12_000))).isCloseTo(LoudnessNormalizer.RMS, within(0.12 * LoudnessNormalizer.RMS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "silent", "noise", "broken off", "too short"})
    void nothingBadIsKept(String fault) {
        byte[] good = WavFile.bytes(tone(24_000, 24_000, 6_000));
        byte[] noise = new byte[48_000];
        new Random(11).nextBytes(noise);
        Behavior bad = switch (fault) {
            case "cut" -> new Behavior.Answers(200, "audio/wav", Arrays.copyOf(good, 30_000), Map.of());
            case "silent" -> new Behavior.Answers(200, "audio/wav", WavFile.bytes(new PcmAudio(new short[24_000], 24_000)), Map.of());
            case "noise" -> new Behavior.Answers(200, "audio/wav", noise, Map.of());
            case "broken off" -> new Behavior.Cuts("audio/wav", Arrays.copyOf(good, 30_000));
            default -> new Behavior.Answers(200, "audio/wav", WavFile.bytes(tone(24_000, 1_000, 6_000)), Map.of());
        };
        server.answersWith(bad, new Behavior.Answers(200, "audio/wav", good, Map.of()));
        ProviderSettings provider = server.provider(ProviderKind.TTS);
        try (ActiveProvider<Voice> own = voices.open(() -> provider)) {
            all(own.get().stream("Good morning.", 24_000));
            assertThat(all(own.get().stream("Good morning.", 24_000))).hasSize(24_000);
            assertThat(all(own.get().stream("Good morning.", 24_000))).hasSize(24_000);
        }
        assertThat(server.requests).as("the good one is kept").hasSize(2);
    }

    @Test
    void quietAndLoudSentencesComeOutEquallyLoud() {
        for (int amplitude : new int[] {900, 30_000, 4_000}) {
            server.answersWith(new Behavior.Answers(200, "audio/wav", WavFile.bytes(tone(16_000, 32_000, amplitude)), Map.of()));
            assertThat(rms(all(voice().stream("Loudness " + amplitude, 16_000)))).isCloseTo(LoudnessNormalizer.RMS, within(0.15 * LoudnessNormalizer.RMS));
        }
    }

    @Test
    void everyFaultIsAProblemThatHoldsNoKey() {
        assertThat(fault(Behavior.json(401, "{\"error\":{\"message\":\"bad key sk-very-secret-4711\"}}"))).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
        assertThat(fault(Behavior.json(500, "oops"))).isEqualTo(ProblemCode.PROVIDER_FAILED);
        assertThat(fault(new Behavior.Answers(429, "text/plain", new byte[0], Map.of("Retry-After", "60")))).isEqualTo(ProblemCode.PROVIDER_LIMITED);
        assertThat(fault(Behavior.json(200, "{\"error\":\"no such voice\"}"))).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault(new Behavior.Answers(200, "audio/wav", "{\"error\":\"no such voice\"}".getBytes(StandardCharsets.UTF_8), Map.of())))
            .as("an error that is called a sound")
            .isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault(new Behavior.Answers(200, "audio/mpeg", new byte[] { (byte) 0xff, (byte) 0xf3, 1, 2, 3 }, Map.of()))).as("not one frame")
            .isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault(new Behavior.Answers(200, "audio/wav",
            "RIFF1234WAVEfmt \20\0\0\0\1\0\1\0\1\0\0\0\0\0\0\0\2\0\20\0".getBytes(StandardCharsets.ISO_8859_1), Map.of())))
            .as("a rate of 1 Hz").isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault(new Behavior.Answers(200, "audio/wav", new byte[0], Map.of()))).isEqualTo(ProblemCode.PROVIDER_EMPTY);
        assertThat(fault(new Behavior.Hangs("audio/wav", new byte[0]))).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        server.close();
        assertThat(fault(Behavior.json(200, ""))).isEqualTo(ProblemCode.PROVIDER_REFUSED);
    }

    @Test
    void aSentenceThatBreaksOffGivesWhatCameAndThenTheProblem() {
        server.answersWith(new Behavior.Cuts("audio/wav", Arrays.copyOf(WavFile.bytes(tone(16_000, 16_000, 6_000)), 8_000)));
        SynthesisStream stream = new OpenAiVoice(server.provider(ProviderKind.TTS), sharedHttpClient, OpusCodecs.concentus(),
            new LoudnessNormalizer.VoiceLevel()).stream("Cut.", 16_000);
        assertThat(stream.next()).isPresent();
        assertThatThrownBy(() -> all(stream)).isInstanceOf(ProblemException.class).hasMessageContaining("broke off");
    }

    @Test
    void closingWakesWhoWaitsForTheNextPiece() throws InterruptedException {
        server.answersWith(new Behavior.Hangs("audio/wav", new byte[0]));
        SynthesisStream stream = voice().stream("Nobody listens.", 16_000);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(stream::next)));
        await().until(() -> server.requests.size() == 1);
        stream.close();
        reader.join();
        assertThat(thrown.join()).isInstanceOf(CancellationException.class);
    }

    @Test
    void theEmbeddedVoiceStandsInForASentenceThatHasNotBegunAndThatIsSaidOnce() {
        server.answersWith(Behavior.json(401, "{}"));
        ProviderSettings provider = server.provider(ProviderKind.TTS);
        try (ActiveProvider<Voice> one = voices.open(() -> provider); ActiveProvider<Voice> other = voices.open(() -> provider)) {
            assertThat(all(one.get().stream("First.", 16_000))).hasSize(777);
            assertThat(all(other.get().stream("Second.", 16_000))).hasSize(777);
            assertThat(one.get().speak("Third.").join().pcm()).hasSize(777);
            assertThat(open).containsExactlyInAnyOrder(ProblemCode.PROVIDER_KEY_REFUSED, ProblemCode.PROVIDER_FALLBACK);
            assertThat(raised.stream().filter(problem -> problem.code() == ProblemCode.PROVIDER_FALLBACK)).hasSize(1);
            server.answersWith(new Behavior.Cuts("audio/wav", Arrays.copyOf(WavFile.bytes(tone(16_000, 16_000, 6_000)), 8_000)));
            assertThat(all(one.get().stream("Broken.", 16_000)).length).as("what came of it, and no second beginning").isBetween(3_000, 3_978);
            server.answersWith(new Behavior.Answers(200, "audio/wav", WavFile.bytes(tone(16_000, 500, 6_000)), Map.of()));
            assertThat(all(one.get().stream("Well.", 16_000))).hasSize(500);
            assertThat(open).isEmpty();
        }
        assertThat(voiceFake.closed).isFalse();
    }

    @Test
    void aShortSentenceIsAskedForOnceAndSpokenFromMemoryOnEveryConnectionAfterwards() {
        server.answersWith(new Behavior.Answers(200, "audio/wav", WavFile.bytes(tone(24_000, 24_000, 6_000)), Map.of()));
        ProviderSettings provider = server.provider(ProviderKind.TTS);
        try (ActiveProvider<Voice> one = voices.open(() -> provider); ActiveProvider<Voice> other = voices.open(() -> provider)) {
            assertThat(one.get()).isNotSameAs(other.get());
            short[] first = all(one.get().stream("I am here.", 16_000));
            assertThat(all(other.get().stream("I am here.", 16_000))).isEqualTo(first);
            assertThat(server.requests).hasSize(1);
            all(one.get().stream("I am here.", 24_000));
            all(one.get().stream("x".repeat(200), 16_000));
            all(one.get().stream("x".repeat(200), 16_000));
            assertThat(server.requests).hasSize(4);
        }
        try (ActiveProvider<Voice> local = voices.open(() -> EMBEDDED)) {
            assertThat(local.get()).isSameAs(voiceFake);
        }
    }

    private Voice voice(String... more) {
        return new OpenAiVoice(server.provider(ProviderKind.TTS, more), sharedHttpClient, OpusCodecs.concentus(), new LoudnessNormalizer.VoiceLevel());
    }

    private ProblemCode fault(Behavior behavior) {
        int before = server.requests.size();
        boolean hangs = behavior instanceof Behavior.Hangs;
        server.answersWith(behavior);
        SynthesisStream stream = voice().stream("Fault.", 16_000);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> thrown.complete(catchThrowable(() -> all(stream))));
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            // the pauses before another try pass; the limit of the whole only where nothing comes
            if (!hangs || server.requests.size() > before) {
                time.advanceToNext(hangs ? Duration.ofMinutes(1) : Duration.ofSeconds(2));
            }
            return thrown.isDone();
        });
        assertThat(thrown.join()).isInstanceOf(ProblemException.class);
        Problem problem = ((ProblemException) thrown.join()).problem();
        assertThat(problem.toString()).doesNotContain("4711");
        return problem.code();
    }

    private static short[] all(SynthesisStream stream) {
        PcmCollector all = new PcmCollector(48_000);
        for (Optional<PcmAudio> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
            all.add(piece.get().pcm());
        }
        return all.take();
    }

    private static PcmAudio tone(int rate, int length, int amplitude) {
        short[] pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * i / rate));
        }
        return new PcmAudio(pcm, rate);
    }

    private static double rms(short[] pcm) {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / pcm.length);
    }

    /// The audio as Ogg with Opus: header, comments, and one page for every 10 packets of 20 ms.
    private static byte[] ogg(PcmAudio pcmAudio, int preSkip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1).putShort((short) preSkip).putInt(48_000).putShort((short) 0)
            .put((byte) 0);
        page(out, List.of(head.array()));
        page(out, List.of("OpusTags\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII)));
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(48_000, 960, 64_000, 5)) {
            List<byte[]> packets = new java.util.ArrayList<>();
            for (int at = 0; at + 960 <= pcmAudio.pcm().length; at += 960) {
                packets.add(encoder.encode(Arrays.copyOfRange(pcmAudio.pcm(), at, at + 960)));
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
    private static final class VoiceFake implements Voice {
        private boolean closed;

        @Override
        public CompletableFuture<PcmAudio> speak(String sentence) {
            return CompletableFuture.completedFuture(new PcmAudio(new short[777], 16_000));
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
