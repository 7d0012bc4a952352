package earshot.ui;

import static org.awaitility.Awaitility.await;

import earshot.engine.ProblemEntry;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.time.ManualTime;
import earshot.ui.part.Texts.Language;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine goes on when its window is closed, and nothing keeps the window reachable.
class ClosedConsoleTest {
    private static final String KITCHEN = "94:a9:90:00:00:01";

    @TempDir
    private Path home;
    private final ManualTime time = new ManualTime();
    private final PretendEngine engine = new PretendEngine(time);
    private long problems;

    @Test
    @DisplayName("a window that was closed is held by nothing: neither by what it watched nor by what it showed")
    void closedIsForgotten() {
        MeetingScenes.live(engine, time, 20);
        Seen first = openAndClose();
        for (int more = 0; more < 4; more++) {
            openAndClose();
        }
        await("the first console is collected").atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return first.console().refersTo(null) && first.content().refersTo(null);
        });
    }

    /// A method of its own, so that no local variable keeps the console reachable afterwards.
    private Seen openAndClose() {
        Console console = Console.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        for (String view : List.of("devices", "timeline", "turns", "meetings", "models", "settings", "problems")) {
            console.showView(view);
            Frames.pass(2);
        }
        console.showDevice(KITCHEN);
        console.showView("meetings");
        Frames.act(() -> ((ButtonBase) console.stage().getScene().lookup("#onStage")).fire());
        problem();
        problem();
        Seen seen = new Seen(new WeakReference<>(console), new WeakReference<>(Frames.onFx(() -> console.stage().getScene())));
        console.close();
        return seen;
    }

    /// A toast that is still shown when the window closes.
    private void problem() {
        problems++;
        engine.problems.set(List.of(new ProblemEntry(problems, Problem.of(Code.CONNECTION_REFUSED, "device " + problems, "token missing"), time.now(), time.now(), 1, Optional.empty())));
        Frames.pass(3);
    }

    private record Seen(WeakReference<Console> console, WeakReference<Scene> content) {}
}
