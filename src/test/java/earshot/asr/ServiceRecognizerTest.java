package earshot.asr;

import static earshot.remote.ProviderServerFake.Behavior.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.PcmAudio;
import earshot.audio.PcmBytes;
import earshot.audio.WavFile;
import earshot.data.JsonMappers;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.AliyunTokens;
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

    private static final String ALIYUN = "{type: aliyun, appkey: nls-app-4711, token: 你的阿里云智能语音交互服务AccessToken, access_key_id: LTAI5tExample4711, "
        + "access_key_secret: MrNVSecret0815, output_dir: tmp/, host: 'http://nls-gateway-cn-shanghai.aliyuncs.com', "
        + "token_url: 'http://nls-meta.cn-shanghai.aliyuncs.com/'}";
    private static final String ALIYUN_HEARD = "{\"task_id\":\"cf7b0c53\",\"result\":\"今天天气怎么样？\",\"status\":20000000,\"message\":\"SUCCESS\"}";

    private final TimeFake time = new TimeFake();
        private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);
    private final AliyunTokens tokens = new AliyunTokens(sharedHttpClient);
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
        tencentSays("AuthFailure.SignatureExpire", "签名过期");
        assertThat(problem(TENCENT)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_CLOCK);
            assertThat(problem.what(Locale.ENGLISH)).contains("the time of this computer");
            assertThat(problem.why(Locale.ENGLISH)).contains("AuthFailure.SignatureExpire");
            assertThat(problem.remedy(Locale.ENGLISH)).contains("keys need not be changed");
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
    void aliyunIsAskedWithATokenOfItsConsole() {
        server.answersWith(json(200, ALIYUN_HEARD));
        assertThat(heard("{type: aliyun, appkey: nls-app-4711, token: 54f0e2d4b8, access_key_id: 你的阿里云账号access_key_id, "
            + "host: 'http://nls-gateway-cn-shanghai.aliyuncs.com'}")).isEqualTo("今天天气怎么样？");
        ReceivedRequest asked = server.requests.getLast();
        assertThat(asked.path()).isEqualTo("/stream/v1/asr");
        assertThat(asked.query()).isEqualTo("appkey=nls-app-4711&format=pcm&sample_rate=16000&enable_punctuation_prediction=true"
            + "&enable_inverse_text_normalization=true&enable_voice_detection=false");
        assertThat(asked.headers()).containsEntry("Host", "nls-gateway-cn-shanghai.aliyuncs.com").containsEntry("X-NLS-Token", "54f0e2d4b8")
            .containsEntry("Content-Type", "application/octet-stream").doesNotContainKey("Authorization");
        assertThat(asked.body()).isEqualTo(PcmBytes.littleEndian(SPEECH.pcm()));
    }

    @Test
    void aliyunIsAskedWithATokenMadeOfKeysAndKeptUntilItEnds() {
        List<String> given = new ArrayList<>(List.of("token-one-4711", "token-two-4711", "token-three-4711"));
        server.answersWith(new Behavior.Decides(request -> request.path().equals("/stream/v1/asr") ? json(200, ALIYUN_HEARD)
            : json(200, "{\"NlsRequestId\":\"aed8\",\"ErrMsg\":\"\",\"Token\":{\"UserId\":\"1747\",\"Id\":\"" + given.removeFirst() + "\",\"ExpireTime\":"
                + time.now().plusSeconds(3_600).getEpochSecond() + "}}")));
        assertThat(heard(ALIYUN)).isEqualTo("今天天气怎么样？");
        ReceivedRequest creating = server.requests.getFirst();
        assertThat(creating.path()).isEqualTo("/");
        assertThat(creating.query()).startsWith("Signature=").contains("&AccessKeyId=LTAI5tExample4711&Action=CreateToken&", "&Timestamp=2026-11-22T14%3A00%3A00Z&")
            .doesNotContain("MrNVSecret0815");
        heard(ALIYUN);
        assertThat(tokensUsed()).containsExactly("token-one-4711", "token-one-4711");
        time.advance(Duration.ofMinutes(59).plusSeconds(1));
        heard(ALIYUN);
        assertThat(tokensUsed()).last().isEqualTo("token-two-4711");
        // one that the service does not take any more is made anew, once
        server.answersWith(json(403, "{\"task_id\":\"8bae\",\"result\":\"\",\"status\":40000001,\"message\":\"Gateway:ACCESS_DENIED:The token 'token-two-4711' has expired!\"}"),
            json(200, "{\"Token\":{\"Id\":\"token-three-4711\",\"ExpireTime\":1}}"), json(200, ALIYUN_HEARD));
        assertThat(heard(ALIYUN)).isEqualTo("今天天气怎么样？");
        assertThat(tokensUsed()).last().isEqualTo("token-three-4711");
    }

    @Test
    void aTokenThatAHandshakeRefusesIsNotUsedAgain() {
        server.answersWith(new Behavior.Decides(request -> request.path().equals("/token")
            ? json(200, "{\"Token\":{\"Id\":\"token-made-4711\",\"ExpireTime\":\"2026-11-23T14:00:00Z\"}}") : json(403, "{\"message\":\"token denied\"}")));
        String at = server.url().replace("/v1", "");
        ProviderSettings provider = section("{type: aliyun_stream, appkey: nls-app-4711, access_key_id: LTAI5tExample4711, access_key_secret: MrNVSecret0815}");
        provider.section().put("host", at.replace("http", "ws")).put("token_url", at + "/token");
        Recognizer recognizer = new SocketRecognizer(new AliyunStreamRecognition(provider, tokens), sharedHttpClient);
        for (int times = 1; times <= 2; times++) {
            CompletableFuture<RecognitionResult> refused = recognizer.recognize(SPEECH, List.of()).orTimeout(20, TimeUnit.SECONDS);
            assertThat(((ProblemException) catchThrowable(refused::join).getCause()).problem().code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(server.requests.stream().filter(request -> request.path().equals("/token"))).hasSize(times);
        }
    }

    @Test
    void aliyunRefusesAKeyATokenAndSoundWithoutAVoice() {
        server.answersWith(json(404, "{\"RequestId\":\"E\",\"HostId\":\"nls\",\"Code\":\"InvalidAccessKeyId.NotFound\",\"Message\":\"Specified access key is not found.\"}"));
        assertThat(problem(ALIYUN)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("access key is not found");
        });
        server.answersWith(json(200, "{\"Token\":{\"Id\":\"token-made-4711\",\"ExpireTime\":1}}"),
            json(200, "{\"task_id\":\"8bae\",\"result\":\"\",\"status\":40000001,\"message\":\"Gateway:ACCESS_DENIED:The token 'token-made-4711' is invalid!\"}"));
        assertThat(problem(ALIYUN)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("40000001", "is invalid").doesNotContain("token-made-4711");
        });
        String token = "{type: aliyun, appkey: nls-app-4711, token: 54f0e2d4b8, host: 'http://nls-gateway-cn-shanghai.aliyuncs.com'}";
        server.answersWith(json(400, "{\"task_id\":\"8bae\",\"status\":40000010,\"message\":\"Gateway:FREE_TRIAL_EXPIRED:The free trial has expired!\"}"));
        assertThat(problem(token).code()).isEqualTo(ProblemCode.PROVIDER_QUOTA);
        server.answersWith(json(200, "{\"task_id\":\"8bae\",\"status\":40020105,\"message\":\"Meta:APPKEY_NOT_EXIST:Appkey not exist!\"}"));
        assertThat(problem(token).args().toString()).contains("40020105", "APPKEY_NOT_EXIST");
        for (int status : List.of(200, 400)) {
            server.answersWith(json(status, "{\"task_id\":\"8bae\",\"result\":\"\",\"status\":40270002,\"message\":\"NO_VALID_AUDIO_ERROR\"}"));
            assertThat(heard(token)).isEmpty();
        }
    }

    @Test
    void qwenIsAskedWithTheSoundAsAFileAndItsContext() {
        String section = "{type: qwen3_asr_flash, api_key: sk-qwen-4711, base_url: 'http://dashscope.aliyuncs.com/compatible-mode/v1', model_name: qwen3-asr-flash, "
            + "output_dir: tmp/, enable_lid: true, enable_itn: 'false', language: zh, context: 小智、你好}";
        server.answersWith(json(200, qwenSays("[{\"text\":\"今天天气怎么样？\"}]")));
        assertThat(recognizer(section).recognize(SPEECH, List.of()).orTimeout(20, TimeUnit.SECONDS).join())
            .matches(heard -> heard.text().equals("今天天气怎么样？") && heard.hints().equals(List.of("小智、你好")));
        ReceivedRequest asked = server.requests.getLast();
        assertThat(asked.path()).isEqualTo("/api/v1/services/aigc/multimodal-generation/generation");
        assertThat(asked.headers()).containsEntry("Authorization", "Bearer sk-qwen-4711").containsEntry("Content-Type", "application/json");
        assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo("{\"model\":\"qwen3-asr-flash\",\"input\":{\"messages\":["
            + "{\"role\":\"system\",\"content\":[{\"text\":\"小智、你好\"}]},{\"role\":\"user\",\"content\":[{\"audio\":\"data:audio/wav;base64,"
            + Base64.getEncoder().encodeToString(WavFile.bytes(SPEECH)) + "\"}]}]},\"parameters\":{\"result_format\":\"message\","
            + "\"asr_options\":{\"enable_lid\":true,\"enable_itn\":false,\"language\":\"zh\"}}}");
        server.answersWith(json(200, qwenSays("[]")));
        assertThat(heard(section)).isEmpty();
        server.answersWith(json(401, "{\"code\":\"InvalidApiKey\",\"message\":\"Invalid API-key provided.\",\"request_id\":\"fb53\"}"));
        assertThat(problem(section).code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
        server.answersWith(json(200, "{\"code\":\"Arrearage\",\"message\":\"Access denied, please make sure your account is in good standing.\"}"));
        assertThat(problem(section)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_QUOTA);
            assertThat(problem.args().toString()).contains("Arrearage", "good standing");
        });
    }

    private static String qwenSays(String content) {
        return "{\"output\":{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"annotations\":[{\"language\":\"zh\",\"type\":\"audio_info\"}],\"content\":"
            + content + ",\"role\":\"assistant\"}}]},\"usage\":{\"seconds\":1},\"request_id\":\"568e\"}";
    }

    private List<String> tokensUsed() {
        return server.requests.stream().filter(request -> request.path().equals("/stream/v1/asr")).map(request -> request.headers().get("X-NLS-Token")).toList();
    }

    @Test
    void withoutItsKeysNothingIsSent() {
        for (Map.Entry<String, String> missing : Map.of("{type: tencent, secret_id: 你的腾讯语音合成服务secret_id, secret_key: k4711}", "secret_id",
            "{type: tencent, secret_id: AKID4711}", "secret_key", "{type: aliyun, access_key_id: LTAI4711, appkey: a4711}", "access_key_secret",
            "{type: aliyun, appkey: a4711}", "token", "{type: qwen3_asr_flash}", "api_key").entrySet()) {
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

    private static ProviderSettings section(String yaml) {
        ObjectNode section = JsonMappers.JSON.valueToTree(new Yaml().load(yaml));
        return ProviderSettings.of(ProviderKind.ASR, "Cloud", section);
    }

    private Recognizer recognizer(String yaml) {
        ProviderSettings provider = section(yaml);
        provider.section().put("http_proxy", server.url().replace("/v1", ""));
        return new ServiceRecognizer(switch (provider.type()) {
            case "aliyun" -> new AliyunRecognition(provider, tokens);
            case "qwen3_asr_flash" -> new QwenRecognition(provider);
            default -> new TencentRecognition(provider);
        }, sharedHttpClient);
    }

    private static short[] samples() {
        short[] pcm = new short[3_200];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (i % 100);
        }
        return pcm;
    }
}
