package earshot.ui.devices;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.tap.TapState;
import earshot.tap.TapStream;
import earshot.ui.kit.CopyableText;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.LevelMeter;
import earshot.ui.kit.MeterBallistics;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.WaveformPane;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the tab of the audio debugger: what the microphone of a board hears, and what it plays, without any processing.
final class DeviceTapController {
    private final ViewContext viewContext;
    private final DeviceTapViewModel model;
    private final Texts texts;
    private final DeviceFormatter formatter;
    private String shownLine = "";

    @FXML private Button open;
    @FXML private Label condition;
    @FXML private Label refused;
    @FXML private VBox firmware;
    @FXML private VBox lines;
    @FXML private HBox senderBox;
    @FXML private ComboBox<TapStream> sender;
    @FXML private VBox microphoneBox;
    @FXML private LevelMeter microphoneMeter;
    @FXML private Label microphoneDb;
    @FXML private Button hearMicrophone;
    @FXML private WaveformPane microphoneWave;
    @FXML private VBox referenceBox;
    @FXML private LevelMeter referenceMeter;
    @FXML private Label referenceDb;
    @FXML private Button hearReference;
    @FXML private WaveformPane referenceWave;
    @FXML private Button save;
    @FXML private Label channels;

    DeviceTapController(ViewContext viewContext, DeviceTapViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        formatter = new DeviceFormatter(texts);
    }

    @FXML
    private void initialize() {
        open.setOnAction(_ -> {
            if (model.state().get() instanceof TapState.Open) {
                model.closeTap();
            } else {
                model.open();
            }
        });
        sender.setConverter(
            DisplayConverter.of(stream -> stream.sender().getHostAddress() + (model.isOfDevice(stream) ? " · " + texts.get("tap.sender.this") : "")));
        sender.setOnAction(_ -> Optional.ofNullable(sender.getValue()).filter(stream -> !model.stream().get().equals(Optional.of(stream)))
            .ifPresent(stream -> model.choose(stream.sender())));
        hearMicrophone.setOnAction(_ -> model.toggle(TapStream.Channel.MICROPHONE));
        hearReference.setOnAction(_ -> model.toggle(TapStream.Channel.REFERENCE));
        save.setOnAction(_ -> viewContext.files().save(save.getScene().getWindow(), texts.get("tap.save"), "audio-debugger.wav", List.of("wav"))
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(model::save));
        model.state().subscribe(_ -> show());
        model.condition().subscribe(_ -> show());
        model.stream().subscribe(_ -> show());
    }

    /// Shows what is heard now, if the tab is visible.
    void paint() {
        model.stream().get().ifPresent(stream -> {
            paint(stream, TapStream.Channel.MICROPHONE, microphoneWave, microphoneMeter, microphoneDb);
            paint(stream, TapStream.Channel.REFERENCE, referenceWave, referenceMeter, referenceDb);
            Nodes.setShown(referenceBox, stream.channels().get() > 1);
            channels.setText(texts.get("tap.channels", Integer.toString(stream.channels().get())));
        });
        hearMicrophone.setText(hearText(TapStream.Channel.MICROPHONE));
        hearReference.setText(hearText(TapStream.Channel.REFERENCE));
    }

    private String hearText(TapStream.Channel channel) {
        return texts.get(model.heard(channel).isPresent() ? "hear.stop" : "hear");
    }

    private void paint(TapStream stream, TapStream.Channel channel, WaveformPane wave, LevelMeter meter, Label db) {
        wave.paint(stream.wave(channel));
        AudioLevel level = model.condition().get() == DeviceTapViewModel.Condition.RECEIVING ? stream.level(channel).get() : AudioLevel.SILENCE;
        double loud = Math.max(MeterBallistics.FLOOR, level.rmsDb());
        meter.show(loud, Math.max(MeterBallistics.FLOOR, level.peakDb()), level.clipped(), Double.NaN, formatter.meterText(loud, level.clipped()));
        db.setText(formatter.level(loud));
    }

    private void show() {
        DeviceTapViewModel.Condition now = model.condition().get();
        boolean closed = now == DeviceTapViewModel.Condition.CLOSED;
        open.setText(texts.get(closed ? "tap.open" : "tap.close"));
        condition.setText(texts.get("tap.state." + Texts.keyOf(now), Integer.toString(model.port())));
        condition.getStyleClass().setAll("label", "chip", switch (now) {
            case CLOSED -> "is-quiet";
            case WAITING, SILENT -> "is-warn";
            case RECEIVING -> "is-ok";
        });
        Nodes.setShown(refused, model.refused() > 0);
        refused.setText(texts.get("tap.refused", Long.toString(model.refused())));
        boolean heard = model.stream().get().isPresent();
        Nodes.setShown(firmware, !heard);
        Nodes.setShown(microphoneBox, heard);
        Nodes.setShown(referenceBox, heard);
        save.setDisable(!heard);
        Nodes.setShown(channels, heard);
        showLine();
        showSenders();
        paint();
    }

    private void showLine() {
        String line = model.firmwareLine();
        if (!line.equals(shownLine)) {
            shownLine = line;
            lines.getChildren().setAll(new CopyableText("CONFIG_USE_AUDIO_DEBUGGER=y", texts.get("tap.copy")), new CopyableText(line, texts.get("tap.copy")));
        }
    }

    private void showSenders() {
        List<TapStream> streams = model.streams();
        boolean choice = streams.size() > 1 || streams.stream().anyMatch(stream -> !model.isOfDevice(stream));
        Nodes.setShown(senderBox, choice);
        if (!sender.getItems().equals(streams)) {
            sender.getItems().setAll(streams);
        }
        sender.setValue(model.stream().get().orElse(null));
    }
}
