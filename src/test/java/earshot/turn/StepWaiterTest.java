package earshot.turn;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.time.TimeFake;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class StepWaiterTest {
    private final TimeFake time = new TimeFake();
    private final StepWaiter waiter = new StepWaiter(time, "Kitchen");

    @Test
    void whatAStepGaveIsNotKeptUntilTheTurnEnds() {
        WeakReference<byte[]> result = awaited();
        await().atMost(60, SECONDS).until(() -> {
            System.gc();
            return result.refersTo(null);
        });
    }

    private WeakReference<byte[]> awaited() {
        return new WeakReference<>(waiter.await(CompletableFuture.completedFuture(new byte[1 << 20]), ProblemCode.UNEXPECTED));
    }

    @Test
    void aStopCancelsWhatIsWaitedForAndWhatComesLater() {
        CompletableFuture<String> step = new CompletableFuture<>();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> waiter.await(step, ProblemCode.UNEXPECTED), Thread.ofVirtual()::start);
        await().atMost(60, SECONDS).until(() -> !time.limits().isEmpty());
        waiter.stop();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> waiter.await(new CompletableFuture<>(), ProblemCode.UNEXPECTED)).isInstanceOf(CancellationException.class);
    }
}
