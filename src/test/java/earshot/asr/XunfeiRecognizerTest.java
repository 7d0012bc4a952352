package earshot.asr;

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
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.remote.SocketServerFake;
import earshot.remote.SocketServiceExtension;
import earshot.remote.XunfeiAddress;
import earshot.time.TimeFake;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;

/// Expected frames are those that Python makes as the public client does.
@Timeout(60)
class XunfeiRecognizerTest {
    private static final String SECTION = "{type: xunfei_stream, app_id: 5f4e3d2c, api_key: xf-key-4711, api_secret: xf-secret-4711, domain: slm, language: zh_cn, "
        + "accent: mandarin, output_dir: tmp/}";
    private static final String FRAME = "{\"header\":{\"status\":%d,\"app_id\":\"5f4e3d2c\"},\"parameter\":{\"iat\":{\"domain\":\"slm\",\"language\":\"zh_cn\","
        + "\"accent\":\"mandarin\",\"result\":{\"encoding\":\"utf8\",\"compress\":\"raw\",\"format\":\"plain\"},\"eos\":60000}},"
        + "\"payload\":{\"audio\":{\"audio\":\"%s\",\"sample_rate\":16000,\"encoding\":\"raw\"}}}";

    /// The least that is sent, and the same in base64.
    private static final short[] SOUND = new short[1_600];
    private static final String TOLD = "AQIBAgEC".repeat(533) + "AQI=";

    static {
        Arrays.fill(SOUND, (short) 0x0201);
    }

    @RegisterExtension
    final SocketServiceExtension service = new SocketServiceExtension();

    private final TimeFake time = service.time;
    private final SharedHttpClient sharedHttpClient = service.sharedHttpClient;
    private final SocketServerFake server = service.server;

    @Test
    void xunfeiHearsWhileThePersonSpeaks() {
        server.behaves(ending(to -> {
            to.send(said(1, "今天", "sn", 1));
            to.send(said(1, "金天天气", "sn", 2));
            to.send(said(1, "天气", "sn", 3, "pgs", "rpl", "rg", List.of(2, 2)));
            to.send(said(2, "怎么样？", "sn", 4));
        }));
        List<String> partial = new CopyOnWriteArrayList<>();
        RecognitionStream stream = recognizer(SECTION).openStream(16_000, List.of(), partial::add);
        stream.accept(SOUND);
        await().until(() -> server.texts.size() == 1);
        stream.accept(new short[] {0x0201});
        assertThat(answered(stream.finish()).text()).isEqualTo("今天天气怎么样？");
        assertThat(partial).containsExactly("今天", "今天金天天气", "今天天气");
        assertThat(server.handshakes.getFirst().getResourceDescriptor())
            .isEqualTo(XunfeiAddress.signed(URI.create(server.url() + "/v1"), recognition(SECTION, server.url()).provider(), time.now()).toString().substring(server.url().length()));
        assertThat(server.texts).containsExactly(FRAME.formatted(0, TOLD), FRAME.formatted(1, "AQI="), FRAME.formatted(2, ""));
    }

    @Test
    void aPartInPlaceOfNoneIsHeard() {
        server.behaves(ending(to -> {
            to.send(said(1, "今天", "sn", 1));
            to.send(said(2, "天气", "sn", 2, "pgs", "rpl", "rg", List.of(3, 1)));
        }));
        assertThat(heard()).isEqualTo("今天天气");
        assertThat(server.handshakes).hasSize(1);
    }

    @Test
    void nothingUnderstoodIsAnEmptyTextAndARefusalIsToldWithItsCode() {
        server.behaves(ending(to -> to.send("{\"header\":{\"code\":0,\"message\":\"success\",\"status\":2}}")));
        assertThat(heard()).isEmpty();
        Map.of(10313, ProblemCode.PROVIDER_KEY_REFUSED, 11201, ProblemCode.PROVIDER_QUOTA, 11202, ProblemCode.PROVIDER_LIMITED, 10106, ProblemCode.PROVIDER_DECLINED,
            10700, ProblemCode.PROVIDER_FAILED).forEach((code, kind) -> {
                server.behaves(ending(to -> to.send("{\"header\":{\"code\":" + code + ",\"message\":\"app of xf-key-4711\",\"sid\":\"iat000\"}}")));
                assertThat(problem()).satisfies(problem -> {
                    assertThat(problem.code()).as("%s", code).isEqualTo(kind);
                    assertThat(problem.args().toString()).contains(String.valueOf(code), "app of").doesNotContain("xf-key-4711");
                });
            });
        server.behaves(ending(to -> to.send("hello")));
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        server.behaves(ending(to -> to.send("{\"header\":{\"code\":0,\"status\":2},\"payload\":{\"result\":{\"text\":\"%%\"}}}")));
        assertThat(problem().code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
    }

    @Test
    void aWrongClockIsSetRightByTheTimeOfTheServiceWhichMayRefuseAllTheSame() {
        try (ProviderServerFake refusing = new ProviderServerFake()) {
            refusing.answersWith(ProviderServerFake.Behavior.json(403, "{\"message\":\"HMAC signature cannot be verified, a valid date or x-date header is required\"}"));
            Recognizer recognizer = new SocketRecognizer(recognition(SECTION, refusing.url().replace("http", "ws").replace("/v1", "")), sharedHttpClient);
            Problem problem = ((ProblemException) catchThrowable(() -> recognizer.recognize(new PcmAudio(SOUND, 16_000), List.of()).join()).getCause()).problem();
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("HMAC signature cannot be verified").doesNotContain("authorization");
            assertThat(refusing.requests).extracting(request -> request.query().replaceFirst(".*&date=([^&]*)&.*", "$1")).hasSize(2)
                .startsWith("Sun%2C+22+Nov+2026+14%3A00%3A00+GMT").as("the time of the server itself").doesNotHaveDuplicates();
        }
    }

    @Test
    void theGatewayOfVolcengineHearsByEvents() {
        server.behaves(new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                if (message.contains("input_audio_buffer.commit")) {
                    to.send("{\"type\":\"conversation.item.input_audio_transcription.result\",\"transcript\":\"今天\"}");
                    to.send("{\"type\":\"conversation.item.input_audio_transcription.completed\",\"transcript\":\"今天天气怎么样？\"}");
                }
            }
        });
        String section = "{type: volcengine, model_name: bigmodel, api_key: vei-key-4711, output_dir: tmp/}";
        assertThat(answered(recognizer(section).recognize(new PcmAudio(SOUND, 16_000), List.of())).text()).isEqualTo("今天天气怎么样？");
        assertThat(server.handshakes.getFirst().getResourceDescriptor()).isEqualTo("/v1?model=bigmodel");
        assertThat(server.handshakes.getFirst().getFieldValue("Authorization")).isEqualTo("Bearer vei-key-4711");
        assertThat(server.texts).hasSize(3).satisfies(texts -> {
            assertThat(texts.getFirst()).matches("\\{\"type\":\"transcription_session.update\",\"session\":\\{\"input_audio_format\":\"pcm\",\"input_audio_codec\":\"raw\","
                + "\"input_audio_sample_rate\":16000,\"input_audio_bits\":16,\"input_audio_channel\":1,\"input_audio_transcription\":\\{\"model\":\"bigmodel\"},"
                + "\"session_id\":\"[0-9a-f-]{36}\"}}");
            assertThat(texts.get(1)).isEqualTo("{\"audio\":\"" + TOLD + "\",\"type\":\"input_audio_buffer.append\"}");
            assertThat(texts.getLast()).isEqualTo("{\"type\":\"input_audio_buffer.commit\"}");
        });
        server.behaves(new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                to.send("{\"type\":\"error\",\"error\":{\"code\":\"invalid_api_key\",\"message\":\"The key vei-key-4711 is not valid\"}}");
            }
        });
        Throwable failure = catchThrowable(() -> answered(recognizer(section).recognize(new PcmAudio(SOUND, 16_000), List.of()))).getCause();
        assertThat(((ProblemException) failure).problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("is not valid").doesNotContain("vei-key-4711");
        });
    }

    private String heard() {
        return answered(recognizer(SECTION).recognize(new PcmAudio(SOUND, 16_000), List.of())).text();
    }

    private Problem problem() {
        return ((ProblemException) catchThrowable(this::heard).getCause()).problem();
    }

    private RecognitionResult answered(CompletableFuture<RecognitionResult> answer) {
        return service.answer(answer, Duration.ofMillis(50));
    }

    private Recognizer recognizer(String yaml) {
        return new SocketRecognizer(recognition(yaml, server.url()), sharedHttpClient);
    }

    private static SocketRecognition recognition(String yaml, String address) {
        ObjectNode section = JsonMappers.JSON.valueToTree(new Yaml().load(yaml));
        ProviderSettings provider = ProviderSettings.of(ProviderKind.ASR, "Cloud", section.put("base_url", address + "/v1"));
        return provider.type().equals("volcengine") ? new VolcengineGatewayRecognition(provider) : new XunfeiRecognition(provider);
    }

    private static SocketServerFake.Behavior ending(Consumer<WebSocket> answer) {
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                if (message.startsWith("{\"header\":{\"status\":2")) {
                    answer.accept(to);
                }
            }
        };
    }

    private static String said(int status, String words, Object... more) {
        ObjectNode text = JsonMappers.JSON.createObjectNode();
        text.putArray("ws").addObject().putArray("cw").addObject().put("w", words);
        for (int i = 0; i < more.length; i += 2) {
            text.set((String) more[i], JsonMappers.JSON.valueToTree(more[i + 1]));
        }
        return "{\"header\":{\"code\":0,\"message\":\"success\",\"status\":" + status + "},\"payload\":{\"result\":{\"text\":\""
            + Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8)) + "\"}}}";
    }
}
