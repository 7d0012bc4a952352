package earshot.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.control.skin.ScrollPaneSkin;

/// A scroll pane for content that changes by itself. The toolkit's own keeps a picture of all that is visible in it, and draws all of that again
/// for each change; here only what changed is drawn.
public final class LiveScrollPane extends ScrollPane {
    @Override
    protected Skin<?> createDefaultSkin() {
        Skin<?> skin = new ScrollPaneSkin(this);
        getChildren().stream().filter(node -> node.getStyleClass().contains("viewport")).findFirst().ifPresent(LiveScrollPane::drawDirectly);
        return skin;
    }

    private static void drawDirectly(Node viewport) {
        viewport.setCache(false);
    }
}
