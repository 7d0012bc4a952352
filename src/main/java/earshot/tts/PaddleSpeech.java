package earshot.tts;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;

/// The streaming server of PaddleSpeech: a session for each sentence, whose samples come in base64.
record PaddleSpeech(ProviderSettings provider) implements SocketSpeech {
    private static final int RATE = 24_000;
    private static final int LAST = 2;

    @Override
    public SampleFormat samples() {
        return SampleFormat.named("pcm", (int) provider.number("sample_rate", RATE));
    }

    @Override
    public SpeechExchange exchange(String sentence) {
        return new Exchange(sentence);
    }

    private final class Exchange implements SpeechExchange {
        private final String sentence;
        private Optional<String> id = Optional.empty();

        Exchange(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public void begin(ProviderSocket socket, Instant now) {
            socket.send(JSON.createObjectNode().put("task", "tts").put("signal", "start").toString());
        }

        @Override
        public SpeechPart received(ProviderSocket socket, String message) {
            JsonNode answer = tree(message);
            int status = answer.path("status").asInt(-1);
            if (id.isEmpty()) {
                if (status != 0) {
                    throw errors().ofStatus(0, message);
                }
                id = Optional.of(answer.path("session").asText());
                socket.send(JSON.createObjectNode().put("text", sentence)
                    .put("spk_id", (int) provider.number("private_voice", provider.number("spk_id", 0))).toString());
                return new SpeechPart.Nothing();
            }
            if (status != LAST && !answer.path("audio").isTextual()) {
                throw errors().ofStatus(0, message);
            }
            if (status == LAST) {
                socket.send(JSON.createObjectNode().put("task", "tts").put("signal", "end").put("session", id.get()).toString());
            }
            return SpeechPart.Sound.ofBase64(answer.path("audio").asText(""), status == LAST, "audio", errors());
        }
    }
}
