package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperationRunnerTest implements ProblemSink {
    private final List<Problem> raised = new CopyOnWriteArrayList<>();
    private final EngineThread thread = new EngineThread();
    private final OperationRunner runner = new OperationRunner(this, thread);

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void workInTheBackgroundIsListedUntilItIsOver() {
        CompletableFuture<Outcome> work = new CompletableFuture<>();
        Operation operation = runner.inBackground(OperationKind.TRY, _ -> work.join());
        assertThat(runner.running().get()).containsExactly(operation);
        Operation quiet = runner.inBackgroundUnlisted(OperationKind.LIST, _ -> Outcome.Done.of("quiet"));
        assertThat(quiet.outcome().join()).isEqualTo(Outcome.Done.of("quiet"));
        assertThat(runner.running().get()).containsExactly(operation);
        work.complete(Outcome.Done.of("done"));
        assertThat(operation.outcome().join()).isEqualTo(Outcome.Done.of("done"));
        assertThat(runner.running().get()).as("before anybody hears that it is over").isEmpty();
    }

    @Test
    void oneOfItsKindIsEnoughAndAfterItAnotherOneRuns() {
        CompletableFuture<Outcome> work = new CompletableFuture<>();
        Operation first = runner.onlyOne(OperationKind.FIND, _ -> work.join());
        assertThat(runner.onlyOne(OperationKind.FIND, _ -> Outcome.Done.of("second"))).isSameAs(first);
        assertThat(runner.onlyOne(OperationKind.CHECK, _ -> Outcome.Done.of("other"))).isNotSameAs(first);
        work.complete(Outcome.Done.of("first"));
        first.outcome().join();
        assertThat(runner.onlyOne(OperationKind.FIND, _ -> Outcome.Done.of("second")).outcome().join()).isEqualTo(Outcome.Done.of("second"));
    }

    @Test
    void whatItThrowsIsItsOutcomeAndAProblem() {
        Problem busy = Problem.of(ProblemCode.STORE_BUSY, "another program");
        assertThat(runner.inBackground(OperationKind.TRY, _ -> {
            throw new ProblemException(busy);
        }).outcome().join()).isEqualTo(new Outcome.Failed(busy));
        Outcome bug = runner.onEngineThread(OperationKind.APPLY, (Supplier<Outcome>) () -> {
            throw new IllegalStateException("no such row");
        }).outcome().join();
        assertThat(bug).isEqualTo(new Outcome.Failed(Problem.of(ProblemCode.UNEXPECTED, "java.lang.IllegalStateException: no such row")));
        assertThat(raised).extracting(Problem::code).containsExactly(ProblemCode.STORE_BUSY, ProblemCode.UNEXPECTED);
        assertThat(runner.onEngineThread(OperationKind.APPLY, () -> { }).outcome().join()).as("the thread goes on").isEqualTo(Outcome.Done.of(""));
    }

    @Test
    void shortWorkRunsInItsOrderOnOneThread() {
        List<String> order = new CopyOnWriteArrayList<>();
        List<Operation> all = IntStream.range(0, 20)
            .mapToObj(i -> runner.onEngineThread(OperationKind.APPLY, () -> order.add(i + " " + Thread.currentThread().getName()))).toList();
        all.forEach(operation -> operation.outcome().join());
        assertThat(order).isEqualTo(IntStream.range(0, 20).mapToObj(i -> i + " engine").toList());
    }

    @Test
    void whenTheEngineEndsNothingBeginsAnyMore() {
        runner.stop();
        AtomicBoolean ran = new AtomicBoolean();
        Operation background = runner.inBackground(OperationKind.TRY, _ -> {
            ran.set(true);
            return Outcome.Done.of("");
        });
        assertThat(background.outcome().join()).isEqualTo(new Outcome.Cancelled());
        assertThat(runner.running().get()).isEmpty();
        thread.close();
        assertThat(runner.onEngineThread(OperationKind.APPLY, () -> ran.set(true)).outcome().join()).isEqualTo(new Outcome.Cancelled());
        assertThat(ran).isFalse();
    }

    @Test
    void whoWaitsCannotEndAnOperationForTheOthers() {
        CompletableFuture<Outcome> work = new CompletableFuture<>();
        Operation operation = runner.inBackground(OperationKind.TRY, running -> {
            running.whenCancelled().join();
            return work.join();
        });
        operation.outcome().complete(new Outcome.Cancelled());
        operation.outcome().cancel(true);
        assertThat(operation.outcome()).isNotDone();
        operation.cancel();
        work.complete(Outcome.Done.of("stopped in order"));
        assertThat(operation.outcome().join()).isEqualTo(Outcome.Done.of("stopped in order"));
    }

    @Override
    public void raise(Problem problem) {
        raised.add(problem);
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {}
}
