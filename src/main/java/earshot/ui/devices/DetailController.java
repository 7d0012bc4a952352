package earshot.ui.devices;

import earshot.audio.Flow;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.Identity;
import earshot.device.Presence;
import earshot.device.StateSpan;
import earshot.device.TurnFacts;
import earshot.ui.devices.FactGrid.Fact;
import earshot.ui.part.Ask;
import earshot.ui.part.CopyText;
import earshot.ui.part.CountdownRing;
import earshot.ui.part.Desk;
import earshot.ui.part.Durations;
import earshot.ui.part.EditableLabel;
import earshot.ui.part.Fxml;
import earshot.ui.part.LevelMeter;
import earshot.ui.part.Pill;
import earshot.ui.part.Place;
import earshot.ui.part.StateStrip;
import earshot.ui.part.Texts;
import earshot.ui.part.WavePane;
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
final class DetailController {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LIVE = 0;

    private final Desk desk;
    private final DeviceDetail model;
    private final Texts texts;
    private final DeviceWords words;
    private final IntegerProperty tab;
    private final MemoryViewModel remembered;
    private boolean choosing;
    private Optional<TurnFacts> shownTurn = Optional.empty();
    private FactGrid greeted;
    private FactGrid counts;

    @FXML private EditableLabel name;
    @FXML private Button editName;
    @FXML private Label test;
    @FXML private Label dialectChip;
    @FXML private Label source;
    @FXML private HBox idPlace;
    @FXML private EditableLabel note;
    @FXML private Button editNote;
    @FXML private TabPane tabs;
    @FXML private Pill state;
    @FXML private Pill mode;
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
    @FXML private WavePane waveIn;
    @FXML private Label flow;
    @FXML private LevelMeter meterOut;
    @FXML private Label dbOut;
    @FXML private Label flowOut;
    @FXML private WavePane waveOut;
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
    DetailController(Desk desk, DeviceDetail model, IntegerProperty tab) {
        this.tab = tab;
        this.desk = desk;
        this.model = model;
        texts = desk.texts();
        words = new DeviceWords(texts);
        remembered = new MemoryViewModel(desk, model.device().id());
    }

    @FXML
    private void initialize() {
        memory.setContent(Fxml.load("device-memory", new MemoryController(desk, remembered), texts));
        greeted = new FactGrid(handshake, false);
        counts = new FactGrid(counters, true);
        idPlace.getChildren().setAll(new CopyText(model.device().id(), texts.get("device.id.copy")));
        name.setPrompt(texts.get("device.name.prompt"));
        name.setOnCommit(model::rename);
        editName.setOnAction(_ -> name.edit());
        note.setPrompt(texts.get("device.note.prompt"));
        note.setOnCommit(model::annotate);
        editNote.setOnAction(_ -> note.edit());
        for (StateSpan.Kind kind : List.of(StateSpan.Kind.LISTENING, StateSpan.Kind.FINALIZING, StateSpan.Kind.SPEAKING, StateSpan.Kind.IDLE)) {
            Region box = new Region();
            box.getStyleClass().addAll("legend-box", "span-" + DeviceWords.lower(kind));
            Label label = new Label(texts.get("device.state." + DeviceWords.lower(kind)), box);
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
        close.setOnAction(_ -> Ask.before(close.getScene(), texts.get("close.title", said()), texts.get("close.words"), texts.get("close.verb"), texts.get("cancel"), model::close));
        forget.setOnAction(_ -> Ask.before(forget.getScene(), texts.get("forget.title", said()), texts.get("forget.words"), texts.get("forget.verb"), texts.get("cancel"), model::forget));
        meeting.setOnAction(_ -> model.meeting().get().ifPresent(id -> desk.go().accept(Place.of("meetings", id))));
        model.meeting().subscribe(now -> present(meeting, now.isPresent()));
        timeline.setOnAction(_ -> desk.go().accept(Place.of("timeline", model.device().id())));
        dialect.getItems().setAll(List.of(Optional.empty(), Optional.of(Dialect.XIAOZHI), Optional.of(Dialect.BADGE)));
        dialect.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<Dialect> choice) {
                return choice == null ? "" : choice.map(words::dialect).orElse(texts.get("device.dialect.bypath"));
            }

            @Override
            public Optional<Dialect> fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        dialect.setOnAction(_ -> {
            if (!choosing) {
                model.chooseDialect(dialect.getValue());
            }
        });
        tabs.getSelectionModel().select(tab.get());
        tabs.getSelectionModel().selectedIndexProperty().subscribe(index -> {
            tab.set(index.intValue());
            paint();
        });
        model.facts().subscribe(this::show);
        model.flowIn().subscribe(_ -> showFlow());
        model.flowOut().subscribe(_ -> showFlow());
        model.countdown().subscribe(this::show);
        model.in().shown().subscribe(_ -> showMeters());
        model.in().peak().subscribe(_ -> showMeters());
        model.out().shown().subscribe(_ -> showMeters());
    }

    void hold() {
        model.hold(this::paint, this::strip);
        remembered.hold();
        strip();
    }

    void release() {
        model.release();
        remembered.release();
    }

    boolean shows(DeviceModel device) {
        return model.device() == device;
    }

    boolean shows(String id) {
        return model.device().id().equals(id);
    }

    /// Loudest sample of the two visible waveforms, 0 to 1.
    double loudest() {
        return live() ? Math.max(waveIn.loudest(), waveOut.loudest()) : 0;
    }

    private boolean live() {
        return tab.get() == LIVE;
    }

    private String said() {
        return words.name(model.facts().get());
    }

    /// Sends the typed sentence as if the device had heard it.
    private void say() {
        if (!sentence.getText().isBlank()) {
            model.say(sentence.getText().strip());
            sentence.clear();
        }
    }

    private void paint() {
        if (!live()) {
            return;
        }
        waveIn.paint(model.device().waveIn());
        waveOut.paint(model.device().waveOut());
    }

    private void strip() {
        strip.show(model.device().history().get(), desk.time().nanos());
    }

    void showMemory() {
        tabs.getSelectionModel().select(memory);
    }

    private void show(DeviceFacts facts) {
        Optional<Connection> connection = facts.connection();
        name.setText(words.name(facts));
        note.setText(facts.note());
        present(test, facts.test());
        present(dialectChip, words.dialect(facts).isPresent());
        dialectChip.setText(words.dialect(facts).map(words::dialect).orElse(""));
        present(source, connection.isPresent());
        connection.ifPresent(now -> {
            boolean automatic = now.identity().source() == Identity.Source.AUTOMATIC;
            source.setText(words.source(now.identity().source()));
            source.getStyleClass().setAll("label", "chip", automatic ? "is-warn" : "is-quiet");
        });
        DeviceWords.State say = words.state(facts);
        state.show(say.words(), say.shape(), say.tone());
        present(mode, connection.isPresent());
        connection.ifPresent(now -> mode.show(words.mode(facts), "shape-mode-" + DeviceWords.lower(now.mode()).replace('_', '-'), "is-quiet"));
        Optional<ListenMode> listening = connection.flatMap(Connection::listenMode);
        present(listenMode, listening.isPresent());
        listening.ifPresent(now -> {
            listenMode.setText(now.word());
            listenMode.setTooltip(new Tooltip(texts.get("detail.listenmode." + now.word())));
        });
        boolean endedShown = connection.isEmpty() && facts.ended().isPresent();
        present(ended, endedShown || facts.presence() == Presence.NEVER_ARRIVED);
        ended.setText(endedShown ? words.endedLong(facts.ended().get()) + " " + texts.get("device.asleep.more") : texts.get("device.never.more"));
        interrupt.setDisable(connection.filter(Connection::speaking).isEmpty());
        sentence.setDisable(connection.isEmpty());
        sentence.setPromptText(texts.get(connection.isPresent() ? "detail.say.prompt" : "detail.say.absent"));
        close.setDisable(connection.isEmpty());
        forget.setDisable(connection.isPresent());
        showTurn(facts.lastTurn());
        showHandshake(facts);
        showFlow();
        choosing = true;
        dialect.setValue(facts.dialectChoice());
        choosing = false;
    }

    private void show(DeviceDetail.Countdown countdown) {
        boolean counts = countdown.rule().isPresent();
        present(idleBox, counts);
        present(idleRule, counts);
        countdown.rule().ifPresent(rule -> {
            ring.show(rule.suspended() ? 1 : countdown.share(), countdown.soon());
            idleLeft.setText(rule.suspended() ? "–" : countdown.left());
            idleLeft.getStyleClass().remove("warn-text");
            if (countdown.soon()) {
                idleLeft.getStyleClass().add("warn-text");
            }
            idleRule.setText(words.idle(rule));
            keepOpen.setDisable(false);
            keepOpen.setTooltip(new Tooltip(texts.get("idle.keep.more")));
        });
    }

    private void showMeters() {
        double threshold = model.device().threshold().get();
        boolean clipped = model.in().lamp();
        meterIn.show(model.in().shown().get(), model.in().peak().get(), clipped, threshold, words.meter(model.in().shown().get(), clipped));
        dbIn.setText(words.level(model.in().shown().get()));
        clip.getStyleClass().setAll("label", "chip", clipped ? "is-bad" : "is-quiet");
        clip.setText(texts.get(clipped ? "detail.clip" : "detail.clip.none"));
        meterOut.show(model.out().shown().get(), model.out().peak().get(), model.out().lamp(), Double.NaN, words.meter(model.out().shown().get(), model.out().lamp()));
        dbOut.setText(words.level(model.out().shown().get()));
    }

    private void showFlow() {
        Flow in = model.flowIn().get();
        Flow out = model.flowOut().get();
        flow.setText(words.flow(in, model.facts().get()));
        flowOut.setText(texts.get("detail.flow.out", DeviceWords.rate(out.perSecond()), Integer.toString(out.queued())));
        counts.show(List.of(
            Fact.of("", texts.get("detail.in"), texts.get("detail.out")),
            Fact.of(texts.get("counters.rate"), DeviceWords.rate(in.perSecond()), DeviceWords.rate(out.perSecond())),
            Fact.of(texts.get("counters.frames"), Long.toString(in.frames()), Long.toString(out.frames())),
            Fact.of(texts.get("counters.late"), Long.toString(in.late()), Long.toString(out.late())),
            Fact.of(texts.get("counters.lost"), Long.toString(in.lost()), Long.toString(out.lost())),
            Fact.of(texts.get("counters.jitter"), DeviceWords.rate(in.jitterMillis()) + " ms", DeviceWords.rate(out.jitterMillis()) + " ms"),
            Fact.of(texts.get("counters.queue"), Integer.toString(in.queued()), Integer.toString(out.queued())),
            Fact.of(texts.get("counters.connections"), Long.toString(model.facts().get().connections()))));
    }

    private void showHandshake(DeviceFacts facts) {
        List<Fact> shown = new ArrayList<>();
        facts.connection().ifPresent(now -> {
            shown.add(fact("session", now.sessionId()));
            shown.add(fact("since", moment(now.since())));
            shown.add(fact("remote", now.remote()));
            shown.add(fact("path", now.path()));
            shown.add(fact("source", words.source(now.identity().source())));
            shown.add(fact("client", now.identity().clientId()));
            shown.add(fact("framing", texts.get("handshake.framing." + now.framing().version())));
            shown.add(fact("hello", now.hello().map(hello -> "v" + hello.version() + " · " + hello.audio()).orElse(texts.get("handshake.hello.none"))));
            shown.add(fact("features", now.hello().map(hello -> String.join(", ", hello.features())).filter(list -> !list.isEmpty()).orElse("–")));
            shown.add(fact("tools", Integer.toString(now.tools())));
            shown.add(fact("codec", now.codec()));
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
            facts.ended().ifPresent(end -> shown.add(fact("ended", words.endedLong(end))));
        }
        greeted.show(shown);
    }

    private Fact fact(String key, String value) {
        return Fact.of(texts.get("handshake." + key), value);
    }

    private void showTurn(Optional<TurnFacts> last) {
        if (last.equals(shownTurn) && !turn.getChildren().isEmpty()) {
            return;
        }
        shownTurn = last;
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
            Label total = new Label(words.outcome(facts) + " · " + Durations.millis(facts.total()));
            total.getStyleClass().addAll("caption", "number");
            turn.getChildren().add(new HBox(8, title, gap, total));
            turn.getChildren().add(said("in-text", texts.get("turn.heard"), words.heard(facts), words.confidence(facts)));
            if (!facts.answered().isBlank()) {
                turn.getChildren().add(said("out-text", texts.get("turn.answered"), facts.answered(), ""));
            }
            if (!facts.stages().isEmpty()) {
                turn.getChildren().addAll(new StageBar(facts, words), StageBar.legend(facts, words));
            }
            Label honest = new Label(words.recognizer(facts, desk.model().parts().get()));
            honest.getStyleClass().add("caption");
            honest.setWrapText(true);
            turn.getChildren().add(honest);
        });
    }

    private static HBox said(String tone, String who, String what, String sure) {
        Label name = new Label(who);
        name.getStyleClass().addAll("caption", tone);
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label text = new Label(what);
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox line = new HBox(8, name, text);
        line.setAlignment(Pos.BASELINE_LEFT);
        if (!sure.isEmpty()) {
            Label chip = new Label(sure);
            chip.getStyleClass().addAll("chip", "is-quiet");
            chip.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(chip);
        }
        return line;
    }

    private static String moment(Instant at) {
        return MOMENT.format(at.atZone(ZoneId.systemDefault()));
    }

    private static void present(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
