package earshot.ui.devices;

import earshot.memory.ConversationExporter.Format;
import earshot.memory.DeviceMemory;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import java.io.File;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.stage.FileChooser;

/// Binds the memory tab of a device.
final class DeviceMemoryController {
    private final ViewContext viewContext;
    private final DeviceMemoryViewModel model;
    private final Texts texts;

    @FXML private HBox off;
    @FXML private Button turnOn;
    @FXML private Label source;
    @FXML private Label when;
    @FXML private Label length;
    @FXML private TextArea remembered;
    @FXML private Label wrong;
    @FXML private Label meanwhile;
    @FXML private Button saveMemory;
    @FXML private Button discardMemory;
    @FXML private Button eraseMemory;
    @FXML private Label said;
    @FXML private Button undoErase;
    @FXML private Label keptFor;
    @FXML private Button exportCsv;
    @FXML private Button exportJson;
    @FXML private Button keepSetting;

    DeviceMemoryController(ViewContext viewContext, DeviceMemoryViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        Nodes.bindShown(off, model.off());
        Nodes.bindShown(wrong, model.tooLong());
        Nodes.bindShown(meanwhile, model.changedMeanwhile());
        turnOn.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", "selected_module.Memory")));
        wrong.setText(texts.get("memory.long", DeviceMemory.MAX_CHARACTERS));
        remembered.textProperty().bindBidirectional(model.text());
        saveMemory.disableProperty().bind(model.changed().not().or(model.tooLong()));
        discardMemory.disableProperty().bind(model.changed().not());
        saveMemory.setOnAction(_ -> model.save());
        discardMemory.setOnAction(_ -> model.discard());
        eraseMemory.setOnAction(_ -> model.erase());
        undoErase.setOnAction(_ -> model.undo());
        said.textProperty().bind(model.message());
        model.erased().subscribe(before -> Nodes.setShown(undoErase, before.isPresent()));
        exportCsv.setOnAction(_ -> export(Format.CSV));
        exportJson.setOnAction(_ -> export(Format.JSON));
        keepSetting.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", "conversation.keep_days")));
        model.daysKept().subscribe(days -> keptFor.setText(days.intValue() == 0 ? texts.get("conversations.unkept") : texts.get("conversations.kept", days)));
        model.remembered().subscribe(this::show);
        model.text().subscribe(text -> length.setText(texts.get("memory.length", text.strip().length(), DeviceMemory.MAX_CHARACTERS)));
    }

    private void export(Format format) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("conversations"));
        chooser.setInitialFileName("conversations." + Texts.keyOf(format));
        File picked = chooser.showSaveDialog(keptFor.getScene().getWindow());
        if (picked != null) {
            PickedFile.path(picked, viewContext.notifier()).ifPresent(file -> model.export(format, file));
        }
    }

    private void show(Optional<DeviceMemory> now) {
        Nodes.setShown(source, now.isPresent());
        source.setText(now.map(row -> texts.get("memory.source." + Texts.keyOf(row.source()))).orElse(""));
        when.setText(now.map(row -> TimeFormatter.DATE_CLOCK.format(row.updated())).orElse(""));
        eraseMemory.setDisable(now.isEmpty());
    }
}
