package earshot.ui.models;

import earshot.asr.WhisperModel;
import earshot.engine.WhisperModelStatus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Row of a model of Whisper: what it costs, how much of it is here, and what can be done with it. The buttons stay the same nodes while it is fetched, so
/// that a click never meets another one.
final class WhisperModelRow extends VBox {
    private static final long MEGABYTE = 1_000_000;

    private final Texts texts;
    private final WhisperModel model;
    private final Label here = Nodes.uncut(Nodes.label("", "caption"));
    private final ProgressBar bar = new ProgressBar(0);

    WhisperModelRow(WhisperModelsViewModel.Row row, WhisperModelsViewModel models, Texts texts) {
        super(3);
        this.texts = texts;
        model = row.status().model();
        getStyleClass().addAll("provider", "whisper-model");
        HBox head = Nodes.line(Nodes.grow(Nodes.label(model.title(), "strong")), here);
        switch (row.status().state()) {
            case ABSENT -> head.getChildren().add(Nodes.smallButton(texts.get("models.whisper.fetch"), () -> models.fetch(model)));
            case PARTLY -> head.getChildren().addAll(delete(models), Nodes.smallButton(texts.get("models.whisper.goon"), () -> models.fetch(model)));
            case FETCHING -> head.getChildren().add(Nodes.smallButton(texts.get("cancel"), () -> models.stop(model)));
            case PRESENT -> head.getChildren().addAll(delete(models), row.inUse() ? Nodes.chip(texts.get("models.whisper.inuse"), "is-ok")
                : Nodes.smallButton(texts.get("models.whisper.use"), () -> models.use(model.title())));
        }
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(texts.get("models.whisper.progress", model.title()));
        Nodes.setShown(bar, row.status().state() == WhisperModelStatus.DownloadState.FETCHING);
        getChildren().addAll(head,
            Nodes.wrappedLabel(texts.get("models.whisper.cost." + model.title(), megabytes(model.bytes()), megabytes(model.memory())), "caption"), bar);
        show(row.status());
    }

    /// Never last, where Cancel was: a click that comes too late, or twice, would delete what was just fetched.
    private Button delete(WhisperModelsViewModel models) {
        return Nodes.smallButton(texts.get("models.whisper.delete"), () -> models.remove(model));
    }

    /// Whether it shows the same buttons for the other row.
    boolean shows(WhisperModelsViewModel.Row before, WhisperModelsViewModel.Row now) {
        return before.status().model() == now.status().model() && before.status().state() == now.status().state() && before.inUse() == now.inUse();
    }

    void show(WhisperModelStatus status) {
        boolean partial = status.state() == WhisperModelStatus.DownloadState.FETCHING || status.state() == WhisperModelStatus.DownloadState.PARTLY;
        here.setText(partial ? texts.get("models.whisper.here", megabytes(status.here()), megabytes(status.total())) : "");
        bar.setProgress(status.total() > 0 ? (double) status.here() / status.total() : ProgressBar.INDETERMINATE_PROGRESS);
    }

    private static String megabytes(long bytes) {
        return Long.toString((bytes + MEGABYTE / 2) / MEGABYTE);
    }
}
