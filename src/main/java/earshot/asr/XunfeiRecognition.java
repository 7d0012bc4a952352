package earshot.asr;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.XunfeiAddress;
import earshot.remote.XunfeiAnswer;

/// The recognition of iFlytek: hears while the person speaks. Sound and text come and go in base64 within JSON.
record XunfeiRecognition(ProviderSettings provider) implements SocketRecognition {
    private static final int FIRST = 0;
    private static final int MIDDLE = 1;
    private static final int LAST = 2;
    /// Of silence after which the service ends an utterance by itself, as for one that is ended by hand: its end is told here.
    private static final int END_OF_SPEECH_MS = 60_000;

    @Override
    public RecognitionExchange exchange() {
        return new Exchange();
    }

    @Override
    public URI address(Instant now) {
        return XunfeiAddress.signed(address(), provider, now);
    }

    private String frame(int status, byte[] pcm) {
        ObjectNode frame = JSON.createObjectNode();
        frame.putObject("header").put("status", status).put("app_id", provider.required("app_id"));
        ObjectNode wanted = frame.putObject("parameter").putObject("iat").put("domain", provider.text("domain").orElse("slm"))
            .put("language", provider.text("language").orElse("zh_cn")).put("accent", provider.text("accent").orElse("mandarin"));
        wanted.putObject("result").put("encoding", "utf8").put("compress", "raw").put("format", "plain");
        wanted.put("eos", END_OF_SPEECH_MS);
        frame.putObject("payload").putObject("audio").put("audio", Base64.getEncoder().encodeToString(pcm)).put("sample_rate", SentAudioStream.RATE)
            .put("encoding", "raw");
        return frame.toString();
    }

    private final class Exchange implements RecognitionExchange {
        /// By their numbers.
        private final SortedMap<Integer, String> parts = new TreeMap<>();
        private boolean begun;

        /// The first sound says what is wanted.
        @Override
        public void begin(ProviderSocket socket) {}

        @Override
        public void send(ProviderSocket socket, byte[] pcm) {
            socket.send(frame(begun ? MIDDLE : FIRST, pcm));
            begun = true;
        }

        @Override
        public void end(ProviderSocket socket) {
            socket.send(frame(LAST, new byte[0]));
        }

        @Override
        public Heard received(String message) {
            JsonNode answer = XunfeiAnswer.parse(message, errors());
            String told = answer.at("/payload/result/text").asText("");
            if (!told.isEmpty()) {
                add(part(told));
            }
            String text = String.join("", parts.values());
            return answer.at("/header/status").asInt() == LAST ? new Heard.Last(text) : told.isEmpty() ? new Heard.Nothing() : new Heard.Text(text);
        }

        private JsonNode part(String base64) {
            try {
                return tree(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException _) {
                throw errors().malformed(base64);
            }
        }

        /// A part may stand in place of earlier ones.
        private void add(JsonNode part) {
            StringBuilder words = new StringBuilder();
            part.path("ws").forEach(word -> words.append(word.at("/cw/0/w").asText("")));
            if (part.path("pgs").asText().equals("rpl")) {
                parts.keySet().removeIf(number -> number >= part.at("/rg/0").asInt() && number <= part.at("/rg/1").asInt());
            }
            parts.merge(part.path("sn").asInt(parts.isEmpty() ? 0 : parts.lastKey() + 1), words.toString(), String::concat);
        }
    }
}
