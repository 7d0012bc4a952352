package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// What all voices over HTTP share: one request for each sentence, whose answer is its sound. Reads `timeout` (s) of the provider. Safe for use from
/// any thread.
final class HttpSpeech implements AutoCloseable {
    private static final double LIMIT_SECONDS = 10;

    private final ProviderSettings provider;
    private final SharedHttpClient sharedHttpClient;
    private final RemoteSpeech speech;

    /// @param loudness the level of this voice, shared with other connections
    HttpSpeech(ProviderSettings provider, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        this.provider = provider;
        this.sharedHttpClient = sharedHttpClient;
        speech = new RemoteSpeech(provider, codec, loudness);
    }

    /// @param request makes the request for a sentence; what it throws as a problem is that of the sentence
    SynthesisStream stream(String sentence, int rate, Function<String, HttpRequest> request) {
        return speech.stream(sentence, rate, text -> source(request.apply(text)));
    }

    CompletableFuture<PcmAudio> speak(String sentence, Function<String, HttpRequest> request) {
        return speech.speak(sentence, text -> source(request.apply(text)));
    }

    @Override
    public void close() {
        speech.close();
    }

    private SoundSource source(HttpRequest request) {
        Duration limit = provider.timeout(LIMIT_SECONDS);
        return new HttpSoundSource(new ProviderCall(sharedHttpClient, new ProviderErrors(provider, provider.alias(), request.uri().toString()), RetryPolicy.SPEECH, limit), request);
    }
}
