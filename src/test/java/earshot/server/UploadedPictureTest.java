package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U48: the picture in an uploaded body, which may be anything")
class UploadedPictureTest {
    private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0 picture";
    private static final String PART = "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "multipart/form-data; boundary=B", "multipart/form-data;boundary=\"B\"",
        "Multipart/Form-Data; charset=utf-8; boundary=B", " multipart/form-data; boundary=B; charset=utf-8 " })
    void theFirstFileOfAFormIsTaken(String contentType) {
        assertThat(picture(contentType, PART + JPEG + "\r\n--B--\r\n")).hasValue(JPEG);
        assertThat(picture(contentType, PART + JPEG + "\r\n" + PART + "text\r\n--B--\r\n")).hasValue(JPEG);
        assertThat(picture(contentType, "preamble\r\n" + PART + JPEG + "\r\n--B--")).hasValue(JPEG);
    }

    @Test
    void whatLooksLikeABoundaryWithinThePictureIsNone() {
        String picture = JPEG + "--B\r\n\r\n--C \r\n-B";
        assertThat(picture("multipart/form-data; boundary=B", PART + picture + "\r\n--B--\r\n")).hasValue(picture);
    }

    @Test
    void aBodyThatIsNoFormIsThePictureItself() {
        assertThat(picture("image/jpeg", JPEG)).hasValue(JPEG);
        assertThat(picture("", "\u0089PNG\r\n")).hasValue("\u0089PNG\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"multipart/form-data; boundary=C", "multipart/form-data", "multipart/form-data; boundary=", "application/json"})
    void aFormThatIsNotReadAsOneIsNoPicture(String contentType) {
        assertThat(picture(contentType, PART + JPEG + "\r\n--B--\r\n")).isEmpty();
    }

    @Test
    @DisplayName("a form that is cut anywhere is no picture, and no failure")
    void cut() {
        String whole = PART + JPEG + "\r\n--B";
        for (int length = 0; length < whole.length(); length++) {
            assertThat(picture("multipart/form-data; boundary=B", whole.substring(0, length))).isEmpty();
        }
        assertThat(picture("multipart/form-data; boundary=B", whole)).hasValue(JPEG);
    }

    private static Optional<String> picture(String contentType, String body) {
        return UploadedPicture.in(contentType, body.getBytes(StandardCharsets.ISO_8859_1)).map(file -> new String(file, StandardCharsets.ISO_8859_1));
    }
}
