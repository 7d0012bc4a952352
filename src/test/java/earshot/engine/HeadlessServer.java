package earshot.engine;

import earshot.store.Home;
import earshot.time.SystemTime;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// An engine without a window in a process of its own: prints its port and serves until it is killed.
final class HeadlessServer {
    private HeadlessServer() {}

    static void main(String[] args) {
        Map<String, Object> settings = Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0);
        Engine engine = Engine.start(new EngineOptions(new Home(Path.of(args[0])), Optional.empty(), settings, new SystemTime()));
        System.out.println("ready " + engine.model().state().get().port());
        new CompletableFuture<>().join();
    }
}
