package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.OpenedSession;
import earshot.engine.ProblemEntry;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.playback.SessionFileSamples;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.watch.MutableWatch;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("U27: a report holds what somebody who looks for the fault asks for")
class BugReportTest {
    private static final DeviceId KITCHEN = new DeviceId("aa:01");
    private static final DeviceId HALL = new DeviceId("aa:02");

    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final BugReport report = new BugReport(
        new ViewContext(engine, engine, new FxPump(time, _ -> {}), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null, new SimpleBooleanProperty()));

    @Test
    void versionsDeviceAndItsOpenProblems() {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
        engine.device(HALL).named("Hall", "");
        ProblemEntry own = problem(1, new ProblemSubject.Device(KITCHEN), KITCHEN);
        ProblemEntry rule = new ProblemEntry(2,
            new Problem(ProblemCode.PROTOCOL_ODD, new ProblemSubject.ProtocolRule(KITCHEN, "hello-late"), List.of(KITCHEN.value(), "5")), time.now(),
            time.now(), 1, Optional.empty());
        ProblemEntry others = problem(3, new ProblemSubject.Device(HALL), HALL);
        engine.problems.set(List.of(own, rule, others, new ProblemEntry(4, own.problem(), time.now(), time.now(), 1, Optional.of(time.now()))));
        String text = text(KITCHEN, time.now(), "{}");
        assertThat(text)
            .contains("| Earshot | ", "| Java | " + Runtime.version(), "| System | ", "| Name | Kitchen (aa:01) |", "| Framing | ", "| Protocol | xiaozhi |",
                "## 2 open problems")
            .contains("`" + ProblemCode.FRAMES_LATE.key() + "` ").doesNotContain("Hall");
    }

    @Test
    void whatTheProtocolLintFoundIsToldWithItsRemedyAlsoWhenItIsOver() {
        assertThat(text(KITCHEN, time.now(), "{}")).doesNotContain("of the protocol broken");
        for (String detail : List.of("15", "30")) {
            engine.events.append(new Event(Instant.EPOCH, 0, Optional.of(KITCHEN), Direction.HERE, "lint", Severity.INFO,
                EventText.of(EventCode.LINT_FOUND, "text-ping", detail), EventPayload.none()));
        }
        assertThat(text(KITCHEN, time.now(), "{}")).contains("## 1 rule of the protocol broken", "- `text-ping` ", "30", " → ");
    }

    @Test
    void ofARecordingItSaysWhatRecordedIt(@TempDir Path folder) throws IOException {
        try (OpenedSession session = OpenedSession.open(SessionFileSamples.write(folder.resolve("case.earshot")), new MutableWatch<>(Settings.defaults()))) {
            ViewContext over = new ViewContext(session.model(), session::send, new FxPump(time, _ -> { }), time, () -> new Texts(Texts.Language.ENGLISH), _ -> { }, null, new SimpleBooleanProperty());
            String text = new BugReport(over).text(new BugReport.Selection(Optional.empty(), SessionFileSamples.BEGAN, "json", "{}"));
            assertThat(text).contains("| Recorded with | Earshot " + session.model().recordedSession().orElseThrow().product() + " · " + TimeFormatter.DATE_CLOCK.format(SessionFileSamples.BEGAN))
                .doesNotContain("Recogniser, assistant", "Written");
        }
    }

    @Test
    void twoHundredRowsOfTheDeviceAndOfTheProgramAroundTheMoment() {
        for (int i = 0; i < 400; i++) {
            row(i, i % 4 == 3 ? Optional.of(HALL) : Optional.of(KITCHEN), "row " + i);
        }
        row(300, Optional.empty(), "program");
        String text = text(KITCHEN, Instant.EPOCH.plusMillis(200), "{}");
        List<String> rows = rows(text);
        assertThat(rows).hasSize(BugReport.ROWS).noneMatch(row -> row.contains("aa:02"));
        assertThat(rows.stream().filter(row -> row.startsWith("> "))).singleElement().satisfies(row -> assertThat(row).contains("row 200"));
        assertThat(rows.indexOf(rows.stream().filter(row -> row.startsWith("> ")).findFirst().orElseThrow())).as("most of them came before").isEqualTo(149);
        assertThat(rows(text(KITCHEN, Instant.EPOCH.plusMillis(399), "{}"))).as("also at the end").hasSize(BugReport.ROWS).last()
            .satisfies(row -> assertThat(row).contains("program"));
    }

    @Test
    void nothingInItIsTakenForMarkdownAndSecretsAreMasked() {
        engine.device(KITCHEN).named("K|i`t<b>", "");
        row(1, Optional.of(KITCHEN), "```\ntoken=abcdef123");
        String text = text(KITCHEN, Instant.EPOCH.plusMillis(1), "{\"api_key\":\"sk-123456\",\"fence\":\"```\"}");
        assertThat(text).contains("| Name | K\\|i\\`t\\<b\\> (aa:01) |", "\n````json\n", "\n````text\n").doesNotContain("abcdef123", "sk-123456");
    }

    private String text(DeviceId device, Instant at, String selected) {
        return report.text(new BugReport.Selection(Optional.of(device), at, "json", selected));
    }

    private static List<String> rows(String report) {
        String rows = report.substring(report.indexOf("```text\n") + 8);
        return rows.substring(0, rows.indexOf("\n```")).lines().toList();
    }

    private void row(long millis, Optional<DeviceId> device, String words) {
        engine.events.append(new Event(Instant.EPOCH.plusMillis(millis), millis * 1_000_000, device, Direction.IN, "listen", Severity.INFO,
            new EventText.Words(words), EventPayload.none()));
    }

    private ProblemEntry problem(long number, ProblemSubject subject, DeviceId device) {
        return new ProblemEntry(number, new Problem(ProblemCode.FRAMES_LATE, subject, List.of(device.value(), "5", "1")), time.now(), time.now(), 1,
            Optional.empty());
    }
}
