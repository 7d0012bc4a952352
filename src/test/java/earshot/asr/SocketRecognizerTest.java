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
import earshot.remote.AliyunTokens;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.remote.SocketServerFake;
import earshot.remote.SocketServiceExtension;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;

/// Recognizers of services over WebSockets: what is sent compared with what Python computed as the public client of each service does.
@Timeout(60)
class SocketRecognizerTest {
    private static final String KEYS = "appid: 6895000000, access_token: doubao-key-4711, boosting_table_name: my-words, correct_table_name: （选填）你的替换词文件名称";
    private static final String STREAM = "{type: doubao_stream, " + KEYS + ", cluster: volcengine_input_common, end_window_size: 300, output_dir: tmp/}";
    private static final String WHOLE = "{type: doubao, " + KEYS + ", cluster: volcengine_input_common, output_dir: tmp/}";
    private static final short[] FRAME = new short[1_600];

    @RegisterExtension
    final SocketServiceExtension service = new SocketServiceExtension();

    private final SharedHttpClient sharedHttpClient = service.sharedHttpClient;
    private final SocketServerFake server = service.server;

    @Test
    void doubaoHearsWhileThePersonSpeaks() {
        server.behaves(new Doubao((to, bytes) -> {
            if (bytes == 3_200) {
                to.send(v3(1, "{\"result\":{\"text\":\"今天\",\"utterances\":[{\"definite\":false,\"start_time\":0,\"text\":\"今天\"}]}}"));
            } else if (bytes == 6_400) {
                to.send(v3(1, "{\"result\":{\"utterances\":[{\"definite\":true,\"start_time\":0,\"text\":\"今天天气怎么样？\"}]}}"));
            }
        }, to -> to.send(v3(3, "{\"audio_info\":{\"duration\":180},\"result\":{\"utterances\":[{\"definite\":true,\"start_time\":900,\"text\":\"明天呢？\"}]}}"))));
        List<String> partial = new CopyOnWriteArrayList<>();
        RecognitionStream stream = recognizer(STREAM, "/sauc").openStream(16_000, List.of(), partial::add);
        stream.accept(FRAME);
        stream.accept(FRAME);
        await().until(() -> partial.size() == 2);
        stream.accept(FRAME);
        assertThat(answered(stream.finish())).isEqualTo(new RecognitionResult("今天天气怎么样？明天呢？", 1));
        assertThat(partial).containsExactly("今天", "今天天气怎么样？");
        ClientHandshake handshake = server.handshakes.getFirst();
        assertThat(handshake.getResourceDescriptor()).isEqualTo("/sauc");
        assertThat(handshake.getFieldValue("X-Api-App-Key")).isEqualTo("6895000000");
        assertThat(handshake.getFieldValue("X-Api-Access-Key")).isEqualTo("doubao-key-4711");
        assertThat(handshake.getFieldValue("X-Api-Resource-Id")).isEqualTo("volc.bigasr.sauc.duration");
        assertThat(handshake.getFieldValue("X-Api-Connect-Id")).matches("[0-9a-f-]{36}");
        assertThat(handshake.hasFieldValue("Authorization")).isFalse();
        assertThat(heads()).containsExactly("11101100", "11201100", "11201100", "11201100", "11221100");
        assertThat(request()).isEqualTo("{\"app\":{\"appid\":\"6895000000\",\"token\":\"doubao-key-4711\"},\"user\":{\"uid\":\"streaming_asr_service\"},"
            + "\"request\":{\"reqid\":\"U\",\"workflow\":\"audio_in,resample,partition,vad,fe,decode,itn,nlu_punctuate\",\"show_utterances\":true,"
            + "\"result_type\":\"single\",\"sequence\":1,\"end_window_size\":300,\"corpus\":{\"boosting_table_name\":\"my-words\",\"correct_table_name\":\"\"}},"
            + "\"audio\":{\"format\":\"pcm\",\"codec\":\"pcm\",\"rate\":16000,\"bits\":16,\"channel\":1,\"sample_rate\":16000}}");
        await().until(server.open::isEmpty);
    }

    @Test
    void doubaoOfTheSecondVersionIsToldAWholeUtteranceInSegments() {
        server.behaves(new Doubao((to, bytes) -> to.send(v2("{\"code\":1000,\"sequence\":1,\"result\":[{\"text\":\"今天\"}]}")),
            to -> to.send(v2("{\"code\":1000,\"message\":\"Success\",\"sequence\":-2,\"result\":[{\"text\":\"今天天气怎么样？\",\"confidence\":0}]}"))));
        Recognizer recognizer = recognizer(WHOLE, "/api/v2/asr");
        assertThat(recognizer.streams()).isFalse();
        assertThat(answered(recognizer.recognize(new PcmAudio(new short[16 * 16_000], 16_000), List.of())).text()).isEqualTo("今天天气怎么样？");
        assertThat(server.handshakes.getFirst().getFieldValue("Authorization")).isEqualTo("Bearer; doubao-key-4711");
        assertThat(heads()).containsExactly("11101100", "11201100", "11221100");
        assertThat(server.bytes.stream().skip(1).map(SocketRecognizerTest::content).map(pcm -> pcm.length)).containsExactly(480_000, 32_000);
        assertThat(request()).isEqualTo("{\"app\":{\"appid\":\"6895000000\",\"cluster\":\"volcengine_input_common\",\"token\":\"doubao-key-4711\"},"
            + "\"user\":{\"uid\":\"U\"},\"request\":{\"reqid\":\"U\",\"show_utterances\":false,\"sequence\":1,\"boosting_table_name\":\"my-words\","
            + "\"correct_table_name\":\"\"},\"audio\":{\"format\":\"raw\",\"rate\":16000,\"language\":\"zh-CN\",\"bits\":16,\"channel\":1,\"codec\":\"raw\"}}");
    }

    @Test
    void nothingUnderstoodIsAnEmptyTextAndARefusalIsToldWithItsCode() {
        server.behaves(new Doubao((_, _) -> {}, to -> to.send(v2("{\"code\":1013,\"message\":\"no valid speech in audio\",\"sequence\":-1}"))));
        assertThat(heard(WHOLE)).isEmpty();
        server.behaves(new Doubao((_, _) -> {}, to -> to.send(bytes("11f01000" + "02aea542" + "00000002" + "7b7d"))));
        assertThat(heard(STREAM)).isEmpty();
        Map.of(1002, ProblemCode.PROVIDER_KEY_REFUSED, 1003, ProblemCode.PROVIDER_LIMITED, 1004, ProblemCode.PROVIDER_QUOTA, 1012, ProblemCode.PROVIDER_DECLINED,
            1022, ProblemCode.PROVIDER_FAILED).forEach((code, kind) -> {
                server.behaves(new Doubao((_, _) -> {}, to -> to.send(v2("{\"code\":" + code + ",\"message\":\"grant of doubao-key-4711\",\"sequence\":-1}"))));
                assertThat(problem(WHOLE)).satisfies(problem -> {
                    assertThat(problem.code()).as("%s", code).isEqualTo(kind);
                    assertThat(problem.args().toString()).contains(String.valueOf(code), "grant of").doesNotContain("doubao-key-4711");
                });
            });
        server.behaves(new Doubao((_, _) -> {}, to -> to.send(bytes("11f01000" + "0347428f" + "00000011" + HexFormat.of().formatHex("{\"error\":\"busy!\"}".getBytes()) + "20"))));
        assertThat(problem(STREAM).args().toString()).contains("55001743", "busy!");
        server.behaves(new Doubao((_, _) -> {}, to -> to.send("what?")));
        assertThat(problem(STREAM).args().toString()).contains("what?");
        server.behaves(new Doubao((_, _) -> {}, to -> to.send(new byte[] {1, 2, 3, 4, 5})));
        assertThat(problem(STREAM).code()).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        try (ProviderServerFake refusing = new ProviderServerFake()) {
            refusing.answersWith(ProviderServerFake.Behavior.json(401, "{\"message\":\"load grant: requested grant not found\"}"));
            Recognizer recognizer = new SocketRecognizer(recognition(STREAM, refusing.url().replace("http", "ws")), sharedHttpClient);
            assertThat(problem(() -> recognizer.recognize(new PcmAudio(FRAME, 16_000), List.of()).join())).satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
                assertThat(problem.args().toString()).contains("requested grant not found");
            });
        }
    }

    @Test
    void aConnectionThatIsCutInTheMiddleLosesNothing() {
        AtomicBoolean cut = new AtomicBoolean();
        server.behaves(new Doubao((to, bytes) -> {
            if (bytes == 6_400 && !cut.getAndSet(true)) {
                to.closeConnection(1006, "cut");
            }
        }, to -> to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"" + to.<ByteArrayOutputStream>getAttachment().size() + "\"}]}}"))));
        RecognitionStream stream = recognizer(STREAM, "").openStream(16_000, List.of(), _ -> {});
        stream.accept(FRAME);
        stream.accept(FRAME);
        await().until(() -> cut.get() && server.open.isEmpty());
        stream.accept(FRAME);
        assertThat(answered(stream.finish()).text()).as("bytes of the second connection").isEqualTo("9600");
        assertThat(server.handshakes).hasSize(2);
    }

    @Test
    void whatWasHeardBeforeASecondCutIsKeptWhereThePersonHadSpoken() {
        server.behaves(new Doubao((_, _) -> {}, to -> {
            to.send(v3(1, "{\"result\":{\"utterances\":[{\"definite\":false,\"text\":\"今天天气\"}]}}"));
            to.close(1011, "internal error");
        }));
        assertThat(heard(STREAM)).isEqualTo("今天天气");
        assertThat(server.handshakes).hasSize(2);
        server.behaves(new Doubao((_, _) -> {}, to -> to.close(1011, "internal error")));
        assertThat(problem(STREAM).code()).isEqualTo(ProblemCode.PROVIDER_CUT);
    }

    @Test
    void aServiceThatEndsByItselfIsGoneOnWith() {
        server.behaves(new Doubao((to, bytes) -> {
            if (bytes == 3_200) {
                to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"first\"}]}}"));
            }
        }, to -> to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"" + to.<ByteArrayOutputStream>getAttachment().size() + "\"}]}}"))));
        List<String> partial = new CopyOnWriteArrayList<>();
        RecognitionStream stream = recognizer(STREAM, "").openStream(16_000, List.of(), partial::add);
        stream.accept(FRAME);
        await().until(() -> server.texts.isEmpty() && server.bytes.size() == 2);
        stream.accept(new short[1_700]);
        await().until(() -> server.handshakes.size() == 2);
        assertThat(answered(stream.finish()).text()).isEqualTo("first 3400");
    }

    @Test
    void whatAServiceSaysAfterItsLastTextChangesNothing() {
        server.behaves(new Doubao((to, bytes) -> {
            if (bytes == 3_200) {
                to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"first\"}]}}"));
                to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"first\"}]}}"));
                to.send(bytes("11f01000" + "0347428f" + "00000002" + "7b7d"));
            }
        }, to -> to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"second\"}]}}"))));
        RecognitionStream stream = recognizer(STREAM, "").openStream(16_000, List.of(), _ -> {});
        stream.accept(FRAME);
        await().until(() -> server.bytes.size() == 2);
        server.open.getFirst().sendPing();
        await().until(() -> server.pongs > 0);
        stream.accept(new short[1_700]);
        assertThat(answered(stream.finish()).text()).isEqualTo("first second");
    }

    @Test
    void aliyunThatEndsWithoutAnyResultUnderstoodNothing() {
        server.behaves(new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                to.send("{\"header\":{\"status\":20000000,\"name\":\"" + (message.contains("StartTranscription") ? "TranscriptionStarted" : "TranscriptionCompleted") + "\"}}");
            }
        });
        ObjectNode section = JsonMappers.JSON.valueToTree(new Yaml().load("{type: aliyun_stream, appkey: nls-app-4711, token: nls-token-4711}"));
        ProviderSettings provider = ProviderSettings.of(ProviderKind.ASR, "Cloud", section.put("host", server.url()));
        SocketRecognition recognition = new AliyunStreamRecognition(provider, new AliyunTokens(sharedHttpClient));
        RecognitionResult heard = answered(new SocketRecognizer(recognition, sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of()));
        assertThat(heard).isEqualTo(new RecognitionResult("", 1));
        assertThat(server.texts).hasSize(2);
        assertThat(server.bytes).hasSize(1);
    }

    @Test
    void lessThanATenthOfASecondIsNotSent() {
        server.behaves(new Doubao((_, _) -> {}, to -> to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"heard\"}]}}"))));
        RecognitionStream stream = recognizer(STREAM, "").openStream(16_000, List.of(), _ -> {});
        stream.accept(new short[1_500]);
        assertThat(answered(stream.finish()).text()).isEmpty();
        assertThat(server.bytes).as("what is wanted, and no sound").hasSize(1);
        RecognitionStream enough = recognizer(STREAM, "").openStream(16_000, List.of(), _ -> {});
        enough.accept(new short[1_500]);
        enough.accept(new short[100]);
        assertThat(answered(enough.finish()).text()).isEqualTo("heard");
        assertThat(content(server.bytes.get(2))).hasSize(3_200);
    }

    @Test
    void aServiceThatEndsAfterEachSentenceIsGoneOnWithForAsLongAsItHears() {
        AtomicInteger sentences = new AtomicInteger();
        server.behaves(new Doubao((to, bytes) -> {
            if (bytes == 3_200) {
                to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"" + sentences.incrementAndGet() + "\"}]}}"));
                to.sendPing();
            }
        }, to -> to.send(v3(3, "{\"result\":{\"utterances\":[{\"definite\":true,\"text\":\"end\"}]}}"))));
        RecognitionStream stream = recognizer(STREAM, "").openStream(16_000, List.of(), _ -> {});
        for (int spoken = 1; spoken <= 12; spoken++) {
            int heard = spoken;
            stream.accept(FRAME);
            await().pollInterval(Duration.ofMillis(5)).until(() -> server.pongs == heard);
        }
        stream.accept(new short[1_700]);
        assertThat(answered(stream.finish()).text()).isEqualTo("1 2 3 4 5 6 7 8 9 10 11 12 end");
        assertThat(server.handshakes).hasSize(13);
    }

    @Test
    void aTextThatIsNotMarkedAsTheLastIsTheOneThatNothingFollows() {
        server.behaves(new Doubao((_, _) -> {}, to -> to.send(v3(1, "{\"result\":{\"text\":\"今天天气\"}}"))));
        List<String> partial = new CopyOnWriteArrayList<>();
        RecognitionStream stream = recognizer(STREAM, "").openStream(16_000, List.of(), partial::add);
        stream.accept(FRAME);
        CompletableFuture<RecognitionResult> answer = stream.finish();
        await().until(() -> !partial.isEmpty());
        assertThat(answered(answer).text()).isEqualTo("今天天气");
    }

    @Test
    void silenceIsGivenUpAndCancellingEndsTheConnection() {
        server.behaves(new Doubao((_, _) -> {}, _ -> {}));
        RecognitionStream cancelled = recognizer(STREAM, "").openStream(16_000, List.of(), _ -> {});
        cancelled.accept(FRAME);
        await().until(() -> server.bytes.size() == 2);
        cancelled.close();
        await().until(server.open::isEmpty);
        CompletableFuture<RecognitionResult> late = recognizer(WHOLE, "").recognize(new PcmAudio(FRAME, 16_000), List.of());
        await().until(() -> server.bytes.size() == 4);
        assertThat(problem(() -> service.answer(late, Duration.ofSeconds(11))).code()).isEqualTo(ProblemCode.PROVIDER_TIMEOUT);
        await().until(server.open::isEmpty);
    }

    private RecognitionResult answered(CompletableFuture<RecognitionResult> answer) {
        return service.answer(answer, Duration.ofMillis(50));
    }

    private String heard(String section) {
        return answered(recognizer(section, "").recognize(new PcmAudio(FRAME, 16_000), List.of())).text();
    }

    private Problem problem(String section) {
        return problem(() -> heard(section));
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return ((ProblemException) catchThrowable(call).getCause()).problem();
    }

    private Recognizer recognizer(String yaml, String path) {
        return new SocketRecognizer(recognition(yaml, server.url() + path), sharedHttpClient);
    }

    private static SocketRecognition recognition(String yaml, String address) {
        ObjectNode section = JsonMappers.JSON.valueToTree(new Yaml().load(yaml));
        ProviderSettings provider = ProviderSettings.of(ProviderKind.ASR, "Cloud", section.put("ws_url", address));
        return provider.type().equals("doubao") ? new DoubaoRecognition(provider) : new DoubaoStreamRecognition(provider);
    }

    private List<String> heads() {
        assertThat(server.bytes).allSatisfy(message -> assertThat(ByteBuffer.wrap(message).getInt(4)).isEqualTo(message.length - 8));
        return server.bytes.stream().map(message -> HexFormat.of().formatHex(message, 0, 4)).toList();
    }

    /// With a letter for each id.
    private String request() {
        return new String(content(server.bytes.getFirst()), StandardCharsets.UTF_8).replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "U");
    }

    private static byte[] content(byte[] message) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(message, 8, message.length - 8))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An answer with its number, as the third version has it.
    private static byte[] v3(int flags, String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(12 + payload.length).put(bytes("119" + flags + "1000")).putInt(flags == 3 ? -2 : 2).putInt(payload.length).put(payload).array();
    }

    /// A compressed answer without a number, as the second version has it.
    private static byte[] v2(String json) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.allocate(8 + zipped.size()).put(bytes("11901100")).putInt(zipped.size()).put(zipped.toByteArray()).array();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /// Both versions of the service: says that it is ready, hears, and answers.
    ///
    /// @param sound after each piece, with the bytes so far of this connection
    private record Doubao(BiConsumer<WebSocket, Integer> sound, Consumer<WebSocket> ended) implements SocketServerFake.Behavior {
        @Override
        public void bytes(WebSocket to, byte[] message) {
            if (message[1] == 0x10) {
                to.setAttachment(new ByteArrayOutputStream());
                to.send(v2("{\"code\":1000,\"message\":\"Success\",\"sequence\":0}"));
                return;
            }
            ByteArrayOutputStream heard = to.getAttachment();
            heard.writeBytes(content(message));
            if (message[1] == 0x22) {
                ended.accept(to);
            } else {
                sound.accept(to, heard.size());
            }
        }
    }
}
