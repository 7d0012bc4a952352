package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// ElevenLabs, whose key has a header of its own and whose voice is part of the address.
record ElevenLabsSpeech(ProviderSettings provider) implements HttpSpeech {
    private static final Pattern SAMPLES = Pattern.compile("pcm_(\\d{4,5})");

    @Override
    public HttpRequest request(String sentence) {
        ObjectNode body = JSON.createObjectNode().put("text", sentence)
            .put("model_id", provider.text("model_id", "model", "model_name").orElse("eleven_multilingual_v2"));
        body.set("voice_settings", new SectionContent(provider).number("stability", 0.75).number("similarity_boost", 0.75).number("style", 0)
            .flag("use_speaker_boost", true).content());
        ObjectNode query = JSON.createObjectNode().put("output_format", format());
        int latency = (int) provider.number("optimize_streaming_latency", 0);
        if (latency > 0) {
            query.put("optimize_streaming_latency", latency);
        }
        String voice = URLEncoder.encode(provider.text("voice_id", "voice").orElse("21m00Tcm4TlvDq8ikWAM"), StandardCharsets.UTF_8);
        HttpRequest.Builder head = SharedHttpClient.request(uri(address() + "/" + voice + "?" + RequestTemplate.query(query)));
        provider.key().ifPresent(key -> head.header("xi-api-key", key));
        return post(head, body);
    }

    @Override
    public SampleFormat samples() {
        Matcher rate = SAMPLES.matcher(format());
        return rate.matches() ? SampleFormat.named("pcm", Integer.parseInt(rate.group(1))) : SampleFormat.of(provider);
    }

    private String format() {
        return provider.text("output_format").orElse("mp3_44100_128");
    }
}
