package earshot.ui.devices;

import module java.base;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import earshot.ui.kit.CopyableText;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.paint.Color;

/// An address as a QR code, so that a phone on the board's Wi-Fi page can paste it instead of a person typing it (U49).
final class QrCodeDialog {
    /// Pixels of a module, and modules of the white edge that readers need.
    private static final int SCALE = 7;
    private static final int EDGE = 4;

    private QrCodeDialog() {}

    static void show(Scene over, Texts texts, String address) {
        Overlay overlay = Overlay.of(over);
        ImageView code = new ImageView(image(address));
        code.setId("qr-code");
        code.setAccessibleText(texts.get("ladder.qr") + " " + address);
        HBox middle = new HBox(code);
        middle.setAlignment(Pos.CENTER);
        overlay.show(new DialogCard(texts.get("ladder.qr"), middle, new CopyableText(address, texts.get("title.address.copy")),
            Nodes.wrappedLabel(texts.get("ladder.qr.more"), "caption"))
            .withButtons(DialogCard.button(texts.get("close"), overlay::dismiss)));
    }

    /// Black on white in both themes: many readers know no other.
    static WritableImage image(String text) {
        BitMatrix modules = encode(text);
        WritableImage image = new WritableImage(modules.getWidth() * SCALE, modules.getHeight() * SCALE);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getPixelWriter().setColor(x, y, modules.get(x / SCALE, y / SCALE) ? Color.BLACK : Color.WHITE);
            }
        }
        return image;
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0,
                Map.of(EncodeHintType.MARGIN, EDGE, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code holds " + text.length() + " characters", e);
        }
    }
}
