package earshot.ui.devices;

import module java.base;

import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRange;
import earshot.fault.FaultSide;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The switch of one fault with its amount.
final class FaultRow extends VBox {
    private static final double NAME = 170;

    private final FaultSide side;
    private final FaultKind kind;
    private final DeviceFaultsViewModel model;
    private final CheckBox on;
    private final TextField amount = new TextField();
    private final Label error;

    FaultRow(FaultSide side, FaultKind kind, DeviceFaultsViewModel model, Texts texts) {
        super(2);
        this.side = side;
        this.kind = kind;
        this.model = model;
        String name = texts.get("fault." + kind.key());
        on = new CheckBox(name);
        on.setId("fault-" + side.name().charAt(0) + "-" + kind.key());
        on.setTooltip(new Tooltip(texts.get("fault." + kind.key() + ".more")));
        on.setOnAction(_ -> flip());
        error = Nodes.wrappedLabel("", "bad-text", "small");
        Nodes.setShown(error, false);
        HBox line = new HBox(8, on);
        line.setAlignment(Pos.CENTER_LEFT);
        FaultRange range = kind.range();
        if (range.unit() != FaultRange.Unit.NONE) {
            Nodes.fixWidth(on, NAME);
            amount.setId(on.getId() + "-amount");
            amount.setText(Integer.toString(range.usual()));
            amount.setPrefColumnCount(4);
            amount.setAccessibleText(name);
            amount.setOnAction(_ -> changed());
            amount.focusedProperty().subscribe(focused -> {
                if (!focused) {
                    changed();
                }
            });
            error.setText(texts.get("faults.range", range.least(), range.most()));
            line.getChildren().addAll(amount,
                Nodes.label(texts.get(range.unit() == FaultRange.Unit.MILLIS ? "faults.millis" : "faults.percent", range.least(), range.most()), "caption"));
        }
        getChildren().addAll(line, error);
    }

    /// Shows what is on; an amount that is being typed stays.
    void show() {
        Optional<Fault> now = model.active(side, kind);
        on.setSelected(now.isPresent());
        Nodes.setStyleClass(on, "bad-text", now.isPresent());
        if (!amount.isFocused()) {
            now.filter(_ -> !error.isVisible()).ifPresent(fault -> amount.setText(Integer.toString(fault.amount())));
        }
    }

    private void flip() {
        if (on.isSelected()) {
            switchOn();
        } else {
            Nodes.setShown(error, false);
            model.switchOff(side, kind);
        }
    }

    /// Another amount holds at once while the fault is on.
    private void changed() {
        Optional<Fault> now = model.active(side, kind);
        if (now.isPresent() && !DeviceFaultsViewModel.fault(kind, amount.getText()).equals(now)) {
            switchOn();
        } else {
            Nodes.setShown(error, DeviceFaultsViewModel.fault(kind, amount.getText()).isEmpty());
        }
    }

    private void switchOn() {
        boolean taken = model.switchOn(side, kind, amount.getText());
        Nodes.setShown(error, !taken);
        if (!taken) {
            show();
        }
    }
}
