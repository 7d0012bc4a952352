package earshot.tts;

import earshot.audio.OpusCodec;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.RetryPolicy;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// A voice over HTTP: one request for each sentence, whose answer is its sound. Reads `timeout` (s) of the provider.
abstract class HttpVoice extends RemoteVoice {
    private static final double LIMIT_SECONDS = 10;

    private final SharedHttpClient sharedHttpClient;

    HttpVoice(ProviderSettings provider, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(provider, codec, loudness);
        this.sharedHttpClient = sharedHttpClient;
    }

    abstract HttpRequest request(String sentence);

    @Override
    final SoundSource source(String sentence) {
        HttpRequest request = request(sentence);
        return new JsonSoundSource(new HttpSoundSource(new ProviderCall(sharedHttpClient, new ProviderErrors(provider, provider.alias(),
            request.uri().toString()), RetryPolicy.SPEECH, provider.timeout(LIMIT_SECONDS)), request), RemoteSpeech.saysRaw(provider));
    }
}
