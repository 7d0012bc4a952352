package earshot.ui.devices;

import module java.base;

import earshot.engine.Command;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.Texts;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

/// Asks how many test devices are to speak, and how often.
final class TestDevicesForm {
    private final Texts texts;
    private final TextField devices;
    private final TextField sentences;
    private final Label error = Nodes.wrappedLabel("", "bad-text");

    private TestDevicesForm(Texts texts) {
        this.texts = texts;
        devices = field("testDevices", "devices.several.devices", "5");
        sentences = field("testSentences", "devices.several.sentences", "1");
    }

    static void show(Scene over, Texts texts, Consumer<Command> send) {
        new TestDevicesForm(texts).show(Overlay.of(over), send);
    }

    private void show(Overlay overlay, Consumer<Command> send) {
        Button start = DialogCard.button(texts.get("devices.several.start"), () -> command().ifPresent(command -> {
            overlay.hide();
            send.accept(command);
        }));
        start.setId("testStart");
        start.getStyleClass().add("accent");
        start.setDefaultButton(true);
        GridPane grid = new GridPane(12, 8);
        grid.addRow(0, new Label(texts.get("devices.several.devices")), devices, Nodes.label("1–" + Command.StartTestDevices.MOST_DEVICES, "caption"));
        grid.addRow(1, new Label(texts.get("devices.several.sentences")), sentences, Nodes.label("1–" + Command.StartTestDevices.MOST_SENTENCES, "caption"));
        Nodes.setShown(error, false);
        overlay.show(new DialogCard(texts.get("devices.several"), Nodes.wrappedLabel(texts.get("devices.several.what"), "muted"), grid, error).withButtons(start, DialogCard.button(texts.get("cancel"), overlay::dismiss)));
    }

    private TextField field(String id, String name, String value) {
        TextField field = new TextField(value);
        field.setId(id);
        field.setPrefColumnCount(5);
        field.setAccessibleText(texts.get(name));
        return field;
    }

    /// Empty, with the reason beside the field, where a number is none of those possible.
    private Optional<Command> command() {
        OptionalInt count = number(devices, Command.StartTestDevices.MOST_DEVICES);
        OptionalInt times = number(sentences, Command.StartTestDevices.MOST_SENTENCES);
        boolean usable = count.isPresent() && times.isPresent();
        error.setText(texts.get("devices.several.range", (count.isEmpty() ? devices : sentences).getAccessibleText(), count.isEmpty() ? Command.StartTestDevices.MOST_DEVICES : Command.StartTestDevices.MOST_SENTENCES));
        Nodes.setShown(error, !usable);
        return usable ? Optional.of(new Command.StartTestDevices(count.getAsInt(), times.getAsInt())) : Optional.empty();
    }

    private static OptionalInt number(TextField field, int most) {
        try {
            int value = Integer.parseInt(field.getText().strip());
            return value >= 1 && value <= most ? OptionalInt.of(value) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
