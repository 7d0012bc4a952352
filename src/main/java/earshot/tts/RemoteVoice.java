package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.remote.ProviderSettings;

/// A voice over the network, whose sentences come from a source each.
abstract class RemoteVoice implements Voice {
    final ProviderSettings provider;
    private final RemoteSpeech speech;

    /// @param loudness the level of this voice, shared with other connections
    RemoteVoice(ProviderSettings provider, SampleFormat samples, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        this.provider = provider;
        speech = new RemoteSpeech(provider, samples, codec, loudness);
    }

    /// @throws earshot.problem.ProblemException when the settings do not let it; it is the problem of the sentence
    abstract SoundSource source(String sentence);

    @Override
    public final CompletableFuture<PcmAudio> speak(String sentence) {
        return speech.speak(sentence, this::source);
    }

    @Override
    public final SynthesisStream stream(String sentence, int rate) {
        return speech.stream(sentence, rate, this::source);
    }

    @Override
    public final void close() {
        speech.close();
    }
}
