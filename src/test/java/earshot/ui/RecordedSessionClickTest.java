package earshot.ui;

import static earshot.playback.SessionFileSamples.KITCHEN;
import static earshot.playback.SessionFileSamples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.config.Settings;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.OpenedSession;
import earshot.engine.Operation;
import earshot.engine.RecordedSession;
import earshot.playback.SessionFileSamples;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.Texts.Language;
import earshot.ui.kit.TimeFormatter;
import earshot.watch.MutableWatch;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A console over a session file, and beside one that serves.
class RecordedSessionClickTest extends ConsoleFixture {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Optional<OpenedSession> opened = Optional.empty();

    @AfterEach
    void closeSession() {
        opened.ifPresent(OpenedSession::close);
    }

    @Test
    @DisplayName("U27, U53: the window says that it shows a recording, has only what a recording has, and its time stands at the end")
    void aRecordingLooksLikeOne() throws IOException {
        RecordedSession session = openFile(Language.ENGLISH, true);
        assertThat(RenderedFrames.onFx(() -> console.stage().getTitle())).isEqualTo("case.earshot – Earshot");
        assertThat(text("#state")).isEqualTo("Recorded session " + TimeFormatter.DATE_MINUTE.format(SessionFileSamples.BEGAN) + " · read-only");
        assertThat(all(".rail-entry")).extracting(Node::getUserData).containsExactlyInAnyOrder("devices", "timeline", "turns", "comparison", "problems");
        assertThat(words("#sessionNotes .label")).hasSize(2).first().asString().contains("case.earshot");
        assertThat(words("#sessionNotes .label")).last().asString().contains(TimeFormatter.CLOCK.format(SessionFileSamples.BEGAN.plusSeconds(2)) + "–"
            + TimeFormatter.CLOCK.format(SessionFileSamples.BEGAN.plusSeconds(5)) + " · jitter up to 80 ms (");
        assertThat(text("#devices")).isEqualTo("1 device");
        console.showView("devices");
        awaitShown("#sessionAt", TimeFormatter.CLOCK_MILLIS.format(session.ended()));
        assertThat(List.of("#test", "#microphone", "#accessSentence", "#sentence", "#interrupt", "#forget", "#editName", "#clock", "#heap"))
            .allSatisfy(selector -> assertThat(shown(node(selector))).as(selector).isFalse());
        assertThat(shown(node("#timeline"))).isTrue();
        assertThat(words(".device-cell .number")).as("age at the end of the recording").contains("1 s");
        time.advance(Duration.ofHours(3));
        RenderedFrames.await(4);
        assertThat(words(".device-cell .number")).as("nothing grows older").contains("1 s");
        assertThat(RenderedFrames.onFx(() -> ((TabPane) lookup("#tabs")).getTabs().stream().map(tab -> tab.getText()).toList())).containsExactly("State",
            "Connection", "All connections");
    }

    @Test
    @DisplayName("U53: who moves the position sees devices and rows of that moment, and who marks a row moves the position")
    void seeking() throws IOException {
        RecordedSession session = openFile(Language.ENGLISH, false);
        console.showView("timeline");
        RenderedFrames.await(4);
        RenderedFrames.runAndAwait(() -> ((Slider) lookup("#sessionPosition")).setValue(6));
        assertThat(session.now()).isEqualTo(at(6));
        await().atMost(LIMIT).until(() -> text("#sessionAt").equals(TimeFormatter.CLOCK_MILLIS.format(at(6))));
        await("the newest row until then is marked").atMost(LIMIT).until(() -> text("#detailTitle").endsWith(TimeFormatter.CLOCK_MILLIS.format(at(5))));
        assertThat(session.now()).as("marking it does not move the position").isEqualTo(at(6));
        console.showDevice(KITCHEN);
        await().atMost(LIMIT).until(() -> words(".device-cell .pill").contains("speaking"));
        fire("#timeline");
        RenderedFrames.await(4);
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup("#sessionPlay")).requestFocus());
        assertThat(RenderedFrames.onFx(() -> ((Slider) lookup("#sessionPosition")).getValue())).isEqualTo(6.0);
    }

    @Test
    @DisplayName("U27: a command that would change something is refused in words, in the language of the window")
    void whatCannotBeDoneIsSaid() throws IOException {
        openFile(Language.CHINESE, false);
        OpenedSession session = opened.orElseThrow();
        assertThat(text("#state")).contains("只读");
        Operation.Outcome refused = session.send(new Command.Restart()).outcome().join();
        assertThat(refused).isInstanceOfSatisfying(Operation.Outcome.Failed.class,
            failed -> assertThat(failed.problem().what(Locale.SIMPLIFIED_CHINESE)).startsWith("这是录制的会话"));
    }

    @Test
    @DisplayName("U27: a file dropped on a running console opens a second window; closing it closes only it, and quitting closes both")
    void aSecondWindow() throws IOException {
        Path file = SessionFileSamples.write(home.resolve("case.earshot"));
        engine.answers = command -> command instanceof Command.OpenSession(Path asked)
            ? Optional.of(
                new Operation.Outcome.Done("", Optional.of(new Operation.Result.Session(OpenedSession.open(asked, new MutableWatch<>(Settings.defaults()))))))
            : Optional.empty();
        console = ConsoleWindow.open(engine, engine, home,
            new ConsoleOptions(time, Optional.of(Theme.DARK), Optional.of(Language.CHINESE), new ChosenFile(file), NotificationSender.none()));
        RenderedFrames.await(4);
        assertThat(RenderedFrames.onFx(() -> console.sessions().drop(List.of(new File("notes.txt"))))).isFalse();
        assertThat(RenderedFrames.onFx(() -> console.sessions().drop(List.of(file.toFile())))).isTrue();
        Stage second = awaitSecond();
        assertThat(RenderedFrames.onFx(() -> ((Labeled) second.getScene().lookup("#state")).getText())).as("in the language of the first").contains("只读");
        RenderedFrames.runAndAwait(second::close);
        assertThat(RenderedFrames.onFx(() -> console.stage().isShowing())).isTrue();
        console.showView("timeline");
        RenderedFrames.await(4);
        assertThat(shown(node("#follow"))).as("the first window goes on").isTrue();
        RenderedFrames.runAndAwait(() -> console.sessions().choose());
        Stage third = awaitSecond();
        console.close();
        RenderedFrames.await(2);
        assertThat(RenderedFrames.onFx(third::isShowing)).isFalse();
        assertThat(Files.readString(home.resolve("console.properties"))).contains("view=timeline", "theme=DARK");
    }

    @Test
    @DisplayName("U53: another session is compared line by line, and each line leads to its place in either")
    void twoSessionsSideBySide() throws IOException {
        Path other = SessionFileSamples.writeWith(home.resolve("other.earshot"), "what time is it", "what day is it");
        openFile(Language.ENGLISH, false, other);
        console.showView("comparison");
        RenderedFrames.await(4);
        assertThat(shown(node("#empty"))).isTrue();
        fire("#choose");
        awaitShown("#count", "1 difference");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(words("#detail .other-word")).containsExactlyInAnyOrder("time ", "day "));
        assertThat(text("#firstAt")).isEqualTo("case.earshot · " + TimeFormatter.CLOCK_MILLIS.format(at(4.5)));
        fire("#onlyDifferences");
        await().atMost(LIMIT).until(() -> RenderedFrames.onFx(() -> ((ListView<?>) lookup("#list")).getItems().size()) == 3);
        RenderedFrames.runAndAwait(() -> ((ListView<?>) lookup("#list")).getSelectionModel().selectLast());
        fire("#showHere");
        await().atMost(LIMIT).until(() -> text("#detailTitle").endsWith(TimeFormatter.CLOCK_MILLIS.format(at(4.5))));
        console.showView("comparison");
        RenderedFrames.await(4);
        fire("#showThere");
        await().atMost(LIMIT).until(() -> RenderedFrames.onFx(() -> windows("other.earshot").map(window -> (Labeled) window.getScene().lookup("#detailTitle"))
            .anyMatch(title -> title != null && title.getText().endsWith(TimeFormatter.CLOCK_MILLIS.format(at(4.5))))));
        fire("#showThere");
        RenderedFrames.await(8);
        assertThat(RenderedFrames.onFx(() -> windows("other.earshot").count())).as("the window is there already").isEqualTo(1);
    }

    private Stage awaitSecond() {
        await().atMost(LIMIT).until(() -> RenderedFrames.onFx(() -> windows("case.earshot").count()) == 1);
        return RenderedFrames.onFx(() -> windows("case.earshot").findFirst().orElseThrow());
    }

    private static Stream<Stage> windows(String file) {
        return Window.getWindows().stream().filter(Stage.class::isInstance).map(Stage.class::cast)
            .filter(stage -> stage.getTitle() != null && stage.getTitle().startsWith(file));
    }

    private void awaitShown(String selector, String text) {
        await().atMost(LIMIT).until(() -> text(selector).equals(text));
    }

    /// @param damaged whether a part of the file cannot be read
    private RecordedSession openFile(Language language, boolean damaged) throws IOException {
        return openFile(language, damaged, home);
    }

    /// @param chosen what a person chooses who is asked for a file
    private RecordedSession openFile(Language language, boolean damaged, Path chosen) throws IOException {
        Path file = damaged ? SessionFileSamples.damaged(home.resolve("case.earshot")) : SessionFileSamples.write(home.resolve("case.earshot"));
        OpenedSession session = OpenedSession.open(file, new MutableWatch<>(Settings.defaults()));
        opened = Optional.of(session);
        EngineModel model = session.model();
        console = ConsoleWindow.open(model, session::send, home,
            new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(language), new ChosenFile(chosen), NotificationSender.none()));
        RenderedFrames.await(4);
        return model.recordedSession().orElseThrow();
    }

    /// A person who chooses one file.
    private record ChosenFile(Path file) implements FileDialogs {
        @Override
        public Optional<File> save(Window over, String title, String name, List<String> endings) {
            return Optional.empty();
        }

        @Override
        public Optional<File> open(Window over, String title, List<String> endings) {
            return Optional.of(file.toFile());
        }
    }
}
