package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.AccessSettings;
import earshot.access.Reach;
import earshot.audio.AudioLevel;
import earshot.config.SettingsHistory;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.ModeChange;
import earshot.engine.ActiveComponents;
import earshot.engine.Command;
import earshot.engine.EngineState;
import earshot.engine.PreviousRun;
import earshot.engine.FirstContact;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.engine.ProblemEntry;
import earshot.engine.ServerMetrics;
import earshot.engine.TestDeviceState;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.geometry.Orientation;
import earshot.wire.WorkMode;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;

/// The console window with a fake engine.
class ConsoleWindowTest extends ConsoleFixture {
    private static final String KITCHEN = "94:a9:90:00:00:01";

    private final FxRobot robot = SharedRobot.ROBOT;

    @BeforeEach
    void open() {
        open(Language.ENGLISH);
    }

    @Test
    @DisplayName("U01: the empty console shows seven steps, ticks those reached, and says what to do at the first unreached one")
    void ladder() {
        engine.firstContact.set(EngineFake.firstContactWith(2, 4));
        pass();
        assertThat(count(".step")).isEqualTo(7);
        assertThat(count(".step-reached")).isEqualTo(2);
        assertThat(count(".step-waiting")).isEqualTo(1);
        assertThat(words(".step-action")).containsExactly("→ It has got its address and has not used it yet: wake the device, or restart it.");
    }

    @Test
    @DisplayName("U01: a failed step is red and has its remedy")
    void failedStep() {
        var stepStatuses = new ArrayList<>(EngineFake.firstContactWith(4, 1).steps());
        stepStatuses.set(4, new FirstContact.StepStatus(FirstContact.Step.AUTHENTICATED, FirstContact.StepState.FAILED,
            Optional.of(Problem.of(ProblemCode.CONNECTION_REFUSED, KITCHEN, "token missing")), "192.168.1.23"));
        engine.firstContact.set(new FirstContact(stepStatuses, 1));
        pass();
        assertThat(count(".step-failed")).isEqualTo(1);
        assertThat(words(".step-action")).singleElement().asString().contains("Authorization");
    }

    @Test
    void firstContactSaysWhyOnlyThisComputerMayConnect() {
        pass();
        assertThat(words(".ladder .warn-text")).isEmpty();
        engine.settings.set(engine.settings.get().with(AccessSettings.SECTION, new AccessSettings(Reach.COMPUTER)));
        pass();
        assertThat(words(".ladder .warn-text")).singleElement().asString().startsWith("Only this computer may connect: the setting \"Who can reach");
        engine.history.set(new SettingsHistory(List.of(), Optional.empty(), Optional.empty(),
            Optional.of(new SettingsHistory.UnreadableFile("config.yaml", "3", "a tab", Optional.empty()))));
        pass();
        assertThat(words(".ladder .warn-text")).singleElement().asString().contains("until the settings file can be read");
        RenderedFrames.runAndAwait(() -> ((Button) withWords(".ladder .button", "Go to Problems")).fire());
        pass();
        assertThat(node(".problems")).isNotNull();
    }

    @Test
    @DisplayName("U02: every address is there to copy, loopback is marked")
    void addresses() {
        assertThat(words(".addresses .label")).contains("ws://192.168.1.20:8000/xiaozhi/v1/", "http://10.0.0.5:8003/xiaozhi/ota/", "eth0", "wlan0", "only this computer",
            "badge", "ws://192.168.1.20:8000/supie/v1/", "http://10.0.0.5:8003/supie/ota/").doesNotContain("ws://127.0.0.1:8000/supie/v1/");
    }

    @Test
    @DisplayName("U03: a refused attempt is a row with its remedy")
    void refused() {
        ScreenshotScene.REFUSED.arrange(engine, time);
        pass();
        assertThat(words(".device-cell .label")).contains("94:a9:90:00:00:0b", "192.168.1.23", "refused").anyMatch(words -> words.contains("token missing") && words.contains("Authorization"));
    }

    @Test
    @DisplayName("U03: a refused page is allowed with one click on its row")
    void refusedPage() {
        engine.attempts.set(List.of(new ConnectionAttempt(1, engine.ago(Duration.ofSeconds(3)), ConnectionAttempt.Port.WEBSOCKET, "192.168.1.23", "GET / HTTP/1.1", Optional.of(new DeviceId("94:0b")),
            ConnectionAttempt.Step.IDENTIFIED, Optional.of(Problem.of(ProblemCode.ORIGIN_REFUSED, "94:0b", "not allowed here", "https://panel.example")))));
        pass();
        fire("#allow-refused");
        assertThat(engine.sentCommands).containsExactly(new Command.AllowOrigin("https://panel.example"));
    }

    @Test
    @DisplayName("U04: the button of the empty console starts a test device")
    void startsTestDevice() {
        fire("#firstTest");
        assertThat(engine.sentCommands).containsExactly(new Command.StartTestDevice(Optional.empty()));
    }

    @Test
    @DisplayName("U04: the talk button talks while it is held, by mouse and by the space bar")
    void talks() {
        engine.device(new DeviceId("test")).named("Lab", "").test();
        engine.testDevice.set(Optional.of(new TestDeviceState(new DeviceId("test"), true, false, "idle", 0, 0, 0)));
        pass();
        robot.moveTo("#talk").press(MouseButton.PRIMARY);
        RenderedFrames.await(2);
        assertThat(engine.sentCommands).containsExactly(new Command.TalkTestDevice(true));
        robot.release(MouseButton.PRIMARY);
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        RenderedFrames.await(2);
        assertThat(engine.sentCommands).containsExactly(new Command.TalkTestDevice(true), new Command.TalkTestDevice(false), new Command.TalkTestDevice(true), new Command.TalkTestDevice(false));
    }

    @Test
    @DisplayName("U05: the detail says where the id came from, and marks one that the server had to make up")
    void sourceOfTheId() {
        DeviceModelFake kitchen = kitchen();
        pass();
        assertThat(text("#source")).isEqualTo("id: header");
        kitchen.nameless();
        pass();
        assertThat(text("#source")).isEqualTo("id: automatic ⚠");
        assertThat(node("#source").getStyleClass()).contains("is-warn");
    }

    @Test
    @DisplayName("U08: listen state and connection mode are two pills, with the last 60 s as a strip and its legend below")
    void statesOfTheLastMinute() {
        kitchen().pastMinute();
        pass();
        assertThat(words("#tabs .pill")).as("the pills").contains("listening", "conversation");
        assertThat(((Parent) node("#strip")).getChildrenUnmodifiable()).hasSizeGreaterThan(3);
        assertThat(words("#legend .label")).containsExactly("listening", "finalizing", "speaking", "idle", "last 60 s");
    }

    @Test
    void theDetailDoesNotScrollSidewaysWhereItScrollsDown() {
        engine.device(new DeviceId(KITCHEN)).named("Kitchen", "").connected(Dialect.BADGE, ListenState.FINALIZING, false, ConnectionMode.DIALOG_PREPARING, "listen start").pastMinute().turn();
        RenderedFrames.runAndAwait(() -> console.stage().setHeight(640));
        pass();
        assertThat(all("#tabs .scroll-bar")).filteredOn(bar -> shown(bar) && ((ScrollBar) bar).getOrientation() == Orientation.VERTICAL).isNotEmpty();
        assertThat(all("#tabs .scroll-bar")).filteredOn(bar -> shown(bar) && ((ScrollBar) bar).getOrientation() == Orientation.HORIZONTAL).isEmpty();
    }

    @Test
    void whatIsStillBeingRecognizedIsNotCalledNothing() {
        kitchen().recognizing();
        pass();
        assertThat(words("#turn .label")).contains("being recognised…").doesNotContain("nothing understood");
    }

    @Test
    @DisplayName("U06: an overlap is a joined row with a countdown")
    void overlap() {
        kitchen().leaving(Duration.ofMillis(1400));
        pass();
        assertThat(words(".device-cell .label")).contains("192.168.1.77 is being replaced, closed in 2 s");
    }

    @Test
    @DisplayName("U07: eight devices with all columns and no horizontal scrolling at 1280 px")
    void eightDevices() {
        ScreenshotScene.CROWDED.arrange(engine, time);
        pass();
        long devices = all(".device-cell").stream().filter(Node::isVisible).filter(cell -> cell.lookup(".level-meter") != null).count();
        assertThat(devices).isGreaterThanOrEqualTo(8);
        assertThat(all(".device-cell").stream().filter(Node::isVisible).count()).isGreaterThanOrEqualTo(10);
        assertThat(all("#list .scroll-bar")).filteredOn(bar -> ((ScrollBar) bar).getOrientation() == Orientation.HORIZONTAL).noneMatch(Node::isVisible);
    }

    @Test
    @DisplayName("U07: a row has two lines however long the last event is")
    void rowsStayLow() {
        DeviceModelFake kitchen = kitchen();
        pass();
        kitchen.connected(Dialect.BADGE, ListenState.LISTENING, true, ConnectionMode.DIALOG_ACTIVE,
            "→ stt \"had he married a more amiable woman he might have been made still more respectable than he was\"");
        pass();
        assertThat(all(".device-cell").stream().filter(cell -> shown(cell) && cell.lookup(".level-meter") != null)).isNotEmpty()
            .allSatisfy(cell -> assertThat(cell.getBoundsInParent().getHeight()).isLessThan(56));
    }

    @Test
    @DisplayName("U07: the name is edited in the row")
    void renamesInTheRow() {
        kitchen();
        pass();
        RenderedFrames.runAndAwait(() -> console.stage().getScene().lookup("#list").requestFocus());
        robot.press(KeyCode.F2).release(KeyCode.F2);
        RenderedFrames.await(2);
        robot.write("Fridge").press(KeyCode.ENTER).release(KeyCode.ENTER);
        RenderedFrames.await(2);
        assertThat(engine.sentCommands).containsExactly(new Command.RenameDevice(new DeviceId(KITCHEN), "Fridge"));
    }

    @Test
    @DisplayName("U09: a row flashes for half a second when its state changes")
    void flashes() {
        DeviceModelFake kitchen = kitchen();
        pass();
        // it may have been shown before it had its name
        pass(Duration.ofSeconds(1));
        assertThat(flashing()).isFalse();
        time.advance(Duration.ofMillis(100));
        kitchen.state(ListenState.FINALIZING);
        RenderedFrames.await(4);
        assertThat(flashing()).isTrue();
        time.advance(Duration.ofMillis(600));
        pass();
        assertThat(flashing()).isFalse();
    }

    @Test
    @DisplayName("U10: time left, the rule, and keep open")
    void countdown() {
        kitchen();
        RenderedFrames.await(6);
        assertThat(text("#idleLeft")).isEqualTo("08:12");
        assertThat(text("#idleRule")).contains("nobody speaks");
        fire("#keepOpen");
        assertThat(engine.sentCommands).containsExactly(new Command.KeepOpen(new DeviceId(KITCHEN), Duration.ofMinutes(10)));
        time.advance(Duration.ofSeconds(3));
        pass();
        assertThat(text("#idleLeft")).as("of the last second").isIn("08:08", "08:09");
    }

    @Test
    @DisplayName("U10: the modes of a badge: which since when, who asked, and switching it")
    void modes() {
        DeviceModelFake kitchen = kitchen();
        kitchen.modes.set(List.of(new ModeChange(time.now(), Optional.of(WorkMode.MEETING), ModeChange.Cause.VOICE), new ModeChange(time.now(), Optional.empty(), ModeChange.Cause.MEETING_END)));
        RenderedFrames.await(6);
        assertThat(((ToggleButton) node("#mode-conversation")).isSelected()).isTrue();
        assertThat(node("#modes").lookupAll(".pill").stream().map(pill -> ((Labeled) pill).getText())).containsExactly("conversation", "meeting");
        fire("#mode-conversation");
        fire("#mode-coding");
        assertThat(((ToggleButton) node("#mode-coding")).isSelected()).isFalse();
        assertThat(engine.sentCommands).containsExactly(new Command.SwitchMode(new DeviceId(KITCHEN), Optional.of(WorkMode.CODING)));
        kitchen.connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.CODING, "mode");
        time.advance(Duration.ofMillis(300));
        RenderedFrames.await(6);
        assertThat(((ToggleButton) node("#mode-coding")).isSelected()).isTrue();
        kitchen.connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
        time.advance(Duration.ofMillis(300));
        RenderedFrames.await(6);
        assertThat(node("#mode-coding").getParent().isVisible()).isFalse();
    }

    @Test
    @DisplayName("U11: the reason of the last end in words, following the language")
    void reason() {
        engine.device(new DeviceId(KITCHEN)).named("Kitchen", "").asleep(Duration.ofMinutes(2), "device.hangup");
        pass();
        assertThat(text("#ended")).contains("the device hung up").contains("1006");
        fire("#language");
        assertThat(text("#ended")).contains("设备挂断");
    }

    @Test
    @DisplayName("U12, U13: level with its number, and the frames, late, lost, queue and round trip")
    void levelAndFlow() {
        kitchen().levelIn.set(new AudioLevel(-21, -12, false));
        RenderedFrames.await(6);
        assertThat(text("#dbIn")).isEqualTo("-21 dB");
        assertThat(text("#flow")).isEqualTo("16.7/s · late 2 · lost 0 · queue 1 · ping 12 ms");
        assertThat(node("#meterIn").getAccessibleText()).isEqualTo("-21 decibel, clip no");
    }

    @Test
    void soundOutIsShownWhereItIsInSightOnly() {
        DeviceModelFake kitchen = kitchen().pastMinute().turn();
        RenderedFrames.runAndAwait(() -> console.stage().setHeight(560));
        pass();
        String before = text("#dbOut");
        kitchen.levelOut.set(new AudioLevel(-21, -12, false));
        kitchen.levelIn.set(new AudioLevel(-33, -12, false));
        RenderedFrames.await(6);
        assertThat(text("#dbIn")).isEqualTo("-33 dB");
        assertThat(text("#dbOut")).as("scrolled out of sight").isEqualTo(before);
        RenderedFrames.runAndAwait(() -> scrollTo(lookup("#dbOut")));
        RenderedFrames.await(6);
        assertThat(text("#dbOut")).isEqualTo("-21 dB");
        assertThat(node("#meterOut").getAccessibleText()).isEqualTo("-21 decibel, clip no");
    }

    @Test
    @DisplayName("U11: what was heard and answered is seen beside the list without scrolling, at 1280 by 800")
    void theLastTurnIsInSight() {
        kitchen().pastMinute().turn();
        RenderedFrames.runAndAwait(() -> {
            console.stage().setWidth(1280);
            console.stage().setHeight(800);
        });
        pass();
        double end = RenderedFrames.onFx(() -> lookup("#turn").localToScene(lookup("#turn").getLayoutBounds()).getMinY());
        double sight = RenderedFrames.onFx(() -> lookup("#tabs .panel-scroll").localToScene(lookup("#tabs .panel-scroll").getLayoutBounds()).getMaxY());
        assertThat(end + 60).as("heard and answered").isLessThan(sight);
    }

    @Test
    void closingADeviceAsksAboutThatDevice() {
        kitchen();
        pass();
        fire("#close");
        assertThat(words("#dialog .label")).contains("Close the connection of Kitchen?").doesNotContain("Close Earshot?");
        RenderedFrames.runAndAwait(() -> ((Button) withWords("#dialog .button", "Close connection")).fire());
        assertThat(engine.sentCommands).last().isEqualTo(new Command.CloseDevice(new DeviceId(KITCHEN)));
    }

    /// Puts a node of the live tab at the top of what is seen of the tab.
    private void scrollTo(Node node) {
        ScrollPane pane = (ScrollPane) lookup("#tabs .panel-scroll");
        Node content = pane.getContent();
        double top = content.sceneToLocal(node.localToScene(node.getLayoutBounds())).getMinY();
        pane.setVvalue(Math.clamp(top / (content.getLayoutBounds().getHeight() - pane.getViewportBounds().getHeight()), 0, 1));
    }

    @Test
    void theRunningStageOfATurnGoesOnAndIsTheStateOfItsDevice() {
        DeviceModelFake kitchen = engine.device(new DeviceId(KITCHEN)).named("Kitchen", "")
            .connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        TurnFacts facts = new TurnFacts(time.now(), new TurnFacts.Transcript("what time is it", OptionalDouble.of(0.9), "Sphinx4"), TurnFacts.Answer.NONE,
            TurnFacts.Outcome.RUNNING, List.of(new TurnFacts.StageTime(TurnStage.RECOGNISE, Duration.ofMillis(400))), Optional.empty(),
            Optional.of(new TurnFacts.OpenStage(TurnStage.ANSWER, time.nanos())));
        kitchen.lastTurn.set(Optional.of(facts));
        engine.runningTurns.set(List.of(new TurnRecord(1, kitchen.id(), "Kitchen", "openai", "FreeTTS", facts, Optional.empty(), Optional.empty())));
        pass();
        pass();
        assertThat(words(".device-cell .pill")).containsExactly("Answer…");
        assertThat(words(".turn .label")).anyMatch(words -> words.matches("running · .*"));
        String before = answered();
        pass(Duration.ofSeconds(4));
        pass();
        assertThat(answered()).as("its time goes on").isNotEqualTo(before).matches("Answer [45]\\d{3} ms");
        engine.runningTurns.set(List.of());
        pass();
        assertThat(words(".device-cell .pill")).containsExactly("idle");
    }

    @Test
    @DisplayName("U16: the live tab says at the stage who works in place of the chosen one, why, and where to change it; what is pressed stays")
    void aStandInIsToldInTheLiveTab() {
        DeviceModelFake kitchen = kitchen();
        String refused = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, "cloud", "401", "bad key").asArgument();
        TurnFacts.OpenStage taken = new TurnFacts.OpenStage(TurnStage.VOICE, time.nanos(),
            List.of(new TurnFacts.StageNote.StandIn("FreeTTS kevin16", "Edge", "")));
        List<TurnFacts.StageTime> heard = List.of(
            new TurnFacts.StageTime(TurnStage.RECOGNISE, Duration.ofMillis(400), List.of(new TurnFacts.StageNote.StandIn("Sphinx4", "cloud", refused))));
        kitchen.lastTurn.set(Optional.of(new TurnFacts(time.now(), new TurnFacts.Transcript("what time is it", OptionalDouble.of(0.9), "Sphinx4"),
            TurnFacts.Answer.withoutModel("Ten."), TurnFacts.Outcome.RUNNING, heard, Optional.empty(), Optional.of(taken))));
        pass();
        pass();
        assertThat(words(".stage-note .label")).containsExactly("Speech to text · Sphinx4 in place of cloud. cloud refuses the key. It answered 401: bad key.",
            "Text to speech · FreeTTS kevin16 in place of Edge.");
        assertThat(words(".turn .label")).anyMatch(words -> words.startsWith("Recognised by Sphinx4"));
        Node link = node(".stage-note .hyperlink");
        pass(Duration.ofSeconds(2));
        assertThat(node(".stage-note .hyperlink")).isSameAs(link);
        assertFitsSmallestWindow();
        RenderedFrames.runAndAwait(() -> ((Hyperlink) link).fire());
        assertThat(selected()).isEqualTo("rail-models");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("U41: no stage is cut in the list of devices, and legends bear the sign of what they explain, not its color alone")
    void stagesAreNamedAsAWholeAndToldWithoutColor(Language language) {
        console.close();
        DeviceModelFake kitchen = engine.device(new DeviceId(KITCHEN)).named("Kitchen", "").pastMinute()
            .connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        open(language);
        RenderedFrames.runAndAwait(() -> console.stage().setWidth(1024));
        List<TurnStage> usual = List.of(TurnStage.SILENCE, TurnStage.RECOGNISE, TurnStage.ANSWER, TurnStage.SENTENCE, TurnStage.VOICE, TurnStage.FIRST_FRAME,
            TurnStage.PLAYOUT);
        for (TurnStage open : TurnStage.values()) {
            TurnFacts facts = new TurnFacts(time.now(), TurnFacts.Transcript.NONE, TurnFacts.Answer.NONE, TurnFacts.Outcome.RUNNING,
                usual.stream().map(stage -> new TurnFacts.StageTime(stage, Duration.ofMillis(400))).toList(), Optional.empty(),
                Optional.of(new TurnFacts.OpenStage(open, time.nanos())));
            kitchen.lastTurn.set(Optional.of(facts));
            engine.runningTurns.set(List.of(new TurnRecord(1, kitchen.id(), "Kitchen", "openai", "FreeTTS", facts, Optional.empty(), Optional.empty())));
            pass();
            assertThat(RenderedFrames.onFx(() -> ((Labeled) lookup(".device-cell .pill")).isTextTruncated())).as(text(".device-cell .pill")).isFalse();
        }
        List<Double> stages = heights(".turn .legend-mark > *");
        assertThat(stages).hasSizeGreaterThanOrEqualTo(usual.size());
        assertThat(stages.subList(0, usual.size())).as("a stage has a height of its own").doesNotHaveDuplicates();
        List<Double> states = heights(".legend .legend-mark > *");
        assertThat(states).as("listening, finalizing, speaking, idle").hasSize(4);
        assertThat(List.of(states.get(3) < states.get(1), states.get(1) < states.get(0), states.get(0) < states.get(2))).as("as high as in the strip")
            .containsOnly(true);
    }

    private List<Double> heights(String selector) {
        return all(selector).stream().map(node -> node.getLayoutBounds().getHeight()).toList();
    }

    private String answered() {
        return words(".turn .label").stream().filter(words -> words.startsWith("Answer ")).findFirst().orElseThrow();
    }

    @Test
    void theCheckForTheDemoNeedsTheRowAndAWaveform() {
        DeviceModelFake kitchen = kitchen();
        pass();
        assertThat(console.showsLive(new DeviceId(KITCHEN))).isFalse();
        time.advance(Duration.ofMillis(100));
        kitchen.sounding(-20, false);
        pass();
        assertThat(console.showsLive(new DeviceId(KITCHEN))).isTrue();
        assertThat(console.showsLive(new DeviceId("somebody else"))).isFalse();
        assertThat(console.snapshot()).startsWith(137, 'P', 'N', 'G');
    }

    @Test
    void closingAConnectionIsAskedForWithAVerb() {
        kitchen();
        pass();
        fire("#close");
        RenderedFrames.runAndAwait(() -> ((Button) withWords("#dialog .button", "Close connection")).fire());
        assertThat(engine.sentCommands).containsExactly(new Command.CloseDevice(new DeviceId(KITCHEN)));
    }

    @Test
    @DisplayName("U43: light and dark without a restart")
    void themes() {
        fire("#theme");
        assertThat(console.stage().getScene().getRoot().getStyleClass()).contains("dark").doesNotContain("light");
        assertThat(look().theme()).isEqualTo(Theme.DARK);
    }

    @Test
    @DisplayName("U44: the language changes without a restart; what was typed and chosen stays")
    void languages() {
        kitchen();
        engine.device(new DeviceId("94:a9:90:00:00:02")).named("Kitten", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "hello");
        pass();
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#filter")).setText("kit"));
        console.showDevice(new DeviceId("94:a9:90:00:00:02"));
        fire("#language");
        assertThat(((ToggleButton) node("#rail-devices")).getText()).isEqualTo("设备");
        assertThat(((TextField) node("#filter")).getText()).isEqualTo("kit");
        assertThat(words("#name .label")).contains("Kitten");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("U44: no text is cut at 1280x800 in either language")
    void nothingIsCut(Language language) {
        console.close();
        ScreenshotScene.CROWDED.arrange(engine, time);
        open(language);
        console.showDevice(new DeviceId(KITCHEN));
        pass();
        // the count sits on the corner of its icon
        Set<String> mayBeCut = Set.of("last", "why", "rail-badge");
        List<String> cut = RenderedFrames.onFx(() -> nodes().stream()
            .filter(node -> node instanceof Labeled labeled && (labeled.isTextTruncated() || overflows(labeled)) && shown(labeled) && labeled.getStyleClass().stream().noneMatch(mayBeCut::contains))
            .map(node -> ((Labeled) node).getText() + " " + node.getStyleClass()).toList());
        assertThat(cut).isEmpty();
    }

    @Test
    @DisplayName("U42: every control has a name for screen readers")
    void everyControlHasAName() {
        ScreenshotScene.CROWDED.arrange(engine, time);
        pass();
        List<String> nameless = RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(ConsoleFixture::nameless).map(Object::toString).toList());
        assertThat(nameless).isEmpty();
    }

    @Test
    void theNumbersOfTheStatusBarTellWhatTheyAre() {
        assertThat(RenderedFrames.onFx(() -> Stream.of("#flow", "#events", "#heap", "#parts").map(id -> ((Labeled) lookup(id)).getTooltip().getText()).toList()))
            .doesNotHaveDuplicates().allSatisfy(told -> assertThat(told).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @DisplayName("the texts of the status bar leave whole, the least important first, and are told at the dots in their place")
    void theStatusBarLeavesOutWhatMattersLeast(Language language) {
        console.close();
        engine.serverMetrics.set(new ServerMetrics(20, 20, 1_666.6, 1_234.5, 120_345, 124_711, 4_898.6, 2_048));
        engine.state.set(new EngineState(EngineState.Phase.RUNNING, 8000, 8003, time.now(), new PreviousRun.Interrupted(time.now())));
        engine.activeComponents.update(now -> new ActiveComponents(now.recognizer(), now.recognizerEmbedded(), now.voice(), now.assistant(),
            "Concentus 1.0.2, as there is no libopus on this computer for its processor", now.detector()));
        open(language);
        RenderedFrames.runAndAwait(() -> console.stage().setWidth(1900));
        pass();
        List<String> all = new ArrayList<>(status());
        assertThat(all).hasSizeGreaterThan(4).doesNotContain("…");
        RenderedFrames.runAndAwait(() -> console.stage().setWidth(1024));
        pass();
        List<String> few = status();
        assertThat(few).as("what leaves first").contains("…", text("#flow"), text("#clock")).doesNotContain(text("#parts"));
        all.removeAll(few);
        all.removeLast();
        assertThat(node(".status-more").getAccessibleText().lines()).as("all but the clock, in the order in which they left").startsWith(text("#parts"))
            .containsExactlyInAnyOrderElementsOf(all);
        assertThat(all(".status-bar .label")).filteredOn(ConsoleFixture::shown).as("none is cut").noneMatch(node -> ((Labeled) node).isTextTruncated());
    }

    private List<String> status() {
        return words(".status-bar .label");
    }

    @Test
    void keysGoFromViewToViewAndBack() {
        key(KeyCode.CONTROL, KeyCode.DIGIT2);
        assertThat(selected()).isEqualTo("rail-timeline");
        key(KeyCode.ALT, KeyCode.LEFT);
        assertThat(selected()).isEqualTo("rail-devices");
        key(KeyCode.ALT, KeyCode.RIGHT);
        assertThat(selected()).isEqualTo("rail-timeline");
    }

    @Test
    void f1ShowsTheKeysAndEscTakesOneStepBack() {
        kitchen();
        pass();
        key(KeyCode.CONTROL, KeyCode.F);
        robot.write("kit");
        RenderedFrames.await(2);
        key(KeyCode.F1);
        assertThat(node("#overlay").isVisible()).isTrue();
        key(KeyCode.ESCAPE);
        assertThat(node("#overlay").isVisible()).isFalse();
        assertThat(((TextField) node("#filter")).getText()).isEqualTo("kit");
        key(KeyCode.ESCAPE);
        assertThat(((TextField) node("#filter")).getText()).isEmpty();
    }

    @Test
    @DisplayName("U38: open problems raise the badge, which leads to them")
    void badge() {
        assertThat(node("#problems").isVisible()).isFalse();
        engine.problems.set(List.of(new ProblemEntry(1, Problem.of(ProblemCode.ID_AUTOMATIC, "auto-1"), time.now(), time.now(), 1, Optional.empty()),
            new ProblemEntry(2, Problem.of(ProblemCode.RECOGNIZER_WEAK), time.now(), time.now(), 1, Optional.empty())));
        pass();
        assertThat(((Button) node("#problems")).getText()).isEqualTo("1");
    }

    @Test
    @DisplayName("U34: a restart is seen from every view, with its phase")
    void restart() {
        var running = new EngineFake.Running(OperationKind.RESTART, time.now(), new Operation.Progress("drain", List.of("2"), Optional.of(0.5)));
        engine.state.set(new EngineState(EngineState.Phase.RESTARTING, 0, 0, time.now(), new PreviousRun.None()));
        engine.operations.set(List.of(running));
        pass();
        assertThat(text("#work")).isEqualTo("Restart · waiting for 2 devices that still speak");
        assertThat(text("#state")).isEqualTo("Restarting");
        engine.operations.set(List.of());
        pass();
        assertThat(node("#workBox").isVisible()).isFalse();
    }

    @Test
    void theWindowOpensAsItWasClosed() {
        fire("#theme");
        fire("#language");
        console.close();
        assertThat(console.closed()).isCompleted();
        console = ConsoleWindow.open(engine, engine, home, ConsoleOptions.with(time));
        assertThat(look().theme()).isEqualTo(Theme.DARK);
        assertThat(look().language()).isEqualTo(Language.CHINESE);
        assertThat(Files.exists(home.resolve("console.properties"))).isTrue();
    }

    private DeviceModelFake kitchen() {
        return engine.device(new DeviceId(KITCHEN)).named("Kitchen", "").connected(Dialect.BADGE, ListenState.LISTENING, false, ConnectionMode.DIALOG_ACTIVE, "listen start");
    }

    private WindowPreferences look() {
        console.close();
        return WindowPreferences.read(home);
    }

    private void key(KeyCode... keys) {
        RenderedFrames.runAndAwait(() -> console.stage().requestFocus());
        robot.press(keys).release(keys);
        RenderedFrames.await(3);
    }

    private boolean flashing() {
        return all(".device-cell .flash").stream().anyMatch(Node::isVisible);
    }

    private String selected() {
        return all(".rail-entry").stream().filter(entry -> ((ToggleButton) entry).isSelected()).map(Node::getId).collect(Collectors.joining());
    }

    private long count(String selector) {
        return all(selector).stream().filter(ConsoleFixture::shown).count();
    }

    /// Whether it extends beyond its parent, and so over its neighbor.
    private static boolean overflows(Node node) {
        return node.getBoundsInParent().getMaxX() > node.getParent().getLayoutBounds().getMaxX() + 1;
    }

    private void pass() {
        pass(Duration.ofMillis(500));
    }
}
