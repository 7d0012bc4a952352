package earshot.ui.devices;

import earshot.audio.StreamStatistics;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.device.StateSpan;
import earshot.turn.TurnFacts;
import earshot.ui.devices.FactGrid.Fact;
import earshot.ui.kit.ConfirmationDialog;
import earshot.ui.kit.CopyableText;
import earshot.ui.kit.CountdownRing;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.LevelMeter;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.StateStrip;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.WaveformPane;
import earshot.wire.Dialect;
import earshot.wire.ListenMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Binds the detail pane of one device.
final class DeviceDetailController {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LIVE = 0;

    private final ViewContext viewContext;
    private final DeviceDetailViewModel model;
    private final Texts texts;
    private final DeviceFormatter formatter;
    private final IntegerProperty tab;
    private final DeviceMemoryViewModel deviceMemory;
    private boolean updatingDialect;
    private FactGrid handshakeGrid;
    private FactGrid counterGrid;

    @FXML private EditableLabel name;
    @FXML private Button editName;
    @FXML private Label test;
    @FXML private Label dialectChip;
    @FXML private Label source;
    @FXML private HBox idPlace;
    @FXML private EditableLabel note;
    @FXML private Button editNote;
    @FXML private TabPane tabs;
    @FXML private StatePill state;
    @FXML private StatePill mode;
    @FXML private Label listenMode;
    @FXML private HBox idleBox;
    @FXML private CountdownRing ring;
    @FXML private Label idleLeft;
    @FXML private Button keepOpen;
    @FXML private Label idleRule;
    @FXML private Label ended;
    @FXML private StateStrip strip;
    @FXML private HBox legend;
    @FXML private LevelMeter meterIn;
    @FXML private Label dbIn;
    @FXML private Label clip;
    @FXML private WaveformPane waveIn;
    @FXML private Label flow;
    @FXML private LevelMeter meterOut;
    @FXML private Label dbOut;
    @FXML private Label flowOut;
    @FXML private WaveformPane waveOut;
    @FXML private VBox turn;
    @FXML private ComboBox<Optional<Dialect>> dialect;
    @FXML private GridPane handshake;
    @FXML private GridPane counters;
    @FXML private TextField sentence;
    @FXML private Button say;
    @FXML private Tab memory;
    @FXML private Button interrupt;
    @FXML private Button close;
    @FXML private Button forget;
    @FXML private Button meeting;
    @FXML private Button timeline;

    /// @param tab index of the selected tab; shared, so that the next device shows the same tab
    DeviceDetailController(ViewContext viewContext, DeviceDetailViewModel model, IntegerProperty tab) {
        this.tab = tab;
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        formatter = new DeviceFormatter(texts);
        deviceMemory = new DeviceMemoryViewModel(viewContext, model.device().id());
    }

    @FXML
    private void initialize() {
        memory.setContent(FxmlViewLoader.load("device-memory", new DeviceMemoryController(viewContext, deviceMemory), texts));
        handshakeGrid = new FactGrid(handshake, false);
        counterGrid = new FactGrid(counters, true);
        idPlace.getChildren().setAll(new CopyableText(model.device().id(), texts.get("device.id.copy")));
        name.setPrompt(texts.get("device.name.prompt"));
        name.setOnCommit(model::rename);
        editName.setOnAction(_ -> name.edit());
        note.setPrompt(texts.get("device.note.prompt"));
        note.setOnCommit(model::annotate);
        editNote.setOnAction(_ -> note.edit());
        for (StateSpan.Kind kind : List.of(StateSpan.Kind.LISTENING, StateSpan.Kind.FINALIZING, StateSpan.Kind.SPEAKING, StateSpan.Kind.IDLE)) {
            Region box = new Region();
            box.getStyleClass().addAll("legend-box", "span-" + DeviceFormatter.lowerCaseName(kind));
            Label label = new Label(texts.get("device.state." + DeviceFormatter.lowerCaseName(kind)), box);
            label.getStyleClass().add("caption");
            legend.getChildren().add(label);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label minute = new Label(texts.get("detail.minute"));
        minute.getStyleClass().add("caption");
        legend.getChildren().addAll(gap, minute);
        keepOpen.setOnAction(_ -> model.keepOpen());
        sentence.setOnAction(_ -> say());
        say.setOnAction(_ -> say());
        say.disableProperty().bind(sentence.disabledProperty());
        interrupt.setOnAction(_ -> model.interrupt());
        close.setOnAction(_ -> ConfirmationDialog.show(close.getScene(), texts.get("close.title", deviceName()), texts.get("close.words"), texts.get("close.verb"), texts.get("cancel"), model::close));
        forget.setOnAction(_ -> ConfirmationDialog.show(forget.getScene(), texts.get("forget.title", deviceName()), texts.get("forget.words"), texts.get("forget.verb"), texts.get("cancel"), model::forget));
        meeting.setOnAction(_ -> model.meeting().get().ifPresent(id -> viewContext.navigate().accept(NavigationTarget.of("meetings", id))));
        model.meeting().subscribe(now -> setShown(meeting, now.isPresent()));
        timeline.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("timeline", model.device().id())));
        dialect.getItems().setAll(List.of(Optional.empty(), Optional.of(Dialect.XIAOZHI), Optional.of(Dialect.BADGE)));
        dialect.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<Dialect> choice) {
                return choice == null ? "" : choice.map(formatter::dialect).orElse(texts.get("device.dialect.bypath"));
            }

            @Override
            public Optional<Dialect> fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        dialect.setOnAction(_ -> {
            if (!updatingDialect) {
                model.chooseDialect(dialect.getValue());
            }
        });
        tabs.getSelectionModel().select(tab.get());
        tabs.getSelectionModel().selectedIndexProperty().subscribe(index -> {
            tab.set(index.intValue());
            paint();
        });
        model.facts().subscribe(this::show);
        model.lastTurn().subscribe(this::showTurn);
        model.flowIn().subscribe(_ -> showFlow());
        model.flowOut().subscribe(_ -> showFlow());
        model.countdown().subscribe(this::show);
        model.inputMeter().displayLevel().subscribe(_ -> showMeters());
        model.inputMeter().peak().subscribe(_ -> showMeters());
        model.outputMeter().displayLevel().subscribe(_ -> showMeters());
    }

    void start() {
        model.start(this::paint, this::strip);
        deviceMemory.start();
        strip();
    }

    void stop() {
        model.stop();
        deviceMemory.stop();
    }

    boolean shows(DeviceModel device) {
        return model.device() == device;
    }

    boolean shows(String id) {
        return model.device().id().equals(id);
    }

    /// Loudest sample of the two visible waveforms, 0 to 1.
    double loudestSample() {
        return liveTabShown() ? Math.max(waveIn.loudest(), waveOut.loudest()) : 0;
    }

    private boolean liveTabShown() {
        return tab.get() == LIVE;
    }

    private String deviceName() {
        return formatter.name(model.facts().get());
    }

    /// Sends the typed sentence as if the device had heard it.
    private void say() {
        if (!sentence.getText().isBlank()) {
            model.say(sentence.getText().strip());
            sentence.clear();
        }
    }

    private void paint() {
        if (!liveTabShown()) {
            return;
        }
        waveIn.paint(model.device().waveIn());
        waveOut.paint(model.device().waveOut());
    }

    private void strip() {
        strip.show(model.device().history().get(), viewContext.time().nanos());
    }

    void showMemory() {
        tabs.getSelectionModel().select(memory);
    }

    private void show(DeviceFacts facts) {
        Optional<Connection> connection = facts.connection();
        name.setText(formatter.name(facts));
        note.setText(facts.profile().note());
        setShown(test, facts.profile().test());
        setShown(dialectChip, formatter.dialect(facts).isPresent());
        dialectChip.setText(formatter.dialect(facts).map(formatter::dialect).orElse(""));
        setShown(source, connection.isPresent());
        connection.ifPresent(now -> {
            boolean automatic = now.link().identity().source() == DeviceIdentity.Source.AUTOMATIC;
            source.setText(formatter.source(now.link().identity().source()));
            source.getStyleClass().setAll("label", "chip", automatic ? "is-warn" : "is-quiet");
        });
        DeviceFormatter.StateText stateText = formatter.state(facts);
        state.show(stateText.text(), stateText.shape(), stateText.styleClass());
        setShown(mode, connection.isPresent());
        connection.ifPresent(now -> mode.show(formatter.mode(facts), "shape-mode-" + DeviceFormatter.lowerCaseName(now.mode()).replace('_', '-'), "is-quiet"));
        Optional<ListenMode> listening = connection.flatMap(now -> now.listening().mode());
        setShown(listenMode, listening.isPresent());
        listening.ifPresent(now -> {
            listenMode.setText(now.wireName());
            listenMode.setTooltip(new Tooltip(texts.get("detail.listenmode." + now.wireName())));
        });
        boolean endedShown = connection.isEmpty() && facts.history().lastEnd().isPresent();
        setShown(ended, endedShown || facts.presence() == Presence.NEVER_ARRIVED);
        ended.setText(endedShown ? formatter.endedWithTime(facts.history().lastEnd().get()) + " " + texts.get("device.asleep.more") : texts.get("device.never.more"));
        interrupt.setDisable(connection.filter(Connection::speaking).isEmpty());
        sentence.setDisable(connection.isEmpty());
        sentence.setPromptText(texts.get(connection.isPresent() ? "detail.say.prompt" : "detail.say.absent"));
        close.setDisable(connection.isEmpty());
        forget.setDisable(connection.isPresent());
        showHandshake(facts);
        showFlow();
        updatingDialect = true;
        dialect.setValue(facts.profile().dialectChoice());
        updatingDialect = false;
    }

    private void show(DeviceDetailViewModel.Countdown countdown) {
        boolean shown = countdown.rule().isPresent();
        setShown(idleBox, shown);
        setShown(idleRule, shown);
        countdown.rule().ifPresent(rule -> {
            ring.show(rule.suspended() ? 1 : countdown.share(), countdown.soon());
            idleLeft.setText(rule.suspended() ? "–" : countdown.left());
            idleLeft.getStyleClass().remove("warn-text");
            if (countdown.soon()) {
                idleLeft.getStyleClass().add("warn-text");
            }
            idleRule.setText(formatter.idle(rule));
            keepOpen.setDisable(false);
            keepOpen.setTooltip(new Tooltip(texts.get("idle.keep.more")));
        });
    }

    private void showMeters() {
        double threshold = model.device().threshold().get();
        boolean clipped = model.inputMeter().clipped();
        meterIn.show(model.inputMeter().displayLevel().get(), model.inputMeter().peak().get(), clipped, threshold, formatter.meterText(model.inputMeter().displayLevel().get(), clipped));
        dbIn.setText(formatter.level(model.inputMeter().displayLevel().get()));
        clip.getStyleClass().setAll("label", "chip", clipped ? "is-bad" : "is-quiet");
        clip.setText(texts.get(clipped ? "detail.clip" : "detail.clip.none"));
        meterOut.show(model.outputMeter().displayLevel().get(), model.outputMeter().peak().get(), model.outputMeter().clipped(), Double.NaN, formatter.meterText(model.outputMeter().displayLevel().get(), model.outputMeter().clipped()));
        dbOut.setText(formatter.level(model.outputMeter().displayLevel().get()));
    }

    private void showFlow() {
        StreamStatistics in = model.flowIn().get();
        StreamStatistics out = model.flowOut().get();
        flow.setText(formatter.flow(in, model.facts().get()));
        flowOut.setText(texts.get("detail.flow.out", DeviceFormatter.rate(out.perSecond()), Integer.toString(out.queued())));
        counterGrid.show(List.of(
            Fact.of("", texts.get("detail.in"), texts.get("detail.out")),
            Fact.of(texts.get("counters.rate"), DeviceFormatter.rate(in.perSecond()), DeviceFormatter.rate(out.perSecond())),
            Fact.of(texts.get("counters.frames"), Long.toString(in.frames()), Long.toString(out.frames())),
            Fact.of(texts.get("counters.late"), Long.toString(in.late()), Long.toString(out.late())),
            Fact.of(texts.get("counters.lost"), Long.toString(in.lost()), Long.toString(out.lost())),
            Fact.of(texts.get("counters.jitter"), DeviceFormatter.rate(in.jitterMillis()) + " ms", DeviceFormatter.rate(out.jitterMillis()) + " ms"),
            Fact.of(texts.get("counters.queue"), Integer.toString(in.queued()), Integer.toString(out.queued())),
            Fact.of(texts.get("counters.connections"), Long.toString(model.facts().get().history().connections()))));
    }

    private void showHandshake(DeviceFacts facts) {
        List<Fact> shown = new ArrayList<>();
        facts.connection().ifPresent(now -> {
            shown.add(fact("session", now.link().sessionId()));
            shown.add(fact("since", moment(now.link().since())));
            shown.add(fact("remote", now.link().remote()));
            shown.add(fact("path", now.link().path()));
            shown.add(fact("source", formatter.source(now.link().identity().source())));
            shown.add(fact("client", now.link().identity().clientId()));
            shown.add(fact("framing", texts.get("handshake.framing." + now.link().framing().version())));
            shown.add(fact("hello", now.hello().map(hello -> "v" + hello.version() + " · " + hello.audio()).orElse(texts.get("handshake.hello.none"))));
            shown.add(fact("features", now.hello().map(hello -> String.join(", ", hello.features())).filter(list -> !list.isEmpty()).orElse("–")));
            shown.add(fact("tools", Integer.toString(now.tools())));
            shown.add(fact("codec", now.link().codec()));
        });
        facts.ota().ifPresent(ota -> {
            shown.add(fact("ota", moment(ota.at())));
            shown.add(fact("board", ota.board()));
            shown.add(fact("firmware", ota.firmware()));
            shown.add(fact("address", ota.address()));
            ota.rssi().ifPresent(rssi -> shown.add(fact("rssi", rssi + " dBm")));
            ota.freeHeap().ifPresent(heap -> shown.add(fact("heap", heap / 1024 + " KB")));
        });
        if (facts.connection().isEmpty()) {
            facts.history().lastEnd().ifPresent(end -> shown.add(fact("ended", formatter.endedWithTime(end))));
        }
        handshakeGrid.show(shown);
    }

    private Fact fact(String key, String value) {
        return Fact.of(texts.get("handshake." + key), value);
    }

    private void showTurn(Optional<TurnFacts> last) {
        turn.getChildren().clear();
        if (last.isEmpty()) {
            Label none = new Label(texts.get("turn.none"));
            none.getStyleClass().add("caption");
            none.setWrapText(true);
            turn.getChildren().add(none);
        }
        last.ifPresent(facts -> {
            Label title = new Label(texts.get("turn.last"));
            title.getStyleClass().add("caption");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Label total = new Label(formatter.outcome(facts) + " · " + DurationFormatter.millis(facts.total()));
            total.getStyleClass().addAll("caption", "number");
            turn.getChildren().add(new HBox(8, title, gap, total));
            turn.getChildren().add(deviceName("in-text", texts.get("turn.heard"), formatter.heard(facts), formatter.confidence(facts)));
            if (!facts.answer().text().isBlank()) {
                turn.getChildren().add(deviceName("out-text", texts.get("turn.answered"), facts.answer().text(), ""));
            }
            if (!facts.stages().isEmpty()) {
                turn.getChildren().addAll(new TurnStageBar(facts, formatter), TurnStageBar.legend(facts, formatter));
            }
            Label recognizerNote = new Label(formatter.recognizer(facts, viewContext.model().activeComponents().get()));
            recognizerNote.getStyleClass().add("caption");
            recognizerNote.setWrapText(true);
            turn.getChildren().add(recognizerNote);
        });
    }

    private static HBox deviceName(String tone, String speakerName, String what, String confidence) {
        Label name = new Label(speakerName);
        name.getStyleClass().addAll("caption", tone);
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label text = new Label(what);
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(8, name, text);
        line.setAlignment(Pos.BASELINE_LEFT);
        if (!confidence.isEmpty()) {
            Label chip = new Label(confidence);
            chip.getStyleClass().addAll("chip", "is-quiet");
            chip.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(chip);
        }
        return line;
    }

    private static String moment(Instant at) {
        return MOMENT.format(at.atZone(ZoneId.systemDefault()));
    }

    private static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
