package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.compute.ComputeBusyException;
import earshot.compute.ComputePool;
import earshot.compute.SerialComputeQueue;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.Time;

/// Sphinx4 with its own English models: needs no network and no account, and is weak (24 % of the words wrong on read speech).
/// The models are loaded on first use, which takes some 4 s, and unloaded after [#IDLE] without work.
///
/// Safe for use from any thread. Utterances are recognised one at a time, in order, as long work on the compute pool.
public final class Sphinx4Recognizer implements Recognizer {
    /// The models are unloaded after so long without work.
    public static final Duration IDLE = Duration.ofMinutes(5);
    private static final int WAITING = 16;

    private final Path cache;
    private final Time time;
    private final SerialComputeQueue serialComputeQueue;
    private volatile boolean closed;
    private Time.Timer idle = Time.Timer.NONE;
    /// Used by queued work only.
    private Optional<Loaded> loaded = Optional.empty();

    /// @param cache the directory for the unpacked models (51 MB), kept between runs
    public Sphinx4Recognizer(Path cache, ComputePool pool, Time time) {
        this.cache = cache;
        this.time = time;
        serialComputeQueue = SerialComputeQueue.forLongWork(pool, WAITING);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        if (closed) {
            return CompletableFuture.failedFuture(new CancellationException("the recogniser is closed"));
        }
        CompletableFuture<RecognitionResult> work = serialComputeQueue.submit(() -> decoder(expected).recognize(audio));
        restartIdle();
        CompletableFuture<RecognitionResult> answer = work.exceptionallyCompose(failure -> CompletableFuture.failedFuture(problem(failure)));
        answer.whenComplete((_, failure) -> {
            if (failure instanceof CancellationException) {
                work.cancel(false);
            }
        });
        return answer;
    }

    @Override
    public String name() {
        return "Sphinx4 (embedded, English)";
    }

    @Override
    public void close() {
        closed = true;
        restartIdle();
        serialComputeQueue.submit(this::unload);
    }

    private SphinxDecoder decoder(List<String> expected) throws IOException {
        if (loaded.isPresent() && loaded.get().expected.equals(expected)) {
            return loaded.get().decoder;
        }
        // unload first, because there is memory for only one
        unload();
        SphinxDecoder decoder = new SphinxDecoder(SphinxModels.unpackInto(cache), expected);
        loaded = Optional.of(new Loaded(List.copyOf(expected), decoder));
        return decoder;
    }

    private Void unload() {
        loaded.ifPresent(old -> old.decoder.close());
        loaded = Optional.empty();
        return null;
    }

    private synchronized void restartIdle() {
        idle.cancel();
        if (!closed) {
            idle = time.after(IDLE, () -> serialComputeQueue.submit(this::unload));
        }
    }

    /// Makes a problem of a failure. Whatever Sphinx4 throws leaves it in an undefined state, so the next utterance loads it again.
    private Throwable problem(Throwable failure) {
        if (failure instanceof CancellationException) {
            return failure;
        }
        if (failure instanceof ComputeBusyException) {
            return new ProblemException(Problem.of(ProblemCode.COMPUTE_BUSY, name()), failure);
        }
        serialComputeQueue.submit(() -> loaded = Optional.empty());
        String reason = failure instanceof OutOfMemoryError ? "not enough memory; start with at least -Xmx1g" : String.valueOf(failure);
        return new ProblemException(Problem.of(ProblemCode.RECOGNIZER_FAILED, reason), failure);
    }

    private record Loaded(List<String> expected, SphinxDecoder decoder) {}
}
