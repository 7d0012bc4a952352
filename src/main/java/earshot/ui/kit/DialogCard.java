package earshot.ui.kit;

import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A dialog as an [Overlay] shows it: title, content, and the buttons that decide. On the FX thread only.
public final class DialogCard extends VBox {
    private static final double WIDTH = 520;

    private final FlowPane buttons = new FlowPane(8, 8);

    public DialogCard(String title, Node... content) {
        super(12);
        setId("dialog");
        getStyleClass().addAll("card", "form-card");
        setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(title);
        getChildren().add(Nodes.wrappedLabel(title, "heading"));
        getChildren().addAll(content);
        getChildren().add(buttons);
    }

    /// The same dialog; the first button gets the focus.
    public DialogCard withButtons(Button... choices) {
        buttons.getChildren().setAll(choices);
        return this;
    }

    /// A button of a dialog. Its text may hold underscores, as names do.
    public static Button button(String text, Runnable action) {
        Button button = Nodes.uncut(new Button(text));
        button.setMnemonicParsing(false);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
