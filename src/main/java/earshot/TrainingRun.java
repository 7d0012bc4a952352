package earshot;

import module java.base;

import earshot.cli.Program;
import earshot.engine.EngineModel;
import earshot.engine.EngineState;
import earshot.time.SystemTime;

/// Does once what people do most, so that the JVM can keep in its cache what it loaded, linked and learnt (`-XX:AOTCacheOutput`): the demo, then the console
/// with devices that speak, and each of its views. The build runs it inside the image; no command leads here.
final class TrainingRun {
    /// Until a view is drawn, and shows what changes.
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SystemTime time = new SystemTime();
    private final CompletableFuture<EngineModel> served = new CompletableFuture<>();
    private final CompletableFuture<JavaFxWindow> opened = new CompletableFuture<>();

    private TrainingRun() {}

    /// @param arguments the directory for what the runs write
    static void main(String[] arguments) {
        int code = 1;
        try {
            new TrainingRun().run(Path.of(arguments[0]));
            code = 0;
        } finally {
            // the toolkit would keep the process
            System.exit(code);
        }
    }

    private void run(Path directory) {
        Program.run(List.of("demo", "--out", directory.resolve("demo").toString()), JavaFxWindow::open);
        List<String> console = List.of("--home", directory.resolve("home").toString(), "--host", "127.0.0.1", "--port", "0", "--http-port", "0");
        CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> Program.run(console, (model, engine, home) -> {
            JavaFxWindow window = JavaFxWindow.open(model, engine, home);
            served.complete(model);
            opened.complete(window);
            return window;
        }), run -> Thread.ofPlatform().name("console").start(run));
        served.thenAccept(model -> time.await(model.state().when(state -> state.phase() == EngineState.Phase.RUNNING), LIMIT)
            .ifPresent(state -> Thread.ofPlatform().name("devices").daemon().start(() -> speak(state))));
        time.await(opened, LIMIT).ifPresent(this::look);
        time.await(ended, LIMIT);
    }

    private static void speak(EngineState state) {
        Program.run(List.of("simulate", "--ota", "http://127.0.0.1:" + state.httpPort() + "/xiaozhi/ota/", "--devices", "3"), JavaFxWindow::open);
    }

    private void look(JavaFxWindow window) {
        // the first one is shown from the start, so that it comes last
        for (String view : window.console().viewIds().reversed()) {
            window.console().showView(view);
            time.sleep(LOOK);
        }
        window.close();
    }
}
