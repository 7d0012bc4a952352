package earshot.ui.kit;

import javafx.beans.NamedArg;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;

/// Holds content that changes all the time, such as a number, and keeps its changes to itself: without it each of them would have everything around it
/// laid out again, up to the window. So its size is that of the content when the surroundings were laid out last, until the content needs more height.
public final class LayoutBoundary extends Region {
    private final Region content;
    /// The height that was asked for last, where it is more than this has; else 0. It is asked for once: there may not be so much.
    private double asked;

    public LayoutBoundary(@NamedArg("content") Region content) {
        this.content = content;
        content.setManaged(false);
        getChildren().add(content);
        content.needsLayoutProperty().subscribe(needed -> {
            if (needed) {
                reach();
            } else if (getHeight() > 0) {
                askFor(content.prefHeight(getWidth()));
            }
        });
    }

    private void askFor(double height) {
        boolean more = height > getHeight();
        if (more && height != asked) {
            requestLayout();
            // a parent that is just being laid out does not hear of it
            afterPass(this::requestLayout);
        }
        asked = more ? height : 0;
    }

    /// Has the content laid out in the next pass. A parent that asks for layout while it is laid out itself, as a cell does whose graphic it resizes, is
    /// not heard: it waits for ever, and with it what is not managed within it, unless it asks again.
    private void reach() {
        if (askWaitingParents()) {
            afterPass(() -> {
                if (content.isNeedsLayout()) {
                    askWaitingParents();
                }
            });
        }
    }

    private boolean askWaitingParents() {
        boolean any = false;
        for (Parent at = this; at.getParent() != null; at = at.getParent()) {
            if (at.isManaged() && at.isNeedsLayout() && !at.getParent().isNeedsLayout()) {
                at.requestLayout();
                any = true;
            }
        }
        return any;
    }

    private void afterPass(Runnable action) {
        Scene scene = getScene();
        if (scene != null) {
            scene.addPostLayoutPulseListener(new Runnable() {
                @Override
                public void run() {
                    scene.removePostLayoutPulseListener(this);
                    action.run();
                }
            });
        }
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
