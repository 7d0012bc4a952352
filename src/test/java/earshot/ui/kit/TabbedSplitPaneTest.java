package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.RenderedFrames;
import earshot.ui.UiToolkit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Panes and texts in less room than they need.
class TabbedSplitPaneTest {
    private static final String LONG = "a name that is much longer than the room for it";

    private final VBox list = new VBox(new Label("rows"));
    private final VBox detail = new VBox(new Label("detail"));

    @BeforeAll
    static void start() {
        UiToolkit.start();
    }

    @Test
    void panesBecomeTabsWhereTheyDoNotFit() {
        TabbedSplitPane split = RenderedFrames.onFx(() -> {
            list.setMinWidth(300);
            detail.setMinWidth(200);
            TabbedSplitPane pane = new TabbedSplitPane();
            pane.setFirstTitle("Devices");
            pane.setSecondTitle("Details");
            pane.getItems().setAll(list, detail);
            new Scene(pane, 800, 300);
            return pane;
        });
        width(split, 800);
        assertThat(split.getItems()).containsExactly(list, detail);
        width(split, 400);
        assertThat(shown(split)).containsExactly("Devices", "Details", "rows");
        assertThat(RenderedFrames.<Double>onFx(() -> split.minWidth(-1))).as("as wide as the wider of them").isBetween(300.0, 310.0);
        RenderedFrames.runAndAwait(() -> split.lookupAll(".toggle-button").stream().map(ToggleButton.class::cast).filter(tab -> tab.getText().equals("Details"))
            .forEach(ToggleButton::fire));
        assertThat(shown(split)).containsExactly("Devices", "Details", "detail");
        width(split, 800);
        assertThat(split.getItems()).containsExactly(list, detail);
        TextField field = new TextField();
        RenderedFrames.runAndAwait(() -> {
            detail.getChildren().add(field);
            field.requestFocus();
        });
        width(split, 400);
        assertThat(shown(split)).as("what somebody works in stays").containsExactly("Devices", "Details", "detail");
    }

    @Test
    void whatIsCutIsShownAsAWholeUnderThePointer() {
        Label cut = new Label(LONG);
        cut.setMaxWidth(60);
        Label explained = new Label(LONG);
        explained.setMaxWidth(60);
        Tooltip own = new Tooltip("when it was named");
        explained.setTooltip(own);
        Label whole = new Label("short");
        TextField typed = new TextField(LONG);
        typed.setMaxWidth(80);
        TextField asked = new TextField();
        asked.setPromptText(LONG);
        asked.setMaxWidth(80);
        PasswordField secret = new PasswordField();
        secret.setText(LONG);
        secret.setMaxWidth(80);
        RenderedFrames.onFx(() -> {
            Scene scene = new Scene(new VBox(cut, explained, whole, typed, asked, secret), 400, 300);
            WholeTextTooltip.install(scene);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            assertThat(told(cut)).contains(LONG);
            assertThat(told(explained)).contains(LONG + "\n\nwhen it was named");
            assertThat(cut.getTooltip()).as("only while the pointer is there").isNull();
            assertThat(told(whole)).isEmpty();
            assertThat(told(typed)).contains(LONG);
            assertThat(told(asked)).contains(LONG);
            assertThat(told(secret)).as("a secret is not").isEmpty();
            assertThat(explained.getTooltip()).isSameAs(own);
            return true;
        });
    }

    @Test
    void textFromRightToLeftDoesNotBreakTheLayout() {
        RenderedFrames.onFx(() -> {
            Label label = Nodes.wrappedLabel("مرحبا بالعالم غرفة المعيشة");
            VBox box = new VBox(label);
            new Scene(box, 400, 300);
            box.applyCss();
            IntStream.range(20, 200).forEach(width -> assertThat(label.prefHeight(width)).isPositive());
            label.setText("a text that is wrapped");
            assertThat(label.isWrapText()).isTrue();
            return true;
        });
    }

    private static Optional<String> told(javafx.scene.control.Control control) {
        javafx.event.Event.fireEvent(control, new MouseEvent(MouseEvent.MOUSE_ENTERED_TARGET, 0, 0, 0, 0, MouseButton.NONE, 0, false, false, false, false,
            false, false, false, true, false, true, null));
        return Optional.ofNullable(control.getTooltip()).map(Tooltip::getText);
    }

    private static void width(TabbedSplitPane split, double width) {
        RenderedFrames.runAndAwait(() -> {
            split.resize(width, 300);
            split.applyCss();
            split.layout();
        });
        RenderedFrames.runAndAwait(split::layout);
    }

    /// The texts of what is shown.
    private static List<String> shown(Node node) {
        return RenderedFrames.onFx(() -> Stream.concat(node.lookupAll(".toggle-button").stream(), node.lookupAll(".label").stream())
            .filter(Labeled.class::isInstance).map(one -> ((Labeled) one).getText()).toList());
    }
}
