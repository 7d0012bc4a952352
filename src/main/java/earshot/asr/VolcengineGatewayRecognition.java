package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.VolcengineGatewayService;

/// The recognizers of Volcengine's model gateway, by events in JSON with the sound in base64: hears while the person speaks.
record VolcengineGatewayRecognition(ProviderSettings provider) implements SocketRecognition, VolcengineGatewayService {
    private static final String RESULT = "conversation.item.input_audio_transcription.";

    @Override
    public String usualModel() {
        return "bigmodel";
    }

    @Override
    public RecognitionExchange exchange() {
        return new Exchange();
    }

    private final class Exchange implements RecognitionExchange {
        @Override
        public void begin(ProviderSocket socket) {
            ObjectNode update = JSON.createObjectNode().put("type", "transcription_session.update");
            ObjectNode session = update.putObject("session").put("input_audio_format", "pcm").put("input_audio_codec", "raw")
                .put("input_audio_sample_rate", SentAudioStream.RATE).put("input_audio_bits", 16).put("input_audio_channel", 1);
            session.putObject("input_audio_transcription").put("model", model());
            session.put("session_id", UUID.randomUUID().toString());
            socket.send(update.toString());
        }

        @Override
        public void send(ProviderSocket socket, byte[] pcm) {
            socket.send(JSON.createObjectNode().put("audio", Base64.getEncoder().encodeToString(pcm)).put("type", "input_audio_buffer.append").toString());
        }

        @Override
        public void end(ProviderSocket socket) {
            socket.send(JSON.createObjectNode().put("type", "input_audio_buffer.commit").toString());
        }

        @Override
        public Heard received(String message) {
            JsonNode event = tree(message);
            String text = event.path("transcript").asText("");
            return switch (event.path("type").asText()) {
                case RESULT + "result" -> new Heard.Text(text);
                case RESULT + "completed" -> new Heard.Last(text);
                case "error" -> throw errors().ofStatus(0, message);
                case "" -> throw errors().malformed(message);
                default -> new Heard.Nothing();
            };
        }
    }
}
