package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeDialogTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://192.168.1.5:8003/xiaozhi/ota/", "https://earshot.example.com:8003/supie/ota/?room=1"})
    @DisplayName("U49: a reader of QR codes reads the address from the picture")
    void aReaderReadsIt(String address) throws Exception {
        WritableImage image = QrCodeDialog.image(address);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BinaryBitmap seen = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        assertThat(new QRCodeReader().decode(seen, Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE))).getText()).isEqualTo(address);
    }
}
