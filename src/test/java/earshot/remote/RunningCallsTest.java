package earshot.remote;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.junit.jupiter.api.Test;

class RunningCallsTest {
    private final RunningCalls calls = new RunningCalls("cloud", 2);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void oneMoreThanTheBoundIsRefusedAtOnceAndAPlaceThatIsFreeIsTaken() {
        CallFake first = new CallFake();
        CallFake second = new CallFake();
        CompletableFuture<String> one = calls.run(first, first::work);
        CompletableFuture<String> two = calls.run(second, second::work);
        CompletableFuture<String> refused = calls.run(new CallFake(), () -> "never");
        assertThat(((ProblemException) refused.exceptionNow()).problem().code()).isEqualTo(ProblemCode.COMPUTE_BUSY);
        release.countDown();
        assertThat(one.join()).isEqualTo("done");
        assertThat(two.join()).isEqualTo("done");
        await().until(() -> first.closed.get() > 0 && second.closed.get() > 0);
        CallFake third = new CallFake();
        assertThat(calls.run(third, third::work).join()).isEqualTo("done");
    }

    @Test
    void cancellingClosesTheCallAndFreesItsPlace() {
        for (int i = 0; i < 5; i++) {
            CallFake call = new CallFake();
            CompletableFuture<String> running = calls.run(call, call::work);
            running.cancel(false);
            assertThat(call.closed).hasPositiveValue();
        }
        release.countDown();
    }

    @Test
    void whatTheWorkThrowsIsTheFailure() {
        assertThat(calls.run(new CallFake(), () -> {
            throw new StackOverflowError("deep");
        }).handle((_, failure) -> failure).join()).isInstanceOf(StackOverflowError.class);
        CompletableFuture<Object> cancelled = calls.run(new CallFake(), () -> {
            throw new CancellationException();
        });
        cancelled.handle((_, _) -> "").join();
        assertThat(cancelled).isCancelled();
    }

    @Test
    void closingEndsWhatRunsAndWhatStartsLater() {
        CallFake running = new CallFake();
        calls.run(running, running::work);
        calls.close();
        assertThat(running.closed).hasPositiveValue();
        CallFake late = new CallFake();
        assertThat(calls.tryStart(late)).isTrue();
        assertThat(late.closed).as("it is closed before it does anything").hasPositiveValue();
        release.countDown();
    }

    @Test
    void endingTwiceFreesOnePlaceOnly() {
        CallFake call = new CallFake();
        assertThat(calls.tryStart(call)).isTrue();
        calls.end(call);
        calls.end(call);
        assertThat(List.of(calls.tryStart(new CallFake()), calls.tryStart(new CallFake()), calls.tryStart(new CallFake()))).containsExactly(true, true, false);
    }

    private final class CallFake implements AutoCloseable {
        final AtomicInteger closed = new AtomicInteger();

        String work() {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "done";
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
