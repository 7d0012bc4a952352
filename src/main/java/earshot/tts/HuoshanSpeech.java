package earshot.tts;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;
import static earshot.remote.VolcengineMessage.CONNECTION_FAILED;
import static earshot.remote.VolcengineMessage.FINISH_SESSION;
import static earshot.remote.VolcengineMessage.SESSION_FAILED;
import static earshot.remote.VolcengineMessage.SESSION_FINISHED;
import static earshot.remote.VolcengineMessage.START_SESSION;
import static earshot.remote.VolcengineMessage.TASK;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.RandomId;
import earshot.problem.ProblemException;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.VolcengineHeaders;
import earshot.remote.VolcengineMessage;
import earshot.remote.VolcengineRefusal;

/// The speech of Volcengine in its third version, over a WebSocket that takes text and gives sound at the same time: a session for each sentence, whose
/// sound is raw samples.
record HuoshanSpeech(ProviderSettings provider) implements SocketSpeech {
    private static final String RESOURCE = "volc.service_type.10029";
    private static final String SPEAKER = "zh_female_wanwanxiaohe_moon_bigtts";
    private static final int RATE = 24_000;

    @Override
    public SampleFormat samples() {
        return SampleFormat.named("pcm", RATE);
    }

    @Override
    public SpeechExchange exchange(String sentence) {
        return new Exchange(this, sentence, RandomId.hexadecimal());
    }

    @Override
    public Map<String, String> headers() {
        return VolcengineHeaders.of(provider, address(), RESOURCE);
    }

    /// @param text empty where a session only begins
    String payload(int event, String text) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("user").put("uid", "1234");
        body.put("event", event).put("namespace", "BidirectionalTTS");
        ObjectNode request = body.putObject("req_params").put("text", text)
            .put("speaker", provider.text("private_voice", "voice", "speaker").orElse(SPEAKER));
        request.set("audio_params", audioParameters());
        request.put("additions", additions().toString());
        if (provider.section().path("mix_speaker") instanceof ObjectNode mixed && !mixed.isEmpty()) {
            request.set("mix_speaker", mixed);
        }
        return body.toString();
    }

    private ObjectNode audioParameters() {
        ObjectNode parameters = JSON.createObjectNode().put("speech_rate", (int) provider.number("speech_rate", 0))
            .put("loudness_rate", (int) provider.number("loudness_rate", 0));
        provider.section().path("audio_params").forEachEntry(parameters::set);
        return parameters.put("sample_rate", RATE).put("format", "pcm");
    }

    private ObjectNode additions() {
        ObjectNode additions = JSON.createObjectNode();
        additions.putObject("aigc_metadata");
        additions.putObject("cache_config");
        additions.putObject("post_process").put("pitch", (int) provider.number("pitch", 0));
        provider.section().path("additions").forEachEntry(additions::set);
        return additions;
    }

    private record Exchange(HuoshanSpeech service, String sentence, String session) implements SpeechExchange {
        @Override
        public void begin(ProviderSocket socket, Instant now) {
            send(socket, START_SESSION, service.payload(START_SESSION, ""));
            send(socket, TASK, service.payload(TASK, sentence));
            send(socket, FINISH_SESSION, "{}");
        }

        private void send(ProviderSocket socket, int event, String json) {
            socket.send(VolcengineMessage.event(event, session, json));
        }

        @Override
        public SpeechPart received(ProviderSocket socket, String message) {
            throw service.errors().ofStatus(0, message);
        }

        @Override
        public SpeechPart received(byte[] bytes) {
            VolcengineMessage message = VolcengineMessage.parse(bytes, service.errors());
            return switch (message.kind()) {
                case ERROR -> throw VolcengineRefusal.of(service.errors(), message.code(), message.text());
                case SOUND -> new SpeechPart.Sound(message.payload());
                case ANSWER -> switch (message.event()) {
                    case CONNECTION_FAILED, SESSION_FAILED -> throw failed(message);
                    case SESSION_FINISHED -> new SpeechPart.End();
                    default -> new SpeechPart.Nothing();
                };
            };
        }

        private ProblemException failed(VolcengineMessage message) {
            JsonNode told = tree(message.payload());
            return VolcengineRefusal.of(service.errors(), told.path("status_code").asLong(), message.text());
        }
    }
}
