package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.VolcengineHeaders;
import earshot.remote.VolcengineMessage;
import earshot.remote.VolcengineRefusal;

/// The recognition of Volcengine by a large model, its third version: hears while the person speaks.
record DoubaoStreamRecognition(ProviderSettings provider) implements SocketRecognition {
    private static final String SEVERAL_LANGUAGES = "wss://openspeech.bytedance.com/api/v3/sauc/bigmodel_nostream";
    private static final String RESOURCE = "volc.bigasr.sauc.duration";
    private static final String STEPS = "audio_in,resample,partition,vad,fe,decode,itn,nlu_punctuate";
    private static final Set<Long> SILENCE = Set.of(1013L, 45_000_002L);
    private static final int END_WINDOW_MS = 200;

    @Override
    public String usualAddress() {
        return severalLanguages() ? SEVERAL_LANGUAGES : SocketRecognition.super.usualAddress();
    }

    private boolean severalLanguages() {
        return provider.flag("enable_multilingual", false);
    }

    @Override
    public RecognitionExchange exchange() {
        return new Exchange();
    }

    @Override
    public Map<String, String> headers() {
        return VolcengineHeaders.of(provider, address(), RESOURCE);
    }

    private String request() {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode app = request.putObject("app");
        provider.text("appid").ifPresent(id -> app.put("appid", id));
        provider.key().ifPresent(key -> app.put("token", key));
        request.putObject("user").put("uid", provider.text("uid").orElse("streaming_asr_service"));
        request.putObject("request").put("reqid", UUID.randomUUID().toString()).put("workflow", provider.text("workflow").orElse(STEPS))
            .put("show_utterances", true).put("result_type", provider.text("result_type").orElse("single")).put("sequence", 1)
            .put("end_window_size", (int) provider.number("end_window_size", END_WINDOW_MS))
            .putObject("corpus").put("boosting_table_name", provider.text("boosting_table_name").orElse(""))
            .put("correct_table_name", provider.text("correct_table_name").orElse(""));
        ObjectNode audio = request.putObject("audio").put("format", provider.text("format").orElse("pcm")).put("codec", provider.text("codec").orElse("pcm"))
            .put("rate", SentAudioStream.RATE).put("bits", 16).put("channel", 1).put("sample_rate", SentAudioStream.RATE);
        provider.text("language").filter(_ -> severalLanguages()).ifPresent(language -> audio.put("language", language));
        return request.toString();
    }

    /// Sentences come one after the other, each time it changes, and once more when it is definite.
    private final class Exchange implements RecognitionExchange {
        /// Definite sentences by their beginning, in ms.
        private final SortedMap<Long, String> sentences = new TreeMap<>();

        @Override
        public void begin(ProviderSocket socket) {
            socket.send(VolcengineMessage.request(request()));
        }

        @Override
        public boolean saysReady() {
            return true;
        }

        @Override
        public void send(ProviderSocket socket, byte[] pcm) {
            socket.send(VolcengineMessage.sound(pcm, false));
        }

        @Override
        public void end(ProviderSocket socket) {
            socket.send(VolcengineMessage.sound(new byte[0], true));
        }

        @Override
        public Heard received(String message) {
            throw errors().ofStatus(0, message);
        }

        @Override
        public Heard received(byte[] bytes) {
            VolcengineMessage message = VolcengineMessage.parse(bytes, errors());
            JsonNode answer = tree(message.payload());
            long code = message.code() == 0 ? answer.path("code").asLong(0) : message.code();
            if (SILENCE.contains(code)) {
                return new Heard.Last(text(""));
            }
            if (message.kind() == VolcengineMessage.Kind.ERROR || answer.has("error")) {
                throw VolcengineRefusal.of(errors(), code, message.text());
            }
            JsonNode result = answer.path("result").isArray() ? answer.at("/result/0") : answer.path("result");
            String text = text(current(result));
            return message.last() ? new Heard.Last(text) : result.isMissingNode() ? new Heard.Nothing() : new Heard.Text(text);
        }

        /// What is not definite yet.
        private String current(JsonNode result) {
            StringBuilder current = new StringBuilder();
            JsonNode utterances = result.path("utterances");
            for (JsonNode utterance : utterances) {
                String text = utterance.path("text").asText("");
                if (utterance.path("definite").asBoolean()) {
                    sentences.put(utterance.path("start_time").asLong(sentences.size()), text);
                } else {
                    current.append(text);
                }
            }
            return utterances.isEmpty() && sentences.isEmpty() ? result.path("text").asText("") : current.toString();
        }

        private String text(String current) {
            return SocketRecognitionStream.joined(sentences.values().stream().reduce("", SocketRecognitionStream::joined), current);
        }
    }
}
