package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.XunfeiAddress;
import earshot.remote.XunfeiAnswer;

/// The lifelike voices of iFlytek: one message asks for the whole sentence, its sound comes in base64.
record XunfeiSpeech(ProviderSettings provider) implements SocketSpeech {
    private static final String VOICE = "x5_lingxiaoxuan_flow";
    private static final int RATE = 24_000;
    private static final int LAST = 2;

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(provider.text("format").orElse("raw"), rate());
    }

    @Override
    public SpeechExchange exchange(String sentence) {
        return new Exchange(this, sentence);
    }

    @Override
    public URI address(Instant now) {
        return XunfeiAddress.signed(address(), provider, now);
    }

    private int rate() {
        return (int) provider.number("sample_rate", RATE);
    }

    private String request(String sentence) {
        ObjectNode request = JSON.createObjectNode();
        request.putObject("header").put("app_id", provider.required("app_id")).put("status", LAST);
        ObjectNode parameter = request.putObject("parameter");
        parameter.set("oral", new SectionContent(provider).text("oral_level", "mid").whole("spark_assist", 1).whole("stop_split", 0).whole("remain", 0)
            .content());
        ObjectNode speech = new SectionContent(provider).put("vcn", provider.text("private_voice", "voice").orElse(VOICE)).whole("speed", 50)
            .whole("volume", 50).whole("pitch", 50).content().put("bgs", 0).put("reg", 0).put("rdn", 0).put("rhy", 0);
        speech.putObject("audio").put("encoding", provider.text("format").orElse("raw")).put("sample_rate", rate()).put("channels", 1).put("bit_depth", 16)
            .put("frame_size", 0);
        parameter.set("tts", speech);
        request.putObject("payload").putObject("text").put("encoding", "utf8").put("compress", "raw").put("format", "plain").put("status", LAST).put("seq", 0)
            .put("text", Base64.getEncoder().encodeToString(sentence.getBytes(StandardCharsets.UTF_8)));
        return request.toString();
    }

    /// The message that ends the sentence may hold the last of its sound.
    private record Exchange(XunfeiSpeech service, String sentence) implements SpeechExchange {
        @Override
        public void begin(ProviderSocket socket, Instant now) {
            socket.send(service.request(sentence));
        }

        @Override
        public SpeechPart received(ProviderSocket socket, String message) {
            JsonNode answer = XunfeiAnswer.parse(message, service.errors());
            JsonNode audio = answer.at("/payload/audio");
            return SpeechPart.Sound.ofBase64(audio.path("audio").asText(""), audio.path("status").asInt() == LAST, "payload.audio.audio", service.errors());
        }
    }
}
