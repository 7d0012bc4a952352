package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.problem.ProblemException;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.RunningCalls;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// What all voices over HTTP share: one request for each sentence, whose answer is its sound, read while it is synthesised. Reads `timeout` (s)
/// and `sample_rate` (Hz, for raw samples) of the provider. Safe for use from any thread.
final class HttpSpeech implements AutoCloseable {
    /// Characters beyond which providers truncate or refuse; a longer text is no sentence.
    private static final int LONGEST = 2_000;
    private static final int AT_ONCE = 8;
    private static final double LIMIT_SECONDS = 10;
    private static final int SPOKEN_RATE = 24_000;

    private final ProviderSettings provider;
    private final SharedHttpClient sharedHttpClient;
    private final OpusCodec codec;
    private final LoudnessNormalizer.VoiceLevel loudness;
    private final RunningCalls calls;

    /// @param loudness the level of this voice, shared with other connections
    HttpSpeech(ProviderSettings provider, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        this.provider = provider;
        this.sharedHttpClient = sharedHttpClient;
        this.codec = codec;
        this.loudness = loudness;
        calls = new RunningCalls("speak-" + provider.alias(), AT_ONCE);
    }

    /// @param request makes the request for a sentence; what it throws as a problem is that of the sentence
    SynthesisStream stream(String sentence, int rate, Function<String, HttpRequest> request) {
        try {
            String text = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
            HttpRequest asked = request.apply(text);
            Duration limit = Duration.ofMillis((long) (1000 * provider.number("timeout", LIMIT_SECONDS)));
            ProviderCall call = new ProviderCall(sharedHttpClient, new ProviderErrors(provider, provider.alias(), withoutQuery(asked.uri())), RetryPolicy.SPEECH, limit);
            RemoteSynthesisStream stream = new RemoteSynthesisStream(call, calls, new FormatDetectingDecoder(codec, (int) provider.number("sample_rate", SPOKEN_RATE)), new LoudnessNormalizer(loudness), rate, longest(text));
            stream.start(asked);
            return stream;
        } catch (ProblemException e) {
            return new CompleteSynthesisStream(CompletableFuture.failedFuture(e), rate);
        }
    }

    CompletableFuture<PcmAudio> speak(String sentence, Function<String, HttpRequest> request) {
        SynthesisStream stream = stream(sentence, SPOKEN_RATE, request);
        CompletableFuture<PcmAudio> whole = CompletableFuture.supplyAsync(() -> {
            PcmCollector all = new PcmCollector(SPOKEN_RATE);
            for (Optional<PcmAudio> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
                all.add(piece.get().pcm());
            }
            return new PcmAudio(all.take(), SPOKEN_RATE);
        }, Thread.ofVirtual().name("speak-" + provider.alias())::start);
        whole.whenComplete((_, _) -> stream.close());
        return whole;
    }

    @Override
    public void close() {
        calls.close();
    }

    /// The query may hold the sentence.
    private static String withoutQuery(URI address) {
        String whole = address.toString();
        int query = whole.indexOf('?');
        return query < 0 ? whole : whole.substring(0, query);
    }

    /// Far longer than a slow voice takes for the text.
    private static Duration longest(String text) {
        return Duration.ofSeconds(Math.min(600, 20 + text.length()));
    }
}
