package earshot.process;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.compute.ComputePool;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The handler with an end of the process that only says so.
class FatalErrorHandlerTest {
    @TempDir
    Path directory;

    private final List<Integer> ends = new CopyOnWriteArrayList<>();
    private final CompletableFuture<List<String>> details = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    @Test
    void theReportSaysWhatHappenedWhereAndWithWhichMemoryAndTheNextRunShowsIt() throws Exception {
        details.complete(List.of("12:00 - HERE state one", "12:01 - HERE state two"));
        try (FatalErrorHandler _ = FatalErrorHandler.install(new SystemTime(), setup())) {
            Thread.ofPlatform().name("broken").start(() -> {
                throw new OutOfMemoryError("Java heap space\n第二");
            }).join();
            await().until(() -> ends.contains(FatalErrorHandler.EXIT_CODE));
            assertThat(directory.resolve("logs/fatal.txt")).content()
                .startsWith("java.lang.OutOfMemoryError: Java heap space???\nthread: broken\nheap in MB: used ")
                .contains("limit " + (Runtime.getRuntime().maxMemory() >> 20)).contains("successor: none").contains("state two")
                .contains("FatalErrorHandlerTest");
            Files.copy(directory.resolve("logs/fatal.txt"), directory.resolve("kept"));
        }
        Files.copy(directory.resolve("kept"), directory.resolve("logs/fatal.txt"));
        Problem problem = FatalErrorHandler.lastRun(home()).orElseThrow();
        assertThat(problem.code()).isEqualTo(ProblemCode.LAST_RUN_OUT_OF_MEMORY);
        assertThat(problem.what(Locale.ENGLISH)).contains("OutOfMemoryError: Java heap space");
        assertThat(Path.of(problem.args().get(1))).content().contains("state two");
        assertThat(FatalErrorHandler.lastRun(home())).isEmpty();
    }

    @Test
    void whatIsCaughtByACallbackIsPassedOn() throws Exception {
        details.complete(List.of());
        try (FatalErrorHandler _ = FatalErrorHandler.install(new SystemTime(), setup()); ComputePool pool = new ComputePool(1, 1)) {
            assertThat(pool.submit(() -> {
                throw new OutOfMemoryError("Metaspace");
            })).failsWithin(Duration.ofSeconds(30));
            await().until(() -> ends.contains(FatalErrorHandler.EXIT_CODE));
            assertThat(directory.resolve("logs/fatal.txt")).content().contains("Metaspace").contains("thread: compute-1");
        }
    }

    @Test
    void othersEndNothingAndAProcessThatEndsAsItShouldLeavesNoReport() throws Exception {
        try (FatalErrorHandler _ = FatalErrorHandler.install(new SystemTime(), setup())) {
            Thread.ofPlatform().start(() -> {
                throw new AssertionError("one connection");
            }).join();
            assertThat(directory.resolve("logs/fatal.txt")).isEmptyFile();
        }
        assertThat(ends).isEmpty();
        assertThat(directory.resolve("logs/fatal.txt")).doesNotExist();
        assertThat(FatalErrorHandler.lastRun(home())).isEmpty();
    }

    @Test
    void aReportThatCannotBeFinishedDoesNotKeepTheProcess() throws Exception {
        TimeFake time = new TimeFake();
        try (FatalErrorHandler handler = FatalErrorHandler.install(time, setup())) {
            handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError());
            // the writer waits for the details, which nobody completes
            Thread writer = Thread.ofPlatform().start(() -> time.advance(Duration.ZERO));
            await().until(() -> asked.isDone());
            time.advance(Duration.ofMillis(9_999));
            assertThat(ends).isEmpty();
            time.advance(Duration.ofMillis(1));
            assertThat(ends).containsExactly(FatalErrorHandler.EXIT_CODE);
            details.complete(List.of());
            writer.join();
        }
    }

    @Test
    void anOrdinarySuccessorKnowsNothingOfFatalErrorsBeforeThisProcess() {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", FatalErrorHandler.COUNT, "3", Predecessor.VARIABLE, "/old"));
        Successor.inherit(environment, Map.of(Predecessor.VARIABLE, "/new"));
        assertThat(environment).containsOnly(Map.entry("PATH", "/bin"), Map.entry(Predecessor.VARIABLE, "/new"));
        Successor.inherit(environment, Map.of(FatalErrorHandler.COUNT, "1"));
        assertThat(FatalErrorHandler.pause(environment)).isZero();
    }

    @Test
    void thoseThatFollowOneAnotherWaitLongerEachTime() {
        assertThat(IntStream.range(0, 6).mapToObj(count -> FatalErrorHandler.pause(Map.of(FatalErrorHandler.COUNT, String.valueOf(count)))))
            .containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));
        assertThat(FatalErrorHandler.pause(Map.of(FatalErrorHandler.COUNT, "-1"))).isZero();
        assertThat(FatalErrorHandler.pause(Map.of())).isZero();
    }

    private HomeDirectory home() {
        return new HomeDirectory(directory);
    }

    private FatalErrorHandler.Setup setup() {
        return new FatalErrorHandler.Setup(home(), List.of(), Map.of(), () -> Supervision.RESTARTED, () -> {
            asked.complete(null);
            return details.join();
        }, ends::add);
    }
}
