package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.PlaybackLead;
import earshot.engine.Command;
import earshot.ui.devices.FactGrid.Fact;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// Binds the connection tab of a device: its dialect, its lead, and what it reported about itself.
final class DeviceHandshakeController {
    /// Length of the frames of an answer.
    private static final int FRAME_MILLIS = 60;

    private final ViewContext viewContext;
    private final DeviceDetailViewModel model;
    private final Texts texts;
    private final DeviceFormatter formatter;
    private boolean updating;
    private FactGrid grid;

    @FXML private ComboBox<Optional<Dialect>> dialect;
    @FXML private ComboBox<PlaybackLead> lead;
    @FXML private Label queue;
    @FXML private GridPane handshake;
    @FXML private VBox boot;

    DeviceHandshakeController(ViewContext viewContext, DeviceDetailViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        formatter = new DeviceFormatter(texts);
    }

    @FXML
    private void initialize() {
        grid = new FactGrid(handshake, false);
        dialect.getItems().setAll(List.of(Optional.empty(), Optional.of(Dialect.XIAOZHI), Optional.of(Dialect.BADGE)));
        dialect.setConverter(DisplayConverter.of(choice -> choice.map(formatter::dialect).orElse(texts.get("device.dialect.bypath"))));
        dialect.setOnAction(_ -> {
            if (!updating) {
                model.send(id -> new Command.ChooseDialect(id, dialect.getValue()));
            }
        });
        lead.getItems().setAll(PlaybackLead.all());
        lead.setConverter(DisplayConverter.of(choice -> texts.get("detail.lead.frames", choice.frames(), choice.frames() * FRAME_MILLIS)));
        lead.setOnAction(_ -> {
            if (!updating) {
                model.send(id -> new Command.ChooseLead(id, lead.getValue()));
            }
        });
        queue.setText(texts.get("detail.lead.queue", PlaybackLead.QUEUE, PlaybackLead.SMALL_QUEUE));
        model.facts().subscribe(this::show);
        BootPane bootPane = new BootPane(boot, model.device().id(), viewContext);
        model.boot().subscribe(bootPane::show);
    }

    private void show(DeviceFacts facts) {
        updating = true;
        dialect.setValue(facts.profile().dialectChoice());
        lead.setValue(facts.profile().lead());
        updating = false;
        List<Fact> shown = new ArrayList<>();
        facts.connection().ifPresent(now -> {
            shown.add(fact("session", now.link().sessionId().value()));
            shown.add(fact("since", TimeFormatter.DATE_CLOCK.format(now.link().since())));
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
            shown.add(fact("ota", TimeFormatter.DATE_CLOCK.format(ota.at())));
            shown.add(fact("board", ota.board()));
            shown.add(fact("firmware", ota.firmware()));
            shown.add(fact("address", ota.address()));
            ota.rssi().ifPresent(rssi -> shown.add(fact("rssi", rssi + " dBm")));
            ota.freeHeap().ifPresent(heap -> shown.add(fact("heap", heap / 1024 + " KB")));
        });
        if (facts.connection().isEmpty()) {
            facts.history().lastEnd().ifPresent(end -> shown.add(fact("ended", formatter.endedWithTime(end))));
        }
        grid.show(shown);
    }

    private Fact fact(String key, String value) {
        return Fact.of(texts.get("handshake." + key), value);
    }
}
