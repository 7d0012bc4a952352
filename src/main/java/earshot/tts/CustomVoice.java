package earshot.tts;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.OpusCodec;
import earshot.problem.ProblemException;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// Any voice that answers an HTTP request with sound, such as GPT-SoVITS, Fish Speech and IndexTTS: the settings give the request, in which
/// `{prompt_text}` is the sentence. The format is detected from the first bytes, whatever was asked for.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class CustomVoice extends HttpVoice {
    private static final String SENTENCE = "{prompt_text}";

    private final RequestTemplate template;

    /// @param provider reads `url`, `method` (GET unless it says otherwise), `headers`, `params` or `body`, `api_key`, `sample_rate` (Hz, for raw
    ///     samples) and `timeout` (s)
    /// @param loudness the level of this voice, shared with other connections
    CustomVoice(ProviderSettings provider, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(provider, SampleFormat.of(provider), sharedHttpClient, codec, loudness);
        template = new RequestTemplate(provider, JsonNodeFactory.instance.objectNode().put("text", SENTENCE));
    }

    @Override
    public String name() {
        return provider.nameWith("voice", "model");
    }

    /// @throws ProblemException also when the sentence stands nowhere in the request, which would say the same for every sentence
    @Override
    HttpRequest request(String sentence) {
        if (!template.content().toString().contains(SENTENCE) && provider.text("url", "base_url", "api_url").filter(url -> url.contains(SENTENCE)).isEmpty()) {
            throw ProviderErrors.incomplete(provider, "params");
        }
        return template.fill(Map.of(SENTENCE, sentence));
    }
}
