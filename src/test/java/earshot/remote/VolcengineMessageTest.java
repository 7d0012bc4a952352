package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected bytes are those that the public client of each service makes, in Python.
class VolcengineMessageTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void anEventHasItsSessionAndJson() {
        assertThat(HEX.formatHex(VolcengineMessage.event(102, "0".repeat(32), "{}")))
            .isEqualTo("1114100000000066000000203030303030303030303030303030303030303030303030303030303030303030000000027b7d");
    }

    @Test
    void whatARecognizerHearsIsCompressed() throws IOException {
        assertThat(compressed("11101100", VolcengineMessage.request("{\"a\":1}"))).isEqualTo("{\"a\":1}".getBytes());
        assertThat(compressed("11201100", VolcengineMessage.sound(new byte[] {1, 2}, false))).isEqualTo(new byte[] {1, 2});
        assertThat(compressed("11221100", VolcengineMessage.sound(new byte[0], true))).isEmpty();
    }

    @Test
    void answersAreReadWithAndWithoutNumbers() {
        assertThat(parse("11911000" + "00000001" + "00000002" + "7b7d")).matches(answer -> answer.text().equals("{}") && !answer.last());
        assertThat(parse("11931000" + "fffffffe" + "00000002" + "7b7d")).matches(answer -> answer.text().equals("{}") && answer.last());
        assertThat(parse("11901000" + "00000002" + "7b7d").text()).isEqualTo("{}");
        assertThat(parse("11901000" + "00000001" + "00000002" + "7b7d").text()).as("not told by the flags").isEqualTo("{}");
        assertThat(parse("12901000" + "ffffffff" + "00000002" + "7b7d").text()).as("a longer head").isEqualTo("{}");
        // gzip.compress(b'{}', mtime=0)
        assertThat(parse("11901100" + "00000016" + "1f8b08000000000002ffabae050043bfa6a302000000").text()).isEqualTo("{}");
        assertThat(parse("11f01000" + "02aea540" + "00000002" + "7b7d")).matches(error -> error.kind() == VolcengineMessage.Kind.ERROR && error.code() == 45_000_000);
        assertThat(parse("11941000" + "00000033" + "00000002" + "7b7d").text()).as("a connection that failed has no id").isEqualTo("{}");
        assertThat(parse("11b41000" + "00000160" + "00000001" + "41" + "00000002" + "0102").payload()).isEqualTo(new byte[] {1, 2});
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "11", "119110", "11911000", "1191100000000001", "1191100000000001000000037b7d", "11911000000000017fffffff7b7d", "1f911000000000017b7d",
        "10911000ffffffff7b7d", "11911100000000010000000401020304", "11001000000000027b7d", "11f0100002ae"})
    void whatIsCutOrForeignIsNoMessage(String hex) {
        assertThat(VolcengineMessage.parse(HEX.parseHex(hex)).filter(message -> message.payload().length > 0 || message.kind() == VolcengineMessage.Kind.ERROR)).isEmpty();
    }

    private static VolcengineMessage parse(String hex) {
        return VolcengineMessage.parse(HEX.parseHex(hex)).orElseThrow();
    }

    private static byte[] compressed(String head, byte[] message) throws IOException {
        assertThat(HEX.formatHex(message, 0, 4)).isEqualTo(head);
        assertThat(ByteBuffer.wrap(message).getInt(4)).isEqualTo(message.length - 8);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(message, 8, message.length - 8))) {
            return in.readAllBytes();
        }
    }
}
