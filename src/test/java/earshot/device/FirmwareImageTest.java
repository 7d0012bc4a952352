package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U48: what a firmware file says of itself")
class FirmwareImageTest {
    @Test
    void chipVersionAndProjectAreRead() {
        FirmwareImage image = FirmwareImage.of(FirmwareSamples.image(9, "2.5.0", 1_000));
        assertThat(image.chip()).isEqualTo(9);
        assertThat(image.version()).isEqualTo("2.5.0");
        assertThat(image.project()).isEqualTo("xiaozhi");
    }

    @Test
    void whatFollowsTheImageIsNoDamage() {
        byte[] file = FirmwareSamples.image(9, "2.5.0", 1_000);
        assertThat(FirmwareImage.of(Arrays.copyOf(file, file.length + 4_096)).version()).isEqualTo("2.5.0");
    }

    @Test
    @DisplayName("each single byte that is changed or missing in the image is noticed, and nothing else is thrown")
    void damage() {
        byte[] file = FirmwareSamples.image(9, "2.5.0", 300);
        for (int at = 0; at < file.length; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= 0x41;
            // the byte that says that there is a digest is part of what cannot be noticed
            if (at != 23) {
                assertRefused(damaged);
            }
            assertRefused(Arrays.copyOf(file, at));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb"})
    void aVersionThatCannotBeReadIsRefused(String version) {
        assertThatThrownBy(() -> FirmwareImage.of(FirmwareSamples.image(9, version, 100))).hasMessageContaining("version");
    }

    @Test
    void aFileThatIsNoneOrCannotBeReadIsRefused() {
        assertRefused("no firmware at all, but long enough for a header and a description of the application".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> FirmwareImage.read(Path.of("/nowhere/xiaozhi.bin"))).isInstanceOf(ProblemException.class);
    }

    private static void assertRefused(byte[] file) {
        assertThatThrownBy(() -> FirmwareImage.of(file)).isInstanceOfSatisfying(ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.FIRMWARE_REFUSED));
    }
}
