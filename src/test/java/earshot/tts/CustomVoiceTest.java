package earshot.tts;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
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
