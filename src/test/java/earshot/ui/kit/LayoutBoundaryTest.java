package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.RenderedFrames;
import earshot.ui.UiToolkit;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/// What changes all the time lays out nothing around it, and looks its styles up only where they differ.
class LayoutBoundaryTest {
    @Test
    void aChangeWithinLaysOutNothingAround() {
        UiToolkit.start();
        FxPump.run(() -> {
            Label number = new Label("-20 dB");
            LevelMeter meter = Nodes.fixWidth(new LevelMeter(true), 120);
            LayoutBoundary boundary = Nodes.fixWidth(new LayoutBoundary(number), 80);
            HBox row = laidOut(boundary, meter);
            assertThat(number.getWidth()).isEqualTo(80);
            double high = boundary.getHeight();
            assertThat(high).isEqualTo(number.prefHeight(-1));

            number.setText("-7 dB");
            meter.show(-7, -3, true, -40, "-7 decibel, clip yes");
            assertThat(row.isNeedsLayout()).isFalse();
            row.layout();
            assertThat(number.isNeedsLayout()).isFalse();
            assertThat(meter.lookupAll(".fill").stream().mapToDouble(fill -> ((Region) fill).getWidth()).sum()).as("the meter shows it").isPositive();

            Nodes.fixWidth(boundary, 100);
            row.layout();
            assertThat(number.getWidth()).as("its place is given from outside").isEqualTo(100);
        });
    }

    @Test
    void contentThatNeedsMoreHeightGetsIt() {
        UiToolkit.start();
        FxPump.run(() -> {
            Label text = new Label("one line");
            text.setWrapText(true);
            LayoutBoundary boundary = Nodes.fixWidth(new LayoutBoundary(text), 80);
            HBox row = laidOut(boundary);
            double high = boundary.getHeight();
            text.setText("words enough for two lines");
            boundary.layout();
            assertThat(row.isNeedsLayout()).isTrue();
            row.layout();
            assertThat(boundary.getHeight()).isGreaterThan(high);
        });
    }

    @Test
    void contentThatNeedsMoreHeightWhileItsSurroundingsAreLaidOutGetsItAndStaysAlive() {
        UiToolkit.start();
        Label text = new Label("one line");
        text.setWrapText(true);
        LayoutBoundary boundary = new LayoutBoundary(text);
        AtomicBoolean free = new AtomicBoolean();
        Region cell = new Pane(boundary) {
            @Override
            protected void layoutChildren() {
                // as the cell of a list, whose height is given before what is in it is laid out
                boundary.resizeRelocate(0, 0, 80, free.get() ? boundary.prefHeight(80) : 20);
            }
        };
        Stage stage = RenderedFrames.onFx(() -> {
            Stage made = new Stage();
            made.setScene(new Scene(cell, 400, 300));
            made.show();
            return made;
        });
        RenderedFrames.await(3);
        RenderedFrames.runAndAwait(() -> {
            text.setText("words enough for two lines");
            cell.requestLayout();
        });
        RenderedFrames.runAndAwait(() -> text.setText("other words that are enough for three lines"));
        assertThat(text.isNeedsLayout()).as("what changes later is shown, too").isFalse();
        free.set(true);
        RenderedFrames.runAndAwait(() -> text.setText("other words that are enough for four lines or even more"));
        assertThat(boundary.getHeight()).isGreaterThan(20);
        RenderedFrames.runAndAwait(stage::close);
    }

    @Test
    void contentIsShownInACellThatAskedForLayoutWhileItWasLaidOut() {
        UiToolkit.start();
        Label text = new Label("one");
        LayoutBoundary boundary = new LayoutBoundary(text);
        Region cell = new Pane(boundary) {
            @Override
            protected void layoutChildren() {
                boundary.resizeRelocate(0, 0, 80, 20);
                // as a cell does whose graphic changes its size
                requestLayout();
            }
        };
        HBox list = new HBox(cell);
        Stage stage = RenderedFrames.onFx(() -> {
            Stage made = new Stage();
            made.setScene(new Scene(list, 400, 300));
            made.show();
            return made;
        });
        RenderedFrames.runAndAwait(list::requestLayout);
        assertThat(cell.isNeedsLayout()).as("nobody heard of it").isTrue();
        RenderedFrames.runAndAwait(() -> text.setText("two"));
        assertThat(text.isNeedsLayout()).isFalse();
        RenderedFrames.runAndAwait(stage::close);
    }

    @Test
    void theSameStylesAgainAreNoChange() {
        UiToolkit.start();
        FxPump.run(() -> {
            Label chip = Nodes.label("clip", "chip");
            AtomicInteger changes = new AtomicInteger();
            chip.getStyleClass().addListener((ListChangeListener<String>) _ -> changes.incrementAndGet());
            Nodes.setStyleClasses(chip, "label", "chip", "is-bad");
            Nodes.setStyleClass(chip, "warn-text", true);
            int before = changes.get();
            Nodes.setStyleClass(chip, "warn-text", true);
            Nodes.setStyleClasses(chip, "label", "chip", "is-bad", "warn-text");
            assertThat(changes.get()).isEqualTo(before);
            Nodes.setStyleClass(chip, "warn-text", false);
            assertThat(chip.getStyleClass()).containsExactly("label", "chip", "is-bad");
        });
    }

    private static HBox laidOut(Region... nodes) {
        HBox row = new HBox(nodes);
        new Scene(row, 400, 40);
        row.applyCss();
        // as a scene does
        for (int pass = 0; pass < 3 && row.isNeedsLayout(); pass++) {
            row.layout();
        }
        assertThat(row.isNeedsLayout()).isFalse();
        return row;
    }
}
