package earshot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// The messages of one sender, one after another; threads run when the test says so.
class SenderTasksTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final SenderTasks tasks = new SenderTasks(threads::add);

    @Test
    void oneThreadServesAllInTheirOrderAndEndsThen() {
        assertThat(add("a")).isTrue();
        assertThat(add("b")).isTrue();
        assertThat(threads).as("one thread, however many wait").hasSize(1);
        threads.remove().run();
        assertThat(done).containsExactly("a", "b");
        assertThat(threads).as("no thread while there is nothing").isEmpty();
        add("c");
        threads.remove().run();
        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void whatComesWhileOneIsServedIsServedByTheSameThread() {
        tasks.add(() -> {
            done.add("a");
            add("b");
            assertThat(threads).isEmpty();
        });
        threads.remove().run();
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void theSeventeenthIsRefusedAndTheOneThatIsServedTakesNoPlace() {
        for (int i = 0; i < SenderTasks.MAX_WAITING; i++) {
            assertThat(add("t" + i)).isTrue();
        }
        assertThat(add("too many")).isFalse();
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(done).hasSize(SenderTasks.MAX_WAITING).doesNotContain("too many");
        assertThat(add("room again")).isTrue();
    }

    @Test
    void oneThatFailsDoesNotStopTheNext() {
        tasks.add(() -> {
            throw new IllegalStateException("a fault of a test");
        });
        add("b");
        threads.remove().run();
        assertThat(done).containsExactly("b");
        assertThat(add("c")).isTrue();
        assertThat(threads).hasSize(1);
    }

    @Test
    void whenTheProgramEndsTheSenderIsToldAndNothingIsKept() {
        List<Runnable> taken = new ArrayList<>();
        AtomicBoolean ended = new AtomicBoolean(true);
        SenderTasks ending = new SenderTasks(task -> {
            if (ended.get()) {
                throw new RejectedExecutionException();
            }
            taken.add(task);
        });
        assertThat(ending.add(() -> done.add("lost"))).isFalse();
        ended.set(false);
        assertThat(ending.add(() -> done.add("kept"))).isTrue();
        taken.getFirst().run();
        assertThat(done).containsExactly("kept");
    }

    private boolean add(String name) {
        return tasks.add(() -> done.add(name));
    }
}
