package earshot.ui;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.ui.devices.DevicesView;
import earshot.ui.meetings.MeetingsView;
import earshot.ui.models.ModelsView;
import earshot.ui.part.Desk;
import earshot.ui.part.Place;
import earshot.ui.part.Png;
import earshot.ui.part.View;
import earshot.ui.problems.ProblemsView;
import earshot.ui.settings.SettingsView;
import earshot.ui.timeline.TimelineView;
import earshot.ui.turns.TurnsView;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/// The console's window. Methods may be called from any thread; callers other than the FX thread wait until it is done.
public final class Console {
    private final Stage stage;
    private final Shell shell;
    private final Path home;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private Console(Stage stage, Shell shell, Path home) {
        this.stage = stage;
        this.shell = shell;
        this.home = home;
    }

    /// Opens the window and returns once it is shown. Starts JavaFX if it is not running; on Linux without a display it runs
    /// off-screen, where snapshots work too.
    ///
    /// @param model read access to the engine's state
    /// @param engine runs commands
    /// @param home directory of the window's preferences
    public static Console open(EngineModel model, Function<Command, Operation> engine, Path home, ConsoleOptions options) {
        startToolkit();
        return onFx(() -> {
            Look kept = Look.read(home);
            Look look = options.theme().map(kept::with).orElse(kept);
            look = options.language().map(look::with).orElse(look);
            Shell shell = new Shell(model, engine, options.time(), look, Console::views);
            Console console = new Console(new Stage(), shell, home);
            console.show(look);
            return console;
        });
    }

    /// The views of the navigation rail, in order.
    private static List<View> views(Desk desk) {
        return List.of(new DevicesView(desk), new TimelineView(desk), new TurnsView(desk), new MeetingsView(desk), new ModelsView(desk), new SettingsView(desk), new ProblemsView(desk));
    }

    private void show(Look look) {
        stage.setTitle("Earshot");
        stage.getIcons().add(new Image(Objects.requireNonNull(Console.class.getResourceAsStream("/assets/icons/earshot.png"))));
        stage.setScene(shell.scene());
        stage.setMinWidth(Look.SMALLEST_WIDTH);
        stage.setMinHeight(Look.SMALLEST_HEIGHT);
        stage.setMaximized(look.maximized());
        stage.setOnHidden(_ -> ended());
        stage.show();
    }

    private void ended() {
        Look last = shell.look();
        if (!stage.isMaximized()) {
            last = last.sized(shell.scene().getWidth(), shell.scene().getHeight(), false);
        } else {
            last = last.sized(last.width(), last.height(), true);
        }
        last.write(home);
        shell.close();
        // toasts keep their window reachable until they have faded; its content must not be kept that long
        stage.setOnHidden(null);
        // later, because popups owned by the window still look for its scene when they close
        Platform.runLater(() -> stage.setScene(null));
        closed.complete(null);
    }

    /// Completes when the window is closed, by the user or the program. Whoever started both then stops the engine.
    public CompletableFuture<Void> closed() {
        return closed;
    }

    /// Closes the window.
    public void close() {
        onFx(() -> {
            stage.close();
            return null;
        });
    }

    /// Brings the window to the front, as a second start of the program asks for. A closed window stays closed.
    public void toFront() {
        onFx(() -> {
            if (!closed.isDone()) {
                stage.setIconified(false);
                stage.show();
                stage.toFront();
                stage.requestFocus();
            }
            return null;
        });
    }

    /// The window's current content as PNG.
    public byte[] snapshot() {
        return onFx(() -> {
            WritableImage picture = shell.scene().snapshot(null);
            return Png.of(picture);
        });
    }

    /// Shows a device with its live tab.
    public void showDevice(String id) {
        onFx(() -> {
            shell.go(Place.of("devices", id));
            return null;
        });
    }

    /// Shows a view of the navigation rail.
    ///
    /// @param id for example `timeline`
    public void showView(String id) {
        onFx(() -> {
            shell.go(id);
            return null;
        });
    }

    /// Whether the device's row and a waveform that is not flat are visible now.
    public boolean showsLive(String id) {
        return onFx(() -> shell.views().stream().anyMatch(view -> view instanceof DevicesView devices && devices.showsLive(id)));
    }

    Stage stage() {
        return stage;
    }

    /// Ends JavaFX: no window can be opened in this process afterwards.
    public static void leave() {
        Platform.exit();
    }

    private static void startToolkit() {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        if (linux && blank("DISPLAY") && blank("WAYLAND_DISPLAY") && System.getProperty("glass.platform") == null) {
            System.setProperty("glass.platform", "Headless");
        }
        CompletableFuture<Void> started = new CompletableFuture<>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (IllegalStateException alreadyStarted) {
            started.complete(null);
        }
        started.join();
        Platform.setImplicitExit(false);
    }

    private static boolean blank(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isBlank();
    }

    private static <T> T onFx(Callable<T> work) {
        if (Platform.isFxApplicationThread()) {
            return call(work);
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(call(work));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
