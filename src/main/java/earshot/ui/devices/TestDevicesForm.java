package earshot.ui.devices;

import module java.base;

import earshot.engine.Command;
import earshot.engine.StartTestScript;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

/// Asks how many test devices are to speak, and how often.
final class TestDevicesForm {
    /// Of a script.
    private static final List<String> ENDINGS = List.of("yaml", "yml");

    private final ViewContext viewContext;
    private final Texts texts;
    private final TextField devices;
    private final TextField sentences;
    private final Label error = Nodes.wrappedLabel("", "bad-text");
    private final Label scriptName = Nodes.label("", "caption");
    private final Button withoutScript;
    private Optional<Path> script = Optional.empty();

    private TestDevicesForm(ViewContext viewContext) {
        this.viewContext = viewContext;
        texts = viewContext.texts();
        devices = field("testDevices", "devices.several.devices", "5");
        sentences = field("testSentences", "devices.several.sentences", "1");
        withoutScript = DialogCard.button(texts.get("devices.several.script.none"), () -> showScript(Optional.empty()));
        showScript(Optional.empty());
    }

    static void show(Scene over, ViewContext viewContext, Consumer<Command> send) {
        new TestDevicesForm(viewContext).show(Overlay.of(over), send);
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
        Button choose = DialogCard.button(texts.get("devices.several.script.choose"), this::chooseScript);
        choose.setId("testScript");
        scriptName.setMaxWidth(190);
        grid.addRow(2, new Label(texts.get("devices.several.script")), Nodes.uncut(choose), Nodes.line(scriptName, withoutScript));
        Nodes.setShown(error, false);
        overlay.show(new DialogCard(texts.get("devices.several.title"), Nodes.wrappedLabel(texts.get("devices.several.what"), "muted"), grid, error)
            .withButtons(start, DialogCard.button(texts.get("cancel"), overlay::dismiss)));
    }

    private void chooseScript() {
        viewContext.files().open(devices.getScene().getWindow(), texts.get("devices.several.script"), ENDINGS)
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(file -> showScript(Optional.of(file)));
    }

    /// A script says itself what is spoken, and how often.
    private void showScript(Optional<Path> chosen) {
        script = chosen;
        scriptName.setText(chosen.map(file -> file.getFileName().toString()).orElse(texts.get("devices.several.script.more")));
        Nodes.setShown(withoutScript, chosen.isPresent());
        sentences.setDisable(chosen.isPresent());
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
        boolean usable = count.isPresent() && (times.isPresent() || script.isPresent());
        error.setText(texts.get("devices.several.range", (count.isEmpty() ? devices : sentences).getAccessibleText(),
            count.isEmpty() ? Command.StartTestDevices.MOST_DEVICES : Command.StartTestDevices.MOST_SENTENCES));
        Nodes.setShown(error, !usable);
        return usable ? Optional.of(script.<Command>map(file -> new StartTestScript(file, count.getAsInt()))
            .orElseGet(() -> new Command.StartTestDevices(count.getAsInt(), times.getAsInt()))) : Optional.empty();
    }

    private static OptionalInt number(TextField field, int most) {
        try {
            int value = Integer.parseInt(field.getText().strip());
            return value >= 1 && value <= most ? OptionalInt.of(value) : OptionalInt.empty();
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}
