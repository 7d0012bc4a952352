package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.memory.DeviceMemory;
import earshot.server.ServerSettings;
import earshot.time.Time;
import earshot.time.TimeFake;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.testfx.robot.MouseRobot;

class SettingsClickTest extends ConsoleFixture {
    @BeforeEach
    void open() {
        engine.device(new DeviceId("94:01")).named("Kitchen", "").connected(Dialect.XIAOZHI, earshot.device.ListenState.IDLE, false,
            earshot.device.ConnectionMode.DIALOG_ACTIVE, "");
        SettingsSamples.answer(engine);
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        RenderedFrames.await(4);
    }

    @Test
    @DisplayName("U14: dragging the silence shows where the last 20 s would have been cut, before anything is applied")
    void draggingTheSilenceShowsTheCuts() {
        RenderedFrames.runAndAwait(() -> on("#take", Button.class).fire());
        settle();
        assertThat(words()).startsWith("Now: 2 turns").endsWith("see the difference.");
        RenderedFrames.runAndAwait(() -> {
            Slider slider = on("#silenceSlider", Slider.class);
            slider.requestFocus();
            slider.setValue(206);
        });
        settle();
        assertThat(words()).startsWith("Now: 2 turns").contains("New: ").doesNotContain("New: 2 turns");
        assertThat(on("#cuts", Node.class).getAccessibleText()).isEqualTo(words());
        assertThat(engine.sentCommands).noneMatch(Command.ApplySettings.class::isInstance);
        RenderedFrames.runAndAwait(() -> on("#apply-hearing", Button.class).fire());
        assertThat(engine.sentCommands).last().isEqualTo(new Command.ApplySettings(Map.of("vad.min_silence_ms", 200L)));
    }

    @Test
    void aSearchLeavesWhatItFindsAndEscapeGivesItUp() {
        RenderedFrames.runAndAwait(() -> on("#filter", TextField.class).setText("wake words"));
        assertThat(row("wakeup_words").isVisible()).isTrue();
        assertThat(row("grace_seconds").isVisible()).isFalse();
        assertThat(on("#count", Label.class).getText()).startsWith("1 ");
        RenderedFrames.runAndAwait(() -> on("#filter", TextField.class).setText(""));
        assertThat(row("grace_seconds").isVisible()).isTrue();
    }

    @Test
    void theSectionThatIsReadIsMarked() {
        assertThat(current()).as("before anybody scrolls").containsExactly("When an idle device is closed");
        RenderedFrames.runAndAwait(() -> entry("Meetings").fire());
        assertThat(current()).containsExactly("Meetings");
        RenderedFrames.runAndAwait(() -> on("ScrollPane.settings", ScrollPane.class).setVvalue(0));
        assertThat(current()).containsExactly("When an idle device is closed");
        RenderedFrames.runAndAwait(() -> on("ScrollPane.settings", ScrollPane.class).setVvalue(1));
        assertThat(current()).containsExactly("Backup");
    }

    @Test
    void inASmallWindowTheMarkedEntryIsScrolledIntoView() {
        RenderedFrames.runAndAwait(() -> console.stage().setHeight(600));
        RenderedFrames.await(4);
        Node entries = RenderedFrames.onFx(() -> on(".settings-side .viewport", Node.class));
        for (double to : new double[] {1, 0}) {
            RenderedFrames.runAndAwait(() -> on("ScrollPane.settings", ScrollPane.class).setVvalue(to));
            RenderedFrames.await(4);
            assertThat(RenderedFrames.onFx(() -> {
                Node marked = on(".settings-entry.current", Node.class);
                return entries.localToScene(entries.getLayoutBounds()).contains(marked.localToScene(marked.getLayoutBounds()));
            })).as("scrolled to %s", to).isTrue();
        }
    }

    @Test
    void linesThatSayNothingTakeNoRoom() {
        assertThat(Stream.of("#count", "#backupLine").filter(line -> on(line, Label.class).isManaged())).isEmpty();
    }

    private Button entry(String words) {
        return console.stage().getScene().getRoot().lookupAll(".settings-entry").stream().map(Button.class::cast).filter(entry -> entry.getText().equals(words))
            .findFirst().orElseThrow();
    }

    private List<String> current() {
        return RenderedFrames
            .onFx(() -> console.stage().getScene().getRoot().lookupAll(".settings-entry.current").stream().map(entry -> ((Button) entry).getText()).toList());
    }

    @Test
    @DisplayName("row 7: what is remembered is one click away from the setting that remembers")
    void whatIsRememberedOpensTheMemoryOfItsDevice() {
        engine.memories.set(List.of(new DeviceMemory(new DeviceId("94:01"), "Ann lives in Kiel.", time.now(), DeviceMemory.Source.MODEL)));
        settle();
        RenderedFrames.runAndAwait(() -> on("#remembered", Button.class).fire());
        settle();
        assertThat(on("#tabs", TabPane.class).getSelectionModel().getSelectedItem().getId()).isEqualTo("memory");
    }

    @Test
    void aSecretThatOthersNeedIsShownWhenAskedFor() {
        ServerSettings server = ServerSettings.SECTION.defaults();
        engine.settings.set(engine.settings.get().with(ServerSettings.SECTION,
            new ServerSettings(server.host(), server.port(), server.httpPort(), server.websocket(), server.advertiseIp(), server.auth(),
                Optional.of("sesame-123456"), server.maxConnectionsPerAddress())));
        assertThat(row("server-operator_token").lookup(".secret").isVisible()).as("nothing to show or copy").isFalse();
        Node row = row("manager-api-secret");
        Label shown = (Label) row.lookup(".secret .number");
        Button show = (Button) row.lookup(".secret .button");
        assertThat(shown.getText()).doesNotContain("sesame");
        RenderedFrames.runAndAwait(show::fire);
        assertThat(shown.getText()).isEqualTo("sesame-123456");
        RenderedFrames.runAndAwait(show::fire);
        assertThat(shown.getText()).doesNotContain("sesame");
    }

    @Test
    @DisplayName("rows come some a frame, what is read stays where it is meanwhile, and a later visit begins with what was read")
    void rowsComeInPieces() {
        int all = all(".setting-row").size();
        console.close();
        console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(new SlowTime(time), Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        assertThat(all(".setting-row")).hasSizeBetween(1, all / 2);
        RenderedFrames.runAndAwait(() -> entry("Meetings").fire());
        double place = RenderedFrames.onFx(this::placeOfMeetings);
        fillAll(all);
        assertThat(current()).containsExactly("Meetings");
        assertThat(RenderedFrames.onFx(this::placeOfMeetings)).isCloseTo(place, within(2.0));

        RenderedFrames.runAndAwait(() -> console.showView("turns"));
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        assertThat(all(".setting-row")).hasSizeBetween(1, all / 2);
        assertThat(RenderedFrames.onFx(() -> row("meeting-disable_tts"))).isNotNull();
        fillAll(all);
        assertThat(RenderedFrames.onFx(this::placeOfMeetings)).isCloseTo(place, within(2.0));
    }

    @Test
    @DisplayName("no row comes between a press of the mouse and its release, so that the click counts")
    void aClickWhileRowsCome() {
        int all = all(".setting-row").size();
        console.close();
        console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(new SlowTime(time), Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        // the robot reaches no further than the screen of the toolkit
        RenderedFrames.runAndAwait(() -> console.stage().setX(0));
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        RenderedFrames.runAndAwait(() -> entry("Backup").fire());
        RenderedFrames.await(3);
        Button backUp = on("#backUp", Button.class);
        AtomicInteger clicks = new AtomicInteger();
        Bounds place = RenderedFrames.onFx(() -> {
            backUp.setOnAction(_ -> clicks.incrementAndGet());
            return backUp.localToScreen(backUp.getBoundsInLocal());
        });
        int rows = all(".setting-row").size();
        MouseRobot mouse = SharedRobot.ROBOT.robotContext().getMouseRobot();
        mouse.move(new Point2D(place.getCenterX(), place.getCenterY()));
        mouse.press(MouseButton.PRIMARY);
        for (int frame = 0; frame < 10; frame++) {
            time.advance(Duration.ZERO);
            RenderedFrames.await(2);
        }
        assertThat(all(".setting-row")).hasSize(rows).hasSizeLessThan(all);
        assertThat(RenderedFrames.onFx(() -> backUp.localToScreen(backUp.getBoundsInLocal()))).isEqualTo(place);
        mouse.release(MouseButton.PRIMARY);
        RenderedFrames.await(3);
        assertThat(clicks).hasValue(1);
        fillAll(all);
    }

    @Test
    @DisplayName("a setting that was gone to stays where it is while rows come around it, and its section is marked")
    void whatWasGoneToStaysInSight() {
        int all = all(".setting-row").size();
        console.close();
        console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(new SlowTime(time), Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        RenderedFrames.runAndAwait(() -> goTo("reminders.by_voice"));
        RenderedFrames.await(4);
        double place = RenderedFrames.onFx(this::placeOfReminders);
        assertThat(current()).containsExactly("Reminders");
        fillAll(all);
        assertThat(RenderedFrames.onFx(this::placeOfReminders)).isCloseTo(place, within(2.0)).isBetween(100.0, 700.0);
        assertThat(current()).containsExactly("Reminders");
    }

    private void goTo(String setting) {
        Parent window = console.stage().getScene().getRoot();
        window.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.K, false, true, false, false));
        TextField field = (TextField) window.lookup("#paletteField");
        field.setText(setting);
        field.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
    }

    private double placeOfReminders() {
        return row("reminders-by_voice").localToScene(0, 0).getY();
    }

    private void fillAll(int rows) {
        for (int frame = 0; frame < rows && all(".setting-row").size() < rows; frame++) {
            time.advance(Duration.ZERO);
            RenderedFrames.await(2);
        }
        assertThat(all(".setting-row")).hasSize(rows);
    }

    private double placeOfMeetings() {
        Node card = on("#apply-meetings", Node.class);
        while (!card.getStyleClass().contains("settings-card")) {
            card = card.getParent();
        }
        return card.localToScene(0, 0).getY();
    }

    /// Each look at it takes 3 ms.
    private record SlowTime(TimeFake fake, AtomicInteger looks) implements Time {
        SlowTime(TimeFake fake) {
            this(fake, new AtomicInteger());
        }

        @Override
        public long nanos() {
            return fake.nanos() + looks.incrementAndGet() * 3_000_000L;
        }

        @Override
        public Instant now() {
            return fake.now();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return fake.after(delay, task);
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            return fake.every(period, task);
        }

        @Override
        public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
            return fake.await(future, limit);
        }

        @Override
        public Alarm alarm(String thread, LongSupplier work) {
            return fake.alarm(thread, work);
        }
    }

    private Node row(String key) {
        Node node = on("#setting-" + key, Node.class);
        while (!node.getStyleClass().contains("setting-row")) {
            node = node.getParent();
        }
        return node;
    }

    private String words() {
        return on("#tryOutWords", Label.class).getText();
    }

    private <T> T on(String selector, Class<T> type) {
        return type.cast(lookup(selector));
    }

    /// Advances the clock by a second and renders some frames, so that delayed updates have run.
    private void settle() {
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMillis(200));
            RenderedFrames.await(4);
        }
    }
}
