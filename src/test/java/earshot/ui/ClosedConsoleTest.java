package earshot.ui;

import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.TimeFake;
import earshot.ui.kit.Texts.Language;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine goes on when its window is closed, and nothing keeps the window reachable.
class ClosedConsoleTest {
    private static final String KITCHEN = "94:a9:90:00:00:01";

    @TempDir
    private Path home;
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private long problems;

    @Tag("proof") // opens every view twice and collects the heap
    @Test
    @DisplayName("a window that was closed is held by nothing: neither by what it watched nor by what it showed")
    void closedIsForgotten() {
        MeetingScreenshotScenes.live(engine, time, 20);
        References first = openAndClose();
        openAndClose();
        await("the first console is collected").atMost(Duration.ofMinutes(3)).until(() -> {
            // what fades when a window closes, such as its toast, does so in frames
            RenderedFrames.await(1);
            System.gc();
            return first.console().refersTo(null) && first.content().refersTo(null);
        });
    }

    /// A method of its own, so that no local variable keeps the console reachable afterwards.
    private References openAndClose() {
        ConsoleWindow console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        for (String view : console.viewIds()) {
            console.showView(view);
            RenderedFrames.await(2);
        }
        console.showDevice(new DeviceId(KITCHEN));
        console.showView("meetings");
        RenderedFrames.runAndAwait(() -> ((ButtonBase) console.stage().getScene().lookup("#onStage")).fire());
        problem();
        problem();
        References references = new References(new WeakReference<>(console), new WeakReference<>(RenderedFrames.onFx(() -> console.stage().getScene())));
        console.close();
        return references;
    }

    /// A toast that is still shown when the window closes.
    private void problem() {
        problems++;
        engine.problems.set(List.of(new ProblemEntry(problems, Problem.of(ProblemCode.CONNECTION_REFUSED, "device " + problems, "token missing"), time.now(),
            time.now(), 1, Optional.empty())));
        RenderedFrames.await(3);
    }

    private record References(WeakReference<ConsoleWindow> console, WeakReference<Scene> content) {}
}
