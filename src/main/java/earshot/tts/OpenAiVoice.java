package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodec;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// Speech over HTTP with OpenAI's API: sends a sentence, receives its audio while it is synthesized. Works with every server that
/// implements the API.
///
/// The format is detected from the first bytes: WAV, Ogg with Opus or MP3, at any rate; raw samples only where the settings or
/// the content type say so. The default is to ask for
/// `wav`, which states its rate and needs no decoding.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class OpenAiVoice extends HttpVoice {
    /// @param provider reads its address, `api_key`, `model` or `model_name`, `voice`, `response_format` or `format`, `speed`, `sample_rate`
    ///     (Hz, for raw samples) and `timeout` (s)
    /// @param loudness the level of this voice, shared with other connections
    OpenAiVoice(ProviderSettings provider, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(provider, SampleFormat.of(provider), sharedHttpClient, codec, loudness);
    }

    @Override
    public String name() {
        return provider.alias()
            + provider.text("model", "model_name").map(model -> " (" + model + provider.text("voice").map(voice -> ", " + voice).orElse("") + ")").orElse("");
    }

    @Override
    HttpRequest request(String sentence) {
        ObjectNode body = JSON.createObjectNode().put("model", provider.text("model", "model_name").orElse("tts-1")).put("input", sentence)
            .put("voice", provider.text("voice").orElse("alloy")).put("response_format", provider.text("response_format", "format").orElse("wav"));
        if (provider.section().has("speed")) {
            body.put("speed", provider.number("speed", 1));
        }
        return SharedHttpClient.request(ProviderAddress.of(provider).function(ProviderAddress.SPEECH), provider.key())
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())).header("Content-Type", "application/json").build();
    }
}
