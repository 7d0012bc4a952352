package earshot.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.UiToolkit;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
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
