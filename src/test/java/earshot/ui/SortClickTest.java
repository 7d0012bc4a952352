package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.meeting.Meeting;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Lists sorted by their headings, in a window.
class SortClickTest extends ConsoleFixture {
    @Test
    @DisplayName("devices are sorted by a heading, by keyboard alone, nothing moves while a row has the focus, and the next start has the same order")
    void devicesAreSorted() {
        for (String name : List.of("Hall", "Attic", "Kitchen")) {
            engine.device(new DeviceId("aa:" + name)).named(name, "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE,
                "hello");
        }
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        RenderedFrames.runAndAwait(() -> heading("Device").requestFocus());
        press(KeyCode.SPACE);
        press(KeyCode.SPACE);
        assertThat(names()).containsExactly("Kitchen", "Hall", "Attic");
        assertThat(RenderedFrames.onFx(() -> heading("Device").getAccessibleText())).isEqualTo("Sorted by Device, descending");
        press(KeyCode.RIGHT);
        assertThat(RenderedFrames.onFx(() -> ((Labeled) console.stage().getScene().getFocusOwner()).getText())).isEqualTo("State, mode");
        RenderedFrames.runAndAwait(() -> lookup("#list").requestFocus());
        engine.device(new DeviceId("aa:Lab")).named("Lab", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
        ((DeviceModelFake) engine.devices.get().getFirst()).named("Zoo", "");
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(names()).as("rows keep their places, a new one takes its own").containsExactly("Lab", "Kitchen", "Zoo", "Attic");
        console.close();
        open(Language.CHINESE);
        pass(Duration.ofSeconds(1));
        assertThat(names()).containsExactly("Zoo", "Lab", "Kitchen", "Attic");
        RenderedFrames.runAndAwait(() -> heading("最近在线").fire());
        assertThat(RenderedFrames.onFx(() -> heading("最近在线").isTextTruncated())).as("its arrow has room, too").isFalse();
    }

    @Test
    void turnsMeetingsAndProblemsAreSortedByWhatTheyShow() {
        engine.turns.set(List.of(turn(2, "Hall"), turn(1, "Attic")));
        engine.problems.set(List.of(problem(1, 3, "aa"), problem(2, 1, "bb"), problem(3, 9, "cc")));
        MeetingScreenshotScenes.live(engine, time, 12);
        open(Language.ENGLISH);
        show("turns", "Device");
        assertThat(rows("#list", row -> ((TurnRecord) row).device())).containsExactly("Attic", "Hall");
        show("problems", "How often");
        assertThat(rows(".problem-list", row -> Integer.toString(((ProblemEntry) row).count()))).containsExactly("9", "3", "1");
        show("meetings", "Sentences");
        List<Integer> sentences = RenderedFrames
            .onFx(() -> cellsOf(".meeting-list").map(row -> meeting(row).map(Meeting::segments).orElse(0)).filter(count -> count > 0).toList());
        assertThat(sentences).hasSizeGreaterThan(1).isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static Optional<Meeting> meeting(Object row) {
        try {
            return Optional.of((Meeting) row.getClass().getMethod("meeting").invoke(row));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private void show(String view, String sortedBy) {
        RenderedFrames.runAndAwait(() -> console.showView(view));
        pass(Duration.ofMillis(400));
        RenderedFrames.runAndAwait(() -> heading(sortedBy).fire());
        pass(Duration.ofMillis(400));
    }

    private SortHeading heading(String words) {
        return console.stage().getScene().getRoot().lookupAll(".sort-heading").stream().map(SortHeading.class::cast)
            .filter(one -> one.getText().startsWith(words)).findFirst().orElseThrow();
    }

    private List<String> rows(String selector, Function<Object, String> text) {
        return RenderedFrames.onFx(() -> cellsOf(selector).map(text).toList());
    }

    private Stream<?> cellsOf(String selector) {
        return ((ListView<?>) lookup(selector)).getItems().stream();
    }

    private List<String> names() {
        return RenderedFrames.onFx(() -> lookup("#list").lookupAll(".device-cell").stream()
            .filter(cell -> cell.isVisible() && cell.lookup(".editable-label") != null).sorted(Comparator.comparing(Node::getLayoutY))
            .map(cell -> ((EditableLabel) cell.lookup(".editable-label")).label().getText()).toList());
    }

    private void press(KeyCode key) {
        RenderedFrames.runAndAwait(() -> console.stage().requestFocus());
        SharedRobot.ROBOT.push(key);
        RenderedFrames.await(4);
    }

    private TurnRecord turn(long number, String device) {
        return new TurnRecord(
            number, new DeviceId("aa:0" + number), device, "Echo", "FreeTTS", new TurnFacts(time.now(), TurnFacts.Transcript.NONE,
                TurnFacts.Answer.withoutModel("Echo"), TurnFacts.Outcome.DONE, List.of(), Optional.empty(), Optional.empty()),
            Optional.empty(), Optional.empty());
    }

    private ProblemEntry problem(long number, int count, String device) {
        return new ProblemEntry(number, new Problem(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(new DeviceId(device)), List.of(device, "5", "1")),
            time.now(), time.now(), count, Optional.empty());
    }
}
