package earshot.ui.meetings;

import earshot.meeting.MeetingAct.Format;
import earshot.ui.part.Texts;
import java.io.File;
import java.util.Locale;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Form for the format and the file of an export, with a preview of its first lines.
final class ExportForm extends VBox {
    private final Texts texts;
    private final ExportDraft draft;
    private final TextField file = new TextField();
    private final Label said = new Label();
    private final Button save = new Button();

    ExportForm(Texts texts, ExportDraft draft, String title, Runnable close) {
        super(12);
        this.texts = texts;
        this.draft = draft;
        getStyleClass().addAll("card", "form-card");
        setId("exportForm");
        setMaxSize(640, Region.USE_PREF_SIZE);
        Label heading = new Label(texts.get("meetings.export.title", title));
        heading.getStyleClass().add("heading");
        heading.setWrapText(true);
        HBox formats = new HBox(14);
        ToggleGroup group = new ToggleGroup();
        for (Format format : Format.values()) {
            RadioButton choice = new RadioButton(texts.get("meetings.format." + format.name().toLowerCase(Locale.ROOT)));
            choice.setId("format-" + format.name().toLowerCase(Locale.ROOT));
            choice.setToggleGroup(group);
            choice.setSelected(draft.format().get() == format);
            choice.setOnAction(_ -> draft.format().set(format));
            formats.getChildren().add(choice);
        }
        TextArea preview = new TextArea();
        preview.setId("preview");
        preview.setEditable(false);
        preview.setPrefRowCount(ExportDraft.PREVIEWED + 1);
        preview.getStyleClass().add("payload");
        preview.setAccessibleText(texts.get("meetings.export.preview", ExportDraft.PREVIEWED));
        draft.preview().subscribe(preview::setText);
        Label caption = new Label(texts.get("meetings.export.preview", ExportDraft.PREVIEWED));
        caption.getStyleClass().add("caption");
        file.setId("exportFile");
        file.setAccessibleText(texts.get("meetings.export.file"));
        file.textProperty().bindBidirectional(draft.file());
        HBox.setHgrow(file, Priority.ALWAYS);
        Button choose = new Button(texts.get("meetings.export.choose"));
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(_ -> choose());
        save.setId("exportSave");
        save.getStyleClass().add("accent");
        Enter.fires(this, save);
        save.setOnAction(_ -> draft.save());
        Button done = new Button(texts.get("meetings.close"));
        done.setOnAction(_ -> close.run());
        said.setWrapText(true);
        getChildren().addAll(heading, formats, caption, preview, new HBox(8, file, choose), said, new HBox(8, save, done));
        draft.step().subscribe(this::show);
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                Platform.runLater(save::requestFocus);
            }
        });
    }

    private void show(ExportDraft.Step step) {
        boolean confirm = step == ExportDraft.Step.CONFIRM;
        save.setText(texts.get(confirm ? "meetings.export.replace" : "meetings.export.save"));
        save.setDisable(step == ExportDraft.Step.SAVING);
        // hidden but still laid out, so that no button moves under the mouse
        said.setVisible(step != ExportDraft.Step.READY);
        said.setText(step == ExportDraft.Step.READY ? "" : texts.get("meetings.export." + step.name().toLowerCase(Locale.ROOT), draft.file().get()));
        said.getStyleClass().setAll("label", switch (step) {
            case READY, SAVING -> "muted";
            case SAVED -> "ok-text";
            case CONFIRM -> "warn-text";
            case WRONG_PATH, FAILED -> "bad-text";
        });
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("meetings.export.choose"));
        File now = new File(draft.file().get());
        chooser.setInitialFileName(now.getName());
        if (now.getParentFile() != null && now.getParentFile().isDirectory()) {
            chooser.setInitialDirectory(now.getParentFile());
        }
        File picked = chooser.showSaveDialog(getScene().getWindow());
        if (picked != null) {
            draft.chosen(picked.toPath());
        }
    }
}
