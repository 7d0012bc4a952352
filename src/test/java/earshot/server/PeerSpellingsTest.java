package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks, hosts and origins as peers write them, and bodies in chunks.
class PeerSpellingsTest {
    @ParameterizedTest
    @CsvSource({ "192.168.1.20, 24, 192.168.1.255, true", "192.168.1.20, 24, 192.168.2.1, false", "192.168.1.20, 23, 192.168.0.9, true",
        "192.168.1.20, 23, 192.168.2.9, false", "192.168.1.20, 31, 192.168.1.21, true",
        "192.168.1.20, 31, 192.168.1.22, false", "192.168.1.20, 32, 192.168.1.20, true", "192.168.1.20, 32, 192.168.1.21, false",
        "192.168.1.20, 0, 192.168.1.21, false", "192.168.1.20, 0, 192.168.1.20, true",
        "192.168.1.20, 64, 192.168.1.21, false", "10.1.2.3, 8, 10.200.0.1, true", "2001:db8::1, 64, 2001:db8::ffff:1, true",
        "2001:db8::1, 64, 2001:db8:0:1::1, false", "2001:db8::1, 24, 192.168.1.1, false" })
    void anAddressIsInANetworkWhenItsLeadingBitsAre(String own, int prefix, String other, boolean inside) {
        assertThat(new Subnet(InetAddress.ofLiteral(own), prefix).contains(InetAddress.ofLiteral(other))).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({ "Example.ORG:8443, example.org, 8443", "example.org., example.org, 0", "my_host, my_host, 0", "192.168.1.5:80, 192.168.1.5, 80",
        "[2001:DB8::1]:8000, 2001:db8::1, 8000", "[::1], ::1, 0", "a:0, a, 0" })
    void aHostHeaderIsReadInEverySpelling(String text, String host, int port) {
        assertThat(HostAndPort.parse(text)).contains(new HostAndPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":80", "a:65536", "a:123456", "a:", "a b", "a/b", "-a", ".a", "::1", "[::1", "[g::1]", "user@a", "a\n", "а.example"})
    void whatIsNoHostIsNone(String text) {
        assertThat(HostAndPort.parse(text)).isEmpty();
    }

    @Test
    void onlyAnAddressIsLookedAtAndNoNameIsAsked() {
        assertThat(HostAndPort.parse("[::1]").orElseThrow().literal()).contains(InetAddress.ofLiteral("::1"));
        assertThat(HostAndPort.parse("localhost").orElseThrow().literal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "HTTPS://Example.org, https://example.org:443", "http://example.org/, http://example.org:80", " http://[::1]:3000 , http://::1:3000",
        "file:///home/ann/page.html, null", "FILE:, null", "null, null",
        "app://obsidian.md, app://obsidian.md", "http://a b, http://a b"})
    void originsAreComparedInOneSpelling(String written, String normalized) {
        assertThat(WebOrigin.normalized(written)).isEqualTo(normalized);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a", "example.org", "http://", "http://a/path", "http://a:99999", "https://user@a", "javascript:http://a"})
    void whatNoBrowserSendsIsNoOrigin(String text) {
        assertThat(WebOrigin.parse(text)).isEmpty();
    }

    @Test
    void chunksAreJoinedWithoutTheirExtensionsAndTrailers() {
        String body = "4\r\nWiki\r\n6;name=\"value\"\r\npedia \r\n00E\r\nin \r\n\r\nchunks.\r\n0\r\nExpires: never\r\nX: y\r\n\r\nGET /next";
        for (int length = 0; length < body.length(); length++) {
            Optional<String> read = chunks(body.substring(0, length));
            assertThat(read).as("%d bytes", length).isEqualTo(length < body.indexOf("GET") ? Optional.empty() : Optional.of("Wikipedia in \r\n\r\nchunks."));
        }
        assertThat(chunks("0\r\n\r\n")).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "x\r\n", "-1\r\n", "12345678\r\n", "4\r\nWikix\r\n", "1;\r\nab\r\n", "0x4\r\nWiki\r\n", " \r\n"})
    void whatAreNoChunksIsRefused(String body) {
        assertThatThrownBy(() -> chunks(body)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<String> chunks(String body) {
        byte[] bytes = ("head" + body).getBytes(StandardCharsets.ISO_8859_1);
        return ChunkedBody.read(bytes, 4, bytes.length).map(all -> new String(all, StandardCharsets.ISO_8859_1));
    }
}
