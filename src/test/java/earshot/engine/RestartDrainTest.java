package earshot.engine;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A restart while a device is being spoken to.
class RestartDrainTest {
    private static final Duration ANSWER = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    private final SystemTime time = new SystemTime();
    private final SocketDeviceFake device = new SocketDeviceFake();
    private final List<String> phases = new CopyOnWriteArrayList<>();
    private Engine engine;

    @BeforeEach
    void beSpokenTo() throws IOException {
        engine = Engine.start(new EngineOptions(new HomeDirectory(directory), Optional.empty(),
            Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0, "assistant", "scripted"), time, new SpeechFactoryFake("", ANSWER)));
        device.connect(time, engine.model().state().get().port(), "aa:bb:cc:00:00:01");
        device.sendTypedText("what is your name");
        device.awaitReceived("sound");
    }

    @AfterEach
    void stop() {
        device.drop();
        engine.stop();
    }

    @Test
    void theAnswerIsSpokenToItsEndFirst() {
        Operation restart = restart();
        device.awaitReceived("close 1012");
        assertThat(device.received()).containsSubsequence("tts stop", device.received().getLast());
        // who observes the progress may come after its first phase
        assertThat(phases).containsSubsequence("drain", "close");
        assertThat(engine.model().events().read(0, 1000).rows()).extracting(Event::text).contains(EventText.of(EventCode.RESTART_ANNOUNCE, 1));
        restart.cancel();
        assertThat(restart.outcome().join()).isEqualTo(Outcome.Done.of("restart", 0, 1));
    }

    @Test
    void aRestartCancelledMeanwhileClosesNothing() {
        Operation restart = restart();
        await().until(() -> phases.contains("drain"));
        restart.cancel();
        assertThat(restart.outcome().join()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(engine.model().state().get().phase()).isEqualTo(EngineState.Phase.RUNNING);
        device.awaitTurn();
        assertThat(device.received()).noneMatch(text -> text.startsWith("close"));
    }

    private Operation restart() {
        Operation restart = engine.send(new Command.Restart());
        restart.progress().observe(progress -> phases.add(progress.phase()));
        return restart;
    }
}
