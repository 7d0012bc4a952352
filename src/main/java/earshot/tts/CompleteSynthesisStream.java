package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.StreamResampler;
import earshot.problem.Failures;

/// Streams a sentence that a voice delivers as a whole, in pieces that are resampled in well under a millisecond each.
final class CompleteSynthesisStream implements SynthesisStream {
    private static final int PIECES_PER_SECOND = 5;

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
            int until = Math.min(whole.pcm().length, at + whole.rate() / PIECES_PER_SECOND);
            finished = until == whole.pcm().length;
            short[] piece = resampler.process(Arrays.copyOfRange(whole.pcm(), at, until));
            at = until;
            short[] last = finished ? resampler.end() : new short[0];
            if (piece.length + last.length > 0) {
                short[] all = Arrays.copyOf(piece, piece.length + last.length);
                System.arraycopy(last, 0, all, piece.length, last.length);
                return Optional.of(new PcmAudio(all, rate));
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
