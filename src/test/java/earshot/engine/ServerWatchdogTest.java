package earshot.engine;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineState.Phase;
import earshot.event.Timeline;
import earshot.problem.ProblemCode;
import earshot.server.ServerHealth;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerWatchdogTest {
    private final TimeFake time = new TimeFake();
    private final ProblemTracker problems = new ProblemTracker(time, new Timeline(time));
    private final List<Command> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger checks = new AtomicInteger();
    private volatile ServerHealth health = ServerHealth.ANSWERS;
    private volatile Phase phase = Phase.RUNNING;
    private final ServerWatchdog watchdog = new ServerWatchdog(time, () -> phase, () -> {
        checks.incrementAndGet();
        return Optional.of(health);
    }, command -> {
        sent.add(command);
        return new RunningOperation(OperationKind.RESTART);
    }, problems, new Timeline(time));

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void aServerThatAnswersIsLeftAlone() {
        check(50);
        assertThat(sent).isEmpty();
        assertThat(problems.entries().get()).isEmpty();
    }

    @Test
    void silenceOnceOrTwiceMayBeLoadThreeTimesInARowIsNot() {
        health = ServerHealth.SILENT;
        check(2);
        health = ServerHealth.ANSWERS;
        check(1);
        health = ServerHealth.SILENT;
        check(2);
        assertThat(sent).isEmpty();
        check(1);
        assertThat(sent).containsExactly(new Command.Restart());
        assertThat(problems.entries().get()).singleElement().satisfies(entry -> assertThat(entry.problem().code()).isEqualTo(ProblemCode.SERVER_SILENT));
        health = ServerHealth.ANSWERS;
        check(1);
        assertThat(problems.entries().get()).noneMatch(ProblemEntry::open);
    }

    @Test
    void aThreadThatHasEndedIsNotAskedTwice() {
        health = ServerHealth.BROKEN;
        check(1);
        assertThat(sent).containsExactly(new Command.Restart());
    }

    @Test
    void aClosedServerIsNotAsked() {
        health = ServerHealth.BROKEN;
        phase = Phase.FAILED;
        time.advance(Duration.ofHours(1));
        assertThat(checks).hasValue(0);
        assertThat(sent).isEmpty();
    }

    @Test
    void whereARestartOfTheServerDoesNotHelpTheProcessRestartsAndNeverInALoop() {
        check(100);
        health = ServerHealth.SILENT;
        check(6);
        assertThat(sent).containsExactly(new Command.Restart(), new Command.RestartProcess());
        check(6 * 60 * 24);
        assertThat(sent).hasSizeLessThan(35);
    }

    @Test
    void aProcessThatHasJustStartedIsNotRestarted() {
        health = ServerHealth.BROKEN;
        check(20);
        assertThat(sent).isNotEmpty().containsOnly(new Command.Restart());
    }

    @Test
    void aServerWhoseAddressIsGoneIsNotRestarted() {
        health = ServerHealth.ADDRESS_ABSENT;
        check(20);
        assertThat(sent).isEmpty();
    }

    @Test
    void aServerThatItsRestartDidNotOpenIsOpenedAgainLaterAndLater() {
        health = ServerHealth.BROKEN;
        check(1);
        assertThat(sent).containsExactly(new Command.Restart());
        phase = Phase.FAILED;
        for (int minute = 0; minute < 60; minute++) {
            for (int tick = 0; tick < 6; tick++) {
                time.advance(ServerWatchdog.PERIOD);
                await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(watchdog::idle);
            }
        }
        assertThat(sent).hasSizeBetween(5, 9).containsOnly(new Command.Restart());
    }

    /// Lets this many checks run, each to its end.
    private void check(int times) {
        for (int i = 0; i < times; i++) {
            int before = checks.get();
            time.advance(ServerWatchdog.PERIOD);
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> checks.get() > before && watchdog.idle());
        }
    }
}
