package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolPicturesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image\",\"data\":\"AQID\",\"mimeType\":\"image/png\"}]}}|1",
        "{\"result\":{\"content\":[{\"type\":\"image\",\"image\":\"{\\\"data\\\":\\\"AQID\\\"}\"}]}}|1",
        "{\"result\":{\"content\":[{\"type\":\"image\",\"data\":\"A\"}]}}|0", "{\"result\":{\"content\":[{\"type\":\"image\"}]}}|0",
        "{\"result\":{\"content\":{\"type\":\"image\"}}}|0", "[]|0", "{|0", "``|0" })
    void picturesAreFoundInTheFormOfServersAndOfFirmware(String answer, int count) {
        assertThat(ToolPictures.in(answer)).hasSize(count).allMatch(picture -> Arrays.equals(picture, new byte[] {1, 2, 3}));
    }
}
