package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.WindowSettings;
import earshot.ui.kit.Texts.Language;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

/// The scale of the window, and what a window shows that is smaller than its content.
class WindowScaleTest extends ConsoleFixture {
    private static final String PROPERTY = WindowScale.property("Linux").orElseThrow();

    @Test
    void itIsGivenToJavaFxUnlessTheCommandLineGaveOne() {
        open(Language.ENGLISH);
        String before = System.getProperty(PROPERTY);
        try {
            System.clearProperty(PROPERTY);
            WindowScale.set(1);
            assertThat(System.getProperty(PROPERTY)).as("the desktop's is left as JavaFX finds it").isNull();
            WindowScale.set(1.5);
            assertThat(Double.parseDouble(System.getProperty(PROPERTY))).isGreaterThanOrEqualTo(1.5);
            System.setProperty(PROPERTY, "1.25");
            WindowScale.set(2);
            assertThat(System.getProperty(PROPERTY)).isEqualTo("1.25");
        } finally {
            Optional.ofNullable(before).ifPresentOrElse(value -> System.setProperty(PROPERTY, value), () -> System.clearProperty(PROPERTY));
        }
        assertThat(WindowScale.property("Windows 11")).contains("glass.win.uiScale");
        assertThat(WindowScale.property("Mac OS X")).isEmpty();
        assertThat(WindowSettings.SECTION.defaults()).isEqualTo(new WindowSettings(1, false));
    }

    @Test
    void oneClickKeepsTheScaleAndRestartsTheProgram() {
        engine.answers = command -> command instanceof Command.ApplySettings ? Optional.of(new Operation.Outcome.Done("", Optional.empty())) : Optional.empty();
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#setting-console-scale")).setText("150"));
        RenderedFrames.runAndAwait(() -> ((Button) lookup("#restartWindow")).fire());
        RenderedFrames.runAndAwait(() -> ((Button) withWords("#dialog .button", "Restart Earshot")).fire());
        RenderedFrames.await(4);
        assertThat(engine.sentCommands).endsWith(new Command.ApplySettings(Map.of("console.scale", 150L)), new Command.RestartProcess());
    }

    @Test
    void whatMovesIsNotDrawnByDrawingThePictureOfTheWholeWindowAnew() {
        open(Language.ENGLISH);
        RenderedFrames.await(2);
        assertThat(Stream.<Node>iterate(lookup("#test"), Objects::nonNull, Node::getParent)).hasSizeGreaterThan(3).noneMatch(Node::isCache);
    }

    @Test
    void aWindowSmallerThanItsContentScrolls() {
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> {
            console.stage().setMinWidth(0);
            console.stage().setMinHeight(0);
            console.stage().setWidth(512);
            console.stage().setHeight(350);
        });
        RenderedFrames.await(4);
        ScrollPane around = (ScrollPane) node(".shell > VBox > .scroll-pane");
        Node content = RenderedFrames.onFx(around::getContent);
        assertThat(content.getBoundsInParent().getMinX()).as("nothing is cut off on the left").isZero();
        assertThat(content.getLayoutBounds().getWidth()).as("the rest can be scrolled to").isGreaterThan(around.getViewportBounds().getWidth());
        assertThat(around.getWidth()).isLessThanOrEqualTo(512);
    }
}
