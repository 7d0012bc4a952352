package earshot.tts;

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

/// The speech of Alibaba Cloud over a WebSocket that takes text and gives sound at the same time: one for each sentence.
///
/// @param tokens shared by all connections
record AliyunStreamSpeech(ProviderSettings provider, AliyunTokens tokens) implements SocketSpeech, AliyunSocketService {
    private static final int RATE = 16_000;

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), (int) provider.number("sample_rate", RATE));
    }

    @Override
    public SpeechExchange exchange(String sentence) {
        return new Exchange(this, sentence, AliyunTask.create(provider, "FlowingSpeechSynthesizer"));
    }

    private String format() {
        return provider.text("format").orElse("pcm");
    }

    private ObjectNode parameters() {
        return new SectionContent(provider).put("voice", provider.text("private_voice", "voice").orElse("longxiaochun")).put("format", format())
            .whole("sample_rate", RATE).whole("volume", 50).whole("speech_rate", 0).whole("pitch_rate", 0).content().put("enable_subtitle", true);
    }

    private record Exchange(AliyunStreamSpeech service, String sentence, AliyunTask task) implements SpeechExchange {
        @Override
        public void begin(ProviderSocket socket, Instant now) {
            socket.send(task.message("StartSynthesis", service.parameters()));
        }

        @Override
        public SpeechPart received(ProviderSocket socket, String message) {
            JsonNode told = tree(message);
            return switch (told.at("/header/name").asText()) {
                case "SynthesisStarted" -> {
                    socket.send(task.message("RunSynthesis", JSON.createObjectNode().put("text", sentence)));
                    socket.send(task.message("StopSynthesis"));
                    yield new SpeechPart.Nothing();
                }
                case "SynthesisCompleted" -> new SpeechPart.End();
                case "TaskFailed" -> throw service.refused(AliyunTask.failure(service.errors(), told));
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
