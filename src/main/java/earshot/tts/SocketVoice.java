package earshot.tts;

import earshot.audio.OpusCodec;
import earshot.remote.ProviderErrors;
import earshot.remote.SharedHttpClient;

/// The voice of a service over a WebSocket: one for each sentence, whose sound comes while it is synthesized. Reads `timeout` (s) of the provider.
///
/// An instance belongs to one connection. Safe for use from any thread.
final class SocketVoice extends RemoteVoice {
    private static final double LIMIT_SECONDS = 10;

    private final SocketSpeech service;
    private final SharedHttpClient sharedHttpClient;

    /// @param loudness the level of this voice, shared with other connections
    SocketVoice(SocketSpeech service, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(service.provider(), service.samples(), codec, loudness);
        this.service = service;
        this.sharedHttpClient = sharedHttpClient;
    }

    @Override
    public String name() {
        return provider.nameWith("private_voice", "voice", "speaker", "spk_id");
    }

    @Override
    SoundSource source(String sentence) {
        ProviderErrors.requireFilledIn(provider);
        return new SocketSoundSource(sharedHttpClient, service, service.exchange(sentence), provider.timeout(LIMIT_SECONDS));
    }
}
