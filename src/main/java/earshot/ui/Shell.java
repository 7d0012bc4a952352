package earshot.ui;

import module java.base;

import earshot.engine.ColorSettings;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.FaultCommand;
import earshot.engine.Operation;
import earshot.engine.WindowSettings;
import earshot.problem.Problem;
import earshot.time.GivenTime;
import earshot.time.Time;
import earshot.ui.kit.CompositionGuard;
import earshot.ui.kit.FocusGuard;
import earshot.ui.kit.Desktop;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.FirstFocus;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.SortOrders;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.WholeTextTooltip;
import earshot.ui.models.LocalServersViewModel;
import earshot.watch.WatchSubscription;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Content of the window: the frame around the views, keyboard shortcuts, theme, language and navigation.
/// On the FX thread only.
final class Shell {
    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);
    private static final int FRAMES_OF_A_NEW_VIEW = 4;
    private static final String FONT = "/assets/fonts/earshot.otf";

    private final ViewContext viewContext;
    private final List<View> views;
    private final ViewNodes viewNodes;
    private final ShellViewModel model;
    private final LocalServersViewModel servers;
    private final RecordingViewModel recording;
    private final Scene scene;
    private final NavigationHistory history;
    private final ToastNotifier toasts;
    private final SystemNotifier notifications;
    private final WatchSubscription problems;
    private final WatchSubscription colors;
    private final WindowKeys keys;
    private final CloseActions closer;
    private final SessionOpener sessions;
    /// Must be ended with the window: the platform preferences exist as long as the program and would keep it reachable.
    private final Subscription colorSchemeSubscription;
    private WindowPreferences windowPreferences;
    private Runnable preferred = () -> { };
    private Texts texts;
    private ShellController controller;
    private ToastController toastController;
    private SessionBarController sessionBar;
    private View shown;

    /// @param views creates the views of the navigation rail, in order
    /// @param windows over session files that are opened from this one
    Shell(EngineModel engineModel, Function<Command, Operation> engine, ConsoleOptions options, WindowPreferences windowPreferences,
        Function<ViewContext, List<View>> views, CloseActions closer, SessionWindows windows) {
        this.closer = closer;
        loadFont();
        this.windowPreferences = windowPreferences;
        windowPreferences.theme().use();
        texts = new Texts(windowPreferences.language());
        scene = new Scene(new StackPane(), windowPreferences.width(), windowPreferences.height());
        scene.getStylesheets().add(styles("console"));
        if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            scene.getStylesheets().add(styles("opaque-windows"));
        }
        Time time = options.time();
        FxPump pump = new FxPump(time);
        // what a recording shows has the time of the recording, while the window's own timers continue
        Time shownTime = engineModel.recordedSession().<Time>map(session -> new GivenTime(session, time)).orElse(time);
        UnaryOperator<Problem> named = problem -> DeviceNames.in(engineModel, problem);
        toasts = new ToastNotifier(pump, () -> texts, named);
        notifications = new SystemNotifier(pump, () -> texts, named,
            () -> engineModel.settings().get().of(WindowSettings.SECTION).notifications() && Window.getWindows().stream().noneMatch(Window::isFocused),
            options.notifications());
        viewContext = new ViewContext(engineModel, engine, pump, shownTime, () -> texts, this::navigateTo, toasts,
            new Desktop(Platform.getPreferences().reducedMotionProperty(), options.files(), new SortOrders(windowPreferences.sorts()), this::showSession));
        this.views = views.apply(viewContext);
        viewNodes = new ViewNodes(this.views, scene, pump);
        model = new ShellViewModel(viewContext);
        recording = new RecordingViewModel(viewContext);
        servers = new LocalServersViewModel(viewContext, !windowPreferences.offerDeclined() && !viewContext.recorded());
        problems = viewContext.pump().watch(engineModel.problems(), new ProblemNotifier(time, toasts, notifications)::show);
        history = new NavigationHistory(NavigationTarget.of(find(windowPreferences.view()).orElse(this.views.getFirst()).id()));
        CompositionGuard.install(scene);
        FocusGuard.install(scene);
        WholeTextTooltip.install(scene);
        keys = new WindowKeys(this, viewContext, scene);
        this.sessions = new SessionOpener(viewContext, scene, windows);
        colorSchemeSubscription = Platform.getPreferences().colorSchemeProperty().subscribe(this::paint);
        colors = pump.watch(engineModel.settings(), _ -> paint());
        build();
    }

    private void showSession(Path file, NavigationTarget place) {
        sessions.show(file, place);
    }

    private static String styles(String name) {
        return Objects.requireNonNull(Shell.class.getResource("/assets/css/" + name + ".css")).toExternalForm();
    }

    private static void loadFont() {
        try (var font = Shell.class.getResourceAsStream(FONT)) {
            if (font != null) {
                Font.loadFont(font, 13);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scene scene() {
        return scene;
    }

    WindowPreferences windowPreferences() {
        return windowPreferences.withView(history.current().view()).withSorts(viewContext.sorts().saved())
            .withOfferDeclined(windowPreferences.offerDeclined() || servers.offerDeclined());
    }

    List<View> views() {
        return views;
    }

    /// Builds all nodes in the current language.
    private void build() {
        if (shown != null) {
            shown.onHidden();
            shown = null;
        }
        viewNodes.clear();
        model.refreshTexts();
        recording.refreshTexts();
        if (controller != null) {
            controller.close();
            toastController.close();
            sessionBar.close();
        }
        toasts.clear();
        controller = new ShellController(this, model, servers, recording, texts, views, viewContext.pump());
        toastController = new ToastController(toasts, () -> navigateTo("problems"));
        sessionBar = new SessionBarController(viewContext);
        scene.setRoot(FxmlViewLoader.load("shell", controller, texts, toastController, sessionBar));
        Nodes.setStyleClass(scene.getRoot(), "recorded", viewContext.recorded());
        paint();
        controller.showTheme(windowPreferences.theme());
        display(history.current());
    }

    /// Applies the theme and the person's own colors.
    private void paint() {
        windowPreferences.theme().apply(scene.getRoot());
        scene.getRoot().setStyle(StateColors.style(viewContext.model().settings().get().of(ColorSettings.SECTION), windowPreferences.theme().dark()));
    }

    void navigateTo(String view) {
        navigateTo(NavigationTarget.of(view));
    }

    void navigateTo(NavigationTarget navigationTarget) {
        if (find(navigationTarget.view()).isPresent()) {
            history.visit(navigationTarget);
            display(navigationTarget);
        }
    }

    void back() {
        history.back().ifPresent(this::display);
    }

    void forward() {
        history.forward().ifPresent(this::display);
    }

    private void display(NavigationTarget navigationTarget) {
        View next = find(navigationTarget.view()).orElseThrow();
        if (next != shown) {
            long asked = viewContext.pump().time().nanos();
            if (shown != null) {
                shown.onHidden();
            }
            shown = next;
            Parent nodes = viewNodes.of(next);
            controller.showView(next.parent().orElse(next.id()), nodes);
            next.onShown();
            whenDrawn(() -> LOG.debug("the view {} was drawn after {} ms", next.id(), (viewContext.pump().time().nanos() - asked) / 1_000_000));
        }
        navigationTarget.target().ifPresent(next::show);
        // once what the view shows has arrived
        whenDrawn(() -> focusInView(FRAMES_OF_A_NEW_VIEW));
    }

    /// Builds the views that were not shown yet, in moments when nobody uses the window.
    void buildViewsAhead() {
        viewNodes.buildAhead(nodes -> controller.layOut(nodes));
    }

    /// Runs `action` at the beginning of the frame after the next one, when the next one was drawn.
    void whenDrawn(Runnable action) {
        viewContext.pump().runLater(() -> viewContext.pump().runLater(action));
    }

    /// Begins with the keyboard in a view that was asked for, unless something in it or above it has the focus already. Split and scroll panes
    /// hold nothing before their first frame.
    private void focusInView(int frames) {
        Parent nodes = viewNodes.of(shown);
        Node owner = scene.getFocusOwner();
        boolean inside = Stream.iterate(owner, Objects::nonNull, (Node at) -> at.getParent()).anyMatch(at -> at == nodes);
        if (!inside && overlay().content().isEmpty() && !(nodes.getScene() == scene && FirstFocus.request(nodes)) && frames > 1) {
            viewContext.pump().runLater(() -> focusInView(frames - 1));
        }
    }

    /// The views that have an entry in the rail.
    private List<View> rail() {
        return views.stream().filter(view -> view.parent().isEmpty()).toList();
    }

    private Optional<View> find(String id) {
        return views.stream().filter(view -> view.id().equals(id)).findFirst();
    }

    private void prefer(WindowPreferences next) {
        windowPreferences = next;
        preferred.run();
    }

    /// Runs an action each time a person chooses another look.
    void onPreferred(Runnable action) {
        preferred = action;
    }

    void nextTheme() {
        show(windowPreferences.theme().next());
    }

    private void show(Theme next) {
        prefer(windowPreferences.with(next));
        paint();
        controller.showTheme(next);
    }

    void switchLanguage() {
        prefer(windowPreferences.with(windowPreferences.language().other()));
        texts = new Texts(windowPreferences.language());
        build();
    }

    /// Opens or closes the list of shortcuts; a dialog that waits for a decision stays.
    void toggleHelp() {
        toggle(KeyboardShortcutHelp.class, () -> new KeyboardShortcutHelp(texts, overlay()::dismiss));
    }

    /// Opens or closes the command palette; a dialog that waits for a decision stays.
    void togglePalette() {
        toggle(CommandPalette.class, this::palette);
    }

    private void toggle(Class<? extends Node> kind, Supplier<Node> content) {
        Optional<Node> present = overlay().content();
        if (present.filter(kind::isInstance).isPresent()) {
            overlay().dismiss();
        } else if (present.isEmpty()) {
            overlay().show(content.get());
        }
    }

    private CommandPalette palette() {
        List<PaletteEntry> paletteEntries = new ArrayList<>();
        for (View view : views) {
            String keys = view.parent().isPresent() ? "" : "Ctrl+" + (rail().indexOf(view) + 1);
            paletteEntries.add(new PaletteEntry(texts.get("palette.view"), texts.get("view." + view.id()), "", keys,
                PaletteEntry.words("view." + view.id(), "view." + view.id()), () -> navigateTo(view.id())));
        }
        paletteEntries.add(PaletteEntry.command(texts, "keys.help", KeyboardShortcut.HELP.label(), this::toggleHelp));
        Stream.of(Theme.values()).map(theme -> PaletteEntry.command(texts, "title.theme." + Texts.keyOf(theme), "", () -> show(theme))
            .hinted(theme == windowPreferences.theme() ? texts.get("palette.on") : "")).forEach(paletteEntries::add);
        paletteEntries.add(PaletteEntry.command(texts, "title.language.switch", "", this::switchLanguage).hinted(texts.get("palette.language")));
        paletteEntries.add(PaletteEntry.command(texts, "session.open", "", sessions::choose));
        paletteEntries.addAll(viewContext.recorded() ? List.of(PaletteEntry.command(texts, "session.close", "", closer::quit)) : serverEntries());
        views.forEach(view -> paletteEntries.addAll(view.paletteEntries()));
        return new CommandPalette(texts, paletteEntries, overlay()::hide);
    }

    private List<PaletteEntry> serverEntries() {
        return List.of(PaletteEntry.command(texts, "keys.undo", KeyboardShortcut.UNDO.label(), () -> viewContext.send(new Command.UndoSettings())),
            PaletteEntry.command(texts, "keys.redo", KeyboardShortcut.REDO.label(), () -> viewContext.send(new Command.RedoSettings())),
            PaletteEntry.command(texts, "faults.off", "", () -> viewContext.send(new FaultCommand.SwitchAllOff())),
            PaletteEntry.command(texts, "title.address.copy", "", () -> SystemClipboard.copy(model.address().get())),
            PaletteEntry.command(texts, recording.progress().get().isPresent() ? "record.end" : "record.start", "", recording::toggle),
            PaletteEntry.command(texts, "session.save", "", () -> recording.save(scene.getWindow())),
            PaletteEntry.command(texts, "session.compare", "", sessions::compare),
            PaletteEntry.command(texts, "close.quit", "", this::quit), PaletteEntry.command(texts, "close.serve", "", closer::serveOn));
    }

    /// Asks what is to become of devices and meetings when the window closes. Returns false if there are none.
    boolean askBeforeClosing() {
        ClosingFacts facts = ClosingFacts.of(viewContext.model());
        if (viewContext.recorded() || facts.nothingLost()) {
            return false;
        }
        if (overlay().content().filter(CloseConfirmationDialog.class::isInstance).isEmpty()) {
            overlay().show(new CloseConfirmationDialog(viewContext, facts, overlay()::dismiss, closer));
        }
        return true;
    }

    private void quit() {
        if (!askBeforeClosing()) {
            closer.quit();
        }
    }

    /// Shows the view with this number in the rail. Returns false if there is none.
    boolean showRailEntry(int number) {
        List<View> rail = rail();
        if (number < rail.size()) {
            navigateTo(rail.get(number).id());
        }
        return number < rail.size();
    }

    /// Opens session files.
    SessionOpener sessions() {
        return sessions;
    }

    /// Says for some seconds, in the status bar, what a person just did.
    void tell(String words) {
        model.tell(words);
    }

    View shown() {
        return shown;
    }

    Overlay overlay() {
        return controller.overlay();
    }

    void close() {
        shown.onHidden();
        viewNodes.close();
        views.forEach(View::close);
        model.close();
        servers.close();
        recording.close();
        problems.close();
        colors.close();
        keys.close();
        sessions.close();
        sessionBar.close();
        toasts.clear();
        notifications.close();
        colorSchemeSubscription.unsubscribe();
    }
}
