package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.UiToolkit;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class WrapGuardTest {
    @Test
    void whatWrapsBelowANodeIsGuardedWhereverItIs() {
        UiToolkit.start();
        Label label = new Label("Kitchen");
        label.setWrapText(true);
        Label oneLine = new Label("Kitchen");
        TextArea area = new TextArea("Kitchen");
        area.setWrapText(true);
        WrapGuard.wrapAll(new VBox(new ScrollPane(new VBox(label, oneLine)), new SplitPane(new TabPane(new Tab("", area), new Tab("")))));
        assertThat(List.of(label.isWrapText(), oneLine.isWrapText(), area.isWrapText())).containsExactly(true, false, true);
        label.setText("مرحبا بالعالم");
        area.setText("Kitchen שלום");
        assertThat(List.of(label.isWrapText(), oneLine.isWrapText(), area.isWrapText())).containsExactly(false, false, false);
        label.setText("很长的名字");
        assertThat(label.isWrapText()).isTrue();
    }
}
