package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class SerialTaskQueueTest {
    private final Deque<Runnable> mailbox = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final SerialTaskQueue queue = new SerialTaskQueue(mailbox::add);

    @Test
    void whileTheConnectionLastsItsThreadRunsTheTasksInOrder() {
        queue.run(() -> done.add("one"));
        queue.run(() -> done.add("two"));
        assertThat(done).isEmpty();
        mailbox.remove().run();
        assertThat(done).as("all that wait at once").containsExactly("one", "two");
        mailbox.remove().run();
        assertThat(done).hasSize(2);
    }

    @Test
    void whenItIsOverWhatWaitsRunsAtOnceAndTheRestOnTheThreadThatBringsIt() {
        queue.run(() -> done.add("one"));
        queue.connectionOver();
        assertThat(done).containsExactly("one");
        queue.run(() -> done.add("two"));
        assertThat(done).containsExactly("one", "two");
        assertThat(mailbox).hasSize(1);
    }

    @Test
    void aTaskThatATaskBringsRunsBehindItAndNotWithinIt() {
        queue.connectionOver();
        queue.run(() -> {
            queue.run(() -> done.add("inner"));
            done.add("outer");
        });
        assertThat(done).containsExactly("outer", "inner");
    }

    @Test
    void aTaskThatThrowsStopsNeitherThoseBehindItNorThoseThatCome() {
        queue.run(() -> done.add("one"));
        queue.run(() -> {
            throw new IllegalStateException("broken");
        });
        queue.run(() -> done.add("three"));
        assertThatThrownBy(() -> mailbox.remove().run()).as("the connection tells it").isInstanceOf(IllegalStateException.class).hasMessage("broken");
        assertThat(done).containsExactly("one", "three");
        queue.run(() -> done.add("four"));
        mailbox.removeLast().run();
        assertThat(done).containsExactly("one", "three", "four");
    }

    @Test
    void anErrorStopsThemAsLittle() {
        queue.run(() -> {
            throw new StackOverflowError();
        });
        queue.run(() -> done.add("two"));
        assertThatThrownBy(() -> mailbox.remove().run()).hasCauseInstanceOf(StackOverflowError.class);
        queue.connectionOver();
        queue.run(() -> done.add("three"));
        assertThat(done).containsExactly("two", "three");
    }

    @Test
    void twoThreadsNeverRunTasksAtTheSameTime() throws Exception {
        queue.connectionOver();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 4).mapToObj(_ -> Thread.ofPlatform().start(() -> IntStream.range(0, 500).forEach(_ -> queue.run(() -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.yield();
            inside.decrementAndGet();
            runs.incrementAndGet();
        })))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(runs).hasValue(2_000);
        assertThat(most).hasValue(1);
    }
}
