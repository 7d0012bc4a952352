package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// The voices of ACGN (ttson.cn): an answer says at which server, port and path the sound is.
record AcgnSpeech(ProviderSettings provider) implements HttpSpeech {
    @Override
    public HttpRequest request(String sentence) {
        ObjectNode content = new SectionContent(provider).text("to_lang", "ZH").put("text", sentence).whole("emotion", 1).put("format", format())
            .number("volume_change_dB", 0).whole("voice_id", 1695).number("pitch_factor", 0).number("speed_factor", 1)
            .put("token", provider.requiredKey()).content();
        return post(SharedHttpClient.request(uri(address() + URLEncoder.encode(provider.requiredKey(), StandardCharsets.UTF_8))), content);
    }

    /// The request for the sound that an answer names; empty where it names none.
    Optional<HttpRequest> sound(JsonNode answer) {
        String path = answer.path("voice_path").asText("");
        String query = RequestTemplate.query(JSON.createObjectNode().put("stream", "True").put("token", provider.requiredKey()).put("voice_audio_path", path));
        return path.isEmpty() ? Optional.empty() : Optional.of(SharedHttpClient
            .request(uri(answer.path("url").asText() + ":" + answer.path("port").asText() + "/flashsummary/retrieveFileData?" + query)).GET().build());
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(format(), 24_000);
    }

    private String format() {
        return provider.text("format").orElse("wav");
    }
}
