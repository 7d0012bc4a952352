package earshot.ui;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.engine.RecordedSession;
import earshot.engine.WindowSettings;
import earshot.ui.check.CheckView;
import earshot.ui.comparison.ComparisonView;
import earshot.id.DeviceId;
import earshot.ui.devices.DevicesView;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PngEncoder;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import earshot.ui.meetings.MeetingsView;
import earshot.ui.messages.MessagesView;
import earshot.ui.models.ModelsView;
import earshot.ui.problems.ProblemsView;
import earshot.ui.settings.SettingsView;
import earshot.ui.tasks.TasksView;
import earshot.ui.timeline.TimelineView;
import earshot.ui.turns.TurnsView;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console's window. Methods may be called from any thread; callers other than the FX thread wait until it is done.
public final class ConsoleWindow {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWindow.class);
    /// What a desktop draws above a window, about.
    private static final double TITLE_BAR = 32;
    /// And at both sides together.
    private static final double FRAME_SIDES = 16;
    private final Stage stage = new Stage();
    private final Shell shell;
    private final Path home;
    private final Optional<RecordedSession> session;
    private final SessionWindows sessions;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean servesOn;

    private ConsoleWindow(Path home, EngineModel model, Function<Command, Operation> engine, ConsoleOptions options, WindowPreferences windowPreferences) {
        this.home = home;
        session = model.recordedSession();
        sessions = new SessionWindows(home, options, () -> shell().windowPreferences());
        shell = new Shell(model, engine, options, windowPreferences, ConsoleWindow::views, new Closing(), sessions);
    }

    private Shell shell() {
        return shell;
    }

    /// Opens the window and returns once it is shown. Starts JavaFX if it is not running; on Linux without a display it runs
    /// off-screen, where snapshots work too.
    ///
    /// @param home directory of the window's preferences
    public static ConsoleWindow open(EngineModel model, Function<Command, Operation> engine, Path home, ConsoleOptions options) {
        WindowScale.set(model.settings().get().of(WindowSettings.SECTION).scale());
        startToolkit();
        return FxPump.call(() -> {
            WindowPreferences saved = WindowPreferences.read(home);
            WindowPreferences themed = options.theme().map(saved::with).orElse(saved);
            WindowPreferences windowPreferences = options.language().map(themed::with).orElse(themed);
            ConsoleWindow console = new ConsoleWindow(home, model, engine, options, windowPreferences);
            console.show(windowPreferences);
            ProcessHandle.current().info().startInstant().ifPresent(began -> console.shell
                .whenDrawn(() -> LOG.debug("the window was drawn {} ms after the process began", Duration.between(began, options.time().now()).toMillis())));
            return console;
        });
    }

    /// Runs `action` on the FX thread once the window was drawn.
    public void whenDrawn(Runnable action) {
        shell.whenDrawn(action);
    }

    /// Builds the views that were not shown yet, from now on, in moments when nobody uses the window. The first visit is then as quick as later ones.
    public void buildViewsAhead() {
        whenDrawn(() -> {
            if (!closed.isDone()) {
                shell.buildViewsAhead();
            }
        });
    }

    /// The ids of the views of the navigation rail, in order, and of their pages. For any thread.
    public List<String> viewIds() {
        return shell.views().stream().map(View::id).toList();
    }

    /// The views of the navigation rail, in order, and their pages.
    private static List<View> views(ViewContext viewContext) {
        if (viewContext.recorded()) {
            return List.of(new DevicesView(viewContext), new TimelineView(viewContext), new TurnsView(viewContext), new ComparisonView(viewContext),
                new ProblemsView(viewContext));
        }
        return List.of(new DevicesView(viewContext), new TimelineView(viewContext), new TurnsView(viewContext), new MeetingsView(viewContext),
            new TasksView(viewContext), new MessagesView(viewContext), new ModelsView(viewContext), new SettingsView(viewContext),
            new ProblemsView(viewContext), new CheckView(viewContext));
    }

    private void show(WindowPreferences windowPreferences) {
        stage.setTitle(session.map(file -> ControlCharacters.toSpaces(file.file().getFileName().toString()) + " – Earshot").orElse("Earshot"));
        stage.getIcons().add(new Image(Objects.requireNonNull(ConsoleWindow.class.getResourceAsStream("/assets/icons/earshot.png"))));
        stage.setScene(shell.scene());
        if (headless()) {
            // the toolkit's screen of 1000x1000 is none
            stage.setMinWidth(WindowPreferences.SMALLEST_WIDTH);
            stage.setMinHeight(WindowPreferences.SMALLEST_HEIGHT);
        } else {
            fit(stage, Screen.getPrimary().getVisualBounds());
        }
        stage.setMaximized(windowPreferences.maximized());
        stage.setOnHidden(_ -> windowClosed());
        // not every process ends by its window
        shell.onPreferred(this::savePreferences);
        stage.setOnCloseRequest(request -> {
            if (shell.askBeforeClosing()) {
                toFront();
                request.consume();
            }
        });
        stage.show();
    }

    /// Keeps a window within the screen, also where that is smaller than the smallest window or than the one that was closed last.
    static void fit(Stage stage, Rectangle2D screen) {
        stage.setMinWidth(Math.min(WindowPreferences.SMALLEST_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(WindowPreferences.SMALLEST_HEIGHT, screen.getHeight()));
        // a window that fills the screen stays as it is: its frame is not taken from it again at each start
        if (stage.getScene().getWidth() > screen.getWidth() - FRAME_SIDES) {
            stage.setX(screen.getMinX());
            stage.setWidth(screen.getWidth());
        }
        if (stage.getScene().getHeight() > screen.getHeight() - TITLE_BAR) {
            stage.setY(screen.getMinY());
            stage.setHeight(screen.getHeight());
        }
    }

    static boolean headless() {
        return "Headless".equals(System.getProperty("glass.platform"));
    }

    private void savePreferences() {
        WindowPreferences now = shell.windowPreferences();
        boolean maximized = stage.isMaximized();
        WindowPreferences sized = now.withSize(maximized ? now.width() : shell.scene().getWidth(), maximized ? now.height() : shell.scene().getHeight(),
            maximized);
        // which view comes first, and what was declined, is said in the window of the server
        (session.isPresent() ? sized.withServerOf(WindowPreferences.read(home)) : sized).write(home);
    }

    private void windowClosed() {
        savePreferences();
        shell.close();
        if (!servesOn) {
            sessions.close();
        }
        // popups keep their window reachable until they have faded; its content must not be kept that long
        stage.setOnHidden(null);
        stage.setOnCloseRequest(null);
        // later, because popups owned by the window still look for its scene when they close
        FxPump.afterEvent(() -> stage.setScene(null));
        closed.complete(null);
    }

    /// Completes when the window is closed, by the user or the program. Whoever started both then stops the engine.
    public CompletableFuture<Void> closed() {
        return closed;
    }

    /// Whether the person wants the server to continue without the window; known once it is closed.
    public boolean servesOn() {
        return servesOn;
    }

    /// Closes the window without asking.
    public void close() {
        FxPump.run(stage::close);
    }

    private final class Closing implements CloseActions {
        @Override
        public void quit() {
            stage.close();
        }

        @Override
        public void serveOn() {
            servesOn = true;
            stage.close();
        }
    }

    /// Brings the window to the front, as a second start of the program asks for. A closed window stays closed.
    public void toFront() {
        FxPump.run(() -> {
            if (!closed.isDone()) {
                stage.setIconified(false);
                stage.show();
                stage.toFront();
                stage.requestFocus();
            }
        });
    }

    /// The window's current content as PNG.
    public byte[] snapshot() {
        return FxPump.call(() -> PngEncoder.encode(shell.scene().snapshot(null)));
    }

    /// Shows a device with its live tab.
    public void showDevice(DeviceId id) {
        FxPump.run(() -> shell.navigateTo(NavigationTarget.of("devices", id.value())));
    }

    /// Whether it is over this session file.
    boolean shows(Path file) {
        return session.filter(recorded -> recorded.file().equals(file)).isPresent();
    }

    void showPlace(NavigationTarget place) {
        FxPump.run(() -> shell.navigateTo(place));
    }

    /// Shows a view of the navigation rail.
    ///
    /// @param id for example `timeline`
    public void showView(String id) {
        FxPump.run(() -> shell.navigateTo(id));
    }

    /// Whether the device's row and a waveform that is not flat are visible now.
    public boolean showsLive(DeviceId id) {
        return FxPump.call(() -> shell.views().stream().anyMatch(view -> view instanceof DevicesView devices && devices.showsLive(id)));
    }

    Stage stage() {
        return stage;
    }

    SessionOpener sessions() {
        return shell.sessions();
    }

    /// Ends JavaFX: no window can be opened in this process afterwards.
    public static void exitToolkit() {
        Platform.exit();
    }

    static void startToolkit() {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        if (linux && blank("DISPLAY") && blank("WAYLAND_DISPLAY") && System.getProperty("glass.platform") == null) {
            System.setProperty("glass.platform", "Headless");
        }
        if (linux) {
            SoftwareDrawing.chooseWithoutDriver();
        }
        CompletableFuture<Void> started = new CompletableFuture<>();
        try {
            Platform.startup(() -> started.complete(null));
        } catch (IllegalStateException _) {
            started.complete(null);
        }
        started.join();
        if (linux && !headless()) {
            FxPump.run(PulsePause::install);
        }
        Platform.setImplicitExit(false);
    }

    private static boolean blank(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isBlank();
    }
}
