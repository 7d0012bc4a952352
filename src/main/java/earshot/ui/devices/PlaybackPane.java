package earshot.ui.devices;

import module java.base;

import earshot.firmware.FirmwareEstimate;
import earshot.firmware.FirmwareHistory;
import earshot.firmware.InferredState;
import earshot.ui.kit.LayoutBoundary;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PlaybackStrip;
import earshot.ui.kit.Texts;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// What the firmware of a device does: its playback queue over the last minute, and what holds now in words. Hidden while nothing is known of it.
final class PlaybackPane extends VBox {
    private final PlaybackFormatter formatter;
    private final PlaybackStrip strip = new PlaybackStrip();
    private final Label now = Nodes.wrappedLabel("", "caption", "number");
    private final Label losses = Nodes.label("", "chip");
    private final int[] steps = new int[FirmwareHistory.STEPS];

    PlaybackPane(Texts texts) {
        formatter = new PlaybackFormatter(texts);
        getStyleClass().add("tight");
        Label title = Nodes.label(texts.get("playback.title"), "caption");
        title.setLabelFor(strip);
        losses.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Nodes.line(title, Nodes.gap(), losses), new LayoutBoundary(strip), now);
        Nodes.setShown(this, false);
    }

    /// @param nanos monotonic time of now
    void show(Optional<FirmwareEstimate> known, long nanos) {
        Nodes.setShown(this, known.isPresent());
        known.ifPresent(estimate -> {
            estimate.history().read(nanos, steps);
            strip.show(steps, formatter.whole(estimate, nanos));
            now.setText(formatter.now(estimate, nanos));
            losses.setText(formatter.losses(estimate));
            // beside "last 60 s" it would be read as of that minute, however long ago its connection ended
            Nodes.setShown(losses, estimate.state() != InferredState.ASLEEP);
            Nodes.setStyleClasses(losses, "label", "chip", PlaybackFormatter.lossy(estimate) ? "is-warn" : "is-quiet");
        });
    }
}
