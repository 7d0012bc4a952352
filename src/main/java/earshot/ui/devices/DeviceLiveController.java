package earshot.ui.devices;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.audio.StreamStatistics;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.Presence;
import earshot.device.StateSpan;
import earshot.engine.Command;
import earshot.turn.TurnFacts;
import earshot.turn.TurnStage;
import earshot.ui.kit.CountdownRing;
import earshot.ui.kit.LegendMark;
import earshot.ui.kit.LevelMeter;
import earshot.ui.kit.LevelMeterViewModel;
import earshot.ui.kit.LiveScrollPane;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.StateStrip;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.WaveformPane;
import earshot.wire.ListenMode;
import javafx.beans.value.ObservableIntegerValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the live tab of a device: state, countdown, levels, waveforms and the last turn.
final class DeviceLiveController {
    private static final int LIVE_TAB = 0;
    private static final Duration KEEP_OPEN = Duration.ofMinutes(10);

    private final ViewContext viewContext;
    private final DeviceDetailViewModel model;
    private final Texts texts;
    private final DeviceFormatter formatter;
    private final ObservableIntegerValue tab;
    private final PlaybackPane playback;
    private final LastTurnPane lastTurn;
    private final Tooltip listenModeMeaning = new Tooltip();

    @FXML private LiveScrollPane pane;
    @FXML private StatePill state;
    @FXML private StatePill mode;
    @FXML private Label listenMode;
    @FXML private HBox idleBox;
    @FXML private CountdownRing ring;
    @FXML private Label idleLeft;
    @FXML private Button keepOpen;
    @FXML private Hyperlink idleRule;
    @FXML private Label ended;
    @FXML private VBox modes;
    @FXML private StateStrip strip;
    @FXML private HBox legend;
    @FXML private VBox firmware;
    @FXML private LevelMeter meterIn;
    @FXML private Label dbIn;
    @FXML private Label clip;
    @FXML private Button hear;
    @FXML private WaveformPane waveIn;
    @FXML private Label flow;
    @FXML private VBox channelOut;
    @FXML private LevelMeter meterOut;
    @FXML private Label dbOut;
    @FXML private Label flowOut;
    @FXML private WaveformPane waveOut;
    @FXML private VBox turn;

    DeviceLiveController(ViewContext viewContext, DeviceDetailViewModel model, ObservableIntegerValue tab) {
        this.viewContext = viewContext;
        this.model = model;
        this.tab = tab;
        texts = viewContext.texts();
        formatter = new DeviceFormatter(texts);
        playback = new PlaybackPane(texts);
        lastTurn = new LastTurnPane(viewContext, formatter);
    }

    @FXML
    private void initialize() {
        for (StateSpan.Kind kind : List.of(StateSpan.Kind.LISTENING, StateSpan.Kind.FINALIZING, StateSpan.Kind.SPEAKING, StateSpan.Kind.IDLE)) {
            Label label = Nodes.label(texts.get("device.state." + Texts.keyOf(kind)), "caption");
            label.setGraphic(new LegendMark(StateStrip.heightShare(kind), "span-" + Texts.keyOf(kind)));
            legend.getChildren().add(label);
        }
        legend.getChildren().addAll(Nodes.gap(), Nodes.label(texts.get(viewContext.recorded() ? "session.minute" : "detail.minute"), "caption"));
        keepOpen.setOnAction(_ -> model.send(id -> new Command.KeepOpen(id, KEEP_OPEN)));
        listenMode.setTooltip(listenModeMeaning);
        keepOpen.setTooltip(new Tooltip(texts.get("idle.keep.more")));
        firmware.getChildren().setAll(playback);
        turn.getChildren().setAll(lastTurn);
        modes.getChildren().setAll(new DeviceModesPane(model, texts));
        hear.setOnAction(_ -> model.toggleHeard());
        hear.setTooltip(new Tooltip(texts.get("hear.more")));
        List.of(meterIn, meterOut, dbIn, dbOut).forEach(level -> Nodes.explained(level, texts.get("detail.level.what")));
        Nodes.explained(idleLeft, texts.get("idle.left.what"));
        idleRule.setTooltip(new Tooltip(texts.get("idle.open")));
        idleRule.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", "close_connection_no_voice_time")));
        model.facts().subscribe(this::show);
        model.heard().subscribe(this::showHeard);
        model.lastTurn().subscribe(_ -> {
            showTurn();
            showState();
        });
        model.flowIn().subscribe(_ -> showFlow());
        model.flowOut().subscribe(_ -> showFlow());
        model.countdown().subscribe(this::show);
        model.inputMeter().displayLevel().subscribe(_ -> showMeters());
        model.inputMeter().peak().subscribe(_ -> showMeters());
        model.outputMeter().displayLevel().subscribe(_ -> showMeters());
        pane.whenMoved(channelOut, this::showOut);
        pane.whenMoved(firmware, this::showPlayback);
    }

    /// Loudest sample of the two visible waveforms, 0 to 1.
    double loudestSample() {
        return tab.get() == LIVE_TAB ? Math.max(waveIn.loudest(), waveOut.loudest()) : 0;
    }

    /// Paints the waveforms if they are visible.
    void paint() {
        if (tab.get() == LIVE_TAB) {
            waveIn.paint(model.device().waveIn());
            if (pane.sees(channelOut)) {
                waveOut.paint(model.device().waveOut());
            }
        }
    }

    void strip() {
        long nanos = viewContext.time().nanos();
        if (openStage().isPresent() && pane.sees(turn)) {
            showTurn();
        }
        strip.show(model.device().history().get(), nanos);
        if (!playback.isVisible() || pane.sees(firmware)) {
            showPlayback();
        }
        if (viewContext.recorded()) {
            paint();
        }
    }

    private void showPlayback() {
        playback.show(viewContext.model().firmware(model.device().id()), viewContext.time().nanos());
    }

    private Optional<TurnStage> openStage() {
        return model.lastTurn().get().flatMap(TurnFacts::open).map(TurnFacts.OpenStage::stage);
    }

    private void showTurn() {
        lastTurn.show(model.lastTurn().get(), viewContext.model().activeComponents().get(), viewContext.time().nanos());
    }

    private void showState() {
        DeviceFormatter.StateText now = formatter.state(model.facts().get(), openStage());
        state.show(now.text(), now.shape(), now.styleClass());
    }

    private void show(DeviceFacts facts) {
        Optional<Connection> connection = facts.connection();
        showState();
        setShown(mode, connection.isPresent());
        connection.ifPresent(now -> mode.show(formatter.mode(facts), "shape-mode-" + Texts.keyOf(now.mode()).replace('_', '-'), "is-quiet"));
        Optional<ListenMode> listening = connection.flatMap(now -> now.listening().mode());
        setShown(listenMode, listening.isPresent());
        listening.ifPresent(now -> {
            listenMode.setText(texts.get("detail.listenmode." + now.wireName() + ".short"));
            listenModeMeaning.setText(texts.get("detail.listenmode." + now.wireName()));
        });
        boolean endedShown = connection.isEmpty() && facts.history().lastEnd().isPresent();
        setShown(ended, endedShown || facts.presence() == Presence.NEVER_ARRIVED);
        ended.setText(endedShown
            ? (viewContext.recorded() ? formatter.endedWithTime(facts.history().lastEnd().get())
                : texts.sentences(formatter.endedWithTime(facts.history().lastEnd().get()), texts.get("device.asleep.more")))
            : texts.get(viewContext.recorded() ? "session.device.before" : "device.never.more"));
        showFlow();
    }

    private void show(DeviceDetailViewModel.Countdown countdown) {
        boolean shown = countdown.rule().isPresent();
        setShown(idleBox, shown);
        setShown(idleRule, shown);
        countdown.rule().ifPresent(rule -> {
            ring.show(rule.suspended() ? 1 : countdown.share(), countdown.soon());
            idleLeft.setText(rule.suspended() ? "–" : countdown.left());
            Nodes.setStyleClass(idleLeft, "warn-text", countdown.soon());
            idleRule.setText(formatter.idle(rule));
        });
    }

    private void showHeard(boolean heard) {
        hear.setText(texts.get(heard ? "hear.stop" : "hear"));
        Nodes.setStyleClass(hear, "accent", heard);
    }

    private void showMeters() {
        showMeter(model.inputMeter(), meterIn, dbIn, model.device().threshold().get());
        boolean clipped = model.inputMeter().clipped();
        Nodes.setStyleClasses(clip, "label", "chip", clipped ? "is-bad" : "is-quiet");
        clip.setText(texts.get(clipped ? "detail.clip" : "detail.clip.none"));
        if (pane.sees(channelOut)) {
            showMeter(model.outputMeter(), meterOut, dbOut, Double.NaN);
        }
    }

    /// What it left out while it was not in sight.
    private void showOut() {
        showMeters();
        showFlow();
        paint();
    }

    private void showMeter(LevelMeterViewModel level, LevelMeter meter, Label db, double threshold) {
        double now = level.displayLevel().get();
        meter.show(now, level.peak().get(), level.clipped(), threshold, formatter.meterText(now, level.clipped()));
        db.setText(formatter.level(level.reading()));
    }

    private void showFlow() {
        boolean connected = model.facts().get().connection().isPresent();
        setShown(flow, connected);
        setShown(flowOut, connected);
        flow.setText(formatter.flow(model.flowIn().get(), model.facts().get()));
        if (pane.sees(channelOut)) {
            StreamStatistics out = model.flowOut().get();
            flowOut.setText(texts.get("detail.flow.out", DeviceFormatter.rate(out.perSecond()), Integer.toString(out.queued())));
        }
    }
}
