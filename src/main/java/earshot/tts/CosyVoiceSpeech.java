package earshot.tts;

import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.DashScopeTask;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;

/// The speech of Alibaba Cloud Model Studio (DashScope): a task for each sentence.
record CosyVoiceSpeech(ProviderSettings provider) implements SocketSpeech {
    private static final int RATE = 24_000;

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), (int) provider.number("sample_rate", RATE));
    }

    @Override
    public SpeechExchange exchange(String sentence) {
        return new Exchange(this, sentence, DashScopeTask.create());
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(DashScopeTask.headers(provider));
        headers.put("X-DashScope-DataInspection", "enable");
        return headers;
    }

    private String format() {
        return provider.text("format").orElse("pcm");
    }

    private ObjectNode parameters() {
        return new SectionContent(provider).put("text_type", "PlainText").put("voice", provider.text("private_voice", "voice").orElse("longxiaochun_v2"))
            .put("format", format()).whole("sample_rate", RATE).whole("volume", 50).number("rate", 1).number("pitch", 1).content();
    }

    private record Exchange(CosyVoiceSpeech service, String sentence, DashScopeTask task) implements SpeechExchange {
        @Override
        public void begin(ProviderSocket socket, Instant now) {
            socket.send(task.run("tts", "SpeechSynthesizer", service.provider.text("model", "model_name").orElse("cosyvoice-v2"), service.parameters()));
        }

        @Override
        public SpeechPart received(ProviderSocket socket, String message) {
            JsonNode told = tree(message);
            return switch (told.at("/header/event").asText()) {
                case "task-started" -> {
                    socket.send(task.tell(sentence));
                    socket.send(task.finish());
                    yield new SpeechPart.Nothing();
                }
                case "task-finished" -> new SpeechPart.End();
                case "task-failed" -> throw DashScopeTask.failure(service.errors(), told);
                case "" -> throw service.errors().malformed(message);
                default -> new SpeechPart.Nothing();
            };
        }

        @Override
        public SpeechPart received(byte[] message) {
            return new SpeechPart.Sound(message);
        }
    }
}
