package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.Resampler;
import earshot.compute.ComputeBusyException;
import earshot.compute.ComputePool;
import earshot.compute.SerialComputeQueue;
import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.Time;

/// Sphinx4 with its own English models: needs no network and no account, and is weak (24 % of the words wrong on read speech).
/// The models are loaded by [#prepare] or on first use, which takes some 4 s, and unloaded after some time without work.
///
/// Safe for use from any thread. Utterances are decoded in small slices of long work on the compute pool, so that other work gets its turn
/// between them and nothing is decoded that nobody waits for any more; [SphinxQueue] says which utterance is next.
public final class Sphinx4Recognizer implements Recognizer {
    /// There is one slice at a time, and what loads and unloads.
    private static final int WAITING = 16;
    /// Audio of one slice, in samples, and frames (10 ms) that are decoded in it: some 100 ms of computing.
    private static final int SLICE_SAMPLES = UtteranceAudioSource.RATE;
    private static final int SLICE_FRAMES = 20;

    private final Path cache;
    private final Time time;
    private final SerialComputeQueue serialComputeQueue;
    private final SphinxQueue queue = new SphinxQueue();
    private final AtomicBoolean sliceDue = new AtomicBoolean();
    private final Supplier<Duration> unloadAfter;
    private CompletableFuture<?> preparation = CompletableFuture.completedFuture(null);
    /// Whether the code was compiled by use.
    private volatile boolean practiced;
    private volatile boolean closed;
    private Time.Timer idle = Time.Timer.NONE;
    /// Used by queued work only, as is the next.
    private Optional<Loaded> loaded = Optional.empty();
    private Optional<SphinxUtterance> decoding = Optional.empty();

    /// @param cache the directory for the unpacked models (51 MB), kept between runs
    /// @param unloadAfter how long without work the models stay loaded
    public Sphinx4Recognizer(Path cache, ComputePool pool, Time time, Supplier<Duration> unloadAfter) {
        this.cache = cache;
        this.time = time;
        this.unloadAfter = unloadAfter;
        serialComputeQueue = SerialComputeQueue.forLongWork(pool, WAITING);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
        stopPractice();
        return hear(audio, expected);
    }

    @Override
    public CompletableFuture<RecognitionResult> recognizeInBackground(PcmAudio audio) {
        stopPractice();
        return hear(SphinxUtterance.background(samples(audio), this::scheduleSlice, time));
    }

    /// Somebody speaks: nobody waits for a sentence that is only heard for practice.
    private synchronized void stopPractice() {
        preparation.cancel(false);
    }

    private CompletableFuture<RecognitionResult> hear(PcmAudio audio, List<String> expected) {
        return hear(SphinxUtterance.whole(expected, samples(audio), this::scheduleSlice, time));
    }

    private static short[] samples(PcmAudio audio) {
        return Resampler.resample(audio.pcm(), audio.rate(), UtteranceAudioSource.RATE);
    }

    private CompletableFuture<RecognitionResult> hear(SphinxUtterance whole) {
        if (closed) {
            return CompletableFuture.failedFuture(new CancellationException("the recogniser is closed"));
        }
        if (!queue.add(whole)) {
            return CompletableFuture.failedFuture(problem(new ComputeBusyException(SphinxQueue.BOUND)));
        }
        restartIdle();
        scheduleSlice();
        return whole.answer();
    }

    @Override
    public synchronized CompletableFuture<Void> prepare(List<String> expected, Supplier<Optional<PcmAudio>> sample) {
        if (!closed && preparation.isDone()) {
            restartIdle();
            Optional<PcmAudio> practice = practiced || !queue.empty() ? Optional.empty() : sample.get();
            preparation = practice.<CompletableFuture<?>>map(sentence -> hear(sentence, expected))
                .orElseGet(() -> serialComputeQueue.submit(() -> closed || loaded.isPresent() ? null : decoder(expected)));
        }
        // the utterance that meets a failure reports it, too
        return preparation.handle((_, _) -> null);
    }

    /// Whether the next utterance can be decoded while it is spoken: no other one is.
    @Override
    public boolean streams() {
        return !closed && queue.free();
    }

    @Override
    public RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
        stopPractice();
        SphinxUtterance spoken = SphinxUtterance.open(expected, onPartial, this::scheduleSlice, time);
        if (closed || rate != UtteranceAudioSource.RATE || !queue.open(spoken)) {
            return Recognizer.super.openStream(rate, expected, onPartial);
        }
        restartIdle();
        scheduleSlice();
        return spoken;
    }

    @Override
    public String name() {
        return "Sphinx4";
    }

    @Override
    public void close() {
        closed = true;
        restartIdle();
        serialComputeQueue.submit(this::unloadIfIdle);
    }

    private void scheduleSlice() {
        if (sliceDue.compareAndSet(false, true)) {
            serialComputeQueue.submit(this::slice).whenComplete((_, failure) -> {
                if (failure != null) {
                    sliceDue.set(false);
                    queue.clear().forEach(utterance -> utterance.answer().completeExceptionally(problem(failure)));
                }
            });
        }
    }

    private Void slice() {
        sliceDue.set(false);
        queue.next().ifPresent(utterance -> {
            try {
                decode(utterance);
            } catch (Throwable e) {
                FatalErrors.report(e);
                // whatever Sphinx4 throws leaves it in an undefined state, so the next utterance loads it again
                loaded = Optional.empty();
                decoding = Optional.empty();
                utterance.answer().completeExceptionally(problem(e));
            }
            scheduleSlice();
        });
        if (closed) {
            unloadIfIdle();
        }
        return null;
    }

    private void decode(SphinxUtterance utterance) throws IOException {
        long from = time.nanos();
        SphinxDecoder decoder = decoder(utterance.expected());
        if (!decoding.equals(Optional.of(utterance))) {
            decoding = Optional.of(utterance);
            utterance.begin();
            // what a person says has the same text whether or not others spoke meanwhile, so that all of it came at once
            decoder.begin(utterance.background());
        }
        boolean last = utterance.ended();
        short[] pcm = utterance.next(SLICE_SAMPLES);
        decoder.accept(pcm);
        if (last && pcm.length < SLICE_SAMPLES) {
            decoder.end();
        }
        boolean behind = decoder.decode(SLICE_FRAMES);
        utterance.decoded(behind);
        if (last) {
            utterance.worked(from);
        }
        if (decoder.ended() && !behind) {
            decoding = Optional.empty();
            practiced = true;
            restartIdle();
            utterance.answer().complete(decoder.result().withWaited(utterance.waited()));
        } else {
            utterance.showPartial(decoder.partial());
        }
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

    private Void unloadIfIdle() {
        if (queue.empty()) {
            unload();
        }
        return null;
    }

    private void unload() {
        loaded.ifPresent(old -> old.decoder.close());
        loaded = Optional.empty();
        decoding = Optional.empty();
    }

    private synchronized void restartIdle() {
        idle.cancel();
        if (!closed) {
            idle = time.after(unloadAfter.get(), () -> serialComputeQueue.submit(this::unloadIfIdle));
        }
    }

    private Throwable problem(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        if (cause instanceof CancellationException) {
            return cause;
        }
        if (cause instanceof ComputeBusyException) {
            return new ProblemException(Problem.of(ProblemCode.COMPUTE_BUSY, name()), cause);
        }
        String reason = cause instanceof OutOfMemoryError ? "not enough memory; start with at least -Xmx1g" : String.valueOf(cause);
        return new ProblemException(Problem.of(ProblemCode.RECOGNIZER_FAILED, reason), cause);
    }

    private record Loaded(List<String> expected, SphinxDecoder decoder) {}
}
