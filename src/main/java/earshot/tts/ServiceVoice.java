package earshot.tts;

import earshot.audio.OpusCodec;
import earshot.remote.ProviderErrors;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// The voice of a service whose protocol is known.
///
/// An instance belongs to one connection. Safe for use from any thread.
final class ServiceVoice extends HttpVoice {
    private final SpeechService service;

    /// @param loudness the level of this voice, shared with other connections
    ServiceVoice(SpeechService service, SharedHttpClient sharedHttpClient, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        super(service.provider(), service.samples(), sharedHttpClient, codec, loudness);
        this.service = service;
    }

    @Override
    public String name() {
        return provider.alias() + provider.text("private_voice", "voice_id", "voice", "reference_id", "model").map(voice -> " (" + voice + ")").orElse("");
    }

    @Override
    SoundSource source(HttpRequest request) {
        return switch (service) {
            case AcgnSpeech linking -> new LinkedSoundSource(answer(request), answer -> linking.sound(answer).map(this::answer));
            default -> answer(request);
        };
    }

    @Override
    HttpRequest request(String sentence) {
        ProviderErrors.requireFilledIn(provider);
        return service.request(sentence);
    }
}
