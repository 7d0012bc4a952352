package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.SettingsHistory;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.PointerMotion;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.testfx.robot.MouseRobot;

/// Lists that change while a hand is over them, in a window with a mouse.
class LiveRowsClickTest extends ConsoleFixture {
    @Test
    @DisplayName("U07: a click hits the device it was aimed at, though others need attention meanwhile")
    void aClickHitsTheRowItWasAimedAt() {
        device("94:01", "Hall");
        DeviceModelFake study = device("94:02", "Study");
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        assertThat(names()).containsExactly("Hall", "Study");
        moveTo(row("Study"));

        study.unheard();
        device("94:00", "Attic").unheard();
        pass(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        assertThat(names()).containsExactly("Hall", "Study");
        assertThat(text(".rows-waiting")).isEqualTo("1 new, shown when the pointer leaves the list");
        MouseRobot mouse = SharedRobot.ROBOT.robotContext().getMouseRobot();
        mouse.press(MouseButton.PRIMARY);
        mouse.release(MouseButton.PRIMARY);
        pass(Duration.ofSeconds(1));
        assertThat(((EditableLabel) node("#name")).label().getText()).isEqualTo("Study");

        moveTo(node("#count"));
        RenderedFrames.runAndAwait(() -> lookup("#filter").requestFocus());
        pass(Duration.ofSeconds(1));
        assertThat(names()).containsExactly("Study", "Attic", "Hall");
        assertThat(((EditableLabel) node("#name")).label().getText()).as("what is selected stays selected").isEqualTo("Study");
    }

    @Test
    @DisplayName("U25: rows stay while a hand moves over them, also on the button that tells of new ones, and follow again when it rests")
    void theTimelineFollowsAgain() {
        events(60);
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("timeline"));
        pass(Duration.ofSeconds(1));
        moveTo(node(".painted-list"));
        events(3);
        pass(Duration.ofSeconds(1));
        assertThat(text("#fresh")).contains("3 new");
        moveTo(node("#fresh"));
        pass(Duration.ofSeconds(1));
        assertThat(node("#fresh").isVisible()).isTrue();
        pass(PointerMotion.REST);
        assertThat(node("#fresh").isVisible()).as("nothing below is unseen").isFalse();
        events(3);
        pass(Duration.ofSeconds(1));
        assertThat(node("#fresh").isVisible()).isFalse();
    }

    @Test
    @DisplayName("U33: the bar that tells of an unreadable file comes, and goes, when the hand has left what it moves; meanwhile it is disabled")
    void barsWait() {
        device("94:01", "Hall");
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        moveTo(row("Hall"));
        ScreenshotScene.BROKEN.arrange(engine, time);
        pass(Duration.ofSeconds(1));
        assertThat(node("#broken").isVisible()).isFalse();
        moveTo(node("#devices"));
        pass(Duration.ofSeconds(1));
        assertThat(node("#broken").isVisible()).isTrue();
        moveTo(row("Hall"));
        engine.history.set(SettingsHistory.NONE);
        pass(Duration.ofSeconds(1));
        assertThat(node("#broken")).matches(Node::isVisible).matches(Node::isDisabled);
        pass(PointerMotion.REST);
        assertThat(node("#broken").isVisible()).as("a hand that rests is none").isFalse();
    }

    private void events(int count) {
        IntStream.range(0, count).forEach(_ -> engine.events.append(
            new Event(time.now(), time.nanos(), Optional.empty(), Direction.IN, "listen", Severity.INFO, new EventText.Words("start"), EventPayload.none())));
    }

    private DeviceModelFake device(String id, String name) {
        return engine.device(new DeviceId(id)).named(name, "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
    }

    private List<String> names() {
        return RenderedFrames.onFx(() -> cells().map(LiveRowsClickTest::name).toList());
    }

    private Node row(String name) {
        return RenderedFrames.onFx(() -> cells().filter(cell -> name(cell).equals(name)).findFirst().orElseThrow());
    }

    private Stream<Node> cells() {
        return lookup("#list").lookupAll(".device-cell").stream().filter(cell -> cell.isVisible() && cell.lookup(".editable-label") != null)
            .sorted(Comparator.comparing(Node::getLayoutY));
    }

    private static String name(Node cell) {
        return ((EditableLabel) cell.lookup(".editable-label")).label().getText();
    }

    private void moveTo(Node node) {
        Point2D at = RenderedFrames.onFx(() -> node.localToScreen(5, 5));
        SharedRobot.ROBOT.robotContext().getMouseRobot().move(at);
        RenderedFrames.await(4);
    }
}
