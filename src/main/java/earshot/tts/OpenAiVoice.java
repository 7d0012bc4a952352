package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.problem.ProblemException;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.RunningCalls;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// Speech over HTTP with OpenAI's API: sends a sentence, receives its audio while it is synthesised. Works with every server that
/// implements the API.
///
/// The format is detected from the first bytes: WAV, Ogg with Opus, MP3, or else raw samples, at any rate. The default is to ask for
/// `wav`, which states its rate and needs no decoding.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class OpenAiVoice implements Voice {
    /// Characters beyond which providers truncate or refuse; a longer text is no sentence.
    private static final int LONGEST = 2_000;
    private static final int AT_ONCE = 8;
    private static final double LIMIT_SECONDS = 10;

    private final ProviderSettings provider;
    private final SharedHttpClient sharedHttpClient;
    private final OpusCodec codec;
    private final LoudnessNormalizer.VoiceLevel loudness;
    private final RunningCalls calls;

    /// @param provider reads its address, `api_key`, `model` or `model_name`, `voice`, `response_format` or `format`, `speed`, `sample_rate`
    ///     (Hz, for raw samples) and `timeout` (s)
    /// @param loudness the level of this voice, shared with other connections
    OpenAiVoice(ProviderSettings provider, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        this.provider = provider;
        this.sharedHttpClient = sharedHttpClient;
        this.codec = codec;
        this.loudness = loudness;
        calls = new RunningCalls("speak-" + provider.alias(), AT_ONCE);
    }

    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        int rate = 24_000;
        SynthesisStream stream = stream(sentence, rate);
        CompletableFuture<PcmAudio> whole = CompletableFuture.supplyAsync(() -> {
            PcmCollector all = new PcmCollector(rate);
            for (Optional<PcmAudio> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
                all.add(piece.get().pcm());
            }
            return new PcmAudio(all.take(), rate);
        }, Thread.ofVirtual().name("speak-" + provider.alias())::start);
        whole.whenComplete((_, _) -> stream.close());
        return whole;
    }

    @Override
    public SynthesisStream stream(String sentence, int rate) {
        try {
            URI address = ProviderAddress.of(provider).function(ProviderAddress.SPEECH);
            Duration limit = Duration.ofMillis((long) (1000 * provider.number("timeout", LIMIT_SECONDS)));
            ProviderCall call = new ProviderCall(sharedHttpClient, new ProviderErrors(provider, provider.alias(), address.toString()), RetryPolicy.SPEECH, limit);
            String text = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
            HttpRequest request = request(address, text);
            RemoteSynthesisStream stream = new RemoteSynthesisStream(call, calls, new FormatDetectingDecoder(codec, (int) provider.number("sample_rate", 24_000)), new LoudnessNormalizer(loudness), rate, longest(text));
            stream.start(request);
            return stream;
        } catch (ProblemException e) {
            return new CompleteSynthesisStream(CompletableFuture.failedFuture(e), rate);
        }
    }

    @Override
    public String name() {
        return provider.alias() + provider.text("model", "model_name").map(model -> " (" + model + provider.text("voice").map(voice -> ", " + voice).orElse("") + ")").orElse("");
    }

    @Override
    public void close() {
        calls.close();
    }

    /// Far longer than a slow voice takes for the text.
    private static Duration longest(String text) {
        return Duration.ofSeconds(Math.min(600, 20 + text.length()));
    }

    private HttpRequest request(URI address, String sentence) {
        ObjectNode body = JSON.createObjectNode().put("model", provider.text("model", "model_name").orElse("tts-1")).put("input", sentence)
            .put("voice", provider.text("voice").orElse("alloy")).put("response_format", provider.text("response_format", "format").orElse("wav"));
        if (provider.section().has("speed")) {
            body.put("speed", provider.number("speed", 1));
        }
        return SharedHttpClient.request(address, provider.text("api_key")).POST(HttpRequest.BodyPublishers.ofString(body.toString())).header("Content-Type", "application/json").build();
    }
}
