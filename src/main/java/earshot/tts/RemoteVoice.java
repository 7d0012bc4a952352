package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.format.FormatDetectingDecoder;
import earshot.problem.ProblemException;
import earshot.remote.ProviderSettings;
import earshot.remote.RunningCalls;

/// A voice over the network, whose sentences come from a source each: the sound is read while it is synthesized. Safe for use from any thread.
abstract class RemoteVoice implements Voice {
    /// Characters beyond which providers truncate or refuse; a longer text is not a sentence.
    private static final int LONGEST = 2_000;
    private static final int AT_ONCE = 8;
    private static final int SPOKEN_RATE = 24_000;

    final ProviderSettings provider;
    private final SampleFormat samples;
    private final OpusCodec codec;
    private final LoudnessNormalizer.VoiceLevel loudness;
    private final RunningCalls calls;

    /// @param loudness the level of this voice, shared with other connections
    RemoteVoice(ProviderSettings provider, SampleFormat samples, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        this.provider = provider;
        this.samples = samples;
        this.codec = codec;
        this.loudness = loudness;
        calls = new RunningCalls("speak-" + provider.alias(), AT_ONCE);
    }

    /// @throws earshot.problem.ProblemException when the settings do not let it; it is the problem of the sentence
    abstract SoundSource source(String sentence);

    @Override
    public final SynthesisStream stream(String sentence, int rate) {
        try {
            String text = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
            RemoteSynthesisStream stream = new RemoteSynthesisStream(source(text), calls, new FormatDetectingDecoder(codec, samples.rate(), samples.raw()),
                new LoudnessNormalizer(loudness), rate, longest(text));
            stream.start();
            return stream;
        } catch (ProblemException e) {
            return new CompleteSynthesisStream(CompletableFuture.failedFuture(e), rate);
        }
    }

    @Override
    public final CompletableFuture<PcmAudio> speak(String sentence) {
        SynthesisStream stream = stream(sentence, SPOKEN_RATE);
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
    public final void close() {
        calls.close();
    }

    /// Far longer than a slow voice takes for the text.
    private static Duration longest(String text) {
        return Duration.ofSeconds(Math.min(600, 20 + text.length()));
    }
}
