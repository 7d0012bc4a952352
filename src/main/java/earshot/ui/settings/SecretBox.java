package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.Nodes;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// A secret in force, hidden until asked for, with a button that copies it. It is read when it is shown or copied, and held nowhere.
final class SecretBox extends HBox {
    private static final String HIDDEN = "••••••••••••";

    private final BooleanProperty shown = new SimpleBooleanProperty();

    SecretBox(Supplier<Optional<String>> secret, Texts texts) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("secret");
        Label value = Nodes.label(HIDDEN, "number");
        Button show = Nodes.smallButton("", () -> shown.set(!shown.get()));
        Button copy = Nodes.smallButton(texts.get("settings.secret.copy"), () -> secret.get().ifPresent(SystemClipboard::copy));
        shown.subscribe(now -> {
            value.setText(now ? secret.get().orElse("–") : HIDDEN);
            show.setText(texts.get(now ? "settings.secret.hide" : "settings.secret.show"));
        });
        // who comes back to the view does not find it open
        sceneProperty().subscribe(scene -> shown.set(shown.get() && scene != null));
        getChildren().addAll(value, show, copy);
    }

    void hide() {
        shown.set(false);
    }
}
