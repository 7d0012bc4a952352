package earshot.ui;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.ui.gallery.LayoutChecker;
import earshot.ui.gallery.LayoutFinding;
import earshot.ui.kit.Texts;
import earshot.ui.kit.Texts.Language;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/// Walks the pages of a window in one state, theme and language: each view, each of its tabs and sections, and what opens above them.
final class Gallery {
    private final ConsoleWindow console;
    private final TimeFake time;
    private final GalleryState state;

    /// @param size of the window in pixels
    /// @param check finds what is wrong with the page while it is shown
    record Page(String view, Size size, Supplier<List<LayoutFinding>> check) {
        List<LayoutFinding> found() {
            return check.get();
        }
    }

    record Size(int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    private Gallery(ConsoleWindow console, TimeFake time, GalleryState state) {
        this.console = console;
        this.time = time;
        this.state = state;
    }

    /// Opens a window and closes it at the end.
    ///
    /// @param wanted views to show, by the beginning of their names
    /// @param seen called for each page while it is shown
    static void walk(GalleryState state, Theme theme, Language language, Size size, Predicate<String> wanted, BiConsumer<ConsoleWindow, Page> seen)
        throws IOException {
        TimeFake time = new TimeFake();
        EngineFake engine = new EngineFake(time);
        state.arrange(engine, time);
        ConsoleWindow console = ConsoleWindow.open(engine, engine, Files.createTempDirectory("earshot-gallery"),
            new ConsoleOptions(time, Optional.of(theme), Optional.of(language)));
        try {
            RenderedFrames.onFx(() -> {
                console.stage().setWidth(size.width() + console.stage().getWidth() - console.stage().getScene().getWidth());
                console.stage().setHeight(size.height() + console.stage().getHeight() - console.stage().getScene().getHeight());
                return null;
            });
            Gallery gallery = new Gallery(console, time, state);
            gallery.settle();
            gallery.views(wanted,
                page -> seen.accept(console, new Page(page, size, () -> RenderedFrames.onFx(() -> LayoutChecker.check(console.stage().getScene())))));
        } finally {
            console.close();
        }
    }

    private void views(Predicate<String> wanted, Consumer<String> shown) {
        List<String> views = RenderedFrames.onFx(
            () -> ((Parent) console.stage().getScene().lookup(".rail")).getChildrenUnmodifiable().stream().map(node -> node.getUserData().toString()).toList());
        for (String view : Stream.concat(views.stream(), Stream.of("check")).filter(wanted).toList()) {
            console.showView(view);
            if (view.equals("devices") && state != GalleryState.EMPTY) {
                console.showDevice(new DeviceId("94:a9:90:00:00:01"));
            }
            settle();
            pages(view, wanted, shown);
        }
        for (String opener : List.of("openPalette", "help")) {
            if (wanted.test(opener)) {
                RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#" + opener)).fire());
                shown.accept(opener);
                RenderedFrames.runAndAwait(() -> earshot.ui.kit.Overlay.of(console.stage().getScene()).dismiss());
            }
        }
    }

    /// The page itself, and then each of its other tabs and sections.
    private void pages(String name, Predicate<String> wanted, Consumer<String> shown) {
        shown.accept(name);
        int sections = RenderedFrames.onFx(() -> sections().size());
        for (int i = 1; i < sections && wanted.test(name + "-" + i); i++) {
            int section = i;
            RenderedFrames.runAndAwait(() -> {
                if (sections().get(section) instanceof Button button && !"check-entry".equals(button.getId())) {
                    button.fire();
                }
            });
            settle();
            shown.accept(name + "-" + i);
        }
        int tabs = RenderedFrames.onFx(() -> tabs().map(pane -> pane.getTabs().size()).orElse(0));
        for (int i = 1; i < tabs && wanted.test(name + "-" + i); i++) {
            int tab = i;
            RenderedFrames.runAndAwait(() -> tabs().orElseThrow().getSelectionModel().select(tab));
            settle();
            shown.accept(name + "-" + i);
        }
        if (tabs > 0) {
            RenderedFrames.runAndAwait(() -> tabs().ifPresent(pane -> pane.getSelectionModel().selectFirst()));
        }
    }

    private List<Node> sections() {
        return console.stage().getScene().lookup("#nav") instanceof Parent nav && ConsoleFixture.shown(nav) ? List.copyOf(nav.getChildrenUnmodifiable())
            : List.of();
    }

    private Optional<TabPane> tabs() {
        return console.stage().getScene().getRoot().lookupAll(".stage .tab-pane").stream().filter(ConsoleFixture::shown).map(TabPane.class::cast)
            .filter(pane -> pane.getTabs().stream().noneMatch(Tab::isDisable)).findFirst();
    }

    private void settle() {
        RenderedFrames.await(3);
        time.advance(Duration.ofMillis(400));
        RenderedFrames.await(3);
    }

    static String file(GalleryState state, Theme theme, Language language, Page page) {
        return String.join("-", page.view(), Texts.keyOf(state), page.size().toString(), Texts.keyOf(theme), Texts.keyOf(language)) + ".png";
    }
}
