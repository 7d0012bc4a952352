package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.VolcengineMessage;
import earshot.remote.VolcengineRefusal;

/// The recognition of Volcengine in its second version, which is paid for by the call: a whole utterance at once.
record DoubaoRecognition(ProviderSettings provider) implements SocketRecognition {
    private static final String CLUSTER = "volcengine_input_common";
    private static final int GOOD = 1000;
    /// Nobody spoke.
    private static final int SILENCE = 1013;
    /// Bytes of one message, 15 s.
    private static final int SEGMENT_BYTES = 480_000;

    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public RecognitionExchange exchange() {
        return new Exchange();
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Authorization", "Bearer; " + provider.requiredKey());
    }

    private String request() {
        ObjectNode request = JSON.createObjectNode();
        request.putObject("app").put("appid", provider.required("appid"))
            .put("cluster", provider.text("cluster").orElse(CLUSTER)).put("token", provider.requiredKey());
        request.putObject("user").put("uid", UUID.randomUUID().toString());
        request.putObject("request").put("reqid", UUID.randomUUID().toString()).put("show_utterances", false).put("sequence", 1)
            .put("boosting_table_name", provider.text("boosting_table_name").orElse(""))
            .put("correct_table_name", provider.text("correct_table_name").orElse(""));
        request.putObject("audio").put("format", "raw").put("rate", SentAudioStream.RATE).put("language", "zh-CN").put("bits", 16).put("channel", 1)
            .put("codec", "raw");
        return request.toString();
    }

    /// The last segment is marked, so that one is held back until the end is known.
    private final class Exchange implements RecognitionExchange {
        private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
        private boolean ready;

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
            unsent.writeBytes(pcm);
            while (unsent.size() > SEGMENT_BYTES) {
                byte[] all = unsent.toByteArray();
                socket.send(VolcengineMessage.sound(Arrays.copyOf(all, SEGMENT_BYTES), false));
                unsent.reset();
                unsent.write(all, SEGMENT_BYTES, all.length - SEGMENT_BYTES);
            }
        }

        @Override
        public void end(ProviderSocket socket) {
            socket.send(VolcengineMessage.sound(unsent.toByteArray(), true));
        }

        @Override
        public Heard received(String message) {
            throw errors().ofStatus(0, message);
        }

        @Override
        public Heard received(byte[] bytes) {
            VolcengineMessage message = VolcengineMessage.parse(bytes, errors());
            JsonNode answer = tree(message.payload());
            int code = answer.path("code").asInt(GOOD);
            if (message.kind() == VolcengineMessage.Kind.ERROR || code != GOOD && code != SILENCE) {
                throw VolcengineRefusal.of(errors(), message.code() == 0 ? code : message.code(), message.text());
            }
            String text = answer.at("/result/0/text").asText("");
            if (!ready) {
                ready = true;
                return new Heard.Nothing();
            }
            return answer.path("sequence").asInt() < 0 || message.last() || code == SILENCE ? new Heard.Last(text) : new Heard.Text(text);
        }
    }
}
