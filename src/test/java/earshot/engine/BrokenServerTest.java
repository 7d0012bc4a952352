package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real engine whose server loses the thread that reads all sockets.
class BrokenServerTest {
    @TempDir
    Path home;

    @Test
    void theServerComesBackByItselfAndSaysWhy() throws IOException {
        Set<Thread> others = selectors();
        try (Engine engine = Engine.start(new EngineOptions(new HomeDirectory(home), Optional.empty(),
            Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0), new HastyTimeFake(), new SpeechFactoryFake("")))) {
            int port = engine.model().state().get().port();
            assertThat(accepts(port)).isTrue();
            Set<Thread> own = selectors();
            own.removeAll(others);
            own.forEach(Thread::interrupt);
            await().atMost(Duration.ofSeconds(30))
                .until(() -> engine.model().problems().get().stream().anyMatch(entry -> entry.problem().code() == ProblemCode.SERVER_SILENT));
            await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().problems().get().stream().noneMatch(ProblemEntry::open));
            await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().state().get().phase() == EngineState.Phase.RUNNING && accepts(port));
            assertThat(engine.model().events().read(0, 1000).rows()).anyMatch(event -> event.type().equals("watchdog"));
        }
    }

    private static boolean accepts(int port) {
        try (Socket _ = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("WebSocketSelector-"))
            .collect(Collectors.toCollection(HashSet::new));
    }

    /// The system clock, with whatever repeats twenty times as often.
    private static final class HastyTimeFake implements Time {
        private final SystemTime system = new SystemTime();

        @Override
        public long nanos() {
            return system.nanos();
        }

        @Override
        public Instant now() {
            return system.now();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return system.after(delay, task);
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            return system.every(period.dividedBy(20), task);
        }

        @Override
        public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
            return system.await(future, limit);
        }

        @Override
        public Alarm alarm(String thread, LongSupplier work) {
            return system.alarm(thread, work);
        }
    }
}
