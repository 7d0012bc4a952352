package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U48: addresses that carry one file, once")
class OneTimeTransfersTest {
    private static final OneTimeTransfers TRANSFERS = new OneTimeTransfers();
    private static DeviceServerFixture server;
    private static final String JPEG = "\u00ff\u00d8\u00ff\u00e0";

    @BeforeAll
    static void open() {
        server = new DeviceServerFixture(DeviceServerFixture.server(0, 0), TRANSFERS);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    @DisplayName("a picture as firmware uploads it, in chunks and larger than other bodies may be, is taken once")
    void upload() {
        OneTimeTransfers.Upload upload = TRANSFERS.expectPicture();
        String picture = JPEG + "\r\n\r\n--x".repeat(20_000);
        assertThat(answer(chunked(upload.path(), form(picture)))).startsWith("HTTP/1.1 200 ");
        assertThat(upload.picture().join()).hasValueSatisfying(file -> assertThat(new String(file, StandardCharsets.ISO_8859_1)).isEqualTo(picture));
        assertThat(answer(chunked(upload.path(), form(JPEG)))).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void aPictureMayComeWithoutAForm() {
        OneTimeTransfers.Upload upload = TRANSFERS.expectPicture();
        assertThat(answer("PUT " + upload.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 8\r\n\r\n\u0089PNG----")).startsWith("HTTP/1.1 200 ");
        assertThat(upload.picture().join()).hasValueSatisfying(file -> assertThat(file).hasSize(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no picture", "--x\r\n\r\n\u00ff\u00d8\u00ff\u00e0", "\u00ff\u00d8"})
    void whatIsNoPictureIsRefusedAndEndsTheWait(String body) {
        OneTimeTransfers.Upload upload = TRANSFERS.expectPicture();
        assertThat(answer(chunked(upload.path(), body))).startsWith("HTTP/1.1 400 ");
        assertThat(upload.picture().join()).isEmpty();
    }

    @Test
    void onlyWhoWasToldAnAddressMaySendALargeBody() {
        OneTimeTransfers.Upload upload = TRANSFERS.expectPicture();
        String head = " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ";
        assertThat(answer("POST /earshot/once/0123" + head + "70000\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(answer("POST " + upload.path() + head + (OneTimeTransfers.MAX_UPLOAD_BYTES + 1) + "\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(upload.picture()).as("it may still be used").isNotDone();
        TRANSFERS.close(upload);
        assertThat(upload.picture().join()).isEmpty();
        assertThat(answer("POST " + upload.path() + head + "70000\r\n\r\n")).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aFileIsGivenOutOnceWithItsLengthAndAnotherMethodDoesNotUseItUp() {
        OneTimeTransfers.Download offered = TRANSFERS.offer("firmware".getBytes(StandardCharsets.ISO_8859_1));
        String head = offered.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        assertThat(answer("DELETE " + head)).startsWith("HTTP/1.1 404 ");
        assertThat(answer("GET " + head)).startsWith("HTTP/1.1 200 ").contains("Content-Length: 8\r\n").endsWith("firmware");
        assertThat(offered.fetched().join()).isTrue();
        assertThat(answer("GET " + head)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void theOldestAddressGivesWayWhereTooManyAreOpen() {
        OneTimeTransfers few = new OneTimeTransfers();
        OneTimeTransfers.Download first = few.offer(new byte[1]);
        List<OneTimeTransfers.Upload> more = Stream.generate(few::expectPicture).limit(16).toList();
        assertThat(first.fetched().join()).isFalse();
        assertThat(more).allMatch(upload -> !upload.picture().isDone());
        assertThat(more).extracting(OneTimeTransfers.Upload::path).doesNotHaveDuplicates().allMatch(path -> path.matches("/earshot/once/[0-9a-f]{32}"));
    }

    private static String form(String picture) {
        return "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"screenshot.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n" + picture
            + "\r\n--B--\r\n";
    }

    private static String chunked(String path, String body) {
        String chunk = body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=B\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
            + "0\r\n\r\n";
    }

    private static String answer(String request) {
        try (RawSocketClient client = new RawSocketClient(server.httpPort())) {
            client.socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return client.answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
