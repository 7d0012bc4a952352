package earshot.ui.devices;

import module java.base;

import earshot.fault.FaultGroup;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// Binds the faults tab of a device: a switch for everything that can be done wrong on purpose.
final class DeviceFaultsController {
    private final DeviceFaultsViewModel model;
    private final Texts texts;
    private final boolean test;
    private final List<FaultRow> rows = new ArrayList<>();

    @FXML private VBox faultRows;
    @FXML private Button deviceFaultsOff;

    /// @param test whether it is a test device, which can do things wrong itself
    DeviceFaultsController(DeviceFaultsViewModel model, Texts texts, boolean test) {
        this.model = model;
        this.texts = texts;
        this.test = test;
    }

    @FXML
    private void initialize() {
        for (FaultSide side : FaultSide.values()) {
            if (side == FaultSide.SERVER || test) {
                faultRows.getChildren().add(Nodes.label(texts.get("faults.side." + Texts.keyOf(side)), "heading"));
                Stream.of(FaultGroup.values()).forEach(group -> addGroup(side, group));
            }
        }
        deviceFaultsOff.setOnAction(_ -> model.switchAllOff());
        model.active().subscribe(_ -> rows.forEach(FaultRow::show));
    }

    private void addGroup(FaultSide side, FaultGroup group) {
        List<FaultRow> added = Stream.of(FaultKind.values()).filter(kind -> kind.group() == group && kind.sides().contains(side))
            .map(kind -> new FaultRow(side, kind, model, texts)).toList();
        if (!added.isEmpty()) {
            faultRows.getChildren().add(Nodes.label(texts.get("faults.group." + Texts.keyOf(group)), "caption"));
            faultRows.getChildren().addAll(added);
            rows.addAll(added);
        }
    }
}
