package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;

/// The speech of Volcengine in its first version over HTTP, and that of services in front of it: the sound is base64 within JSON.
record DoubaoSpeech(ProviderSettings provider) implements HttpSpeech {
    @Override
    public HttpRequest request(String sentence) {
        ObjectNode body = JSON.createObjectNode();
        body.set("app", new SectionContent(provider).text("appid", "").put("token", provider.requiredKey()).text("cluster", "volcano_tts").content());
        body.putObject("user").put("uid", "1");
        body.set("audio", new SectionContent(provider).put("voice_type", provider.text("private_voice", "voice").orElse("BV001_streaming"))
            .put("encoding", format()).number("speed_ratio", 1).number("volume_ratio", 1).number("pitch_ratio", 1).content());
        body.putObject("request").put("reqid", UUID.randomUUID().toString()).put("text", sentence).put("text_type", "plain").put("operation", "query")
            .put("with_frontend", 1).put("frontend_type", "unitTson");
        return post(head(address()).setHeader("Authorization", authorization()), body);
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), 24_000);
    }

    private String format() {
        return provider.text("format").orElse("wav");
    }

    /// Volcengine has a semicolon, and no space, between the word and the token.
    private String authorization() {
        String word = provider.text("authorization").orElse("Bearer;");
        return word + (word.endsWith(";") ? "" : " ") + provider.requiredKey();
    }
}
