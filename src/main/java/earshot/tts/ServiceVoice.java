package earshot.tts;

import earshot.audio.OpusCodec;
import earshot.remote.AliyunTokens;
import earshot.remote.ProviderErrors;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;
import java.net.http.HttpRequest;

/// The voice of a service whose protocol is known.
///
/// An instance belongs to one connection. Safe for use from any thread.
final class ServiceVoice extends HttpVoice {
    private final HttpSpeech service;
    private final AliyunTokens aliyunTokens;
    private final Time time;

    /// @param aliyunTokens shared with other connections
    /// @param loudness the level of this voice, shared with other connections
    ServiceVoice(HttpSpeech service, AliyunTokens aliyunTokens, SharedHttpClient sharedHttpClient, OpusCodec codec,
        LoudnessNormalizer.VoiceLevel loudness) {
        super(service.provider(), service.samples(), sharedHttpClient, codec, loudness);
        this.service = service;
        this.aliyunTokens = aliyunTokens;
        time = sharedHttpClient.time();
    }

    @Override
    public String name() {
        return provider.nameWith("private_voice", "voice_id", "voice", "reference_id", "model");
    }

    @Override
    SoundSource answer(String sentence) {
        HttpRequest request = request(sentence);
        return switch (service) {
            case AcgnSpeech linking -> new LinkedSoundSource(answer(request), answer -> linking.sound(answer).map(this::answer));
            case AliyunSpeech aliyun -> answer(request.uri(),
                call -> aliyunTokens.using(call, time.now(), token -> call.send(aliyun.request(sentence, token))));
            default -> answer(request);
        };
    }

    @Override
    HttpRequest request(String sentence) {
        ProviderErrors.requireFilledIn(provider);
        return service.request(sentence);
    }
}
