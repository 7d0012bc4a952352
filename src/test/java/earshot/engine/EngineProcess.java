package earshot.engine;

import module java.base;

import earshot.store.HomeDirectory;
import earshot.time.SystemTime;

/// A process that runs an engine until it is killed.
final class EngineProcess {
    private EngineProcess() {}

    static void main(String[] args) throws IOException {
        Engine engine = Engine.start(
            new EngineOptions(new HomeDirectory(Path.of(args[0])), Optional.empty(), Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0),
            new SystemTime(), new SpeechFactoryFake("what was heard")));
        System.out.println("port " + engine.model().state().get().port());
        // returns when the parent process is gone
        System.in.read();
        Runtime.getRuntime().halt(1);
    }
}
