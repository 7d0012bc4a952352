package earshot.tts;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.TestSignals;
import earshot.audio.WavFile;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderServerFake.ReceivedRequest;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Voices whose request stands in the settings.
class CustomVoiceTest {
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(new TimeFake());
    private final ProviderServerFake server = new ProviderServerFake()
        .answersWith(new Behavior.Answers(200, "application/octet-stream", WavFile.bytes(new PcmAudio(new short[16_000], 16_000)), Map.of()));

    @AfterEach
    void close() {
        sharedHttpClient.close();
        server.close();
    }

    @Test
    void parametersArePostedAsJsonWithTheSentenceInEveryPlaceOfIt() {
        ReceivedRequest request = asked("""
            {method: post, headers: {Content-Type: application/json, X-Speaker: a, Host: elsewhere}, api_key: sk-4711, format: wav,
             params: {text: "{prompt_text}", speed: 1.5, stream: false, list: ["<{prompt_text}>", 7], deep: {input: "{prompt_text}", other: "{x}"}}}""",
            "Say \"{prompt_text}\" & go\n");
        String said = "Say \\\"{prompt_text}\\\" & go\\n";
        assertThat(request.text()).isEqualTo("{\"text\":\"" + said + "\",\"speed\":1.5,\"stream\":false,\"list\":[\"<" + said + ">\",7],\"deep\":{\"input\":\""
            + said + "\",\"other\":\"{x}\"}}");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json").containsEntry("X-Speaker", "a").containsEntry("Authorization",
            "Bearer sk-4711");
        assertThat(request.headers().get("Host")).startsWith("127.0.0.1:");
    }

    @Test
    void withoutAMethodParametersAreTheQuery() {
        ReceivedRequest request = asked("{params: {text: \"{prompt_text}\", lang: zh, ref: [a, b]}}", "你好 & 再见");
        assertThat(request.query()).isEqualTo("text=%E4%BD%A0%E5%A5%BD%20%26%20%E5%86%8D%E8%A7%81&lang=zh&ref=a&ref=b");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void aFormATextOfJsonABodyAndTheAddressTakeTheSentence() {
        assertThat(asked("{method: POST, headers: {content-type: application/x-www-form-urlencoded}, params: {text: \"{prompt_text}\"}}", "a=b").text())
            .isEqualTo("text=a%3Db");
        assertThat(asked("{method: POST, params: '{\"text\": \"{prompt_text}\", \"n\": 1}'}", "\"").text()).isEqualTo("{\"text\":\"\\\"\",\"n\":1}");
        assertThat(asked("{method: POST, headers: {Content-Type: application/ssml+xml}, body: \"<speak>{prompt_text}</speak>\"}", "1 < 2").text())
            .isEqualTo("<speak>1 &lt; 2</speak>");
        assertThat(asked("{method: POST, body: \"{prompt_text}\"}", "plain").text()).isEqualTo("plain");
        assertThat(asked("{url: \"" + server.url() + "/say?voice=a&text={prompt_text}\", params: {}}", "a&b").query()).isEqualTo("voice=a&text=a%26b");
        assertThat(asked("{}", "bare").query()).isEqualTo("text=bare");
    }

    @Test
    void whatCannotBeAskedIsAProblemOfTheFieldAndNothingIsSent() {
        assertThat(problem("{params: {text: hello}}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem("{url: \"ftp://here\"}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem("{method: PO/ST}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem("{headers: {\"not a name\": x}}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem("{api_key: \"sk-\u79d8\u5bc6\"}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem("{headers: {Authorization: Bearer 你的key}}")).isEqualTo(ProblemCode.PROVIDER_UNFILLED);
        assertThat(server.requests).isEmpty();
        server.answersWith(Behavior.json(400, "{\"detail\":\"no such speaker\"}"));
        assertThat(problem("{}")).isEqualTo(ProblemCode.PROVIDER_DECLINED);
    }

    /// Of one long text, or of a text for each piece without what fills it up.
    @Test
    void piecesThatAreCutWithinThreeBytesAreHeard() {
        short[] samples = new short[16_000];
        Random random = new Random(5);
        IntStream.range(0, samples.length).forEach(i -> samples[i] = (short) (random.nextGaussian() * 2_000));
        byte[] wav = WavFile.bytes(new PcmAudio(samples, 16_000));
        String whole = Base64.getEncoder().encodeToString(wav);
        String apart = IntStream.iterate(0, at -> at < wav.length, at -> at + 4_000)
            .mapToObj(at -> Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(wav, at, Math.min(wav.length, at + 4_000))))
            .map(text -> "data: {\"delta\":\"" + text + "\"}\n\n").collect(Collectors.joining());
        Optional<short[]> heard = Optional.empty();
        for (String body : List.of(cut(whole, whole.length()), cut(whole, 4_001), cut(whole, 2_003), cut(HexFormat.of().formatHex(wav), 1_001), apart)) {
            server.answersWith(new Behavior.Answers(200, "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of()));
            short[] pcm = voice("{}").speak("Hello.").join().pcm();
            short[] same = heard.orElse(pcm);
            assertThat(pcm).as("%d characters", body.length()).hasSize(24_000);
            assertThat(IntStream.range(0, pcm.length).map(i -> Math.abs(pcm[i] - same[i])).max().orElseThrow()).as("%d characters", body.length()).isLessThan(1_000);
            heard = Optional.of(same);
        }
    }

    private static String cut(String text, int length) {
        return IntStream.iterate(0, at -> at < text.length(), at -> at + length)
            .mapToObj(at -> "data: {\"delta\":\"" + text.substring(at, Math.min(text.length(), at + length)) + "\"}\n\n").collect(Collectors.joining());
    }

    /// Only where the service is, or out in the world: not at other computers around.
    @Test
    void soundThatAnAnswerOnlyNamesIsFetched() {
        byte[] wav = WavFile.bytes(new PcmAudio(TestSignals.sine(16_000, 300, 1, 0.3), 16_000));
        Behavior sound = new Behavior.Answers(200, "application/octet-stream", wav, Map.of());
        for (String body : List.of("{\"code\":0,\"data\":{\"audio_url\":\"%s/a?id=7\"}}", "{\"result\":[{\"link\":\"%s/files/one.WAV\"}]}",
            "data: {\"audio\":\"%s/b\"}\n\ndata: [DONE]\n\n")) {
            server.requests.clear();
            server.answersWith(Behavior.json(200, body.formatted(server.url())), sound);
            assertThat(voice("{}").speak("Hello.").join().pcm()).as(body).hasSize(24_000);
            assertThat(server.requests).hasSize(2);
        }
        for (String body : List.of("{\"audio_url\":\"http://localhost:1/a.wav\"}", "{\"audio_url\":\"http://192.168.1.1/a.wav\"}", "{\"audio_url\":\"http://[::1]/a.wav\"}",
            "{\"audio_url\":\"http://169.254.169.254/a.wav\"}", "{\"error\":{\"audio_url\":\"%s/a.wav\"}}", "{\"see\":\"%s/docs\"}", "{\"audio_url\":\"file:///etc/passwd\"}")) {
            server.requests.clear();
            server.answersWith(Behavior.json(200, body.formatted(server.url())), sound);
            assertThat(problem("{}")).as(body).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
            assertThat(server.requests).hasSize(1);
        }
    }

    /// As services write it: in one object, in lines, in events, with all of it once more at the end, in base64 and hexadecimal.
    @Test
    void soundWithinJsonIsHeard() {
        byte[] wav = WavFile.bytes(new PcmAudio(new short[16_000], 16_000));
        String whole = Base64.getEncoder().encodeToString(wav);
        List<byte[]> parts = List.of(Arrays.copyOfRange(wav, 0, 9_000), Arrays.copyOfRange(wav, 9_000, 20_000), Arrays.copyOfRange(wav, 20_000, wav.length));
        String hex = parts.stream().map(part -> "data: {\"data\":{\"audio\":\"" + HexFormat.of().formatHex(part) + "\",\"status\":1}}\n\n").collect(Collectors.joining())
            + "data: {\"data\":{\"audio\":\"" + HexFormat.of().formatHex(wav) + "\",\"status\":2}}\n\n";
        String lines = parts.stream().map(part -> "{\"type\":\"chunk\",\"audio\":\"" + Base64.getEncoder().encodeToString(part) + "\"}\n").collect(Collectors.joining());
        String events = parts.stream().map(part -> "event: delta\ndata: {\"delta\":\"" + Base64.getEncoder().encodeToString(part) + "\"}\n\n")
            .collect(Collectors.joining()) + "event: end\ndata: [DONE]\n\n";
        Map<String, String> bodies = Map.of("one object", "{\"code\":3000,\"message\":\"Success\",\"data\":\"" + whole + "\"}",
            "several lines", "{\n  \"id\": \"1\",\n  \"audio\": {\n    \"data\": \"" + whole + "\"\n  }\n}\n", "a list", "[{\"audios\":[\"" + whole + "\"]}]",
            "a label", "{\"url\":\"data:audio/wav;base64," + whole + "\"}", "lines", lines, "events", events, "hexadecimal", hex,
            "for addresses", "{\"a\":\"" + Base64.getUrlEncoder().encodeToString(wav) + "\"}", "a mark before it", "\uFEFF{\"a\":\"" + whole + "\"}");
        bodies.forEach((name, body) -> {
            server.answersWith(new Behavior.Answers(200, "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of()));
            assertThat(voice("{}").speak("Hello.").join().pcm()).as(name).hasSize(24_000);
        });
    }

    @Test
    void samplesWithinJsonAreHeardWhereTheSettingsSayThatTheyAre() {
        byte[] samples = new byte[48_000];
        new Random(1).nextBytes(samples);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 2 == 0 ? samples[i] : 0);
        }
        String body = "{\"trace\":\"" + "a".repeat(80) + "\",\"audio_base64\":\"" + Base64.getEncoder().encodeToString(samples) + "\"}";
        server.answersWith(new Behavior.Answers(200, "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of()));
        assertThat(voice("{format: pcm, sample_rate: 24000}").speak("Hello.").join().pcm()).hasSize(24_000);
        ProblemException unknown = (ProblemException) catchThrowable(() -> voice("{}").stream("Hello.", 16_000).next());
        assertThat(unknown.problem().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(ProblemReason.text(unknown.problem().args().getLast().toString(), Locale.ENGLISH)).contains("audio_base64", "response_format");
    }

    @Test
    void jsonWithoutSoundIsToldAsItsText() {
        server.answersWith(new Behavior.Answers(200, "application/json", "{\"code\":4001,\"message\":\"speaker not found\"}\n".getBytes(StandardCharsets.UTF_8), Map.of()));
        ProblemException told = (ProblemException) catchThrowable(() -> voice("{}").stream("Hello.", 16_000).next());
        assertThat(told.problem().args().getLast().toString()).contains("speaker not found");
    }

    private ReceivedRequest asked(String yaml, String sentence) {
        assertThat(voice(yaml).speak(sentence).join().pcm()).hasSize(24_000);
        return server.requests.getLast();
    }

    private ProblemCode problem(String yaml) {
        Voice voice = voice(yaml);
        return ((ProblemException) catchThrowable(() -> voice.stream("Hello.", 16_000).next())).problem().code();
    }

    private Voice voice(String yaml) {
        ObjectNode section = JSON.valueToTree(new Yaml().<Object>load(yaml));
        section.put("type", "custom").put("url", section.path("url").asText(server.url() + "/tts"));
        return new CustomVoice(new ProviderSettings(ProviderKind.TTS, "Mine", "custom", section), sharedHttpClient, OpusCodecs.concentus(),
            new LoudnessNormalizer.VoiceLevel());
    }
}
