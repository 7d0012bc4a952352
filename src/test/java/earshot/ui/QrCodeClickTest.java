package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.ui.kit.Texts.Language;
import javafx.scene.control.ButtonBase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U49: the address as a QR code")
class QrCodeClickTest extends ConsoleFixture {
    @ParameterizedTest
    @EnumSource(Language.class)
    void theCodeOfAnAddressFitsTheSmallestWindow(Language language) {
        open(language);
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords(".small-button", language == Language.ENGLISH ? "QR" : "二维码")).fire());
        assertThat(shown(node("#qr-code"))).isTrue();
        assertFitsSmallestWindow();
    }
}
