package earshot.ui.devices;

import earshot.audio.StreamStatistics;
import earshot.ui.devices.FactGrid.Fact;
import earshot.ui.kit.Texts;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.layout.GridPane;

/// Binds the counters of a device: its two audio streams in numbers.
final class DeviceCountersController {
    private final DeviceDetailViewModel model;
    private final Texts texts;
    private FactGrid grid;

    @FXML private GridPane counters;

    DeviceCountersController(DeviceDetailViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        grid = new FactGrid(counters, true);
        model.facts().subscribe(_ -> show());
        model.flowIn().subscribe(_ -> show());
        model.flowOut().subscribe(_ -> show());
        model.droppedTexts().subscribe(_ -> show());
    }

    private void show() {
        StreamStatistics in = model.flowIn().get();
        StreamStatistics out = model.flowOut().get();
        grid.show(List.of(
            Fact.of(model.facts().get().connection().isEmpty() && in.frames() + out.frames() > 0 ? texts.get("counters.ended") : "", texts.get("detail.in"),
                texts.get("detail.out")),
            Fact.of(texts.get("counters.rate"), DeviceFormatter.rate(in.perSecond()), DeviceFormatter.rate(out.perSecond())),
            Fact.of(texts.get("counters.frames"), Long.toString(in.frames()), Long.toString(out.frames())),
            Fact.of(texts.get("counters.late"), Long.toString(in.late()), Long.toString(out.late())),
            Fact.of(texts.get("counters.lost"), Long.toString(in.lost()), Long.toString(out.lost())),
            Fact.of(texts.get("counters.jitter"), DeviceFormatter.rate(in.jitterMillis()) + " ms", DeviceFormatter.rate(out.jitterMillis()) + " ms"),
            Fact.of(texts.get("counters.queue"), Integer.toString(in.queued()), Integer.toString(out.queued())),
            Fact.of(texts.get("counters.dropped"), Integer.toString(model.droppedTexts().get())),
            Fact.of(texts.get("counters.connections"), Long.toString(model.facts().get().history().connections()))));
    }
}
