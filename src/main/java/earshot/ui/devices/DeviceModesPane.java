package earshot.ui.devices;

import static earshot.ui.kit.Nodes.setShown;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.ModeChange;
import earshot.engine.Command;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.wire.Dialect;
import earshot.wire.WorkMode;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The work modes of a device: buttons that switch it, for a badge that is connected, and the last changes with who asked for them.
final class DeviceModesPane extends VBox {
    /// More are of no use at a glance; the timeline has all.
    private static final int SHOWN = 5;

    private final DeviceDetailViewModel model;
    private final Texts texts;
    private final Map<Optional<WorkMode>, ToggleButton> buttons = new LinkedHashMap<>();
    private final FlowPane choice = new FlowPane(6, 6);
    private final VBox changes = new VBox(4);

    DeviceModesPane(DeviceDetailViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("tight");
        choice.setAlignment(Pos.CENTER_LEFT);
        choice.getChildren().add(Nodes.label(texts.get("modes.switch"), "caption"));
        addButton(Optional.empty());
        Stream.of(WorkMode.values()).map(Optional::of).forEach(this::addButton);
        getChildren().setAll(choice, changes);
        model.facts().subscribe(this::show);
        model.modes().subscribe(this::showChanges);
    }

    private void addButton(Optional<WorkMode> mode) {
        ToggleButton button = new ToggleButton(name(mode));
        button.setId("mode-" + mode.map(WorkMode::wireName).orElse("conversation"));
        button.getStyleClass().add("small-button");
        button.setOnAction(_ -> {
            boolean already = mode.equals(current(model.facts().get()));
            // what is pressed in follows the device, not the click
            show(model.facts().get());
            if (!already) {
                model.send(id -> new Command.SwitchMode(id, mode));
            }
        });
        buttons.put(mode, button);
        choice.getChildren().add(button);
    }

    private void show(DeviceFacts facts) {
        boolean badge = facts.connection().filter(open -> open.link().dialect() == Dialect.BADGE).isPresent();
        setShown(choice, badge);
        buttons.forEach((mode, button) -> button.setSelected(badge && mode.equals(current(facts))));
        setShown(this, badge || !model.modes().get().isEmpty());
    }

    private static Optional<WorkMode> current(DeviceFacts facts) {
        return facts.connection().flatMap(open -> open.mode().workMode());
    }

    private void showChanges(List<ModeChange> all) {
        changes.getChildren().setAll(all.reversed().stream().limit(SHOWN).map(this::row).toList());
        show(model.facts().get());
    }

    private HBox row(ModeChange change) {
        StatePill pill = new StatePill();
        pill.show(name(change.mode()), change.mode().isPresent() ? "shape-mode-meeting" : "shape-mode-connected-idle", "is-quiet");
        HBox row = new HBox(8, Nodes.uncut(Nodes.label(TimeFormatter.DATE_CLOCK.format(change.at()), "caption", "number")), pill,
            Nodes.label(texts.get("modes.by." + Texts.keyOf(change.cause())), "caption"));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private String name(Optional<WorkMode> mode) {
        return texts.get("modes." + mode.map(WorkMode::wireName).orElse("conversation"));
    }
}
