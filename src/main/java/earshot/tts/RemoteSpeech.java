package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.format.FormatDetectingDecoder;
import earshot.problem.ProblemException;
import earshot.remote.ProviderSettings;
import earshot.remote.RunningCalls;

/// What all voices over the network share: the sound of each sentence is read while it is synthesized. Safe for use from any thread.
final class RemoteSpeech implements AutoCloseable {
    /// Characters beyond which providers truncate or refuse; a longer text is not a sentence.
    private static final int LONGEST = 2_000;
    private static final int AT_ONCE = 8;
    private static final int SPOKEN_RATE = 24_000;

    private final ProviderSettings provider;
    private final SampleFormat samples;
    private final OpusCodec codec;
    private final LoudnessNormalizer.VoiceLevel loudness;
    private final RunningCalls calls;

    /// @param loudness the level of this voice, shared with other connections
    RemoteSpeech(ProviderSettings provider, SampleFormat samples, OpusCodec codec, LoudnessNormalizer.VoiceLevel loudness) {
        this.provider = provider;
        this.samples = samples;
        this.codec = codec;
        this.loudness = loudness;
        calls = new RunningCalls("speak-" + provider.alias(), AT_ONCE);
    }

    /// @param source makes the source of a sentence; what it throws as a problem is that of the sentence
    SynthesisStream stream(String sentence, int rate, Function<String, SoundSource> source) {
        try {
            String text = sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence;
            RemoteSynthesisStream stream = new RemoteSynthesisStream(source.apply(text), calls,
                new FormatDetectingDecoder(codec, samples.rate(), samples.raw()), new LoudnessNormalizer(loudness), rate,
                longest(text));
            stream.start();
            return stream;
        } catch (ProblemException e) {
            return new CompleteSynthesisStream(CompletableFuture.failedFuture(e), rate);
        }
    }

    CompletableFuture<PcmAudio> speak(String sentence, Function<String, SoundSource> source) {
        SynthesisStream stream = stream(sentence, SPOKEN_RATE, source);
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

    /// Far longer than a slow voice takes for the text.
    private static Duration longest(String text) {
        return Duration.ofSeconds(Math.min(600, 20 + text.length()));
    }
}
