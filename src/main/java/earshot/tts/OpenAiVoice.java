package earshot.tts;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodec;
import earshot.audio.Speech;
import earshot.audio.SpeechCollector;
import earshot.config.Settings;
import earshot.problem.ProblemException;
import earshot.provider.Addresses;
import earshot.provider.Call;
import earshot.provider.Calls;
import earshot.provider.Faults;
import earshot.provider.Web;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Speech over HTTP with OpenAI's API: sends a sentence, receives its audio while it is synthesised. Works with every server that
/// implements the API.
///
/// The format is detected from the first bytes: WAV, Ogg with Opus, MP3, or else raw samples, at any rate. The default is to ask for
/// `wav`, which states its rate and needs no decoding.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class OpenAiVoice implements Voice {
    private static final String PATH = "/audio/speech";
    /// Characters beyond which providers truncate or refuse; a longer text is no sentence.
    private static final int LONGEST = 2_000;
    private static final int AT_ONCE = 8;
    private static final double LIMIT_SECONDS = 10;

    private final Settings.Provider provider;
    private final Web web;
    private final OpusCodec codec;
    private final Loudness.Memory loudness;
    private final Calls calls;

    /// @param provider reads its address, `api_key`, `model` or `model_name`, `voice`, `response_format` or `format`, `speed`, `sample_rate`
    ///     (Hz, for raw samples) and `timeout` (s)
    public OpenAiVoice(Settings.Provider provider, Web web, OpusCodec codec) {
        this(provider, web, codec, new Loudness.Memory());
    }

    /// @param loudness the level of this voice, shared with other connections
    OpenAiVoice(Settings.Provider provider, Web web, OpusCodec codec, Loudness.Memory loudness) {
        this.provider = provider;
        this.web = web;
        this.codec = codec;
        this.loudness = loudness;
        calls = new Calls("speak-" + provider.alias(), AT_ONCE);
    }

    @Override
    public CompletableFuture<Speech> speak(String sentence) {
        int rate = 24_000;
        SpokenStream stream = stream(sentence, rate);
        CompletableFuture<Speech> whole = new CompletableFuture<>();
        whole.whenComplete((_, _) -> stream.close());
        Thread.ofVirtual().name("speak-" + provider.alias()).start(() -> {
            try {
                SpeechCollector all = new SpeechCollector(rate);
                for (Optional<Speech> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
                    all.add(piece.get().pcm());
                }
                whole.complete(new Speech(all.take(), rate));
            } catch (Throwable e) {
                whole.completeExceptionally(e);
            }
        });
        return whole;
    }

    @Override
    public SpokenStream stream(String sentence, int rate) {
        try {
            URI address = Addresses.of(provider, PATH);
            Call call = new Call(web, new Faults(provider, address.toString()), Duration.ofMillis((long) (1000 * provider.number("timeout", LIMIT_SECONDS))));
            HttpRequest request = request(address, sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence);
            RemoteSentence stream = new RemoteSentence(call, calls, new SoundReader(codec, (int) provider.number("sample_rate", 24_000)), new Loudness(loudness), rate);
            stream.start(request);
            return stream;
        } catch (ProblemException e) {
            return SpokenStream.of(CompletableFuture.failedFuture(e), rate);
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

    private HttpRequest request(URI address, String sentence) {
        ObjectNode body = JSON.createObjectNode().put("model", provider.text("model", "model_name").orElse("tts-1")).put("input", sentence)
            .put("voice", provider.text("voice").orElse("alloy")).put("response_format", provider.text("response_format", "format").orElse("wav"));
        if (provider.section().has("speed")) {
            body.put("speed", provider.number("speed", 1));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body.toString())).header("Content-Type", "application/json");
        if (address.getScheme().equals("http")) {
            // the client's offer to upgrade to HTTP/2 confuses small servers
            request.version(HttpClient.Version.HTTP_1_1);
        }
        provider.text("api_key").ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }
}
