package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs operations and lists those worth showing. What an operation throws becomes its outcome and a problem. Thread-safe.
final class OperationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);

    private final ProblemSink problems;
    private final EngineThread thread;
    private final MutableWatch<List<Operation>> running = new MutableWatch<>(List.of());
    private volatile boolean stopped;

    OperationRunner(ProblemSink problems, EngineThread thread) {
        this.problems = problems;
        this.thread = thread;
    }

    /// The running operations that are worth showing.
    Watch<List<Operation>> running() {
        return running;
    }

    /// Cancels every operation that is started from now on.
    void stop() {
        stopped = true;
    }

    /// Runs short work on the engine thread.
    Operation onEngineThread(OperationKind kind, Supplier<Outcome> work) {
        RunningOperation operation = new RunningOperation(kind);
        if (!thread.post(() -> operation.finish(guarded(operation, _ -> work.get())))) {
            operation.finish(new Outcome.Cancelled());
        }
        return operation;
    }

    /// Runs short work that cannot fail on the engine thread.
    Operation onEngineThread(OperationKind kind, Runnable work) {
        return onEngineThread(kind, () -> {
            work.run();
            return Outcome.Done.of("");
        });
    }

    /// Runs work on a virtual thread of its own, listed in [#running] meanwhile.
    Operation inBackground(OperationKind kind, Function<RunningOperation, Outcome> work) {
        return start(kind, work, operation -> running.update(all -> Stream.concat(all.stream(), Stream.of(operation)).toList()),
            operation -> running.update(all -> all.stream().filter(other -> other != operation).toList()));
    }

    /// Runs work on a virtual thread of its own.
    Operation inBackgroundUnlisted(OperationKind kind, Function<RunningOperation, Outcome> work) {
        return start(kind, work, _ -> {}, _ -> {});
    }

    /// Runs work as [#inBackground], unless an operation of the kind is running: then returns that one.
    synchronized Operation onlyOne(OperationKind kind, Function<RunningOperation, Outcome> work) {
        return running.get().stream().filter(operation -> operation.kind() == kind).findFirst().orElseGet(() -> inBackground(kind, work));
    }

    private Operation start(OperationKind kind, Function<RunningOperation, Outcome> work, Consumer<Operation> begun, Consumer<Operation> ended) {
        RunningOperation operation = new RunningOperation(kind);
        if (stopped) {
            operation.finish(new Outcome.Cancelled());
            return operation;
        }
        begun.accept(operation);
        Thread.ofVirtual().name("operation-" + kind.key()).start(() -> {
            Outcome outcome = guarded(operation, work);
            ended.accept(operation);
            operation.finish(outcome);
        });
        return operation;
    }

    private Outcome guarded(RunningOperation operation, Function<RunningOperation, Outcome> work) {
        try {
            return work.apply(operation);
        } catch (ProblemException e) {
            problems.raise(e.problem());
            return new Outcome.Failed(e.problem());
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("operation {} failed", operation.kind(), e);
            Problem problem = Failures.problem(e, ProblemCode.UNEXPECTED);
            problems.raise(problem);
            return new Outcome.Failed(problem);
        }
    }
}
