package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.catalog.RecognizerType;
import earshot.compute.ComputeBusyException;
import earshot.compute.ComputePool;
import earshot.compute.SerialComputeQueue;
import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.Time;

/// Recognizes with whisper.cpp for all connections: one utterance at a time, in order, but those for which nobody waits after the others, as long work on
/// the compute pool. A model is loaded on first use, and unloaded when another one is asked for or after some time without work. Safe for use from any thread.
public final class WhisperRunner implements AutoCloseable {
    private static final int WAITING = 16;

    private final Path directory;
    private final Path libraries;
    private final Time time;
    private final Supplier<Duration> unloadAfter;
    private final SerialComputeQueue queue;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Time.Timer idle = Time.Timer.NONE;
    /// Used by queued work only.
    private Optional<Loaded> loaded = Optional.empty();

    /// @param modified of the file, which may be replaced by another model
    private record Loaded(Path file, FileTime modified, WhisperDecoder decoder) {}

    /// @param directory with the fetched models
    /// @param libraries for the native libraries, kept between runs
    /// @param unloadAfter how long without work a model stays loaded
    public WhisperRunner(Path directory, Path libraries, ComputePool pool, Time time, Supplier<Duration> unloadAfter) {
        this.directory = directory;
        this.libraries = libraries;
        this.time = time;
        this.unloadAfter = unloadAfter;
        queue = SerialComputeQueue.forLongWork(pool, WAITING);
    }

    /// Starts recognizing and returns at once. Cancelling the future takes the utterance out of the queue, or breaks its recognition off.
    ///
    /// @param model as in [WhisperModel#file]
    CompletableFuture<RecognitionResult> recognize(String model, PcmAudio audio, WhisperOptions options) {
        return recognize(model, audio, options, queue::submit);
    }

    /// As [#recognize], where nobody waits for the text.
    CompletableFuture<RecognitionResult> recognizeInBackground(String model, PcmAudio audio, WhisperOptions options) {
        return recognize(model, audio, options, queue::submitInBackground);
    }

    private CompletableFuture<RecognitionResult> recognize(String model, PcmAudio audio, WhisperOptions options,
        Function<Callable<RecognitionResult>, CompletableFuture<RecognitionResult>> submit) {
        CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
        if (closed.get()) {
            answer.cancel(false);
            return answer;
        }
        long asked = time.nanos();
        CompletableFuture<RecognitionResult> work = submit.apply(() -> {
            Duration waited = Duration.ofNanos(time.nanos() - asked);
            return options.withoutEcho(decoder(model).recognize(audio, options, () -> closed.get() || answer.isDone())).withWaited(waited);
        });
        restartIdle();
        answer.whenComplete((_, _) -> work.cancel(false));
        work.whenComplete((result, failure) -> {
            switch (failure) {
                case null -> answer.complete(result);
                case CancellationException _ -> answer.cancel(false);
                case ProblemException _ -> answer.completeExceptionally(failure);
                case ComputeBusyException _ -> answer
                    .completeExceptionally(new ProblemException(Problem.of(ProblemCode.COMPUTE_BUSY, RecognizerType.WHISPER.entry().title()), failure));
                default -> answer.completeExceptionally(new ProblemException(Problem.of(ProblemCode.RECOGNIZER_FAILED, failure), failure));
            }
        });
        return answer;
    }

    /// @throws ProblemException RECOGNIZER_MODEL_ABSENT or RECOGNIZER_MODEL_UNUSABLE
    private WhisperDecoder decoder(String model) {
        Path file = WhisperModel.file(model, directory).toAbsolutePath();
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (loaded.filter(now -> now.file.equals(file) && now.modified.equals(modified)).isEmpty()) {
                // unload first, because there may be memory for only one
                unload();
                loaded = Optional.of(new Loaded(file, modified, WhisperDecoder.open(WhisperModelFile.check(file), libraries)));
            }
            return loaded.get().decoder;
        } catch (NoSuchFileException e) {
            throw new ProblemException(Problem.of(ProblemCode.RECOGNIZER_MODEL_ABSENT, model, file), e);
        } catch (IOException | UnsatisfiedLinkError e) {
            FatalErrors.report(e);
            throw new ProblemException(Problem.of(ProblemCode.RECOGNIZER_MODEL_UNUSABLE, file, Failures.argument(e)), e);
        }
    }

    private Void unload() {
        loaded.ifPresent(old -> old.decoder.close());
        loaded = Optional.empty();
        return null;
    }

    private synchronized void restartIdle() {
        idle.cancel();
        if (!closed.get()) {
            idle = time.after(unloadAfter.get(), () -> queue.submit(this::unload));
        }
    }

    /// Breaks off what runs and cancels what waits.
    @Override
    public void close() {
        closed.set(true);
        restartIdle();
        queue.submit(this::unload);
    }
}
