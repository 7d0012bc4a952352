package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.doubles.PiecewiseStreamFake;
import earshot.remote.EventStreamReader.EventEnd;
import earshot.remote.EventStreamReader.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamReaderTest {
    private static final String STREAM = "\uFEFF: hello\n\nevent: note\r\nid: 7\ndata: {\"a\":\r\ndata:1}\r\n\r\nretry: 10\rdata: 你好😀\n\ndata\ndata:  two\r\rfuture: x\nevent:\n\ndata: last";
    private static final List<Part> PARTS = List.of(event("note", "{\"a\":\n1}"), event("message", "你好😀"), event("message", "\n two"),
        event("message", "last"));

    @Test
    void anEventEndsAtABlankLineHoweverTheBytesAreCut() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                assertThat(events(PiecewiseStreamFake.cut(bytes, first, second), EventEnd.BLANK_LINE)).as("cut at %d and %d", first, second).isEqualTo(PARTS);
            }
        }
        assertThat(events(PiecewiseStreamFake.inPiecesOf(1, bytes), EventEnd.BLANK_LINE)).isEqualTo(PARTS);
    }

    @Test
    void anyStreamIsReadAsTheStandardSays() throws IOException {
        List<String> tokens = List.of("data", "data:", "data: ", "event:", "event: e", "id: 1", ":", ": c", "x", " ", "{\"a\"", "1}", "a", "\n", "\n", "\r",
            "\r\n", "\n\n", "\r\n\r\n", "\r\r", "é");
        Random random = new Random(7);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(tokens.get(random.nextInt(tokens.size())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            int cut = random.nextInt(bytes.length + 1);
            assertThat(events(PiecewiseStreamFake.cut(bytes, cut), EventEnd.BLANK_LINE)).as("%s, cut at %d", text, cut)
                .isEqualTo(asInTheStandard(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\n", "data: a\r\r", "data: a\r\n\r"})
    void anEventIsThereWithItsBlankLineAndTheNextByteIsNotWaitedFor(String text) throws IOException {
        PiecewiseStreamFake in = new PiecewiseStreamFake(text.getBytes(StandardCharsets.UTF_8), "\n: later\n".getBytes(StandardCharsets.UTF_8));
        assertThat(new EventStreamReader(in, EventEnd.BLANK_LINE).next()).contains(event("message", "a"));
        assertThat(in.piecesLeft()).isOne();
    }

    @Test
    void whatHasArrivedIsReadWithoutWaiting() throws IOException {
        PiecewiseStreamFake in = PiecewiseStreamFake.cut("data: 1\n\ndata: 2\n\n: c".getBytes(StandardCharsets.UTF_8), 9, 18);
        EventStreamReader reader = new EventStreamReader(in, EventEnd.EACH_VALUE);
        assertThat(reader.nextArrived()).isEmpty();
        assertThat(reader.next()).contains(event("message", "1"));
        assertThat(reader.nextArrived()).isEmpty();
        assertThat(in.piecesLeft()).isEqualTo(2);
        assertThat(reader.next()).contains(event("message", "2"));
        assertThat(reader.nextArrived()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void whereServersLeaveOutBlankLinesEachValueIsAnEvent() throws IOException {
        assertThat(parts("data: {\"a\":1}\ndata: [DONE]\ndata: ping\ndata:\n", EventEnd.EACH_VALUE))
            .containsExactly(event("message", "{\"a\":1}"), event("message", "[DONE]"), event("message", "ping"), event("message", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\ndata:  \"a: }\": 1\ndata: }\n\n", "data: {\n \"a: }\": 1\n}\n\n", "\n{\n \"a: }\": 1\n}\n"})
    void aValueOfSeveralLinesIsOneEvent(String text) throws IOException {
        assertThat(parts(text + "data: 2", EventEnd.EACH_VALUE)).extracting(part -> switch (part) {
            case Part.Event(String _, String data) -> data;
            case Part.ForeignText(String foreign) -> foreign;
        }).containsExactly("{\n \"a: }\": 1\n}", "2");
    }

    @Test
    void aValueThatDoesNotEndSpoilsNoOtherEvent() throws IOException {
        assertThat(parts("data: {oops\n\ndata: 2\n\n", EventEnd.EACH_VALUE)).containsExactly(event("message", "{oops"), event("message", "2"));
        assertThat(parts("{oops\n\ndata: 2\n\n{\"error\":1}\n{oops\n\ndata: 3", EventEnd.EACH_VALUE)).containsExactly(
            new Part.ForeignText("{oops\n"), event("message", "2"), new Part.ForeignText("{\"error\":1}"), new Part.ForeignText("{oops"),
            event("message", "3"));
    }

    @Test
    void aBodyThatHoldsNoEventsIsGivenAsItIs() throws IOException {
        assertThat(parts("\uFEFF{\n  \"a\": 1\n}\n", EventEnd.EACH_VALUE)).containsExactly(new Part.ForeignText("{\n  \"a\": 1\n}"));
        assertThat(parts("[{\"a\": 1}]", EventEnd.BLANK_LINE)).containsExactly(new Part.ForeignText("[{\"a\": 1}]"));
        assertThat(parts("{\"a\":1}\n{\"b\":[\n", EventEnd.EACH_VALUE)).containsExactly(new Part.ForeignText("{\"a\":1}"), new Part.ForeignText("{\"b\":["));
        assertThat(parts("<html>\nerror: no", EventEnd.EACH_VALUE)).containsExactly(new Part.ForeignText("<html>"), new Part.ForeignText("error: no"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "data: {%s\n", "data: {\n%s\n", "{%s\n", "[\n%s\n"})
    void neitherALineNorAnEventIsReadForEver(String text) {
        InputStream in = endless(text.formatted(" ".repeat(10_000)));
        assertThatThrownBy(() -> new EventStreamReader(in, EventEnd.EACH_VALUE).next()).isInstanceOf(IOException.class);
    }

    @Test
    void anEventThatNoBlankLineEndsIsNotReadForEver() {
        InputStream in = endless("data: " + "x".repeat(1_000) + "\n");
        assertThatThrownBy(() -> new EventStreamReader(in, EventEnd.BLANK_LINE).next()).isInstanceOf(IOException.class);
    }

    /// The algorithm of the standard, written down for a text that is complete. An event at the end of the stream counts here, too.
    private static List<Part> asInTheStandard(String stream) {
        List<Part> events = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        String name = "";
        for (String line : (stream + "\n\n").split("\r\n|\r|\n", -1)) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(event(name.isEmpty() ? "message" : name, data.substring(0, data.length() - 1)));
                }
                data.setLength(0);
                name = "";
                continue;
            }
            String[] parts = line.split(":", 2);
            String value = parts.length < 2 ? "" : parts[1].startsWith(" ") ? parts[1].substring(1) : parts[1];
            switch (parts[0]) {
                case "data" -> data.append(value).append('\n');
                case "event" -> name = value;
                default -> {}
            }
        }
        return events;
    }

    private static Part event(String name, String data) {
        return new Part.Event(name, data);
    }

    private static List<Part> events(InputStream in, EventEnd end) throws IOException {
        return parts(in, end).stream().filter(Part.Event.class::isInstance).toList();
    }

    private static List<Part> parts(String text, EventEnd end) throws IOException {
        return parts(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), end);
    }

    private static List<Part> parts(InputStream in, EventEnd end) throws IOException {
        EventStreamReader reader = new EventStreamReader(in, end);
        List<Part> parts = new ArrayList<>();
        for (Optional<Part> part = reader.next(); part.isPresent(); part = reader.next()) {
            parts.add(part.get());
        }
        return parts;
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
