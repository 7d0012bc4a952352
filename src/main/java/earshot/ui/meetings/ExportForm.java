package earshot.ui.meetings;

import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.export.MeetingExporter;
import earshot.ui.kit.Focus;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.WrapGuard;
import java.io.File;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Form for the format and the file of an export, with a preview of its first lines.
final class ExportForm extends VBox {
    private final Texts texts;
    private final ExportViewModel exportViewModel;
    private final TextField file = new TextField();
    private final Label statusLabel = new Label();
    private final Button save = new Button();

    ExportForm(Texts texts, ExportViewModel exportViewModel, String title, Runnable close) {
        super(12);
        this.texts = texts;
        this.exportViewModel = exportViewModel;
        getStyleClass().addAll("card", "form-card");
        setId("exportForm");
        setMaxSize(640, Region.USE_PREF_SIZE);
        file.setId("exportFile");
        file.setAccessibleText(texts.get("meetings.export.file"));
        file.textProperty().bindBidirectional(exportViewModel.file());
        Button choose = Nodes.uncut(new Button(texts.get("meetings.export.choose")));
        choose.setOnAction(_ -> chooseFile());
        save.setId("exportSave");
        save.getStyleClass().add("accent");
        SubmitOnEnter.install(this, save);
        save.setOnAction(_ -> exportViewModel.save());
        Button done = new Button(texts.get("meetings.close"));
        done.setOnAction(_ -> close.run());
        WrapGuard.wrap(statusLabel);
        getChildren().addAll(Nodes.wrappedLabel(texts.get("meetings.export.title", title), "heading"), formats(), windows(),
            Nodes.label(texts.get("meetings.export.preview", ExportViewModel.PREVIEW_LINES), "caption"),
            preview(), new HBox(8, Nodes.grow(file), choose), statusLabel, new HBox(8, save, done));
        exportViewModel.step().subscribe(this::show);
        Focus.requestWhenShown(this, save);
    }

    private CheckBox windows() {
        CheckBox windows = new CheckBox(texts.get("meetings.export.windows"));
        windows.setId("exportWindows");
        windows.setTooltip(new Tooltip(texts.get("meetings.export.windows.what")));
        windows.selectedProperty().bindBidirectional(exportViewModel.windows());
        exportViewModel.format().subscribe(format -> windows.setDisable(!MeetingExporter.text(format)));
        return windows;
    }

    private FlowPane formats() {
        FlowPane formats = new FlowPane(14, 6);
        ToggleGroup group = new ToggleGroup();
        for (Format format : Format.values()) {
            RadioButton choice = new RadioButton(texts.get("meetings.format." + Texts.keyOf(format)));
            choice.setId("format-" + Texts.keyOf(format));
            choice.setToggleGroup(group);
            choice.setSelected(exportViewModel.format().get() == format);
            choice.setOnAction(_ -> exportViewModel.format().set(format));
            formats.getChildren().add(choice);
        }
        return formats;
    }

    private TextArea preview() {
        TextArea preview = new TextArea();
        preview.setId("preview");
        preview.setEditable(false);
        preview.setPrefRowCount(ExportViewModel.PREVIEW_LINES + 1);
        preview.getStyleClass().add("payload");
        preview.setAccessibleText(texts.get("meetings.export.preview", ExportViewModel.PREVIEW_LINES));
        exportViewModel.preview().subscribe(preview::setText);
        return preview;
    }

    private void show(ExportViewModel.Step step) {
        boolean confirm = step == ExportViewModel.Step.CONFIRM;
        save.setText(texts.get(confirm ? "meetings.export.replace" : "meetings.export.save"));
        save.setDisable(step == ExportViewModel.Step.SAVING);
        // hidden but still laid out, so that no button moves under the mouse
        statusLabel.setVisible(step != ExportViewModel.Step.READY);
        statusLabel.setText(step == ExportViewModel.Step.READY ? "" : texts.get("meetings.export." + Texts.keyOf(step), exportViewModel.file().get()));
        statusLabel.getStyleClass().setAll("label", switch (step) {
            case READY, SAVING -> "muted";
            case SAVED -> "ok-text";
            case CONFIRM -> "warn-text";
            case WRONG_PATH, FAILED -> "bad-text";
        });
    }

    private void chooseFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("meetings.export.choose"));
        File now = new File(exportViewModel.file().get());
        chooser.setInitialFileName(now.getName());
        if (now.getParentFile() != null && now.getParentFile().isDirectory()) {
            chooser.setInitialDirectory(now.getParentFile());
        }
        File picked = chooser.showSaveDialog(getScene().getWindow());
        if (picked != null) {
            exportViewModel.saveTo(picked);
        }
    }
}
