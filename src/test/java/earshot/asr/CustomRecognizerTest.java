package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.remote.ProviderServerFake.Behavior.json;
import static earshot.remote.ProviderServerFake.Behavior.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmAudio;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.ReceivedRequest;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// Recognizers whose request stands in the settings.
class CustomRecognizerTest {
    private static final PcmAudio SECOND = new PcmAudio(new short[24_000], 24_000);

    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(new TimeFake());
    private final ProviderServerFake server = new ProviderServerFake().answersWith(json(200, "{\"text\":\"hello\"}"));

    @AfterEach
    void close() {
        sharedHttpClient.close();
        server.close();
    }

    @Test
    void theSoundIsAPartOfAFormBesideTheParameters() {
        ReceivedRequest request = asked("{audio_field: files, headers: {X-Key: k, Content-Type: multipart/form-data}, params: {lang: auto, keys: [a, b]}}");
        assertThat(request.headers()).containsEntry("X-Key", "k").hasEntrySatisfying("Content-Type",
            type -> assertThat(type).startsWith("multipart/form-data; boundary="));
        assertThat(request.text()).contains("name=\"lang\"\r\n\r\nauto\r\n", "name=\"keys\"\r\n\r\na\r\n", "name=\"keys\"\r\n\r\nb\r\n",
            "name=\"files\"; filename=\"speech.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF");
    }

    @Test
    void theSoundIsTheBodyOrAParameter() {
        ReceivedRequest body = asked("{upload: body, params: {lang: en}}");
        assertThat(body.query()).isEqualTo("lang=en");
        assertThat(body.headers()).containsEntry("Content-Type", "audio/wav");
        assertThat(body.text()).startsWith("RIFF").hasSize(32_044);
        ReceivedRequest parameter = asked("{params: {audio: {data: \"{audio_base64}\"}, lang: en}}");
        assertThat(Base64.getDecoder().decode(parameter.json().path("audio").path("data").asText())).isEqualTo(body.body());
        assertThat(parameter.json().path("lang").asText()).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"text\":\"hello\"}", "{\"code\":0,\"data\":{\"result\":\"hello\"}}",
        "{\"result\":[{\"key\":\"a\",\"text\":\"<|en|>hello\",\"raw_text\":\"x\"}]}", "[{\"text\":\"hello\"},{\"text\":\"\"}]", "\"hello\"", "hello" })
    void theTextIsFoundInItsUsualPlaces(String answer) {
        server.answersWith(text(answer));
        assertThat(recognizer("{}").recognize(SECOND, List.of()).join().text()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 minutes", "12", "true love", "3.5"})
    void plainTextMayBeginLikeJson(String answer) {
        server.answersWith(text(answer));
        assertThat(recognizer("{}").recognize(SECOND, List.of()).join().text()).isEqualTo(answer);
    }

    @Test
    void aProblemShowsTheAddressWithoutItsQuery() {
        server.answersWith(text("<html><title>Sign in</title></html>"));
        Recognizer recognizer = recognizer("{upload: body, params: {ticket: abcdef123456}}");
        assertThat(((ProblemException) catchThrowable(() -> recognizer.recognize(SECOND, List.of()).join()).getCause()).problem().args())
            .contains(server.url() + "/asr");
    }

    @Test
    void theTextIsWhereThePathSays() {
        server.answersWith(json(200, "{\"text\":\"no\",\"a\":[{\"words\":\"hello\"}]}"));
        for (String path : List.of("a.0.words", "/a/0/words", "$.a[0].words")) {
            assertThat(recognizer("{result_path: \"" + path + "\"}").recognize(SECOND, List.of()).join().text()).isEqualTo("hello");
        }
        assertThat(problem("{result_path: b}")).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
    }

    @Test
    void anAnswerWithoutTextIsAProblem() {
        server.answersWith(json(200, "{\"error\":\"no model\"}"));
        assertThat(problem("{}")).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        server.answersWith(text("<html><title>Sign in</title></html>"));
        assertThat(problem("{}")).isEqualTo(ProblemCode.PROVIDER_WEB_PAGE);
        assertThat(problem("{url: \"\"}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem("{method: PO/ST}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
        assertThat(problem("{api_key: sk-１２３}")).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
    }

    private ReceivedRequest asked(String yaml) {
        assertThat(recognizer(yaml).recognize(SECOND, List.of()).join().text()).isEqualTo("hello");
        return server.requests.getLast();
    }

    private ProblemCode problem(String yaml) {
        Recognizer recognizer = recognizer(yaml);
        return ((ProblemException) catchThrowable(() -> recognizer.recognize(SECOND, List.of()).join()).getCause()).problem().code();
    }

    private Recognizer recognizer(String yaml) {
        ObjectNode section = JSON.valueToTree(new Yaml().<Object>load(yaml));
        section.put("type", "custom").put("url", section.path("url").asText(server.url() + "/asr"));
        return new CustomRecognizer(new ProviderSettings(ProviderKind.ASR, "Mine", "custom", section), sharedHttpClient);
    }
}
