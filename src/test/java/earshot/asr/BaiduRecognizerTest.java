package earshot.asr;

import static earshot.remote.ProviderServerFake.Behavior.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmAudio;
import earshot.data.JsonMappers;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.BaiduTokens;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderServerFake.ReceivedRequest;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.Yaml;

/// Expected bodies are those that Python makes as Baidu's own client does.
@Timeout(60)
class BaiduRecognizerTest {
    private static final PcmAudio SPEECH = new PcmAudio(new short[1_600], 16_000);

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final ProviderServerFake server = new ProviderServerFake();
    private final BaiduTokens tokens = new BaiduTokens();
    private final String at = server.url().replace("/v1", "");

    @AfterEach
    void close() {
        sharedHttpClient.close();
        server.close();
    }

    @Test
    void aTokenIsMadeOfTheKeysAndUsedUntilItEnds() {
        answers("{\"err_no\":0,\"err_msg\":\"success.\",\"corpus_no\":\"1\",\"sn\":\"2\",\"result\":[\"今天天气怎么样？\"]}");
        assertThat(heard()).isEqualTo("今天天气怎么样？");
        assertThat(server.requests).hasSize(2);
        ReceivedRequest token = server.requests.getFirst();
        assertThat(token.path()).isEqualTo("/oauth/2.0/token");
        assertThat(token.query()).isEqualTo("grant_type=client_credentials&client_id=baidu-key-4711&client_secret=baidu-secret-4711");
        ReceivedRequest asked = server.requests.getLast();
        assertThat(asked.path()).isEqualTo("/server_api");
        assertThat(asked.headers()).containsEntry("Content-Type", "application/json").doesNotContainKey("Authorization");
        assertThat(asked.text().replaceFirst("\"speech\":\"A+=*\"", "\"speech\":\"S\"")).isEqualTo("{\"speech\":\"S\",\"len\":3200,\"channel\":1,"
            + "\"format\":\"pcm\",\"rate\":16000,\"dev_pid\":\"1537\",\"cuid\":\"c60146177bdeeee3af70282beabc23d9\",\"token\":\"24.4711abc\"}");
        heard();
        assertThat(server.requests).as("the same token").hasSize(3);
        time.advance(Duration.ofDays(30));
        heard();
        assertThat(server.requests).as("another token").hasSize(5);
    }

    @Test
    void nothingUnderstoodIsAnEmptyTextAndARefusalIsToldWithItsCode() {
        answers("{\"err_no\":3301,\"err_msg\":\"speech quality error.\",\"sn\":\"1\"}");
        assertThat(heard()).isEmpty();
        Map.of(3302, ProblemCode.PROVIDER_KEY_REFUSED, 3304, ProblemCode.PROVIDER_LIMITED, 3305, ProblemCode.PROVIDER_QUOTA, 3311, ProblemCode.PROVIDER_DECLINED,
            3303, ProblemCode.PROVIDER_FAILED).forEach((code, kind) -> {
                answers("{\"err_no\":" + code + ",\"err_msg\":\"request of baidu-key-4711\",\"sn\":\"1\"}");
                assertThat(problem()).satisfies(problem -> {
                    assertThat(problem.code()).as("%s", code).isEqualTo(kind);
                    assertThat(problem.args().toString()).contains(String.valueOf(code), "request of").doesNotContain("baidu-key-4711");
                });
            });
        answers("{\"err_no\":0,\"err_msg\":\"success.\"}");
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_FAILED);
    }

    @Test
    void wrongKeysAreToldByTheServiceOfTheTokens() {
        server.answersWith(json(401, "{\"error\":\"invalid_client\",\"error_description\":\"unknown client id\"}"));
        assertThat(problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("unknown client id").doesNotContain("baidu-secret-4711");
        });
    }

    @Test
    void aTokenThatIsRefusedIsMadeAnew() {
        AtomicBoolean refused = new AtomicBoolean();
        answers("{\"err_no\":0,\"result\":[\"一\"]}");
        heard();
        server.answersWith(new Behavior.Decides(request -> request.path().equals("/server_api") && !refused.getAndSet(true)
            ? json(200, "{\"err_no\":3302,\"err_msg\":\"authentication failed.\"}") : answer(request, "{\"err_no\":0,\"result\":[\"二\"]}")));
        assertThat(heard()).isEqualTo("二");
        assertThat(server.requests).extracting(ReceivedRequest::path).endsWith("/server_api", "/oauth/2.0/token", "/server_api");
    }

    @Test
    void aNewTokenThatIsRefusedIsNotUsedAgain() {
        answers("{\"err_no\":3302,\"err_msg\":\"authentication failed.\"}");
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
        assertThat(server.requests).extracting(ReceivedRequest::path).containsExactly("/oauth/2.0/token", "/server_api", "/oauth/2.0/token", "/server_api");
    }

    private void answers(String said) {
        server.answersWith(new Behavior.Decides(request -> answer(request, said)));
    }

    private static Behavior answer(ReceivedRequest request, String said) {
        return json(200, request.path().equals("/server_api") ? said
            : "{\"refresh_token\":\"25.x\",\"expires_in\":2592000,\"scope\":\"audio_voice_assistant_get\",\"access_token\":\"24.4711abc\"}");
    }

    private String heard() {
        ObjectNode section = JsonMappers.JSON.valueToTree(new Yaml().load("""
            {type: baidu, app_id: 1234, api_key: baidu-key-4711, secret_key: baidu-secret-4711, dev_pid: 1537, output_dir: tmp/,
             base_url: "%1$s/server_api", token_url: "%1$s/oauth/2.0/token"}
            """.formatted(at)));
        ProviderSettings provider = ProviderSettings.of(ProviderKind.ASR, "BaiduASR", section);
        return new ServiceRecognizer(new BaiduRecognition(provider, tokens), sharedHttpClient).recognize(SPEECH, List.of()).join().text();
    }

    private Problem problem() {
        return ((ProblemException) catchThrowable(this::heard).getCause()).problem();
    }
}
