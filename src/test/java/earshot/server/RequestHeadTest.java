package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.server.RequestHead.MalformedHeadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    @Test
    void namesAreInLowerCaseAndOfARepeatedOneTheFirstCounts() throws MalformedHeadException {
        RequestHead head = parse("GET /a?b=c HTTP/1.1\r\nDEVICE-ID:  X  \r\nX-A: 1\r\nx-a: 2\r\nEmpty:\r\n\r\n");
        assertThat(head.method()).isEqualTo(HttpMethod.GET);
        assertThat(head.target()).isEqualTo("/a?b=c");
        assertThat(head.path()).isEqualTo("/a");
        assertThat(head.version()).isEqualTo("HTTP/1.1");
        assertThat(head.headers()).containsExactly(java.util.Map.entry("device-id", "X"), java.util.Map.entry("x-a", "1"), java.util.Map.entry("empty", ""));
        assertThat(head.header("device-id")).contains("X");
        assertThat(head.header("Device-Id")).as("asked for in lower case").isEmpty();
    }

    @Test
    void linesThatAreNoHeadersAreLeftOut() throws MalformedHeadException {
        assertThat(parse("GET / HTTP/1.1\r\nno colon\r\n: no name\r\nA: b\r\n\r\n").headers()).containsOnlyKeys("a");
    }

    @Test
    void whatFollowsTheEmptyLineIsNoHeader() throws MalformedHeadException {
        assertThat(parse("POST / HTTP/1.1\r\nA: b\r\n\r\nC: d\r\n").headers()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "/ HTTP/1.1", "GET / HTTP/2", "GET / HTTP/1.10", "GET / HTTPS/1.1",
        " / HTTP/1.1", "hello" })
    void aFirstLineThatIsNoRequestIsRefused(String line) {
        assertThatThrownBy(() -> parse(line + "\r\n\r\n")).isInstanceOf(MalformedHeadException.class).hasMessage("the first line is not an HTTP/1 request");
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET / HTTP/1.1\r\nA: b\u0000c\r\n\r\n", "GET / HTTP/1.1\r\nA: b\nInjected: c\r\n\r\n", "GET /\u0007 HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", "GET / HTTP/1.1\r\nA: \u001b[31m\r\n\r\n" })
    void controlCharactersAreRefusedBecauseTheyWouldReachTheLog(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedHeadException.class).hasMessage("control characters in the headers of the request");
    }

    @Test
    void aTabInsideAValueIsKept() throws MalformedHeadException {
        assertThat(parse("GET / HTTP/1.1\r\nA: b\tc\r\n\r\n").header("a")).contains("b\tc");
    }

    @ParameterizedTest
    @ValueSource(strings = {" folded", "\tfolded"})
    void aFoldedHeaderIsRefused(String line) {
        assertThatThrownBy(() -> parse("GET / HTTP/1.1\r\nA: b\r\n" + line + "\r\n\r\n")).isInstanceOf(MalformedHeadException.class)
            .hasMessageContaining("goes on in the next line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "host", "Sec-WebSocket-Key"})
    void aHeaderThatDecidesStandsOnce(String name) {
        assertThatThrownBy(() -> parse("GET / HTTP/1.1\r\n" + name + ": 1\r\n" + name.toUpperCase() + ": 2\r\n\r\n")).isInstanceOf(MalformedHeadException.class)
            .hasMessage("the header " + name.toLowerCase() + " appears twice");
    }

    @Test
    void theNumberOfHeadersIsBounded() throws MalformedHeadException {
        assertThat(parse("GET / HTTP/1.1\r\n" + headers(RequestHead.MAX_HEADERS) + "\r\n").headers()).hasSize(RequestHead.MAX_HEADERS);
        assertThatThrownBy(() -> parse("GET / HTTP/1.1\r\n" + headers(RequestHead.MAX_HEADERS + 1) + "\r\n")).isInstanceOf(MalformedHeadException.class)
            .hasMessage("more than 100 headers");
    }

    @ParameterizedTest
    @CsvSource({ "/a/b?c, /a/b?c", "http://host:8000/a/b?c, /a/b?c", "https://host/a, /a", "HTTPS://host/a, /a", "ws://host/a, /a", "wss://[::1]:8000/a/, /a/",
        "http://host, /",
        "http://host?a=/b, /?a=/b", "ftp://host/a, ftp://host/a", "//host/a, //host/a", "/http://host/a, /http://host/a"})
    void anAbsoluteTargetIsReadWithoutItsHost(String target, String read) throws MalformedHeadException {
        assertThat(parse("GET " + target + " HTTP/1.1\r\n\r\n").target()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Upgrade|websocket|true", "keep-alive, Upgrade|WebSocket|true", "upgrade|WEBSOCKET|true", "close|websocket|false",
        "Upgrade|h2c|false", "Upgrade|websocket2|false" })
    void anUpgradeNeedsBothHeaders(String connection, String upgrade, boolean asks) throws MalformedHeadException {
        assertThat(parse("GET / HTTP/1.1\r\nConnection: " + connection + "\r\nUpgrade: " + upgrade + "\r\n\r\n").asksForUpgrade()).isEqualTo(asks);
        assertThat(parse("GET / HTTP/1.1\r\nUpgrade: " + upgrade + "\r\n\r\n").asksForUpgrade()).isFalse();
    }

    @Test
    void theFirstLineIsShownWithoutSecretsAndCut() throws MalformedHeadException {
        assertThat(parse("GET /?token=hush&a=1 HTTP/1.1\r\n\r\n").shown().line()).isEqualTo("GET /?token=***&a=1 HTTP/1.1");
        assertThat(parse("GET /" + "x".repeat(1_000) + " HTTP/1.1\r\n\r\n").shown().line()).hasSize(256);
    }

    /// With the device id, a client id gets the token of a board from OTA.
    @Test
    void theHeadersAreShownWithoutTokensAndClientIds() throws MalformedHeadException {
        RequestHead head = parse("GET / HTTP/1.1\r\nDevice-Id: aa:bb\r\nClient-Id: board-7\r\nAuthorization: Bearer hush\r\nX-Long: " + "x".repeat(1_000)
            + "\r\n" + headers(40) + "\r\n");
        assertThat(head.shown().headers()).hasSize(24).contains("device-id: aa:bb", "client-id: ***", "authorization: ***")
            .anyMatch(line -> line.startsWith("x-long: x") && line.length() == 264);
        assertThat(head.shown().toString()).doesNotContain("hush", "board-7");
    }

    private static String headers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "X-" + i + ": v\r\n").collect(Collectors.joining());
    }

    private static RequestHead parse(String text) throws MalformedHeadException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return RequestHead.parse(bytes, bytes.length);
    }
}
