package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;

/// The voices of the Edge browser's public read-aloud service, which asks for no account: one WebSocket for each sentence, MP3 as it is synthesized.
/// Nobody promises that the service stays as it is.
///
/// An instance belongs to one connection. Safe for use from any thread.
public final class EdgeVoice extends RemoteVoice {
    private static final String USUAL_VOICE = "en-US-EmmaMultilingualNeural";
    private static final double LIMIT_SECONDS = 10;

    private final SharedHttpClient sharedHttpClient;

    /// @param provider reads `voice`, `speed` (1 is normal), `base_url` (the service's own without it) and `timeout` (s)
    /// @param loudness the level of this voice, shared with other connections
    EdgeVoice(ProviderSettings provider, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(provider, SampleFormat.of(provider), codec, loudness);
        this.sharedHttpClient = sharedHttpClient;
    }

    @Override
    public String name() {
        return provider.alias() + " (" + voice() + ")";
    }

    @Override
    SoundSource source(String sentence) {
        EdgeService service = new EdgeService(provider);
        int rate = (int) Math.clamp(Math.round(100 * provider.number("speed", 1)) - 100, -75, 300);
        SpeechExchange exchange = new EdgeExchange(new EdgeRequest(voice(), rate, sentence), service.errors());
        return new SocketSoundSource(sharedHttpClient, service, exchange, provider.timeout(LIMIT_SECONDS));
    }

    private String voice() {
        return provider.text("voice").orElse(USUAL_VOICE);
    }
}
