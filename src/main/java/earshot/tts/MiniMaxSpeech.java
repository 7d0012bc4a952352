package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import java.net.http.HttpRequest;

/// The speech of MiniMax, whose sound is hexadecimal digits within JSON.
///
/// @param stream whether it comes in events while it is synthesized
record MiniMaxSpeech(ProviderSettings provider, boolean stream) implements HttpSpeech {
    private static final int RATE = 32_000;

    @Override
    public HttpRequest request(String sentence) {
        SectionContent content = new SectionContent(provider).put("model", provider.text("model", "model_name").orElse("speech-01-turbo"))
            .put("text", sentence).text("language_boost");
        ObjectNode body = content.content().put("stream", stream);
        body.set("voice_setting", voice());
        body.set("audio_setting", sound());
        copy("pronunciation_dict", body);
        JsonNode weights = provider.section().path("timber_weights");
        if (!weights.isEmpty()) {
            body.set("timber_weights", weights);
            body.withObject("/voice_setting").put("voice_id", "");
        }
        String group = provider.text("group_id").map(id -> "?" + RequestTemplate.query(JSON.createObjectNode().put("GroupId", id))).orElse("");
        return post(head(address() + group), body);
    }

    @Override
    public SampleFormat samples() {
        return SampleFormat.named(sound().path("format").asText(), sound().path("sample_rate").asInt(RATE));
    }

    private ObjectNode voice() {
        ObjectNode voice = JSON.createObjectNode().put("voice_id", "female-shaonv").put("speed", 1).put("vol", 1).put("pitch", 0).put("emotion", "happy");
        written("voice_setting", voice);
        provider.text("private_voice", "voice_id", "voice").ifPresent(id -> voice.put("voice_id", id));
        return voice;
    }

    private ObjectNode sound() {
        ObjectNode sound = JSON.createObjectNode().put("sample_rate", RATE).put("bitrate", 128_000).put("format", "mp3").put("channel", 1);
        written("audio_setting", sound);
        return sound;
    }

    private void written(String key, ObjectNode usual) {
        provider.section().path(key).properties().forEach(member -> usual.set(member.getKey(), member.getValue()));
    }

    private void copy(String key, ObjectNode body) {
        JsonNode value = provider.section().path(key);
        if (!value.isEmpty()) {
            body.set(key, value);
        }
    }
}
