package earshot.engine;

import static earshot.data.JsonMappers.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.SocketServerFake;
import earshot.turn.TurnFacts;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The services of Alibaba Cloud over WebSockets, with the settings that users of xiaozhi-esp32-server have, against a double of each. What is sent is
/// compared with what that server sends.
@Timeout(90)
class AlibabaCloudSocketsTest {
    private static final String SAID = "今天天气很好。";
    private static final PcmAudio SENTENCE = WavFile.read(Path.of("assets/speech/sentence.wav"));
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final SocketServerFake server = engine.closing(new SocketServerFake());
    private final ProviderServerFake tokens = engine.closing(new ProviderServerFake());

    @Test
    void cosyVoiceRunsATaskForEachSentence() throws IOException {
        engine.startFromFile("""
            assistant: scripted
            selected_module: {TTS: AliBLTTS}
            TTS:
              AliBLTTS:
                type: alibl_stream
                api_key: sk-bailian-4711
                model: cosyvoice-v2
                voice: longcheng_v2
                output_dir: tmp/
                # format: pcm
                volume: "60"
                rate: 1.2
                base_url: %s/api-ws/v1/inference/
            """.formatted(server.url()));
        server.behaves(dashScope(to -> {
            to.send("{\"header\":{\"task_id\":\"x\",\"event\":\"result-generated\",\"attributes\":{}},\"payload\":{}}");
            to.send(Arrays.copyOf(samples(24_000), 10_000));
            to.send(Arrays.copyOfRange(samples(24_000), 10_000, 48_000));
            to.send("{\"header\":{\"task_id\":\"x\",\"event\":\"task-finished\",\"attributes\":{}},\"payload\":{\"output\":{},\"usage\":{\"characters\":7}}}");
        }));
        assertThat(seconds("AliBLTTS")).isCloseTo(1, within(0.1));
        ClientHandshake handshake = server.handshakes.getFirst();
        assertThat(handshake.getResourceDescriptor()).isEqualTo("/api-ws/v1/inference/");
        assertThat(handshake.getFieldValue("Authorization")).isEqualTo("Bearer sk-bailian-4711");
        assertThat(handshake.getFieldValue("X-DashScope-DataInspection")).isEqualTo("enable");
        assertThat(sentWithoutIds()).containsExactly(
            "{\"header\":{\"action\":\"run-task\",\"task_id\":\"1\",\"streaming\":\"duplex\"},\"payload\":{\"task_group\":\"audio\",\"task\":\"tts\","
                + "\"function\":\"SpeechSynthesizer\",\"model\":\"cosyvoice-v2\",\"parameters\":{\"text_type\":\"PlainText\",\"voice\":\"longcheng_v2\","
                + "\"format\":\"pcm\",\"sample_rate\":24000,\"volume\":60,\"rate\":1.2,\"pitch\":1.0},\"input\":{}}}",
            "{\"header\":{\"action\":\"continue-task\",\"task_id\":\"1\",\"streaming\":\"duplex\"},\"payload\":{\"input\":{\"text\":\"" + SAID + "\"}}}",
            "{\"header\":{\"action\":\"finish-task\",\"task_id\":\"1\",\"streaming\":\"duplex\"},\"payload\":{\"input\":{}}}");
        await().until(server.open::isEmpty);
        engine.connectSpeaking("02:00:00:00:00:81").sendTypedText("what is your name");
        assertThat(engine.turn(1).outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        assertThat(server.texts).anyMatch(text -> text.contains("\"text\":\"My name is"));
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
        server.behaves(dashScope(to -> to.send("{\"header\":{\"task_id\":\"x\",\"event\":\"task-failed\",\"error_code\":\"Arrearage\","
            + "\"error_message\":\"Access denied, sk-bailian-4711 is not in good standing.\",\"attributes\":{}},\"payload\":{}}")));
        assertThat(problem("AliBLTTS")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_QUOTA);
            assertThat(problem.args().toString()).contains("Arrearage", "good standing").doesNotContain("sk-bailian-4711");
        });
    }

    @Test
    void theVoiceOfAliyunIsToldASentenceOnceItHasBegun() throws IOException {
        tokens.answersWith(Behavior.json(200,
            "{\"Token\":{\"Id\":\"token-made-4711\",\"ExpireTime\":" + Instant.now().plusSeconds(9_999).getEpochSecond() + "}}"));
        engine.startFromFile("""
            assistant: scripted
            selected_module: {TTS: AliyunStreamTTS}
            TTS:
              AliyunStreamTTS:
                type: aliyun_stream
                output_dir: tmp/
                appkey: nls-app-4711
                token: 你的阿里云智能语音交互服务AccessToken，临时的24小时，要长期用下方的access_key_id，access_key_secret
                voice: longxiaochun
                access_key_id: LTAI5tExample4711
                access_key_secret: MrNVSecret0815
                host: %s
                token_url: %s
            """.formatted(server.url(), tokens.url()));
        server.behaves(synthesizer(to -> {
            to.send("{\"header\":{\"name\":\"SentenceBegin\",\"status\":20000000},\"payload\":{\"index\":1}}");
            to.send(samples(16_000));
            to.send("{\"header\":{\"name\":\"SynthesisCompleted\",\"status\":20000000}}");
        }));
        assertThat(seconds("AliyunStreamTTS")).isCloseTo(1, within(0.1));
        ClientHandshake handshake = server.handshakes.getFirst();
        assertThat(handshake.getResourceDescriptor()).isEqualTo("/ws/v1");
        assertThat(handshake.getFieldValue("X-NLS-Token")).isEqualTo("token-made-4711");
        assertThat(handshake.hasFieldValue("Authorization")).isFalse();
        String head = "{\"header\":{\"message_id\":\"%s\",\"task_id\":\"2\",\"namespace\":\"FlowingSpeechSynthesizer\",\"name\":\"%s\",\"appkey\":\"nls-app-4711\"}";
        assertThat(sentWithoutIds()).containsExactly(
            head.formatted("1", "StartSynthesis") + ",\"payload\":{\"voice\":\"longxiaochun\",\"format\":\"pcm\",\"sample_rate\":16000,\"volume\":50,"
                + "\"speech_rate\":0,\"pitch_rate\":0,\"enable_subtitle\":true}}",
            head.formatted("3", "RunSynthesis") + ",\"payload\":{\"text\":\"" + SAID + "\"}}", head.formatted("4", "StopSynthesis") + "}");
        engine.connectSpeaking("02:00:00:00:00:82").sendTypedText("what is your name");
        assertThat(engine.turn(1).outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        assertThat(server.texts).anyMatch(text -> text.contains("\"text\":\"My name is"));
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
        // the token was kept until a service took it no more
        server.behaves(synthesizer(to -> to.send("{\"header\":{\"name\":\"TaskFailed\",\"status\":40000001,"
            + "\"status_text\":\"Gateway:ACCESS_DENIED:The token 'token-made-4711' has expired!\"}}")));
        engine.done(new Command.ApplySettings(Map.of("TTS.AliyunStreamTTS.stand_in", false)));
        assertThat(problem("AliyunStreamTTS")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.args().toString()).contains("40000001", "has expired").doesNotContain("token-made-4711");
        });
    }

    @Test
    void aDeviceIsHeardByParaformerWhileItSpeaks() throws IOException {
        engine.startFromFile("""
            assistant: scripted
            selected_module: {ASR: AliyunBLStreamASR}
            ASR:
              AliyunBLStreamASR:
                type: aliyunbl_stream
                api_key: sk-bailian-4711
                format: pcm
                sample_rate: 16000
                output_dir: tmp/
                vocabulary_id: vocab-1
                language_hints: [zh, en]
                semantic_punctuation_enabled: "true"
                ws_url: %s/api-ws/v1/inference
            """.formatted(server.url()), new SpeechFactoryFake("what time is it"));
        server.behaves(paraformer(to -> {
            to.send(sentence("\"text\":\"is your na\",\"end_time\":null,\"sentence_end\":false"));
            to.send(sentence("\"text\":\"\",\"heartbeat\":true"));
            to.send(sentence("\"text\":\"is your name\",\"end_time\":1500,\"sentence_end\":true"));
            to.send("{\"header\":{\"task_id\":\"x\",\"event\":\"task-finished\",\"attributes\":{}},\"payload\":{\"output\":{},\"usage\":null}}");
        }));
        TurnFacts turn = engine.spoken("02:00:00:00:00:83", SENTENCE, 1);
        assertThat(turn.transcript().text()).isEqualTo("what is your name");
        assertThat(turn.answer().text()).startsWith("My name is");
        ClientHandshake handshake = server.handshakes.getFirst();
        assertThat(handshake.getResourceDescriptor()).isEqualTo("/api-ws/v1/inference");
        assertThat(handshake.getFieldValue("Authorization")).isEqualTo("Bearer sk-bailian-4711");
        assertThat(sentWithoutIds()).containsExactly(
            "{\"header\":{\"action\":\"run-task\",\"task_id\":\"1\",\"streaming\":\"duplex\"},\"payload\":{\"task_group\":\"audio\",\"task\":\"asr\","
                + "\"function\":\"recognition\",\"model\":\"paraformer-realtime-v2\",\"parameters\":{\"format\":\"pcm\",\"sample_rate\":16000,"
                + "\"disfluency_removal_enabled\":false,\"semantic_punctuation_enabled\":true,\"max_sentence_silence\":200,\"multi_threshold_mode_enabled\":false,"
                + "\"punctuation_prediction_enabled\":true,\"inverse_text_normalization_enabled\":true,\"vocabulary_id\":\"vocab-1\","
                + "\"language_hints\":[\"zh\",\"en\"]},\"input\":{}}}",
            "{\"header\":{\"action\":\"finish-task\",\"task_id\":\"1\",\"streaming\":\"duplex\"},\"payload\":{\"input\":{}}}");
        assertThat(server.bytes.stream().mapToInt(bytes -> bytes.length).sum()).as("bytes, at 16 kHz").isGreaterThan(16_000);
        await().until(server.open::isEmpty);
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
        // what it refuses is heard by the one inside
        server.behaves(failing("task-failed", "InvalidApiKey", "Invalid API-key sk-bailian-4711 provided."));
        assertThat(engine.spoken("02:00:00:00:00:84", SENTENCE, 2).transcript().text()).isEqualTo("what time is it");
        assertThat(engine.open(ProblemCode.PROVIDER_KEY_REFUSED)).isTrue();
        assertThat(engine.model().problems().get().toString()).contains("InvalidApiKey").doesNotContain("sk-bailian-4711");
        server.behaves(failing("task-failed", "NO_VALID_AUDIO_ERROR", "no valid audio"));
        assertThat(recognized("AliyunBLStreamASR")).isEmpty();
    }

    @Test
    void aDeviceIsHeardByAliyunWhileItSpeaks() throws IOException {
        tokens.answersWith(Behavior.json(200,
            "{\"Token\":{\"Id\":\"token-made-4711\",\"ExpireTime\":" + Instant.now().plusSeconds(9_999).getEpochSecond() + "}}"));
        engine.startFromFile("""
            assistant: scripted
            selected_module: {ASR: AliyunStreamASR}
            ASR:
              AliyunStreamASR:
                type: aliyun_stream
                appkey: nls-app-4711
                token: 你的阿里云智能语音交互服务AccessToken
                access_key_id: LTAI5tExample4711
                access_key_secret: MrNVSecret0815
                max_sentence_silence: "800"
                output_dir: tmp/
                host: %s
                token_url: %s
            """.formatted(server.url(), tokens.url()), new SpeechFactoryFake("what time is it"));
        server.behaves(transcriber(to -> {
            to.send("{\"header\":{\"name\":\"SentenceEnd\",\"status\":20000000},\"payload\":{\"index\":2,\"result\":\"name\"}}");
            to.send("{\"header\":{\"name\":\"TranscriptionCompleted\",\"status\":20000000}}");
        }));
        assertThat(engine.spoken("02:00:00:00:00:85", SENTENCE, 1).transcript().text()).isEqualTo("what is your name");
        ClientHandshake handshake = server.handshakes.getFirst();
        assertThat(handshake.getResourceDescriptor()).isEqualTo("/ws/v1");
        assertThat(handshake.getFieldValue("X-NLS-Token")).isEqualTo("token-made-4711");
        assertThat(handshake.hasFieldValue("Authorization")).isFalse();
        String head = "{\"header\":{\"message_id\":\"%s\",\"task_id\":\"2\",\"namespace\":\"SpeechTranscriber\",\"name\":\"%s\",\"appkey\":\"nls-app-4711\"}";
        assertThat(sentWithoutIds()).containsExactly(head.formatted("1", "StartTranscription") + ",\"payload\":{\"format\":\"pcm\",\"sample_rate\":16000,"
            + "\"enable_intermediate_result\":true,\"enable_punctuation_prediction\":true,\"enable_inverse_text_normalization\":true,"
            + "\"max_sentence_silence\":800,\"enable_voice_detection\":false}}", head.formatted("3", "StopTranscription") + "}");
        await().until(server.open::isEmpty);
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
        assertThat(tokens.requests).hasSize(1);
        server.behaves(failing("TaskFailed", "40000001", "Gateway:ACCESS_DENIED:The token 'token-made-4711' has expired!"));
        assertThat(engine.spoken("02:00:00:00:00:86", SENTENCE, 2).transcript().text()).isEqualTo("what time is it");
        assertThat(engine.open(ProblemCode.PROVIDER_KEY_REFUSED)).isTrue();
        assertThat(engine.model().problems().get().toString()).contains("40000001").doesNotContain("token-made-4711");
        assertThat(tokens.requests).as("it was kept").hasSize(1);
        server.behaves(failing("TaskFailed", "40270002", "Gateway:NO_VALID_AUDIO_ERROR:No voice"));
        assertThat(recognized("AliyunStreamASR")).isEmpty();
    }

    /// What a recognizer makes of the built-in sentence.
    private String recognized(String alias) {
        Outcome.Done done = (Outcome.Done) engine.done(new Command.TryRecognizer(alias));
        return ((Result.Recognized) done.result().orElseThrow()).text();
    }

    private static String sentence(String content) {
        return "{\"header\":{\"task_id\":\"x\",\"event\":\"result-generated\",\"attributes\":{}},\"payload\":{\"output\":{\"sentence\":{\"begin_time\":0,"
            + content + ",\"words\":[]}},\"usage\":null}}";
    }

    /// Hears "what" in the first sound.
    private static SocketServerFake.Behavior paraformer(Consumer<WebSocket> finished) {
        SocketServerFake.Behavior task = dashScope(finished);
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                task.text(to, message);
            }

            @Override
            public void bytes(WebSocket to, byte[] message) {
                if (to.getAttachment() == null) {
                    to.setAttachment(true);
                    to.send(sentence("\"text\":\"what\",\"end_time\":300,\"sentence_end\":true"));
                }
            }
        };
    }

    /// Hears "what is your" in the first sound.
    private static SocketServerFake.Behavior transcriber(Consumer<WebSocket> finished) {
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                switch (tree(message).at("/header/name").asText()) {
                    case "StartTranscription" -> to.send("{\"header\":{\"name\":\"TranscriptionStarted\",\"status\":20000000,\"status_text\":\"Gateway:SUCCESS:Success.\"}}");
                    case "StopTranscription" -> finished.accept(to);
                    default -> { }
                }
            }

            @Override
            public void bytes(WebSocket to, byte[] message) {
                if (to.getAttachment() == null) {
                    to.setAttachment(true);
                    to.send("{\"header\":{\"name\":\"TranscriptionResultChanged\",\"status\":20000000},\"payload\":{\"index\":1,\"result\":\"what is\"}}");
                    to.send("{\"header\":{\"name\":\"SentenceEnd\",\"status\":20000000},\"payload\":{\"index\":1,\"result\":\"what is your\"}}");
                }
            }
        };
    }

    /// Fails at the first message, in the words of either service.
    private static SocketServerFake.Behavior failing(String name, String code, String message) {
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String ignored) {
                boolean first = to.getAttachment() == null;
                to.setAttachment(true);
                if (first) {
                    to.send("{\"header\":{\"name\":\"" + name + "\",\"event\":\"" + name + "\",\"status\":\"" + code + "\",\"error_code\":\"" + code
                        + "\",\"status_text\":\"" + message + "\",\"error_message\":\"" + message + "\"}}");
                }
            }
        };
    }

    /// What was sent, with numbers in place of identifiers, the same for the same.
    private List<String> sentWithoutIds() {
        Map<String, String> names = new HashMap<>();
        return server.texts.stream().map(text -> ID.matcher(text).replaceAll(id -> names.computeIfAbsent(id.group(), _ -> String.valueOf(names.size() + 1))))
            .toList();
    }

    /// @param finished what it does when the task is to be finished
    private static SocketServerFake.Behavior dashScope(Consumer<WebSocket> finished) {
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                JsonNode told = tree(message);
                switch (told.at("/header/action").asText()) {
                    case "run-task" -> to.send("{\"header\":{\"task_id\":\"" + told.at("/header/task_id").asText()
                        + "\",\"event\":\"task-started\",\"attributes\":{}},\"payload\":{}}");
                    case "finish-task" -> finished.accept(to);
                    default -> { }
                }
            }
        };
    }

    private static SocketServerFake.Behavior synthesizer(Consumer<WebSocket> finished) {
        return new SocketServerFake.Behavior() {
            @Override
            public void text(WebSocket to, String message) {
                switch (tree(message).at("/header/name").asText()) {
                    case "StartSynthesis" -> to.send("{\"header\":{\"name\":\"SynthesisStarted\",\"status\":20000000,\"status_text\":\"Gateway:SUCCESS:Success.\"}}");
                    case "StopSynthesis" -> finished.accept(to);
                    default -> { }
                }
            }
        };
    }

    private double seconds(String alias) {
        Outcome.Done done = (Outcome.Done) engine.done(new Command.TryVoice(alias, SAID));
        Result.Synthesized sound = (Result.Synthesized) done.result().orElseThrow();
        assertThat(IntStream.range(0, sound.samples().length).filter(i -> Math.abs(sound.samples()[i]) > 1_000).count()).isGreaterThan(sound.rate() / 4L);
        return sound.samples().length / (double) sound.rate();
    }

    private Problem problem(String alias) {
        return ((Outcome.Failed) engine.done(new Command.TryVoice(alias, SAID))).problem();
    }

    /// A second, little end first.
    private static byte[] samples(int rate) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * rate).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rate; i++) {
            bytes.putShort((short) (9_000 * Math.sin(2 * Math.PI * 440 * i / rate)));
        }
        return bytes.array();
    }
}
