package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordingState;
import earshot.engine.Command;
import earshot.engine.Operation.Outcome;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import earshot.ui.kit.Desktop;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.SortOrders;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.stage.Window;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Recording and saving as the title bar offers them, without a window.
class RecordingViewModelTest {
    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final List<String> told = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Optional<File> picked = Optional.empty();
    private Texts.Language language = Texts.Language.ENGLISH;

    private final Notifier notifier = new Notifier() {
        @Override
        public void show(Severity severity, String subject, String text) {
            told.add(text);
        }

        @Override
        public void showProblem(Problem problem) {
            told.add(problem.what(Locale.ENGLISH));
        }
    };

    private final FileDialogs dialogs = new FileDialogs() {
        @Override
        public Optional<File> save(Window over, String title, String name, List<String> endings) {
            asked.add(title + " " + name + " " + endings);
            return picked;
        }

        @Override
        public Optional<File> open(Window over, String title, List<String> endings) {
            return Optional.empty();
        }
    };

    private final RecordingViewModel recording = new RecordingViewModel(
        new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(language), _ -> {}, notifier,
        new Desktop(new SimpleBooleanProperty(), dialogs, new SortOrders(Map.of()), (_, _) -> { })));

    @Test
    @DisplayName("U53: a recording shows its size and time, counted on each second, and what it lost")
    void aRecordingShowsItsSizeAndTime() {
        frame();
        assertThat(recording.progress().get()).isEmpty();
        Path file = Path.of("/home/x/sessions/a.earshot");
        Instant since = time.now();
        engine.recording.set(Optional.of(new RecordingState(file, since, 0, 0)));
        frame();
        assertThat(recording.progress().get()).contains(new RecordingViewModel.Progress("0.0 MB  0:00:00", "Recording to /home/x/sessions/a.earshot."));
        time.advance(Duration.ofSeconds(3_723));
        frame();
        assertThat(brief()).isEqualTo("0.0 MB  1:02:03");
        engine.recording.set(Optional.of(new RecordingState(file, since, 13_000_000, 1)));
        frame();
        assertThat(brief()).isEqualTo("12.4 MB  1:02:03  1 entry lost");
        language = Texts.Language.CHINESE;
        recording.refreshTexts();
        assertThat(recording.progress().get()).get().extracting(RecordingViewModel.Progress::text).asString().startsWith("正在录制到 ").endsWith("丢失 1 条");
        engine.recording.set(Optional.empty());
        frame();
        assertThat(recording.progress().get()).isEmpty();
        recording.close();
        engine.recording.set(Optional.of(new RecordingState(file, since, 0, 0)));
        time.advance(Duration.ofSeconds(2));
        assertThat(frames).isEmpty();
    }

    @Test
    void oneButtonBeginsAndEnds() {
        engine.outcome = Outcome.Done.of("recording", "a.earshot");
        recording.toggle();
        frame();
        assertThat(engine.sentCommands).containsExactly(new Command.StartRecording(Optional.empty()));
        assertThat(told).containsExactly("Recording. End it in the title bar.");
        engine.recording.set(Optional.of(new RecordingState(Path.of("a.earshot"), time.now(), 0, 0)));
        frame();
        engine.outcome = Outcome.Done.of("recording.saved", "a.earshot");
        recording.toggle();
        frame();
        assertThat(engine.sentCommands).last().isEqualTo(new Command.StopRecording());
        assertThat(told).last().isEqualTo("Recorded to a.earshot");
    }

    @Test
    void whatMemoryKeepsIsSavedWhereAPersonWantsIt() {
        recording.save(null);
        assertThat(engine.sentCommands).as("nothing was chosen").isEmpty();
        assertThat(asked).singleElement().asString().matches("Save session… earshot-\\d{4}-\\d\\d-\\d\\d \\d\\d-\\d\\d-\\d\\d\\.earshot \\[earshot]");
        picked = Optional.of(new File("/tmp/mine.earshot"));
        engine.outcome = new Outcome.Failed(Problem.of(ProblemCode.SESSION_UNSAVED, "/tmp/mine.earshot", "the disk is full"));
        recording.save(null);
        frame();
        assertThat(engine.sentCommands).containsExactly(new Command.SaveSession(Path.of("/tmp/mine.earshot")));
        assertThat(told).containsExactly("The session could not be saved as /tmp/mine.earshot.");
        engine.outcome = Outcome.Done.of("session", "/tmp/mine.earshot");
        recording.save(null);
        frame();
        assertThat(told).last().isEqualTo("The session is saved as /tmp/mine.earshot");
    }

    private String brief() {
        return recording.progress().get().orElseThrow().brief();
    }

    private void frame() {
        while (!frames.isEmpty()) {
            frames.poll().run();
        }
    }
}
