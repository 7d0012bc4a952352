package earshot.ui.devices;

import earshot.engine.Operation.Result.FirmwareFits;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.Texts;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;

/// Asks whether a firmware file is to be installed: its version has to be typed.
final class FirmwareDialog {
    private FirmwareDialog() {}

    static void show(Scene over, Texts texts, FirmwareFits fits, Runnable install) {
        Overlay overlay = Overlay.of(over);
        GridPane facts = new GridPane(16, 6);
        facts.getStyleClass().add("facts");
        facts.addRow(0, Nodes.uncut(Nodes.label(texts.get("tools.firmware.file"), "caption")),
            Nodes.wrappedLabel((fits.project() + " " + fits.version()).strip()));
        facts.addRow(1, Nodes.uncut(Nodes.label(texts.get("tools.firmware.now"), "caption")),
            Nodes.wrappedLabel(fits.current().isEmpty() ? texts.get("tools.firmware.unknown") : fits.current()));
        facts.addRow(2, Nodes.uncut(Nodes.label(texts.get("tools.firmware.room"), "caption")),
            Nodes.wrappedLabel(texts.get("tools.firmware.bytes", fits.bytes(), fits.room())));
        TextField typed = new TextField();
        typed.setId("confirm-firmware");
        typed.setAccessibleText(texts.get("tools.firmware.type", fits.version()));
        Button confirm = DialogCard.button(texts.get("tools.firmware.install"), () -> {
            overlay.hide();
            install.run();
        });
        confirm.setId("install-firmware");
        confirm.disableProperty().bind(typed.textProperty().map(text -> !text.strip().equals(fits.version())));
        typed.setOnAction(_ -> confirm.fire());
        overlay.show(new DialogCard(texts.get("tools.firmware.title"), facts, Nodes.wrappedLabel(texts.get("tools.firmware.words")),
            Nodes.wrappedLabel(typed.getAccessibleText(), "strong"), typed)
            .withButtons(confirm, DialogCard.button(texts.get("cancel"), overlay::dismiss)));
    }
}
