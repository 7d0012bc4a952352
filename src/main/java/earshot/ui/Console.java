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

/// The console's window. The methods are safe from any thread but the FX thread waits for none of them.
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

    /// Opens the window and returns when it is on the screen. Starts JavaFX where nobody has; without a display on Linux it
    /// runs off-screen, pictures included.
    ///
    /// @param model what the engine lets us see
    /// @param engine where commands go
    /// @param home where the look of the window is kept
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

    /// The views of the rail, in order: only what is built.
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
        // toasts hold their window until they have faded, the last ones for longer: what was in it must not wait for them
        stage.setOnHidden(null);
        // not before all that hangs on the window is gone as well: it looks for the scene when it goes
        Platform.runLater(() -> stage.setScene(null));
        closed.complete(null);
    }

    /// Completes when the window was closed, by whomever. The engine is then stopped in order by who started both.
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

    /// Brings the window to the front: what a second start asks for. One that was closed stays closed.
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

    /// The window's content as a PNG file, of this moment.
    public byte[] snapshot() {
        return onFx(() -> {
            WritableImage picture = shell.scene().snapshot(null);
            return Png.of(picture);
        });
    }

    /// Shows a device and its live picture.
    public void showDevice(String id) {
        onFx(() -> {
            shell.go(Place.of("devices", id));
            return null;
        });
    }

    /// Shows a view of the rail.
    ///
    /// @param id for example `timeline`
    public void showView(String id) {
        onFx(() -> {
            shell.go(id);
            return null;
        });
    }

    /// Whether the device's row and a waveform that is not flat are on the screen now.
    public boolean showsLive(String id) {
        return onFx(() -> shell.views().stream().anyMatch(view -> view instanceof DevicesView devices && devices.showsLive(id)));
    }

    Stage stage() {
        return stage;
    }

    /// Ends JavaFX; after this no window can be opened in this process.
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
