package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import earshot.engine.EngineState;
import earshot.engine.EngineState.Phase;
import earshot.engine.PreviousRun;
import earshot.engine.ProblemEntry;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.Severity;
import earshot.server.ConnectionAttempt;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.watch.WatchSubscription;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The line that scripts wait for, and what else is said of an engine outside of a window.
class EngineReportTest {
    private final StringWriter out = new StringWriter();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final EngineReport report = new EngineReport(new PrintWriter(out));

    @Test
    void theAddressesArePrintedOnceWhenTheServerIsOpen() {
        phase(Phase.STARTING);
        try (WatchSubscription _ = report.printReady(engine)) {
            assertThat(out.toString()).isEmpty();
            phase(Phase.RUNNING);
            assertThat(out.toString())
                .isEqualTo("ready ws=ws://192.168.1.20:8000/xiaozhi/v1/ ota=http://192.168.1.20:8003/xiaozhi/ota/" + System.lineSeparator());
            phase(Phase.RESTARTING);
            phase(Phase.RUNNING);
        }
        assertThat(out.toString().lines()).as("after a restart").hasSize(1);
        try (WatchSubscription _ = report.printReady(new EngineFake(time))) {
            assertThat(out.toString().lines()).as("of another engine in the same process").hasSize(1);
        }
    }

    @Test
    void withoutANetworkThePortsOfThisComputerArePrinted() {
        engine.addresses.set(List.of());
        try (WatchSubscription _ = report.printReady(engine)) {
            assertThat(out.toString()).startsWith("ready ws=ws://127.0.0.1:8000/xiaozhi/v1/ ota=http://127.0.0.1:8003/xiaozhi/ota/");
        }
    }

    @Test
    void whoDidNotGetInWithoutAnIdIsLoggedOnceForEachReason() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(EngineReport.class);
        logger.addAppender(log);
        log.start();
        try (WatchSubscription _ = EngineReport.logAttempts(engine)) {
            engine.attempts.set(List.of(attempt(1, "10.0.0.7", ProblemReason.HANDSHAKE_NO_WEBSOCKET)));
            engine.attempts.set(List.of(attempt(2, "10.0.0.7", ProblemReason.HANDSHAKE_NO_WEBSOCKET), attempt(1, "10.0.0.7", ProblemReason.HANDSHAKE_NO_WEBSOCKET)));
            engine.attempts.set(List.of(attempt(3, "10.0.0.7", ProblemReason.HANDSHAKE_VERSION)));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN);
        assertThat(log.list.getFirst().getFormattedMessage()).contains("10.0.0.7 tried to connect", "Sec-WebSocket-Key", "Compare the address");
    }

    private ConnectionAttempt attempt(long number, String remote, ProblemReason reason) {
        return new ConnectionAttempt(number, time.now(), ConnectionAttempt.Port.WEBSOCKET, remote, "GET / HTTP/1.0", Optional.empty(),
            ConnectionAttempt.Step.UPGRADE, Optional.of(Problem.of(ProblemCode.HANDSHAKE_FAILED, remote, reason)));
    }

    @Test
    void whyItDidNotStartIsTheOpenProblemThatIsCritical() {
        assertThat(EngineReport.startProblem(engine).code()).isEqualTo(ProblemCode.UNEXPECTED);
        engine.problems
            .set(List.of(entry(1, ProblemCode.STORE_FAILED, true), entry(2, ProblemCode.RECOGNIZER_WEAK, false), entry(3, ProblemCode.PORT_TAKEN, false)));
        assertThat(EngineReport.startProblem(engine).code()).isEqualTo(ProblemCode.PORT_TAKEN);
    }

    @Test
    void theNewestFiftyEventsArePartOfAReport() {
        assertThat(report.newestEvents()).as("before there is an engine").isEmpty();
        for (int i = 0; i < 60; i++) {
            engine.events.append(new Event(Instant.EPOCH, 0, i == 59 ? Optional.empty() : Optional.of(new DeviceId("aa")), Direction.IN, "listen",
                Severity.INFO, new EventText.Words("number " + i), EventPayload.none()));
        }
        try (WatchSubscription _ = report.printReady(engine)) {
            assertThat(report.newestEvents()).hasSize(50).startsWith("1970-01-01T00:00:00Z aa IN listen number 10")
                .endsWith("1970-01-01T00:00:00Z - IN listen number 59");
        }
    }

    @Test
    void whatIsPrintedCannotCommandATerminal() throws IOException {
        StringWriter terminal = new StringWriter();
        try (PrintWriter writer = new PrintWriter(new EscapingWriter(terminal))) {
            writer.print("\u001b[2Jred\tand\n");
            writer.print('\u009b');
            writer.write("xx\u202eyy".toCharArray(), 2, 2);
            writer.write("aa\u0007bb", 1, 3);
            writer.print("预 \uD83D\uDE00");
        }
        assertThat(terminal).hasToString("\\u001B[2Jred\tand\n\\u009B\\u202Eya\\u0007b预 \uD83D\uDE00");
    }

    private void phase(Phase phase) {
        engine.state.set(new EngineState(phase, 8000, 8003, time.now(), new PreviousRun.None()));
    }

    private ProblemEntry entry(long number, ProblemCode code, boolean resolved) {
        return new ProblemEntry(number, Problem.of(code, "a", "b", "c"), time.now(), time.now(), 1, resolved ? Optional.of(time.now()) : Optional.empty());
    }
}
