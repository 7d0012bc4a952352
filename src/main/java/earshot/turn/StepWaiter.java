package earshot.turn;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.time.Time;

/// Lets the thread of a turn wait for one step, until it is done, its time is up, or the turn is stopped. [#stop] may be called from any
/// thread.
final class StepWaiter {
    /// An assistant, voice or encoder that takes longer has failed.
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(2);

    /// A recognizer on the network has a limit of its own; the embedded one takes one utterance after the other, and an answer that comes
    /// late is better than none.
    static final Duration RECOGNITION_TIMEOUT = Duration.ofMinutes(10);

    /// Longer than any answer takes to play.
    static final Duration PLAYBACK_TIMEOUT = Duration.ofMinutes(30);

    private final Time time;
    private final String deviceName;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    /// What is waited for now. It is not attached to `stopped`, which would keep the results of all steps until the turn ends: minutes of sound.
    private final Set<CompletableFuture<?>> awaited = ConcurrentHashMap.newKeySet();

    /// @param deviceName for the problem of a step whose time is up
    StepWaiter(Time time, String deviceName) {
        this.time = time;
        this.deviceName = deviceName;
    }

    /// Cancels the step that is waited for, and every later one.
    void stop() {
        stopped.complete(null);
        awaited.forEach(step -> step.cancel(false));
    }

    boolean stopped() {
        return stopped.isDone();
    }

    /// Runs at the stop, on the stopping thread, or now if the turn is stopped already.
    void onStop(Runnable action) {
        stopped.thenRun(action);
    }

    /// As [#await] within the time that any single step may take.
    <T> T await(CompletableFuture<T> step, ProblemCode code) {
        return await(step, code, STEP_TIMEOUT);
    }

    /// Waits for a step; it is cancelled when it is not done by then.
    ///
    /// @throws java.util.concurrent.CancellationException after [#stop]
    /// @throws ProblemException with `code` when the time is up
    <T> T await(CompletableFuture<T> step, ProblemCode code, Duration limit) {
        CompletableFuture<T> either = step.copy();
        awaited.add(either);
        if (stopped()) {
            either.cancel(false);
        }
        try {
            return time.await(either, limit).orElseThrow(() -> new ProblemException(timeoutProblem(code, limit)));
        } catch (CompletionException e) {
            throw Failures.unchecked(e);
        } finally {
            awaited.remove(either);
            step.cancel(false);
        }
    }

    /// Waits for a step for some time and leaves it running, whatever becomes of it. Returns whether it came to an end.
    boolean awaitPatiently(CompletableFuture<?> step, Duration patience) {
        CompletableFuture<Boolean> settled = step.handle((_, _) -> true);
        stopped.thenRun(() -> settled.complete(false));
        return time.await(settled, patience).isPresent();
    }

    private Problem timeoutProblem(ProblemCode code, Duration limit) {
        return code == ProblemCode.COMPUTE_BUSY ? Problem.of(code, deviceName) : Problem.of(code, ProblemReason.NO_ANSWER_WITHIN.with(limit.toSeconds()));
    }
}
