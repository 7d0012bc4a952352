package earshot.process;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Successors that hang, at each of the two moments at which they are waited for. The process is one that sleeps; the test speaks for it.
@DisabledOnOs(OS.WINDOWS)
@DisplayName("row 44: a successor that is not ready in 20 s is ended, and its predecessor goes on")
class SuccessorTest {
    private final TimeFake time = new TimeFake();
    private Successor successor;
    private ProcessHandle process;

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void start(String shell) throws IOException {
        successor = Successor.of(List.of("sh", "-c", shell), new HomeDirectory(directory), time);
        process = ProcessHandle.of(successor.pid()).orElseThrow();
    }

    private <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    private CompletableFuture<Optional<Problem>> started() {
        return async(() -> {
            try {
                successor.awaitStart();
                return Optional.empty();
            } catch (ProblemException e) {
                return Optional.of(e.problem());
            }
        });
    }

    /// The limit passes, once it has begun.
    private void hang(int waits) {
        await().until(() -> time.limits().stream().filter(Successor.LIMIT::equals).count() == waits);
        time.advance(Successor.LIMIT.minusMillis(1));
        assertThat(process.isAlive()).isTrue();
        time.advance(Duration.ofMillis(1));
    }

    private LineChannel connected() throws IOException {
        LineChannel line = LineChannel.connect(new HomeDirectory(directory).socket("successor"));
        CompletableFuture<Optional<Problem>> started = started();
        assertThat(started.join()).isEmpty();
        return line;
    }

    @Test
    void oneThatDoesNotStartIsEnded() throws IOException {
        start("exec sleep 1000");
        CompletableFuture<Optional<Problem>> started = started();
        hang(1);
        assertThat(started.join().orElseThrow()).isEqualTo(Problem.of(ProblemCode.PROCESS_RESTART_FAILED, "it did not start within 20 s"));
        assertThat(process.isAlive()).isFalse();
        assertThat(new HomeDirectory(directory).socket("successor")).doesNotExist();
    }

    @Test
    void oneThatDoesNotServeIsEnded() throws IOException {
        start("exec sleep 1000");
        try (LineChannel line = connected()) {
            CompletableFuture<Optional<String>> served = async(() -> successor.takeOver(Optional.of(new ServedPorts(8000, 8003))));
            assertThat(line.read()).isEqualTo("released 8000 8003");
            hang(2);
            assertThat(served.join()).contains("it did not serve within 20 s");
            assertThat(process.isAlive()).isFalse();
        }
        successor.close();
    }

    @Test
    void oneThatSaysWhyItFailedIsNotWaitedFor() throws IOException {
        start("exec sleep 1000");
        try (LineChannel line = connected()) {
            CompletableFuture<Optional<String>> served = async(() -> successor.takeOver(Optional.empty()));
            assertThat(line.read()).isEqualTo("released");
            line.write("the port is taken");
            assertThat(served.join()).contains("the port is taken");
            assertThat(process.isAlive()).isFalse();
        }
        successor.close();
    }

    @Test
    void oneThatServesOutlivesItsPredecessor() throws IOException {
        start("exec sleep 1000");
        try (LineChannel line = connected()) {
            CompletableFuture<Optional<String>> served = async(() -> successor.takeOver(Optional.empty()));
            assertThat(line.read()).isEqualTo("released");
            line.write("serves");
            assertThat(served.join()).isEmpty();
        }
        successor.close();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void oneThatEndsSaysHow() throws IOException {
        start("sleep 0.1; echo no memory for the heap; exit 3");
        assertThat(started().join().orElseThrow().args()).containsExactly("it ended with exit code 3: no memory for the heap");
        assertThat(new HomeDirectory(directory).logs().resolve("successor.log")).doesNotExist();
    }
}
