package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.StreamResampler;
import earshot.problem.Failures;

/// Streams a sound that is there as a whole: a short piece, since the person waits for it, and then long ones, since each waits again for a free
/// thread where it is encoded. A long one is resampled in about a millisecond.
final class CompleteSynthesisStream implements SynthesisStream {
    /// Four frames of 60 ms, and what the filter keeps back.
    private static final double FIRST_SECONDS = 0.25;

    private final CompletableFuture<PcmAudio> sentence;
    private final int rate;
    private StreamResampler resampler;
    private int at;
    private boolean finished;
    private volatile boolean closed;

    CompleteSynthesisStream(CompletableFuture<PcmAudio> sentence, int rate) {
        this.sentence = sentence;
        this.rate = rate;
    }

    @Override
    public Optional<PcmAudio> next() {
        PcmAudio whole = Failures.join(sentence);
        while (!finished && !closed) {
            if (resampler == null) {
                resampler = new StreamResampler(whole.rate(), rate);
            }
            int until = Math.min(whole.pcm().length, at + (at == 0 ? (int) (whole.rate() * FIRST_SECONDS) : whole.rate()));
            finished = until == whole.pcm().length;
            short[] piece = finished ? resampler.end(whole.pcm(), at, until - at) : resampler.process(whole.pcm(), at, until - at);
            at = until;
            if (piece.length > 0) {
                return Optional.of(new PcmAudio(piece, rate));
            }
        }
        if (closed) {
            throw new CancellationException("the sentence was cut");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        sentence.cancel(false);
    }
}
