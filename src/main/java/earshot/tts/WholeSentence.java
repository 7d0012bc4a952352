package earshot.tts;

import earshot.audio.Speech;
import earshot.audio.StreamResampler;
import earshot.problem.Failures;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// Streams a sentence that a voice delivers as a whole, in pieces that are resampled in well under a millisecond each.
final class WholeSentence implements SpokenStream {
    private static final int PIECES_PER_SECOND = 5;

    private final CompletableFuture<Speech> sentence;
    private final int rate;
    private StreamResampler resampler;
    private int at;
    private boolean over;
    private volatile boolean closed;

    WholeSentence(CompletableFuture<Speech> sentence, int rate) {
        this.sentence = sentence;
        this.rate = rate;
    }

    @Override
    public Optional<Speech> next() {
        Speech whole = whole();
        while (!over && !closed) {
            if (resampler == null) {
                resampler = new StreamResampler(whole.rate(), rate);
            }
            int until = Math.min(whole.pcm().length, at + whole.rate() / PIECES_PER_SECOND);
            over = until == whole.pcm().length;
            short[] piece = resampler.process(Arrays.copyOfRange(whole.pcm(), at, until));
            at = until;
            short[] last = over ? resampler.end() : new short[0];
            if (piece.length + last.length > 0) {
                short[] all = Arrays.copyOf(piece, piece.length + last.length);
                System.arraycopy(last, 0, all, piece.length, last.length);
                return Optional.of(new Speech(all, rate));
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

    private Speech whole() {
        return Failures.join(sentence);
    }
}
