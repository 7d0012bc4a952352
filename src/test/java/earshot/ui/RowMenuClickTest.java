package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts.Language;
import earshot.ui.kit.TimeFormatter;
import earshot.wire.Dialect;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The menus of rows, by mouse and by keyboard, in a window.
class RowMenuClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("aa:01");

    @Test
    @DisplayName("U24: what may follow in the filter is offered with what it means, and all of it is seen")
    void completions() {
        kitchen();
        event("hello", "{}");
        open(Language.ENGLISH);
        show("timeline");
        RenderedFrames.runAndAwait(() -> {
            console.stage().requestFocus();
            lookup("#filter").requestFocus();
            ((TextInputControl) lookup("#filter")).setText("dir:");
        });
        await().until(() -> !offered(".list-cell").isEmpty());
        RenderedFrames.await(4);
        assertThat(offered(".list-cell")).extracting(cell -> ((Labeled) cell).getText()).filteredOn(words -> words != null && !words.isEmpty())
            .containsExactly("dir:here   —  what happened in this program", "dir:in   —  what devices sent", "dir:out   —  what was sent to devices");
        assertThat(offered(".scroll-bar")).as("what would have to be scrolled").isEmpty();
    }

    private static List<Node> offered(String selector) {
        return RenderedFrames.onFx(() -> Window.getWindows().stream().filter(Window::isShowing).map(window -> window.getScene().getRoot())
            .filter(root -> root.lookup(".auto-complete-popup") != null || root.getStyleClass().contains("auto-complete-popup"))
            .flatMap(root -> root.lookupAll(selector).stream()).filter(ConsoleFixture::shown).toList());
    }

    @Test
    @DisplayName("U27: a row of the timeline narrows the list, leads to its turn and its device, and is copied; the turn leads back")
    void fromTheTimelineToTheTurnAndBack() {
        DeviceModelFake kitchen = kitchen();
        engine.turns.set(List.of(turn(1, time.now()), turn(2, time.now().plusSeconds(300))));
        event("hello", "{}");
        event("listen", "{\"state\":\"start\"}");
        open(Language.ENGLISH);
        show("timeline");
        RenderedFrames.runAndAwait(() -> lookup(".painted-list").requestFocus());
        key(".painted-list", KeyCode.END, false);
        key(".painted-list", KeyCode.F10, true);
        assertThat(menu()).containsExactly("Only Kitchen", "Only listen", "Without listen", "Time zero (T)", "Go to the turn", "Go to the device", "Copy as text", "Copy content", "Copy as JSON",
            "Copy as websocat", "Copy as curl", "Copy for a bug report", "Save what the filter shows…");
        choose("Copy as JSON");
        assertThat(clipboard()).contains("\"device\":\"aa:01\"", "\"type\":\"listen\"", "\"payload\":{\"state\":\"start\"}");
        key(".painted-list", KeyCode.CONTEXT_MENU, false);
        choose("Without listen");
        assertThat(((TextInputControl) node("#filter")).getText()).isEqualTo("-type:listen");
        assertThat(text("#count")).isEqualTo("1 of 2");
        key(".painted-list", KeyCode.END, false);
        key(".painted-list", KeyCode.F10, true);
        choose("Go to the turn");
        assertThat(text("#title")).as("not the newest one").startsWith(TimeFormatter.CLOCK.format(engine.turns.get().getFirst().facts().at()));
        key("#list", KeyCode.F10, true);
        choose("Show in the timeline");
        assertThat(text("#count")).isEqualTo("2 of 2");
        assertThat(text("#detailTitle")).contains("hello", "Kitchen");
        show("devices");
        kitchen.named("Hall", "");
        show("timeline");
        assertThat(text("#detailTitle")).as("the name that it has now").contains("Hall").doesNotContain("Kitchen");
    }

    @Test
    @DisplayName("U27, U37: several rows are selected by Shift or all by Ctrl+A, and leave in the background")
    void severalRowsOfTheTimeline() {
        kitchen();
        event("hello", "{\"type\":\"hello\",\"version\":3}");
        event("listen", "{\"state\":\"start\"}");
        event("abort", "{\"reason\":\"it's me\"}");
        open(Language.ENGLISH);
        show("timeline");
        key(".painted-list", KeyCode.END, false);
        key(".painted-list", KeyCode.UP, true);
        assertThat(text("#count")).isEqualTo("3 of 3, 2 selected");
        key(".painted-list", KeyCode.F10, true);
        choose("Copy as websocat");
        assertThat(clipboard()).as("its hello first").startsWith("printf '%s\\n' '{\"type\":\"hello\",\"version\":3}' '{\"state\":\"start\"}' '{\"reason\":\"it'\\''s me\"}' | websocat").contains("-H='Device-Id: aa:01'");
        key(".painted-list", KeyCode.F10, true);
        choose("Copy for a bug report");
        assertThat(clipboard()).startsWith("# Earshot report").contains("| Name | Kitchen (aa:01) |", "> ");
        engine.answers = command -> command instanceof Command.ExportEvents ? Optional.of(new Operation.Outcome.Done("copied", List.of("3", "3"), Optional.of(new Operation.Result.Rendered("three rows")))) : Optional.empty();
        RenderedFrames.runAndAwait(() -> lookup(".painted-list").fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.A, false, true, false, false)));
        key(".painted-list", KeyCode.F10, true);
        choose("Copy 3 rows as text");
        assertThat(engine.sentCommands).last().isInstanceOfSatisfying(Command.ExportEvents.class, export -> assertThat(export.rows()).extracting(Event::type).containsExactly("hello", "listen", "abort"));
        assertThat(clipboard()).isEqualTo("three rows");
        key(".painted-list", KeyCode.DOWN, false);
        assertThat(text("#count")).as("one row again").isEqualTo("3 of 3");
    }

    @Test
    void aRowThatIsPressedWithTheRightButtonIsMeantAndNotTheSelectedOne() {
        kitchen();
        engine.device(new DeviceId("aa:02")).named("Hall", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
        open(Language.CHINESE);
        pass(Duration.ofSeconds(1));
        rightClick(cell("Kitchen"));
        assertThat(menu()).containsExactly("只看 Kitchen", "在时间线中查看", "该设备的对话", "重命名", "复制 ID", "复制为文字");
        choose("复制 ID");
        assertThat(clipboard()).isEqualTo("aa:01");
        rightClick(cell("Kitchen"));
        choose("重命名");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner())).isInstanceOf(TextInputControl.class);
        key(".edit-field", KeyCode.F10, true);
        assertThat(menu()).as("a text that is typed has its own").isEmpty();
    }

    @Test
    @DisplayName("Tab goes from the list of problems to the buttons of the selected one only; its menu does the same")
    void theButtonsOfARowAreReached() {
        engine.problems.set(List.of(problem(1, ProblemCode.FRAMES_LATE, "aa:01"), problem(2, ProblemCode.FRAMES_LATE, "aa:02")));
        open(Language.ENGLISH);
        show("problems");
        pass(Duration.ofSeconds(1));
        key("#list", KeyCode.END, false);
        SharedRobot.ROBOT.push(KeyCode.TAB);
        RenderedFrames.await(4);
        Node focused = RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner());
        assertThat(((Labeled) focused).getText()).isEqualTo("Go to");
        assertThat(cells(node -> node == focused)).as("in the selected row").containsExactly(true);
        assertThat(cells(node -> node.isFocusTraversable())).as("and Tab stops in no other one").isNotEmpty().containsOnly(true);
        key("#list", KeyCode.F10, true);
        assertThat(menu()).contains("Go to", "Only problems of this kind", "Copy as text").endsWith("Acknowledge");
        choose("Acknowledge");
        assertThat(engine.sentCommands).last().isInstanceOf(Command.AcknowledgeProblem.class);
    }

    @Test
    @DisplayName("U22: a meeting is exported from its row, and what another one was is copied")
    void meetings() {
        MeetingScreenshotScenes.live(engine, time, 12);
        open(Language.ENGLISH);
        show("meetings");
        pass(Duration.ofSeconds(1));
        key("#list", KeyCode.F10, true);
        assertThat(menu()).contains("Go to the device", "Export…", "Copy as text").doesNotContain("Delete");
        RenderedFrames.runAndAwait(() -> windows().forEach(Window::hide));
        key("#list", KeyCode.DOWN, false);
        key("#list", KeyCode.F10, true);
        assertThat(menu()).endsWith("Delete");
        choose("Export…");
        assertThat(words("#overlay .label")).anyMatch(words -> words.startsWith("Export \""));
    }

    @Test
    @DisplayName("a device that is not in the list is not gone to: the view of devices could only show how a first one comes")
    void aDeviceThatWasForgotten() {
        MeetingScreenshotScenes.live(engine, time, 12);
        engine.devices.set(List.of());
        open(Language.ENGLISH);
        show("meetings");
        pass(Duration.ofSeconds(1));
        key("#list", KeyCode.F10, true);
        assertThat(menu()).contains("Go to the device (not in the list)").doesNotContain("Go to the device");
        assertThat(disabled()).containsExactly("Go to the device (not in the list)");
        RenderedFrames.runAndAwait(() -> windows().forEach(Window::hide));
        engine.turns.set(List.of(turn(1, time.now())));
        show("turns");
        pass(Duration.ofSeconds(1));
        key("#list", KeyCode.F10, true);
        assertThat(disabled()).contains("Go to the device (not in the list)");
        assertThat(node("#device").isDisabled()).isTrue();
    }

    private List<String> disabled() {
        return RenderedFrames.onFx(() -> windows().stream().filter(ContextMenu.class::isInstance).flatMap(menu -> ((ContextMenu) menu).getItems().stream())
            .filter(MenuItem::isDisable).map(MenuItem::getText).toList());
    }

    /// Of each button in a problem's row that passes: whether the row is selected.
    private List<Boolean> cells(Predicate<Node> buttons) {
        return RenderedFrames.onFx(() -> console.stage().getScene().getRoot().lookupAll(".problem-cell").stream().map(ListCell.class::cast).filter(cell -> !cell.isEmpty())
            .flatMap(cell -> cell.lookupAll(".button").stream().filter(button -> buttons.test((Node) button)).map(_ -> cell.isSelected())).toList());
    }

    @Test
    void aLongNameMakesNoWideMenu() {
        UiToolkit.start();
        assertThat(RenderedFrames.onFx(() -> RowMenu.item("Only " + "Kitchen".repeat(70), () -> { }).getText())).startsWith("Only Kitchen").endsWith("…")
            .hasSize(60);
    }

    private DeviceModelFake kitchen() {
        return engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
    }

    private void event(String type, String payload) {
        engine.events.append(new Event(time.now(), time.nanos(), Optional.of(KITCHEN), Direction.IN, type, Severity.INFO, new EventText.Words(type), new EventPayload.Text(payload, payload.length(), Optional::empty)));
    }

    @Test
    @DisplayName("a menu has neither shadow nor round corners where its own window would be seen behind them")
    void menusOfOpaqueWindows() {
        engine.device(KITCHEN).named("Kitchen", "").asleep(Duration.ofMinutes(1), "device.hangup");
        open(Language.ENGLISH);
        pass(Duration.ofMillis(400));
        rightClick(cell("Kitchen"));
        Region menu = RenderedFrames.onFx(() -> (Region) windows().getFirst().getSkin().getNode());
        assertThat(RenderedFrames.onFx(() -> Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW))).as("on this platform").isFalse();
        assertThat(menu.getEffect()).isNull();
        assertThat(menu.getBackground().getFills()).allSatisfy(fill -> assertThat(fill.getRadii()).isEqualTo(CornerRadii.EMPTY));
    }

    private static TurnRecord turn(long number, Instant at) {
        return new TurnRecord(number, KITCHEN, "Kitchen", "Echo", "FreeTTS", new TurnFacts(at, TurnFacts.Transcript.NONE, TurnFacts.Answer.withoutModel("Echo"), TurnFacts.Outcome.DONE, List.of(), Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty());
    }

    private ProblemEntry problem(long number, ProblemCode code, String device) {
        return new ProblemEntry(number, new Problem(code, new ProblemSubject.Device(new DeviceId(device)), List.of(device, "5", "1")), time.now(), time.now(), 1, Optional.empty());
    }

    private void show(String view) {
        RenderedFrames.runAndAwait(() -> console.showView(view));
        pass(Duration.ofMillis(400));
    }

    private Node cell(String name) {
        return RenderedFrames.onFx(() -> lookup("#list").lookupAll(".device-cell .label").stream().filter(node -> ((Labeled) node).getText().equals(name)).findFirst().orElseThrow());
    }

    private void rightClick(Node node) {
        RenderedFrames.runAndAwait(() -> node.fireEvent(new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 5, 5, 300, 300, false, new PickResult(node, 5, 5))));
        RenderedFrames.await(3);
    }

    private void key(String selector, KeyCode code, boolean shift) {
        RenderedFrames.runAndAwait(() -> {
            lookup(selector).requestFocus();
            lookup(selector).fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
        });
        RenderedFrames.await(3);
    }

    private static List<ContextMenu> windows() {
        return Window.getWindows().stream().filter(window -> window instanceof ContextMenu menu && "rowMenu".equals(menu.getId()) && menu.isShowing()).map(ContextMenu.class::cast).toList();
    }

    private static List<String> menu() {
        return RenderedFrames.onFx(() -> windows().stream().flatMap(menu -> menu.getItems().stream()).map(MenuItem::getText).filter(Objects::nonNull).toList());
    }

    private void choose(String words) {
        RenderedFrames.runAndAwait(() -> {
            ContextMenu menu = windows().getFirst();
            MenuItem item = menu.getItems().stream().filter(one -> words.equals(one.getText())).findFirst().orElseThrow();
            menu.hide();
            item.fire();
        });
        pass(Duration.ofMillis(400));
    }

    private static String clipboard() {
        return RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().getString());
    }
}
