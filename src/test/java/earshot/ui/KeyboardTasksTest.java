package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.engine.TestDeviceState;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.ui.kit.Texts.Language;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.PopupControl;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what the README describes is done without a mouse, each first action within three presses of Tab")
class KeyboardTasksTest extends ConsoleFixture {
    /// Presses of Tab from where the keyboard begins in a view to its first action.
    private static final int FIRST_ACTION = 3;

    @Test
    @DisplayName("connect a board: the address is copied, a waiting board is let in; a test device speaks, several do, and a person talks")
    void connect() {
        ScreenshotScene.WAITING.arrange(engine, time);
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        command("copy address");
        assertThat(RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().getString())).startsWith("ws://");
        focus("#approvals");
        key(KeyCode.HOME);
        tabTo("Let it in", FIRST_ACTION);
        key(KeyCode.ENTER);
        expect(sent -> sent.last().isInstanceOf(Command.ApproveDevice.class));
        command("several test");
        tabTo("Start", FIRST_ACTION);
        key(KeyCode.ENTER);
        expect(sent -> sent.last().isEqualTo(new Command.StartTestDevices(5, 1)));
        engine.testDevice.set(Optional.of(new TestDeviceState(new DeviceId("aa"), true, false, "idle", 0, 0, 0)));
        engine.device(new DeviceId("aa")).named("Lab", "").test();
        pass(Duration.ofSeconds(1));
        focus("#filter");
        tabTo("Hold to talk", FIRST_ACTION);
        key(KeyCode.SPACE);
        expect(sent -> sent.endsWith(new Command.TalkTestDevice(true), new Command.TalkTestDevice(false)));
    }

    @Test
    @DisplayName("from the filter of a view Enter or Down leads to its first row")
    void fromFilterToRows() {
        MeetingScreenshotScenes.live(engine, time, 12);
        engine.device(new DeviceId("aa")).named("Lab", "").test();
        engine.problems.set(List.of(new ProblemEntry(1, new Problem(ProblemCode.FRAMES_LATE, new ProblemSubject.Program(), List.of("Hall", "5", "1")), time.now(), time.now(), 1, Optional.empty())));
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        for (String view : List.of("devices", "meetings", "problems")) {
            RenderedFrames.runAndAwait(() -> console.showView(view));
            pass(Duration.ofSeconds(1));
            for (KeyCode leaving : List.of(KeyCode.ENTER, KeyCode.DOWN)) {
                key(KeyCode.CONTROL, KeyCode.F);
                assertThat(focused()).as(view).isInstanceOf(TextInputControl.class);
                key(leaving);
                assertThat(focused()).as("%s, %s", view, leaving).isInstanceOf(ListView.class);
                assertThat(((ListView<?>) focused()).getSelectionModel().getSelectedIndex()).as(view).isNotNegative();
            }
        }
    }

    @Test
    @DisplayName("settings: one is found, changed, applied and undone; the server is restarted; a model is added")
    void settle() {
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        command("idle timeout");
        assertThat(focused().getId()).isEqualTo("setting-close_connection_no_voice_time");
        key(KeyCode.CONTROL, KeyCode.A);
        type("300");
        key(KeyCode.CONTROL, KeyCode.ENTER);
        expect(sent -> sent.last().asString().contains("close_connection_no_voice_time=300"));
        command("undo");
        expect(sent -> sent.last().isEqualTo(new Command.UndoSettings()));
        command("restart server");
        tabTo("Restart server", FIRST_ACTION);
        key(KeyCode.ENTER);
        expect(sent -> sent.last().isEqualTo(new Command.Restart()));
        command("add api key model");
        assertThat(Stream.iterate(focused(), Objects::nonNull, Node::getParent).map(Node::getId)).as("the form is filled in next").contains("form");
    }

    @Test
    @DisplayName("a meeting is begun, marked and exported; the timeline is filtered and copied; a problem is acknowledged")
    void work() {
        MeetingScreenshotScenes.live(engine, time, 12);
        engine.problems.set(List.of(new ProblemEntry(1, new Problem(ProblemCode.FRAMES_LATE, new ProblemSubject.Program(), List.of("Hall", "5", "1")), time.now(), time.now(), 1, Optional.empty())));
        IntStream.range(0, 3).forEach(_ -> engine.events.append(new Event(time.now(), time.nanos(), Optional.empty(), Direction.IN, "listen", Severity.INFO, "start", EventPayload.none())));
        open(Language.ENGLISH);
        key(KeyCode.CONTROL, KeyCode.DIGIT4);
        pass(Duration.ofSeconds(1));
        key(KeyCode.M);
        type("decided");
        key(KeyCode.ENTER);
        expect(sent -> sent.last().asString().contains("decided"));
        focus("#list");
        key(KeyCode.CONTROL, KeyCode.S);
        assertThat(inOverlay()).isTrue();
        key(KeyCode.ESCAPE);
        command("start meeting");
        assertThat(inOverlay()).as("the form asks who takes part").isTrue();
        key(KeyCode.ESCAPE);
        command("finalize");
        expect(sent -> sent.last().asString().contains("Finish"));

        key(KeyCode.CONTROL, KeyCode.DIGIT2);
        pass(Duration.ofSeconds(1));
        type("/type:listen");
        pass(Duration.ofSeconds(1));
        // the first Enter may take a completion, where one is offered by then
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            key(KeyCode.ENTER);
            return !(focused() instanceof TextInputControl);
        });
        key(KeyCode.END);
        key(KeyCode.CONTROL, KeyCode.C);
        assertThat(RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().getString())).contains("listen");

        command("problems view");
        pass(Duration.ofSeconds(1));
        key(KeyCode.HOME);
        tabTo("Acknowledge", FIRST_ACTION);
        key(KeyCode.ENTER);
        expect(sent -> sent.last().isEqualTo(new Command.AcknowledgeProblem(1)));
        command("quit");
        assertThat(words("#dialog .button")).contains("Cancel");
    }

    @Test
    @DisplayName("the keys that edit a text edit it also while completions are shown below it")
    void editsAboveCompletions() {
        ScreenshotScene.ONE.arrange(engine, time);
        IntStream.range(0, 3).forEach(_ -> engine.events.append(
            new Event(time.now(), time.nanos(), Optional.empty(), Direction.IN, "listen", Severity.INFO, "start", EventPayload.none())));
        open(Language.ENGLISH);
        key(KeyCode.CONTROL, KeyCode.DIGIT2);
        pass(Duration.ofSeconds(1));
        type("/dir:");
        await().atMost(Duration.ofSeconds(30)).until(
            () -> RenderedFrames.onFx(() -> Window.getWindows().stream().anyMatch(KeyboardTasksTest::offersCompletions)));
        edits((TextInputControl) focused(), "dir:");

        ModelsStateSamples.arrange(engine, time);
        console.showView("models");
        pass(Duration.ofSeconds(1));
        ComboBox<?> box = (ComboBox<?>) RenderedFrames.onFx(() -> console.stage().getScene().getRoot().lookup(".purpose .combo-box"));
        RenderedFrames.runAndAwait(() -> {
            box.requestFocus();
            box.getEditor().setText("dir:");
            box.show();
        });
        RenderedFrames.await(3);
        edits(box.getEditor(), "dir:");
    }

    private static String text(TextInputControl field) {
        return RenderedFrames.onFx(() -> field.getText());
    }

    private void edits(TextInputControl field, String text) {
        key(KeyCode.CONTROL, KeyCode.A);
        assertThat(RenderedFrames.onFx(field::getSelectedText)).as("Ctrl+A").isEqualTo(text);
        key(KeyCode.CONTROL, KeyCode.C);
        assertThat(RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().getString())).as("Ctrl+C").isEqualTo(text);
        key(KeyCode.HOME);
        assertThat(RenderedFrames.onFx(field::getCaretPosition)).as("Home").isEqualTo(0);
        key(KeyCode.SHIFT, KeyCode.RIGHT);
        assertThat(RenderedFrames.onFx(field::getSelectedText)).as("Shift+Right").isEqualTo(text.substring(0, 1));
        key(KeyCode.END);
        assertThat(RenderedFrames.onFx(field::getCaretPosition)).as("End").isEqualTo(text.length());
        key(KeyCode.SHIFT, KeyCode.HOME);
        assertThat(RenderedFrames.onFx(field::getSelectedText)).as("Shift+Home").isEqualTo(text);
        key(KeyCode.END);
        key(KeyCode.CONTROL, KeyCode.LEFT);
        assertThat(RenderedFrames.onFx(field::getCaretPosition)).as("Ctrl+Left").isLessThan(text.length());
        key(KeyCode.SHIFT, KeyCode.END);
        assertThat(RenderedFrames.onFx(field::getSelectedText)).as("Shift+End").isNotEmpty();
        key(KeyCode.CONTROL, KeyCode.A);
        key(KeyCode.CONTROL, KeyCode.X);
        assertThat(text(field)).as("Ctrl+X").isEmpty();
        key(KeyCode.CONTROL, KeyCode.V);
        assertThat(text(field)).as("Ctrl+V").isEqualTo(text);
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(text(field)).as("Ctrl+Z").isEmpty();
    }

    @Test
    @DisplayName("a backup is begun, a waiting board refused by the menu of its row")
    void keep() {
        ScreenshotScene.WAITING.arrange(engine, time);
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        focus("#approvals");
        key(KeyCode.HOME);
        key(KeyCode.SHIFT, KeyCode.F10);
        ContextMenu menu = RenderedFrames.onFx(() -> Window.getWindows().stream().filter(ContextMenu.class::isInstance).map(ContextMenu.class::cast)
            .filter(Window::isShowing).findFirst().orElseThrow());
        RenderedFrames.runAndAwait(() -> menu.getItems().stream().filter(item -> "Refuse".equals(item.getText())).findFirst().orElseThrow().fire());
        expect(sent -> sent.last().isInstanceOf(Command.RefuseDevice.class));
        RenderedFrames.runAndAwait(menu::hide);

        command("back up");
        await().atMost(Duration.ofSeconds(30)).until(() -> "backUp".equals(focused().getId()));
        command("restore a backup");
        await().atMost(Duration.ofSeconds(30)).until(() -> "restoreBackup".equals(focused().getId()));
    }

    @Test
    @DisplayName("U43, U44: the palette sets the theme that is named; after another language, and by the key of the view that is shown, the keyboard is in the view")
    void lookAndLanguage() {
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        command("dark theme");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getRoot().getStyleClass())).contains("dark");
        command("light theme");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getRoot().getStyleClass())).contains("light");
        command("switch to chinese");
        await().atMost(Duration.ofSeconds(30)).until(() -> named(focused()).equals("启动测试设备"));
        focus("#language");
        key(KeyCode.CONTROL, KeyCode.DIGIT1);
        await().atMost(Duration.ofSeconds(30)).until(() -> named(focused()).equals("启动测试设备"));
    }

    @Test
    @DisplayName("after a device was renamed by F2 its row has the keyboard again, also when the name stayed")
    void renamed() {
        engine.device(new DeviceId("aa")).named("Lab", "").test();
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        for (KeyCode end : List.of(KeyCode.ENTER, KeyCode.ESCAPE)) {
            focus("#list");
            key(KeyCode.HOME);
            key(KeyCode.F2);
            assertThat(focused()).isInstanceOfSatisfying(TextInputControl.class,
                field -> assertThat(field.getBackground().getFills()).as("edge and ground of the field are seen").hasSize(2));
            key(end);
            assertThat(focused()).as("%s", end).isInstanceOf(ListView.class);
        }
    }

    private void expect(Consumer<ListAssert<Command>> sent) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> sent.accept(assertThat(engine.sentCommands)));
    }

    private void command(String words) {
        key(KeyCode.CONTROL, KeyCode.K);
        type(words);
        key(KeyCode.ENTER);
        pass(Duration.ofMillis(400));
    }

    /// One character after the other to whatever has the focus, as keys do it.
    private void type(String text) {
        await().atMost(Duration.ofSeconds(30)).until(() -> text.startsWith("/") || focused() instanceof TextInputControl);
        RenderedFrames.runAndAwait(() -> text.chars().mapToObj(Character::toString).forEach(character -> List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_TYPED).forEach(kind ->
            console.stage().getScene().getFocusOwner().fireEvent(new KeyEvent(kind, kind == KeyEvent.KEY_TYPED ? character : "", "", KeyCode.UNDEFINED, false, false, false, false)))));
        RenderedFrames.await(2);
    }

    /// Goes on with Tab to what has these words or this name; more presses than `most` are too many.
    private void tabTo(String words, int most) {
        List<String> passed = new ArrayList<>();
        while (!named(focused()).startsWith(words)) {
            passed.add(named(focused()));
            assertThat(passed).as("stops of Tab before %s", words).hasSizeLessThanOrEqualTo(most);
            key(KeyCode.TAB);
        }
    }

    private static String named(Node node) {
        return node instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : String.valueOf(node.getAccessibleText());
    }

    /// Where a person has come by Tab before.
    private void focus(String selector) {
        RenderedFrames.runAndAwait(() -> lookup(selector).requestFocus());
    }

    private Node focused() {
        return RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner());
    }

    private boolean inOverlay() {
        return Stream.iterate(focused(), Objects::nonNull, Node::getParent).anyMatch(node -> "overlay".equals(node.getId()));
    }

    private static boolean offersCompletions(Window window) {
        return window instanceof PopupControl popup && popup.getStyleClass().contains("auto-complete-popup");
    }

    private void key(KeyCode... keys) {
        RenderedFrames.runAndAwait(() -> console.stage().requestFocus());
        SharedRobot.ROBOT.press(keys).release(keys);
        RenderedFrames.await(3);
    }
}
