package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;

/// A voice over HTTP: one request for each sentence, whose answer is its sound. Reads `timeout` (s) of the provider.
abstract class HttpVoice extends RemoteVoice {
    private static final double LIMIT_SECONDS = 10;

    private final SampleFormat samples;
    private final SharedHttpClient sharedHttpClient;

    HttpVoice(ProviderSettings provider, SampleFormat samples, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(provider, samples, codec, loudness);
        this.samples = samples;
        this.sharedHttpClient = sharedHttpClient;
    }

    abstract HttpRequest request(String sentence);

    @Override
    final SoundSource source(String sentence) {
        return new JsonSoundSource(answer(sentence), link -> answer(SharedHttpClient.request(link).GET().build()), samples.raw());
    }

    /// The answer to the request for a sentence, as it comes.
    SoundSource answer(String sentence) {
        return answer(request(sentence));
    }

    final SoundSource answer(HttpRequest request) {
        return answer(request.uri(), call -> call.send(request));
    }

    /// @param sending sends a request and waits for the head of its answer
    final SoundSource answer(URI address, Function<ProviderCall, HttpHeaders> sending) {
        return new HttpSoundSource(new ProviderCall(sharedHttpClient, new ProviderErrors(provider, address),
            RetryPolicy.SPEECH, provider.timeout(LIMIT_SECONDS)), sending);
    }
}
