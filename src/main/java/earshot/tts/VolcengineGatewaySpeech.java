package earshot.tts;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.VolcengineGatewayService;

/// The voices of Volcengine's model gateway, by events in JSON with the sound in base64.
record VolcengineGatewaySpeech(ProviderSettings provider) implements SocketSpeech, VolcengineGatewayService {
    private static final int RATE = 16_000;

    @Override
    public SampleFormat samples() {
        return new SampleFormat(true, rate());
    }

    @Override
    public String usualModel() {
        return "doubao-tts";
    }

    @Override
    public SpeechExchange exchange(String sentence) {
        return new Exchange(this, sentence);
    }

    private int rate() {
        return (int) provider.number("sample_rate", RATE);
    }

    private record Exchange(VolcengineGatewaySpeech service, String sentence) implements SpeechExchange {
        @Override
        public void begin(ProviderSocket socket, Instant now) {
            ObjectNode update = event().put("type", "tts_session.update");
            ProviderSettings provider = service.provider;
            update.putObject("session").put("voice", provider.text("private_voice", "voice").orElse("alloy"))
                .put("output_audio_format", provider.text("format").orElse("wav")).put("output_audio_sample_rate", service.rate())
                .putObject("text_to_speech").put("model", service.model());
            socket.send(update.toString());
            socket.send(event().put("type", "input_text.append").put("delta", sentence).toString());
            socket.send(JSON.createObjectNode().put("type", "input_text.done").toString());
        }

        private static ObjectNode event() {
            return JSON.createObjectNode().put("event_id", UUID.randomUUID().toString());
        }

        @Override
        public SpeechPart received(ProviderSocket socket, String message) {
            JsonNode event = tree(message);
            return switch (event.path("type").asText()) {
                case "response.audio.delta" -> SpeechPart.Sound.ofBase64(event.path("delta").asText(), false, "delta", service.errors());
                case "response.audio.done" -> new SpeechPart.End();
                case "error" -> throw service.errors().ofStatus(0, message);
                case "" -> throw service.errors().malformed(message);
                default -> new SpeechPart.Nothing();
            };
        }
    }
}
