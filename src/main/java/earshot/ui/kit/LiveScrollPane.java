package earshot.ui.kit;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.control.skin.ScrollPaneSkin;

/// A scroll pane for content that changes by itself. The toolkit's own keeps a picture of all that is visible in it, and draws all of that again
/// for each change; here only what changed is drawn.
///
/// Where all that changed is scrolled out of sight, though, the toolkit finds no place to draw and draws the whole window. So what changes many
/// times a second is left as it is while [#sees] says no, and brought up to date by [#whenMoved].
public final class LiveScrollPane extends ScrollPane {
    @Override
    protected Skin<?> createDefaultSkin() {
        Skin<?> skin = new ScrollPaneSkin(this);
        getChildren().stream().filter(node -> node.getStyleClass().contains("viewport")).findFirst().ifPresent(LiveScrollPane::drawDirectly);
        return skin;
    }

    /// Whether a part of `node`, which is within the content, is in sight.
    public boolean sees(Node node) {
        return node.localToScene(node.getLayoutBounds()).intersects(localToScene(getLayoutBounds()));
    }

    /// Calls `changed` whenever what is seen of `node`, which is within the content, may have changed.
    public void whenMoved(Node node, Runnable changed) {
        node.localToSceneTransformProperty().subscribe(_ -> changed.run());
        heightProperty().subscribe(_ -> changed.run());
    }

    private static void drawDirectly(Node viewport) {
        viewport.setCache(false);
    }
}
