package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemException;
import earshot.remote.AliyunDialog;
import earshot.remote.AliyunGateway;
import earshot.remote.AliyunTokens;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;

/// The recognition of Alibaba Cloud while the person speaks.
///
/// @param tokens shared by all connections
record AliyunStreamRecognition(ProviderSettings provider, AliyunTokens tokens) implements SocketRecognition {
    private static final String SILENCE = "max_sentence_silence";
    private static final int NO_VOICE = 40_270_002;

    @Override
    public RecognitionExchange exchange(ProviderErrors errors) {
        return new Exchange(this, errors);
    }

    @Override
    public URI address() {
        return AliyunGateway.webSocket(provider, "/ws/v1");
    }

    private ObjectNode parameters() {
        ObjectNode parameters = JSON.createObjectNode().put("format", "pcm").put("sample_rate", SentAudioStream.RATE)
            .put("enable_intermediate_result", true).put("enable_punctuation_prediction", true).put("enable_inverse_text_normalization", true);
        provider.text(SILENCE).ifPresent(_ -> parameters.put(SILENCE, (int) provider.number(SILENCE, 0)));
        return parameters.put("enable_voice_detection", false);
    }

    private static final class Exchange implements RecognitionExchange {
        private final AliyunStreamRecognition service;
        private final ProviderErrors errors;
        private final AliyunDialog dialog;
        /// Sentences that have ended.
        private String sentences = "";

        Exchange(AliyunStreamRecognition service, ProviderErrors errors) {
            this.service = service;
            this.errors = errors;
            dialog = AliyunDialog.create(service.provider, "SpeechTranscriber");
        }

        @Override
        public URI address(Instant now) {
            return service.address();
        }

        @Override
        public Map<String, String> headers() {
            return service.tokens.headers(errors);
        }

        @Override
        public ProblemException refused(ProblemException handshake) {
            return service.tokens.refused(handshake, service.provider);
        }

        @Override
        public void begin(ProviderSocket socket) {
            socket.send(dialog.message("StartTranscription", service.parameters()));
        }

        @Override
        public boolean saysReady() {
            return true;
        }

        @Override
        public void send(ProviderSocket socket, byte[] pcm) {
            socket.send(ByteBuffer.wrap(pcm));
        }

        @Override
        public void end(ProviderSocket socket) {
            socket.send(dialog.message("StopTranscription"));
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
                    throw service.tokens.refused(AliyunDialog.failure(errors, told), service.provider);
                }
                case "" -> throw errors.malformed(message);
                default -> new Heard.Nothing();
            };
        }
    }
}
