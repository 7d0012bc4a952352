package earshot.ui;

import module java.base;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.time.Time;
import earshot.ui.kit.CompositionGuard;
import earshot.ui.kit.Desktop;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.Texts;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import earshot.ui.models.LocalServersViewModel;
import earshot.watch.WatchSubscription;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/// Content of the window: the frame around the views, keyboard shortcuts, theme, language and navigation.
/// On the FX thread only.
final class Shell {
    private static final String FONT = "/assets/fonts/earshot.otf";

    private final ViewContext viewContext;
    private final List<View> views;
    private final Map<View, Parent> builtViews = new HashMap<>();
    private final ShellViewModel model;
    private final LocalServersViewModel servers;
    private final Scene scene;
    private final NavigationHistory history;
    private final ToastNotifier toasts;
    private final WatchSubscription problems;
    /// Must be ended with the window: the platform preferences exist as long as the program and would keep it reachable.
    private final Subscription colorSchemeSubscription;
    private WindowPreferences windowPreferences;
    private Texts texts;
    private ShellController controller;
    private View shown;

    /// @param views creates the views of the navigation rail, in order
    Shell(EngineModel engineModel, Function<Command, Operation> engine, Time time, FileDialogs files, WindowPreferences windowPreferences, Function<ViewContext, List<View>> views) {
        try (var font = Shell.class.getResourceAsStream(FONT)) {
            if (font != null) {
                Font.loadFont(font, 13);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.windowPreferences = windowPreferences;
        texts = new Texts(windowPreferences.language());
        scene = new Scene(new StackPane(), windowPreferences.width(), windowPreferences.height());
        scene.getStylesheets().add(Objects.requireNonNull(Shell.class.getResource("/assets/css/console.css")).toExternalForm());
        toasts = new ToastNotifier(scene::getWindow, () -> texts, time);
        viewContext = new ViewContext(engineModel, engine, new FxPump(time), time, () -> texts, this::navigateTo, toasts, new Desktop(Platform.getPreferences().reducedMotionProperty(), files));
        this.views = views.apply(viewContext);
        model = new ShellViewModel(viewContext);
        servers = new LocalServersViewModel(viewContext, !windowPreferences.offerDeclined());
        problems = viewContext.pump().watch(engineModel.problems(), new ProblemNotifier(toasts)::show);
        history = new NavigationHistory(NavigationTarget.of(find(windowPreferences.view()).orElse(this.views.getFirst()).id()));
        CompositionGuard.install(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        colorSchemeSubscription = Platform.getPreferences().colorSchemeProperty().subscribe(() -> this.windowPreferences.theme().apply(scene.getRoot()));
        build();
    }

    Scene scene() {
        return scene;
    }

    WindowPreferences windowPreferences() {
        return windowPreferences.withView(history.current().view()).withOfferDeclined(windowPreferences.offerDeclined() || servers.offerDeclined());
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
        builtViews.clear();
        model.refreshTexts();
        if (controller != null) {
            controller.close();
        }
        controller = new ShellController(this, model, servers, texts, views);
        scene.setRoot(FxmlViewLoader.load("shell", controller, texts));
        windowPreferences.theme().apply(scene.getRoot());
        controller.showTheme(windowPreferences.theme());
        display(history.current());
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
            if (shown != null) {
                shown.onHidden();
            }
            shown = next;
            controller.showView(next.parent().orElse(next.id()), builtViews.computeIfAbsent(next, View::build));
            next.onShown();
        }
        navigationTarget.target().ifPresent(next::show);
    }

    /// The views that have an entry in the rail.
    private List<View> rail() {
        return views.stream().filter(view -> view.parent().isEmpty()).toList();
    }

    private Optional<View> find(String id) {
        return views.stream().filter(view -> view.id().equals(id)).findFirst();
    }

    void nextTheme() {
        Theme next = windowPreferences.theme().next();
        windowPreferences = windowPreferences.with(next);
        next.apply(scene.getRoot());
        controller.showTheme(next);
    }

    void switchLanguage() {
        windowPreferences = windowPreferences.with(windowPreferences.language().other());
        texts = new Texts(windowPreferences.language());
        build();
    }

    void toggleHelp() {
        controller.showOverlay(controller.overlayShown() ? Optional.empty() : Optional.of(KeyboardShortcutHelp.of(texts)));
    }

    /// Opens the command palette, or closes what covers the window.
    void togglePalette() {
        if (controller.overlayShown()) {
            controller.showOverlay(Optional.empty());
            return;
        }
        List<PaletteEntry> paletteEntries = new ArrayList<>();
        for (View view : views) {
            String keys = view.parent().isPresent() ? "" : "Ctrl+" + (rail().indexOf(view) + 1);
            paletteEntries.add(new PaletteEntry(texts.get("palette.view"), texts.get("view." + view.id()), "", keys, () -> navigateTo(view.id())));
        }
        paletteEntries.add(new PaletteEntry(texts.get("palette.command"), texts.get("keys.help"), "", KeyboardShortcut.HELP.label(), this::toggleHelp));
        paletteEntries.add(new PaletteEntry(texts.get("palette.command"), texts.get("palette.theme"), "", "", this::nextTheme));
        paletteEntries.add(new PaletteEntry(texts.get("palette.command"), texts.get("title.language.switch"), "", "", this::switchLanguage));
        views.forEach(view -> paletteEntries.addAll(view.paletteEntries()));
        controller.showOverlay(Optional.of(new CommandPalette(texts, paletteEntries, () -> controller.showOverlay(Optional.empty()))));
    }

    private void keyPressed(KeyEvent event) {
        if (event.isConsumed()) {
            return;
        }
        Optional<Integer> number = KeyboardShortcut.view(event);
        if (number.isPresent()) {
            if (number.get() < rail().size()) {
                navigateTo(rail().get(number.get()).id());
                event.consume();
            }
            return;
        }
        KeyboardShortcut.of(event).ifPresent(key -> {
            switch (key) {
                case BACK -> back();
                case FORWARD -> forward();
                case FILTER -> shown.focusFilter();
                case PALETTE -> togglePalette();
                case SETTINGS -> navigateTo("settings");
                case HELP -> toggleHelp();
                case ESCAPE -> {
                    if (!escape()) {
                        return;
                    }
                }
                case VIEW -> throw new IllegalStateException("has no key of its own");
            }
            event.consume();
        });
    }

    private boolean escape() {
        boolean covered = controller.overlayShown();
        controller.showOverlay(Optional.empty());
        return covered || shown.escape();
    }

    void close() {
        shown.onHidden();
        views.forEach(View::close);
        model.close();
        servers.close();
        problems.close();
        colorSchemeSubscription.unsubscribe();
    }
}
