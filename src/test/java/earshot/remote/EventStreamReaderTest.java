package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.remote.EventStreamReader.EventEnd;
import earshot.remote.EventStreamReader.Part;
import org.junit.jupiter.api.Test;

class EventStreamReaderTest {
    private static final String STREAM = ": hello\n\nevent: note\r\nid: 7\ndata: {\"a\":\r\ndata:1}\r\n\r\nretry: 10\ndata: 你好\n\n\ndata: last";

    @Test
    void anEventEndsAtABlankLineAndItsDataMayHaveSeveral() throws IOException {
        assertThat(parts(STREAM, EventEnd.BLANK_LINE)).containsExactly(new Part.Event("note", "{\"a\":\n1}"), new Part.Event("message", "你好"), new Part.Event("message", "last"));
    }

    @Test
    void whereServersLeaveOutBlankLinesEachLineIsAnEvent() throws IOException {
        assertThat(parts("data: 1\ndata: 2\n", EventEnd.EACH_LINE)).containsExactly(new Part.Event("message", "1"), new Part.Event("message", "2"));
    }

    @Test
    void aBodyThatHoldsNoEventsIsGivenAsItIs() throws IOException {
        EventStreamReader reader = reader("{\n  \"a\": 1\n}\n", EventEnd.EACH_LINE);
        assertThat(reader.next()).contains(new Part.ForeignLine("{"));
        assertThat(reader.rest("{")).isEqualTo("{\n  \"a\": 1\n}");
    }

    @Test
    void neitherALineNorAnEventIsReadForEver() {
        assertThatThrownBy(new EventStreamReader(endless("x".repeat(1_000)), EventEnd.BLANK_LINE)::next).isInstanceOf(IOException.class);
        assertThatThrownBy(new EventStreamReader(endless("data: " + "x".repeat(1_000) + "\n"), EventEnd.BLANK_LINE)::next).isInstanceOf(IOException.class);
    }

    private static List<Part> parts(String text, EventEnd end) throws IOException {
        EventStreamReader reader = reader(text, end);
        List<Part> parts = new ArrayList<>();
        for (Optional<Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            parts.add(part.get());
        }
        return parts;
    }

    private static EventStreamReader reader(String text, EventEnd end) {
        return new EventStreamReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), end);
    }

    private static InputStream endless(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return bytes[at++ % bytes.length];
            }
        };
    }
}
