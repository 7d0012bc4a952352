package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureSizeTest {
    private static final String PNG = "89504e470d0a1a0a0000000d49484452";

    @ParameterizedTest
    @CsvSource({ PNG + "0000014000000000f0, 320, 0", PNG + "00000140000000f008, 320, 240", "ffd8ffe000040000ffc0001108, 0, 0",
        "ffd8ffe000040000ffc000110800f0014003, 320, 240", "ffd8ffc400040000ffffc200110800f0014003, 320, 240",
        "ffd8ffe00000, 0, 0", "ffd8ffe0ffff00, 0, 0", "ffd8, 0, 0", "00, 0, 0", "47494638, 0, 0"})
    void itIsReadFromTheHeadOfTheFile(String hex, int width, int height) {
        Optional<PictureSize> size = PictureSize.of(HexFormat.of().parseHex(hex));
        assertThat(size.map(PictureSize::width).orElse(0)).isEqualTo(width);
        assertThat(size.map(PictureSize::height).orElse(0)).isEqualTo(height);
    }

    @Test
    void whatTakesAllMemoryIsNotDecoded() {
        assertThat(new PictureSize(800, 480).reasonable()).isTrue();
        assertThat(List.of(new PictureSize(30_000, 30_000), new PictureSize(0, 9), new PictureSize(9, -1))).noneMatch(PictureSize::reasonable);
    }
}
