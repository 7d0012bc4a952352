package earshot.ui.devices;

import module java.base;

import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;

/// Volume, brightness, theme, snapshot and restart of a device, as far as it has the tools for them. On the FX thread only.
final class DeviceControlsPane {
    private static final List<String> LEVELS = List.of("tools.volume", "tools.brightness");

    private final FlowPane pane;
    private final DeviceToolsViewModel model;
    private final Texts texts;
    private final Runnable reboot;
    private final Map<String, LevelSlider> sliders = new HashMap<>();
    /// What was set while a call was under way, by tool: the last value is sent after it.
    private final SequencedMap<String, String> waiting = new LinkedHashMap<>();
    /// The tool of the call under way that a slider made.
    private Optional<String> setting = Optional.empty();
    private boolean updating;

    /// @param reboot asks first
    DeviceControlsPane(FlowPane pane, DeviceToolsViewModel model, Texts texts, Runnable reboot) {
        this.pane = pane;
        this.model = model;
        this.texts = texts;
        this.reboot = reboot;
        model.busy().subscribe(busy -> {
            if (!busy) {
                setting = Optional.empty();
                // where the device did not do what it was told, the knob goes back
                Optional.ofNullable(waiting.pollFirstEntry()).ifPresentOrElse(next -> call(next.getKey(), next.getValue()), this::showValues);
            }
        });
    }

    private void set(String tool, String arguments) {
        if (model.busy().get()) {
            waiting.put(tool, arguments);
        } else {
            call(tool, arguments);
        }
    }

    private void call(String tool, String arguments) {
        setting = Optional.of(tool);
        model.call(tool, arguments);
    }

    void show() {
        sliders.clear();
        List<Node> nodes = new ArrayList<>();
        if (model.has(DeviceToolsViewModel.VOLUME)) {
            nodes.add(slider(LEVELS.getFirst(), DeviceToolsViewModel.VOLUME, "volume"));
        }
        if (model.has(DeviceToolsViewModel.BRIGHTNESS)) {
            nodes.add(slider(LEVELS.getLast(), DeviceToolsViewModel.BRIGHTNESS, "brightness"));
        }
        if (model.has(DeviceToolsViewModel.THEME)) {
            nodes.add(Nodes.line(Nodes.uncut(new Label(texts.get("tools.theme"))), theme("light"), theme("dark")));
        }
        if (model.has(DeviceToolsViewModel.SNAPSHOT)) {
            nodes.add(button("take-snapshot", "tools.snapshot", model::takeSnapshot));
        }
        if (model.has(DeviceToolsViewModel.REBOOT)) {
            nodes.add(button("reboot-device", "tools.reboot", reboot));
        }
        pane.getChildren().setAll(nodes);
        Nodes.setShown(pane, !nodes.isEmpty());
        showValues();
    }

    /// What the device said of itself, or was set to; where a hand has set something else meanwhile, that stays.
    void showValues() {
        updating = true;
        show(DeviceToolsViewModel.VOLUME, model.controls().get().volume());
        show(DeviceToolsViewModel.BRIGHTNESS, model.controls().get().brightness());
        updating = false;
    }

    private void show(String tool, OptionalInt value) {
        Optional.ofNullable(sliders.get(tool)).filter(level -> !level.slider().isValueChanging() && !underWay(tool)).ifPresent(level -> {
            value.ifPresent(level.slider()::setValue);
            level.showKnown(value.isPresent());
        });
    }

    private boolean underWay(String tool) {
        return waiting.containsKey(tool) || setting.filter(tool::equals).isPresent();
    }

    /// The names of all levels take the same room, so that their sliders line up.
    private Node heading(String key) {
        StackPane headings = new StackPane(LEVELS.stream().map(name -> {
            Label heading = Nodes.uncut(new Label(texts.get(name)));
            heading.setVisible(name.equals(key));
            return (Node) heading;
        }).toArray(Node[]::new));
        headings.setAlignment(Pos.CENTER_LEFT);
        return Nodes.uncut(headings);
    }

    /// Sends where the knob comes to rest, not all it passes.
    private Node slider(String key, String tool, String argument) {
        Slider slider = new Slider(0, 100, 50);
        slider.setId("tool-" + argument);
        slider.setBlockIncrement(5);
        slider.setAccessibleText(texts.get(key));
        LevelSlider level = new LevelSlider(slider, Nodes.fixWidth(Nodes.label("", "number"), 30), texts.get("tools.level.unknown"));
        Runnable send = () -> {
            if (!updating) {
                level.showKnown(true);
                if (!slider.isValueChanging()) {
                    set(tool, "{\"" + argument + "\":" + Math.round(slider.getValue()) + "}");
                }
            }
        };
        slider.valueProperty().addListener((_, _, _) -> send.run());
        slider.valueChangingProperty().addListener((_, _, changing) -> {
            if (!changing) {
                send.run();
            }
        });
        // a click just where the hidden knob is changes nothing
        slider.setOnMouseReleased(_ -> {
            if (!level.known()) {
                send.run();
            }
        });
        level.showKnown(false);
        sliders.put(tool, level);
        return Nodes.line(heading(key), slider, level.number());
    }

    /// A slider with its value as a number. Without a knob while the value is not known.
    private record LevelSlider(Slider slider, Label number, String unknown) {
        boolean known() {
            return !slider.getStyleClass().contains("unknown");
        }

        void showKnown(boolean known) {
            number.setText(known ? Long.toString(Math.round(slider.getValue())) : "–");
            number.setTooltip(known ? null : new Tooltip(unknown));
            Nodes.setStyleClass(slider, "unknown", !known);
        }
    }

    private Button theme(String name) {
        return button("theme-" + name, "tools.theme." + name, () -> set(DeviceToolsViewModel.THEME, "{\"theme\":\"" + name + "\"}"));
    }

    private Button button(String id, String key, Runnable action) {
        Button button = Nodes.uncut(new Button(texts.get(key)));
        button.setId(id);
        button.setOnAction(_ -> action.run());
        button.disableProperty().bind(model.busy());
        return button;
    }
}
