package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.remote.DashScopeTask;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;

/// The recognition of Alibaba Cloud Model Studio (DashScope) while the person speaks: a task for each utterance.
record ParaformerRecognition(ProviderSettings provider) implements SocketRecognition {
    private static final String NO_VOICE = "NO_VALID_AUDIO_ERROR";
    private static final String WORDS = "vocabulary_id";
    private static final String LANGUAGES = "language_hints";

    @Override
    public RecognitionExchange exchange() {
        return new Exchange();
    }

    @Override
    public Map<String, String> headers() {
        return DashScopeTask.headers(provider);
    }

    private String model() {
        return provider.text("model", "model_name").orElse("paraformer-realtime-v2");
    }

    private ObjectNode parameters() {
        ObjectNode parameters = JSON.createObjectNode().put("format", "pcm").put("sample_rate", SentAudioStream.RATE);
        flag(parameters, "disfluency_removal_enabled", false);
        flag(parameters, "semantic_punctuation_enabled", false);
        parameters.put("max_sentence_silence", (int) provider.number("max_sentence_silence", 200));
        flag(parameters, "multi_threshold_mode_enabled", false);
        flag(parameters, "punctuation_prediction_enabled", true);
        flag(parameters, "inverse_text_normalization_enabled", true);
        // only the second version knows it
        provider.text(WORDS).filter(_ -> LetterCase.lower(model()).endsWith("v2")).ifPresent(id -> parameters.put(WORDS, id));
        if (provider.section().path(LANGUAGES) instanceof ArrayNode languages && !languages.isEmpty()) {
            parameters.set(LANGUAGES, languages);
        }
        return parameters;
    }

    private void flag(ObjectNode parameters, String name, boolean usual) {
        parameters.put(name, provider.flag(name, usual));
    }

    private final class Exchange implements RecognitionExchange {
        private final DashScopeTask task = DashScopeTask.create();
        /// Sentences that have ended.
        private String sentences = "";

        @Override
        public void begin(ProviderSocket socket) {
            socket.send(task.run("asr", "recognition", model(), parameters()));
        }

        @Override
        public boolean saysReady() {
            return true;
        }

        @Override
        public void end(ProviderSocket socket) {
            socket.send(task.finish());
        }

        @Override
        public Heard received(String message) {
            JsonNode told = tree(message);
            return switch (told.at("/header/event").asText()) {
                case "result-generated" -> sentence(told.at("/payload/output/sentence"));
                case "task-finished" -> new Heard.Last(sentences);
                case "task-failed" -> {
                    if (told.at("/header/error_code").asText().contains(NO_VOICE)) {
                        yield new Heard.Last(sentences);
                    }
                    throw DashScopeTask.failure(errors(), told);
                }
                case "" -> throw errors().malformed(message);
                default -> new Heard.Nothing();
            };
        }

        /// Each comes again while it grows, until it has its end.
        private Heard sentence(JsonNode sentence) {
            if (sentence.path("heartbeat").asBoolean()) {
                return new Heard.Nothing();
            }
            String soFar = SocketRecognitionStream.joined(sentences, sentence.path("text").asText(""));
            if (sentence.path("sentence_end").asBoolean() && sentence.path("end_time").isNumber()) {
                sentences = soFar;
            }
            return new Heard.Text(soFar);
        }
    }
}
