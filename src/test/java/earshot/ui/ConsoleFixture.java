package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.time.TimeFake;
import earshot.ui.gallery.LayoutChecker;
import earshot.ui.kit.Texts.Language;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A console window over a fake engine, and how a test finds, reads and operates what it shows.
abstract class ConsoleFixture {
    @TempDir
    Path home;
    final TimeFake time = new TimeFake();
    final EngineFake engine = new EngineFake(time);
    ConsoleWindow console;

    final void open(Language language) {
        open(language, engine);
    }

    final void open(Language language, Function<Command, Operation> commands) {
        console = ConsoleWindow.open(engine, commands, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(language)));
        RenderedFrames.await(4);
    }

    @AfterEach
    final void closeConsole() {
        Optional.ofNullable(console).ifPresent(ConsoleWindow::close);
    }

    /// Renders what changed, also what the console delays by less than `by`.
    final void pass(Duration by) {
        RenderedFrames.await(4);
        time.advance(by);
        RenderedFrames.await(4);
    }

    /// Nothing of what is shown is cut, covered or outside when the window is as small as it may be.
    final void assertFitsSmallestWindow() {
        RenderedFrames.runAndAwait(() -> {
            console.stage().setWidth(1024);
            console.stage().setHeight(700);
        });
        RenderedFrames.await(4);
        assertThat(RenderedFrames.onFx(() -> LayoutChecker.check(console.stage().getScene()))).isEmpty();
    }

    // --- on the FX thread only ---

    final Node lookup(String selector) {
        return console.stage().getScene().lookup(selector);
    }

    /// Every node of the window.
    final List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        walk(console.stage().getScene().getRoot(), nodes);
        return nodes;
    }

    static void press(Node node, KeyCode code) {
        node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    // --- from the thread of the test ---

    final Node node(String selector) {
        return RenderedFrames.onFx(() -> lookup(selector));
    }

    final Set<Node> all(String selector) {
        return RenderedFrames.onFx(() -> console.stage().getScene().getRoot().lookupAll(selector));
    }

    /// The label or button with these words. On the FX thread only.
    final Node withWords(String selector, String words) {
        return console.stage().getScene().getRoot().lookupAll(selector).stream().filter(node -> ((Labeled) node).getText().equals(words)).findFirst()
            .orElseThrow();
    }

    /// The texts of the visible labels and buttons that the selector finds. What keeps number and unit on one line is a blank here, and in [#text].
    final List<String> words(String selector) {
        return all(selector).stream().filter(ConsoleFixture::shown).filter(Labeled.class::isInstance).map(ConsoleFixture::words).toList();
    }

    final String text(String selector) {
        return words(node(selector));
    }

    private static String words(Node labeled) {
        String text = ((Labeled) labeled).getText();
        return text == null ? null : text.replace('\u00a0', ' ');
    }

    void fire(String selector) {
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup(selector)).fire());
    }

    static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// Whether assistive technology has no name for this control.
    static boolean nameless(Node node) {
        boolean silent = node.getAccessibleText() == null || node.getAccessibleText().isBlank();
        return switch (node) {
            case ButtonBase button -> silent && (button.getText() == null || button.getText().isBlank()) && !button.getStyleClass().contains("arrow-button")
                && !button.getStyleClass().contains("control-buttons-tab");
            case TextInputControl field -> silent && !(field.getParent() instanceof ComboBoxBase<?>);
            case ListView<?> list -> silent && !(list.getParent() instanceof ComboBoxBase<?>);
            case ComboBoxBase<?> _ -> silent;
            default -> false;
        };
    }

    static void walk(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, into));
        }
    }
}
