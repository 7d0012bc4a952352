package earshot.asr;

import static earshot.remote.ProviderServerFake.Behavior.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmAudio;
import earshot.data.JsonMappers;
import earshot.problem.Problem;
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
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.Yaml;

/// Recognizers of services: what is sent compared with values that Python computed as the public client of each service does, at the same time. The double
/// is the proxy, so that the hosts, which are signed, are the real ones.
@Timeout(60)
class ServiceRecognizerTest {
    /// As the expected values have it.
    private static final PcmAudio SPEECH = new PcmAudio(samples(), 16_000);
    private static final String TENCENT = "{type: tencent, appid: 1234567890, secret_id: AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE, "
        + "secret_key: Gu5t9xGARNpq86cd98joQYCN3EXAMPLE, output_dir: tmp/, base_url: 'http://asr.tencentcloudapi.com/'}";

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final ProviderServerFake server = new ProviderServerFake();

    @AfterEach
    void close() {
        sharedHttpClient.close();
        server.close();
    }

    @Test
    void tencentIsAskedWithASignatureOfTheSentence() {
        server.answersWith(json(200, "{\"Response\":{\"AudioDuration\":200,\"RequestId\":\"8824366f\",\"Result\":\"今天天气怎么样？\",\"WordSize\":0}}"));
        assertThat(heard(TENCENT)).isEqualTo("今天天气怎么样？");
        ReceivedRequest asked = server.requests.getLast();
        assertThat(asked.path()).isEqualTo("/");
        assertThat(asked.headers()).containsEntry("Host", "asr.tencentcloudapi.com").containsEntry("Content-Type", "application/json; charset=utf-8")
            .containsEntry("X-TC-Action", "SentenceRecognition").containsEntry("X-TC-Version", "2019-06-14").containsEntry("X-TC-Timestamp", "1795356000")
            .containsEntry("X-TC-Region", "ap-shanghai").containsEntry("Authorization", "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2026-11-22/asr/tc3_request"
                + ", SignedHeaders=content-type;host;x-tc-action, Signature=f6942a178d2f0ac2a2acd8ed7b9e037571f3599dd865e6682e3b2072806e3645");
        assertThat(asked.text()).startsWith("{\"ProjectId\":0,\"SubServiceType\":2,\"EngSerViceType\":\"16k_zh\",\"SourceType\":1,\"VoiceFormat\":\"pcm\",\"Data\":\"")
            .endsWith("\",\"DataLen\":8536}");
        server.answersWith(json(200, "{\"Response\":{\"Result\":\"\",\"RequestId\":\"x\"}}"));
        assertThat(heard(TENCENT)).isEmpty();
    }

    @Test
    void tencentRefusesWithinAGoodAnswer() {
        tencentSays("AuthFailure.SignatureFailure", "The provided credentials could not be validated for AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE.");
        assertThat(problem(TENCENT)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("AuthFailure.SignatureFailure", "could not be validated").doesNotContain("AKIDz8krb");
        });
        tencentSays("FailedOperation.UserHasNoFreeAmount", "账号本月免费额度已用完");
        assertThat(problem(TENCENT).code()).isEqualTo(ProblemCode.PROVIDER_QUOTA);
        tencentSays("RequestLimitExceeded", "Your current request times equals to `21` in a second");
        assertThat(problem(TENCENT).code()).isEqualTo(ProblemCode.PROVIDER_LIMITED);
        tencentSays("FailedOperation.ErrorRecognize", "识别失败");
        assertThat(problem(TENCENT).args().toString()).contains("FailedOperation.ErrorRecognize", "识别失败");
        server.answersWith(json(200, "{\"Response\":{\"RequestId\":\"x\"}}"));
        assertThat(problem(TENCENT).code()).isEqualTo(ProblemCode.PROVIDER_FAILED);
        server.answersWith(json(200, "<html><title>Sign in</title></html>"));
        assertThat(problem(TENCENT).code()).isEqualTo(ProblemCode.PROVIDER_WEB_PAGE);
    }

    @Test
    void withoutItsKeysNothingIsSent() {
        for (Map.Entry<String, String> missing : Map.of("{type: tencent, secret_id: 你的腾讯语音合成服务secret_id, secret_key: k4711}", "secret_id",
            "{type: tencent, secret_id: AKID4711}", "secret_key").entrySet()) {
            Problem problem = problem(missing.getKey());
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_UNFILLED);
            assertThat(problem.args()).contains(missing.getValue());
        }
        assertThat(problem("{type: tencent, secret_id: AKID 4711, secret_key: k4711}")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
            assertThat(problem.args()).contains("secret_id");
        });
        assertThat(server.requests).isEmpty();
    }

    @Test
    void soundThatIsTooShortIsNotSent() {
        assertThat(recognizer(TENCENT).recognize(new PcmAudio(new short[1_000], 16_000), List.of()).orTimeout(20, TimeUnit.SECONDS).join().text()).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void cancellingEndsTheRequestAndAServiceThatSaysNothingTakesTooLong() {
        server.answersWith(new Behavior.Hangs("application/json", new byte[0]));
        CompletableFuture<RecognitionResult> cancelled = recognizer(TENCENT).recognize(SPEECH, List.of());
        await().until(() -> server.requests.size() == 1);
        cancelled.cancel(false);
        CompletableFuture<RecognitionResult> late = recognizer(TENCENT).recognize(SPEECH, List.of());
        await().until(() -> server.requests.size() == 2);
        await().until(() -> {
            time.advance(Duration.ofSeconds(16));
            return late.isDone();
        });
        assertThat(((ProblemException) catchThrowable(late::join).getCause()).problem().code()).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
    }

    private void tencentSays(String code, String message) {
        server.answersWith(json(200, "{\"Response\":{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"" + message + "\"},\"RequestId\":\"ed93f3cb\"}}"));
    }

    private String heard(String section) {
        return recognizer(section).recognize(SPEECH, List.of()).orTimeout(20, TimeUnit.SECONDS).join().text();
    }

    private Problem problem(String section) {
        return ((ProblemException) catchThrowable(() -> heard(section)).getCause()).problem();
    }

    private Recognizer recognizer(String yaml) {
        ObjectNode section = JsonMappers.JSON.valueToTree(new Yaml().load(yaml));
        section.put("http_proxy", server.url().replace("/v1", ""));
        ProviderSettings provider = ProviderSettings.of(ProviderKind.ASR, "Cloud", section);
        return new ServiceRecognizer(new TencentRecognition(provider), sharedHttpClient);
    }

    private static short[] samples() {
        short[] pcm = new short[3_200];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (i % 100);
        }
        return pcm;
    }
}
