package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 section 5: frames as the firmware reads and writes them")
class WebSocketFrameCodecTest {
    private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

    /// Source: RFC 6455 section 5.7.
    @Test
    void theExamplesOfTheStandardAreReadAndWritten() throws IOException {
        assertThat(read("810548656c6c6f")).contains(new WebSocketMessage.Text("Hello"));
        assertThat(read("818537fa213d7f9f4d5158")).contains(new WebSocketMessage.Text("Hello"));
        assertThat(read("010348656c80026c6f")).as("fragmented").contains(new WebSocketMessage.Text("Hello"));
        assertThat(hex(WebSocketFrameCodec.encode(WebSocketOpcode.TEXT, true, "Hello".getBytes(StandardCharsets.US_ASCII), KEY)))
            .isEqualTo("818537fa213d7f9f4d5158");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void aMessageOfAnyLengthComesBack(int length) throws IOException {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        WebSocketFrameCodec codec = codec(WebSocketFrameCodec.encode(WebSocketOpcode.BINARY, true, payload, KEY));
        assertThat(codec.next()).hasValueSatisfying(message -> assertThat(((WebSocketMessage.Binary) message).payload()).isEqualTo(payload));
        assertThat(codec.next()).as("the end of TCP").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 2", "125, 2", "126, 4", "65535, 4", "65536, 10"})
    void theLengthTakesAsFewBytesAsPossible(int length, int head) {
        assertThat(WebSocketFrameCodec.encode(WebSocketOpcode.BINARY, true, new byte[length], KEY)).hasSize(head + 4 + length);
    }

    @Test
    void aControlFrameBetweenFragmentsIsHandedOutFirst() throws IOException {
        WebSocketFrameCodec codec = codec(bytes("010361626389020102800164"));
        assertThat(codec.next()).hasValueSatisfying(message -> assertThat(((WebSocketMessage.Ping) message).payload()).containsExactly(1, 2));
        assertThat(codec.next()).contains(new WebSocketMessage.Text("abcd"));
    }

    @Test
    void aPongIsHandedOut() throws IOException {
        assertThat(read("8a0107")).hasValueSatisfying(message -> assertThat(((WebSocketMessage.Pong) message).payload()).containsExactly(7));
    }

    @ParameterizedTest
    @CsvSource({"880203e8, 1000, ''", "880703e9676f6e6521, 1001, gone!", "8800, 1005, ''", "880103, 1005, ''", "8803fffe61, 65534, a"})
    void aCloseFrameHasItsCodeAndReason(String frame, int code, String reason) throws IOException {
        assertThat(read(frame)).contains(new WebSocketMessage.Close(code, reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8300", "8b00", "8f00", "8700"})
    void anUnknownOpcodeEndsTheConnection(String frame) {
        assertThatThrownBy(() -> read(frame)).isInstanceOf(IOException.class).hasMessageStartingWith("unknown opcode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"827f0000000000800001", "827fffffffffffffffff", "827f7fffffffffffffff"})
    void aFrameThatIsTooLongIsRefusedBeforeItIsRead(String frame) {
        assertThatThrownBy(() -> read(frame)).isInstanceOf(IOException.class).hasMessageStartingWith("frame of ");
    }

    @Test
    void fragmentsTogetherAreBoundedToo() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        byte[] part = new byte[5 << 20];
        frames.writeBytes(WebSocketFrameCodec.encode(WebSocketOpcode.BINARY, false, part, KEY));
        frames.writeBytes(WebSocketFrameCodec.encode(WebSocketOpcode.CONTINUATION, true, part, KEY));
        assertThatThrownBy(() -> codec(frames.toByteArray()).next()).isInstanceOf(IOException.class).hasMessageStartingWith("message over ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"81", "8105", "81054865", "827e01", "827f0000", "818537fa"})
    void aConnectionThatBreaksInsideAFrameIsAnErrorAndNoEnd(String frame) {
        assertThatThrownBy(() -> read(frame)).isInstanceOf(EOFException.class);
    }

    private static Optional<WebSocketMessage> read(String frames) throws IOException {
        return codec(bytes(frames)).next();
    }

    private static WebSocketFrameCodec codec(byte[] bytes) {
        return new WebSocketFrameCodec(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
