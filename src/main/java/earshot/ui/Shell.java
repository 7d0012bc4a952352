package earshot.ui;

import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.time.Time;
import earshot.ui.models.LocalServers;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Fxml;
import earshot.ui.part.Offer;
import earshot.ui.part.Place;
import earshot.ui.part.Texts;
import earshot.ui.part.View;
import earshot.watch.Pin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import javafx.scene.text.Font;

/// Content of the window: the frame around the views, keyboard shortcuts, theme, language and navigation.
/// On the FX thread only.
final class Shell {
    private static final String FONT = "/assets/fonts/earshot.otf";

    private final Desk desk;
    private final List<View> views;
    private final Map<View, Parent> built = new HashMap<>();
    private final ShellViewModel model;
    private final LocalServers servers;
    private final Scene scene;
    private final Journey journey;
    private final Toasts toasts;
    private final Pin problems;
    /// Must be ended with the window: the platform preferences exist as long as the program and would keep it reachable.
    private final Subscription scheme;
    private Look look;
    private Texts texts;
    private ShellController controller;
    private View shown;

    /// @param views creates the views of the navigation rail, in order
    Shell(EngineModel engineModel, Function<Command, Operation> engine, Time time, Look look, Function<Desk, List<View>> views) {
        try (var font = Shell.class.getResourceAsStream(FONT)) {
            if (font != null) {
                Font.loadFont(font, 13);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.look = look;
        texts = new Texts(look.language());
        scene = new Scene(new StackPane(), look.width(), look.height());
        scene.getStylesheets().add(Objects.requireNonNull(Shell.class.getResource("/assets/css/console.css")).toExternalForm());
        toasts = new Toasts(scene::getWindow, () -> texts, time);
        desk = new Desk(engineModel, engine, new FxPump(time), time, () -> texts, this::go, toasts, Platform.getPreferences().reducedMotionProperty());
        this.views = views.apply(desk);
        model = new ShellViewModel(desk);
        servers = new LocalServers(desk, !look.unasked());
        problems = desk.pump().watch(engineModel.problems(), new ProblemNotices(toasts)::show);
        journey = new Journey(Place.of(find(look.view()).orElse(this.views.getFirst()).id()));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        scheme = Platform.getPreferences().colorSchemeProperty().subscribe(() -> this.look.theme().apply(scene.getRoot()));
        build();
    }

    Scene scene() {
        return scene;
    }

    Look look() {
        return look.at(journey.here().view()).asked(look.unasked() || servers.unwanted());
    }

    Desk desk() {
        return desk;
    }

    List<View> views() {
        return views;
    }

    /// Builds all nodes in the current language.
    private void build() {
        if (shown != null) {
            shown.hidden();
            shown = null;
        }
        built.clear();
        model.retell();
        if (controller != null) {
            controller.close();
        }
        controller = new ShellController(this, model, servers, texts, views);
        scene.setRoot(Fxml.load("shell", controller, texts));
        look.theme().apply(scene.getRoot());
        controller.showTheme(look.theme());
        display(journey.here());
    }

    void go(String view) {
        go(Place.of(view));
    }

    void go(Place place) {
        if (find(place.view()).isEmpty()) {
            return;
        }
        journey.go(place);
        display(place);
    }

    void back() {
        journey.back().ifPresent(this::display);
    }

    void forward() {
        journey.forward().ifPresent(this::display);
    }

    private void display(Place place) {
        View next = find(place.view()).orElseThrow();
        if (next != shown) {
            if (shown != null) {
                shown.hidden();
            }
            shown = next;
            controller.showView(next.id(), built.computeIfAbsent(next, View::build));
            next.shown();
        }
        place.target().ifPresent(next::show);
    }

    private Optional<View> find(String id) {
        return views.stream().filter(view -> view.id().equals(id)).findFirst();
    }

    void nextTheme() {
        theme(look.theme().next());
    }

    void theme(Theme next) {
        look = look.with(next);
        next.apply(scene.getRoot());
        controller.showTheme(next);
    }

    void otherLanguage() {
        language(look.language().other());
    }

    void language(Texts.Language next) {
        look = look.with(next);
        texts = new Texts(next);
        build();
    }

    void help() {
        controller.cover(controller.covered() ? Optional.empty() : Optional.of(KeyHelp.of(texts)));
    }

    /// Opens the command palette, or closes what covers the window.
    void palette() {
        if (controller.covered()) {
            controller.cover(Optional.empty());
            return;
        }
        List<Offer> offers = new ArrayList<>();
        for (View view : views) {
            offers.add(new Offer(texts.get("palette.view"), texts.get("view." + view.id()), "", "Ctrl+" + (views.indexOf(view) + 1), () -> go(view.id())));
        }
        offers.add(new Offer(texts.get("palette.command"), texts.get("keys.help"), "", Keys.HELP.words(), this::help));
        offers.add(new Offer(texts.get("palette.command"), texts.get("palette.theme"), "", "", this::nextTheme));
        offers.add(new Offer(texts.get("palette.command"), texts.get("title.language.switch"), "", "", this::otherLanguage));
        views.forEach(view -> offers.addAll(view.offers()));
        controller.cover(Optional.of(new Palette(texts, offers, () -> controller.cover(Optional.empty()))));
    }

    private void pressed(KeyEvent event) {
        Optional<Integer> number = Keys.view(event);
        if (number.isPresent()) {
            if (number.get() < views.size()) {
                go(views.get(number.get()).id());
                event.consume();
            }
            return;
        }
        Keys.of(event).ifPresent(key -> {
            switch (key) {
                case BACK -> back();
                case FORWARD -> forward();
                case FILTER -> shown.filter();
                case PALETTE -> palette();
                case SETTINGS -> go("settings");
                case HELP -> help();
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
        if (controller.covered()) {
            controller.cover(Optional.empty());
            return true;
        }
        return shown.escape();
    }

    void close() {
        shown.hidden();
        views.forEach(View::close);
        model.close();
        servers.close();
        problems.close();
        scheme.unsubscribe();
    }
}
