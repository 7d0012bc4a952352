package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.engine.TestDeviceState;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.LintRule;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.server.ConnectionAttempt;
import earshot.server.WebAccessSettings;
import earshot.time.TimeFake;
import earshot.ui.DeviceModelFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Runs without a toolkit: the test renders frames itself.
class DevicesViewModelTest {
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final List<Runnable> frames = new ArrayList<>();
    private final List<NavigationTarget> gone = new ArrayList<>();
    private final Texts texts = new Texts(Texts.Language.ENGLISH);
    private final Notifier silent = new Notifier() {
        @Override
        public void show(Severity severity, String subject, String text) {}

        @Override
        public void showProblem(Problem problem) {}
    };
    private final ViewContext viewContext = new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> texts, gone::add, silent,
        new SimpleBooleanProperty());
    private final DevicesViewModel model = new DevicesViewModel(viewContext);

    @BeforeEach
    void hold() {
        model.start();
    }

    @Test
    @DisplayName("U07: what needs attention stands first, then refusals, then who is here, then who sleeps")
    void order() {
        engine.device(new DeviceId("d-asleep")).asleep(Duration.ofMinutes(1), "device.hangup");
        connected(new DeviceId("c-here"));
        connected(new DeviceId("b-soon")).idle
            .set(Optional.of(new IdleCountdown(IdleCountdown.Layer.SILENT, time.nanos() + Duration.ofSeconds(59).toNanos(), false, false)));
        connected(new DeviceId("a-unheard")).unheard();
        connected(new DeviceId("e-loud")).unheard().levelIn.set(new AudioLevel(-20, -10, false));
        engine.attempts.set(List.of(attempt(1, "refused")));
        settle();
        assertThat(keys()).containsExactly("device e-loud", "device a-unheard", "device b-soon", "attempt 1", "device c-here", "device d-asleep");
    }

    @Test
    @DisplayName("U46: the open findings of the protocol lint are counted at their device")
    void findings() {
        connected(new DeviceId("a"));
        connected(new DeviceId("b"));
        engine.problems.set(List.of(finding(1, "a", LintRule.SESSION_ID, Optional.empty()), finding(2, "a", LintRule.DTX_UNUSED, Optional.empty()),
            finding(3, "b", LintRule.SESSION_ID, Optional.of(time.now())),
            new ProblemEntry(4, Problem.of(ProblemCode.ID_AUTOMATIC, "a"), time.now(), time.now(), 1, Optional.empty())));
        settle();
        assertThat(open()).isEqualTo(Map.of("a", 2, "b", 0));
        engine.problems.set(List.of());
        settle();
        assertThat(open()).isEqualTo(Map.of("a", 0, "b", 0));
    }

    private Map<String, Integer> open() {
        return model.rows().items().stream().map(DeviceRow.class::cast)
            .collect(Collectors.toMap(row -> row.device().id().value(), row -> row.findings().get()));
    }

    private ProblemEntry finding(long number, String device, LintRule rule, Optional<Instant> over) {
        return new ProblemEntry(number, new Finding(rule, "seen", 1).problem(new DeviceId(device)), time.now(), time.now(), 1, over);
    }

    @Test
    @DisplayName("U03: of a peer's refusals for one reason the newest is shown, until it arrives")
    void refusals() {
        engine.attempts.set(List.of(attempt(3, "x"), attempt(2, "x"), attempt(1, "x")));
        settle();
        assertThat(keys()).containsExactly("attempt 3");
        engine.attempts.set(List.of(attempt(4, "y"), attempt(3, "x")));
        settle();
        model.selectedRow().set(Optional.of(model.rows().items().getLast()));
        engine.attempts.set(List.of(attempt(6, "z"), attempt(5, "x"), attempt(4, "y"), attempt(3, "x")));
        settle();
        assertThat(keys()).containsExactlyInAnyOrder("attempt 6", "attempt 5", "attempt 4");
        assertThat(model.selectedRow().get().orElseThrow()).as("the board that tries again stays selected")
            .isEqualTo(new DeviceListRow.RefusedRow(engine.attempts.get().get(1)));
        engine.attempts.set(List.of(attempt(5, "x")));
        time.advance(Duration.ofMinutes(6));
        connected(new DeviceId("x"));
        settle();
        assertThat(keys()).containsExactly("device x");
    }

    @Test
    @DisplayName("U03: a refusal of a board that got in since is over, also when the board has left again")
    void refusalsBeforeTheLastVisit() {
        engine.device(new DeviceId("x")).asleep(Duration.ofSeconds(5), "device.hangup");
        ConnectionAttempt letIn = new ConnectionAttempt(2, engine.ago(Duration.ofSeconds(20)), ConnectionAttempt.Port.WEBSOCKET, "192.168.1.23",
            "GET /xiaozhi/v1/ HTTP/1.1", Optional.of(new DeviceId("x")), ConnectionAttempt.Step.SOUND, Optional.empty());
        engine.attempts.set(List.of(letIn, attempt(1, "x")));
        settle();
        assertThat(keys()).containsExactly("device x");
        engine.attempts.set(List.of(attempt(3, "x"), letIn, attempt(1, "x")));
        settle();
        assertThat(keys()).containsExactly("attempt 3", "device x");
    }

    @Test
    @DisplayName("U03: each refused page is a row with one click that allows it, and goes once it is allowed")
    void refusedPages() {
        engine.attempts.set(List.of(page(3, "https://a.example"), page(2, "https://b.example"), page(1, "https://a.example")));
        settle();
        assertThat(keys()).containsExactly("attempt 3", "attempt 2");
        model.allow(RefusalRemedy.of(page(3, "https://a.example")).orElseThrow());
        assertThat(engine.sentCommands).containsExactly(new Command.AllowOrigin("https://a.example"));
        engine.settings.set(Settings.defaults().with(WebAccessSettings.SECTION, new WebAccessSettings(List.of("https://a.example"), List.of())));
        settle();
        assertThat(keys()).containsExactly("attempt 2");
        assertThat(RefusalRemedy.of(attempt(1, "x"))).isEmpty();
    }

    private ConnectionAttempt page(long number, String origin) {
        return new ConnectionAttempt(number, engine.ago(Duration.ofSeconds(30)), ConnectionAttempt.Port.HTTP, "127.0.0.1", "GET / HTTP/1.1", Optional.empty(),
            ConnectionAttempt.Step.PAGE,
            Optional.of(Problem.of(ProblemCode.ORIGIN_REFUSED, "127.0.0.1", "not allowed", origin)));
    }

    @Test
    void aRefusalIsForgottenAfterHalfAnHour() {
        engine.attempts.set(List.of(attempt(1, "x")));
        settle();
        time.advance(Duration.ofMinutes(31));
        settle();
        assertThat(model.empty().get()).isTrue();
    }

    @Test
    @DisplayName("U06: the old connection stands below the new one")
    void overlap() {
        connected(new DeviceId("a")).leaving(Duration.ofMillis(1500));
        connected(new DeviceId("b"));
        settle();
        assertThat(keys()).containsExactly("device a", "leaving a", "device b");
    }

    @Test
    void theFilterCountsAndTakesNameIdNoteAndState() {
        connected(new DeviceId("94:01")).named("Kitchen", "fridge");
        engine.device(new DeviceId("94:02")).named("Hall", "").asleep(Duration.ofMinutes(1), "device.hangup");
        settle();
        model.filter().set("fridge");
        assertThat(keys()).containsExactly("device 94:01");
        assertThat(model.count()).isEqualTo("1 of 2");
        model.filter().set("ASLEEP");
        assertThat(keys()).containsExactly("device 94:02");
        model.filter().set("nobody");
        assertThat(keys()).isEmpty();
        assertThat(model.empty().get()).isFalse();
        assertThat(model.clearFilter()).isTrue();
        assertThat(model.clearFilter()).isFalse();
        assertThat(keys()).hasSize(2);
    }

    @Test
    void whatIsChosenStaysChosenWhileRowsMove() {
        connected(new DeviceId("a"));
        DeviceModelFake b = connected(new DeviceId("b"));
        settle();
        model.select(new DeviceId("b"));
        b.unheard();
        settle();
        assertThat(keys()).containsExactly("device b", "device a");
        assertThat(model.selectedRow().get().map(DeviceListRow::key)).contains("device b");
        engine.devices.set(engine.devices.get().stream().filter(device -> !device.id().value().equals("b")).toList());
        settle();
        assertThat(model.selectedRow().get().map(DeviceListRow::key)).contains("device a");
    }

    @Test
    void aFilterGivesWayToWhoIsSentTo() {
        connected(new DeviceId("a")).named("Kitchen", "");
        connected(new DeviceId("b")).named("Hall", "");
        settle();
        model.filter().set("kitchen");
        model.select(new DeviceId("b"));
        assertThat(model.filter().get()).isEmpty();
        assertThat(model.selectedRow().get().map(DeviceListRow::key)).contains("device b");
    }

    @Test
    void nothingIsAskedOfTheFxThreadWhileTheViewIsHidden() {
        DeviceModelFake a = connected(new DeviceId("a"));
        settle();
        model.stop();
        settle();
        frames.clear();
        for (int i = 0; i < 100; i++) {
            a.levelIn.set(new AudioLevel(-20 - i / 10.0, -10, false));
            a.state(i % 2 == 0 ? ListenState.IDLE : ListenState.LISTENING);
        }
        time.advance(Duration.ofSeconds(5));
        assertThat(frames).isEmpty();
    }

    @Test
    @DisplayName("U12: a meter at rest asks for no frame")
    void meterRests() {
        connected(new DeviceId("a")).levelIn.set(new AudioLevel(-20, -10, false));
        settle();
        DeviceRow row = (DeviceRow) model.rows().items().getFirst();
        for (int i = 0; i < 200; i++) {
            time.advance(Duration.ofMillis(40));
            render();
        }
        assertThat(row.meter().displayLevel().get()).isEqualTo(-60);
        frames.clear();
        time.advance(Duration.ofMillis(400));
        assertThat(frames).isEmpty();
    }

    @Test
    @DisplayName("U04: who starts a test device sees it, and may look at another one then")
    void showsTheTestDevice() {
        connected(new DeviceId("a"));
        settle();
        model.startTestDevice();
        engine.testDevice.set(Optional.of(new TestDeviceState(new DeviceId("t"), false, false, "connecting", 0, 0, 0)));
        settle();
        assertThat(model.selectedRow().get().orElseThrow().key()).isEqualTo("device a");
        connected(new DeviceId("t"));
        settle();
        assertThat(model.selectedRow().get().orElseThrow().key()).isEqualTo("device t");
        model.select(new DeviceId("a"));
        engine.testDevice.set(Optional.of(new TestDeviceState(new DeviceId("t"), false, false, "listening", 1, 0, 0)));
        settle();
        assertThat(model.selectedRow().get().orElseThrow().key()).isEqualTo("device a");
    }

    @Test
    void editsAreCommands() {
        model.rename(new DeviceId("a"), "Kitchen");
        model.annotate(new DeviceId("a"), "fridge");
        assertThat(engine.sentCommands).containsExactly(new Command.RenameDevice(new DeviceId("a"), "Kitchen"),
            new Command.AnnotateDevice(new DeviceId("a"), "fridge"));
    }

    private DeviceModelFake connected(DeviceId id) {
        return engine.device(id).connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
    }

    private ConnectionAttempt attempt(long number, String device) {
        return new ConnectionAttempt(number, engine.ago(Duration.ofSeconds(30)), ConnectionAttempt.Port.WEBSOCKET, "192.168.1.23", "GET /xiaozhi/v1/ HTTP/1.1",
            Optional.of(new DeviceId(device)), ConnectionAttempt.Step.IDENTIFIED,
            Optional.of(Problem.of(ProblemCode.CONNECTION_REFUSED, device, "token missing")));
    }

    private List<String> keys() {
        return model.rows().items().stream().map(row -> row instanceof DeviceListRow.RefusedRow(var attempt) ? "attempt " + attempt.number() : row.key())
            .toList();
    }

    private void settle() {
        render();
        time.advance(Duration.ofMillis(1000));
        render();
        render();
    }

    private void render() {
        List<Runnable> due = List.copyOf(frames);
        frames.clear();
        due.forEach(Runnable::run);
    }
}
