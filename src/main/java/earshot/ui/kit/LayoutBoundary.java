package earshot.ui.kit;

import javafx.beans.NamedArg;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// Holds content that changes all the time, such as a number, and keeps its changes to itself: without it each of them would have everything around it
/// laid out again, up to the window. So its size is that of the content when the surroundings were laid out last, until the content needs more height.
public final class LayoutBoundary extends Region {
    private final Region content;

    public LayoutBoundary(@NamedArg("content") Region content) {
        this.content = content;
        content.setManaged(false);
        getChildren().add(content);
        content.needsLayoutProperty().subscribe(needed -> {
            if (!needed && getHeight() > 0 && content.prefHeight(getWidth()) > getHeight()) {
                requestLayout();
            }
        });
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    @Override
    public Orientation getContentBias() {
        return content.getContentBias();
    }

    @Override
    protected double computeMinWidth(double height) {
        return content.minWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.minHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.prefHeight(width);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return content.maxHeight(width);
    }

    @Override
    public double getBaselineOffset() {
        return content.getBaselineOffset();
    }
}
