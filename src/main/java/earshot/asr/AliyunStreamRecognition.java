package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.AliyunSocketService;
import earshot.remote.AliyunTask;
import earshot.remote.AliyunTokens;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;

/// The recognition of Alibaba Cloud while the person speaks.
///
/// @param tokens shared by all connections
record AliyunStreamRecognition(ProviderSettings provider, AliyunTokens tokens) implements SocketRecognition, AliyunSocketService {
    private static final String SILENCE = "max_sentence_silence";
    private static final int NO_VOICE = 40_270_002;

    @Override
    public RecognitionExchange exchange() {
        return new Exchange();
    }

    private ObjectNode parameters() {
        ObjectNode parameters = JSON.createObjectNode().put("format", "pcm").put("sample_rate", SentAudioStream.RATE)
            .put("enable_intermediate_result", true).put("enable_punctuation_prediction", true).put("enable_inverse_text_normalization", true);
        provider.text(SILENCE).ifPresent(_ -> parameters.put(SILENCE, (int) provider.number(SILENCE, 0)));
        return parameters.put("enable_voice_detection", false);
    }

    private final class Exchange implements RecognitionExchange {
        private final AliyunTask task = AliyunTask.create(provider, "SpeechTranscriber");
        /// Sentences that have ended.
        private String sentences = "";

        @Override
        public void begin(ProviderSocket socket) {
            socket.send(task.message("StartTranscription", parameters()));
        }

        @Override
        public boolean saysReady() {
            return true;
        }

        @Override
        public void end(ProviderSocket socket) {
            socket.send(task.message("StopTranscription"));
        }

        @Override
        public Heard received(String message) {
            JsonNode told = tree(message);
            String words = told.at("/payload/result").asText("");
            return switch (told.at("/header/name").asText()) {
                case "TranscriptionResultChanged" -> new Heard.Text(SocketRecognitionStream.joined(sentences, words));
                case "SentenceEnd" -> {
                    sentences = SocketRecognitionStream.joined(sentences, words);
                    yield new Heard.Text(sentences);
                }
                case "TranscriptionCompleted" -> new Heard.Last(sentences);
                case "TaskFailed" -> {
                    if (told.at("/header/status").asInt() == NO_VOICE) {
                        yield new Heard.Last(sentences);
                    }
                    throw refused(AliyunTask.failure(errors(), told));
                }
                case "" -> throw errors().malformed(message);
                default -> new Heard.Nothing();
            };
        }
    }
}
