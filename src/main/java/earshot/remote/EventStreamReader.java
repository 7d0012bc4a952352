package earshot.remote;

import module java.base;

import earshot.data.JsonEndFinder;

/// Reads server-sent events (SSE) as they arrive, and JSON that a server sends in their place. Source: WHATWG HTML, server-sent events, which
/// ends lines with CR, LF or CR LF, lets a byte order mark precede them, and ignores comments and fields it does not name. Other than there, an event
/// without a blank line at the end of the stream counts.
public final class EventStreamReader {
    /// Bytes of a line, and characters of an event or of a whole body.
    public static final int MAX_LENGTH = 4 << 20;

    /// Where an event ends.
    public enum EventEnd {
        /// At a blank line, as the standard says; its data may span several lines.
        BLANK_LINE,
        /// With the line of data that ends a JSON value, and with each line of data that begins none: some servers send no blank lines between
        /// their events, and others break a value into several lines, with or without the name of the field.
        EACH_VALUE
    }

    /// What a stream consists of.
    public sealed interface Part {
        /// @param name `message` where the event names none
        record Event(String name, String data) implements Part {}

        /// What does not belong to an event stream, since the server answers in another way: a JSON object or array, however many lines it
        /// has, or one line of another text.
        record ForeignText(String text) implements Part {}
    }

    /// Where the next line comes from.
    private interface LineSource {
        Optional<String> next() throws IOException;
    }

    /// How no line of JSON begins.
    private static final Pattern FIELD = Pattern.compile("(data|event|id|retry)?:|data$");

    private final BoundedLineReader lines;
    private final EventEnd eventEnd;
    private final StringBuilder data = new StringBuilder();
    private final StringBuilder foreign = new StringBuilder();
    private JsonEndFinder valueEnd = new JsonEndFinder();
    private Optional<String> again = Optional.empty();
    private boolean anyEvent;
    private boolean anyData;
    private boolean withinValue;
    private String name = "message";

    public EventStreamReader(InputStream in, EventEnd eventEnd) {
        this(in, eventEnd, (_, _, _) -> {});
    }

    /// @param scanner looks at all bytes before the parts that they make up are read
    public EventStreamReader(InputStream in, EventEnd eventEnd, BoundedLineReader.ByteScanner scanner) {
        lines = BoundedLineReader.endedByReturns(in, MAX_LENGTH, scanner);
        this.eventEnd = eventEnd;
    }

    /// The next part; empty at the end of the stream. Blocks; for virtual threads.
    ///
    /// @throws IOException when reading fails, or an event is too long
    public Optional<Part> next() throws IOException {
        Optional<Part> part = read(lines::next);
        if (part.isPresent()) {
            return part;
        }
        return anyData ? Optional.of(takeEvent()) : foreign.isEmpty() ? Optional.empty() : Optional.of(takeForeign());
    }

    /// The next part if it has arrived already; empty when it has not, and at the end of the stream.
    ///
    /// @throws IOException as [#next]
    public Optional<Part> nextArrived() throws IOException {
        return read(lines::nextArrived);
    }

    /// Takes what has arrived, without waiting for the other side, so that the scanner has seen it. It costs much less than reading its parts, and a failure in
    /// it comes behind them.
    public void takeArrived() {
        lines.takeArrived();
    }

    private Optional<Part> read(LineSource source) throws IOException {
        for (Optional<String> next = nextLine(source); next.isPresent(); next = nextLine(source)) {
            // one at the start is allowed; gateways that put streams together leave those of each
            String line = next.get().startsWith("\uFEFF") ? next.get().substring(1) : next.get();
            if (!foreign.isEmpty() && FIELD.matcher(line).lookingAt()) {
                // what was taken for a whole answer in JSON is none
                again = next;
                return Optional.of(takeForeign());
            }
            Optional<Part> part = foreign.isEmpty() ? part(line) : continueForeign(line);
            if (part.isPresent()) {
                return part;
            }
        }
        return Optional.empty();
    }

    private Optional<String> nextLine(LineSource source) throws IOException {
        Optional<String> line = again.isPresent() ? again : source.next();
        again = Optional.empty();
        return line;
    }

    private Optional<Part> part(String line) throws IOException {
        if (line.isEmpty()) {
            Optional<Part> event = anyData ? Optional.of(takeEvent()) : Optional.empty();
            name = "message";
            return event;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        return switch (field) {
            case "data" -> addData(value);
            case "event" -> {
                name = value.isEmpty() ? "message" : value;
                yield Optional.empty();
            }
            case "", "id", "retry" -> Optional.empty();
            default -> eventEnd == EventEnd.EACH_VALUE && withinValue ? addData(line) : foreign(line);
        };
    }

    /// A line without a field that is known. JSON may continue in the next lines, but not within a stream of events.
    private Optional<Part> foreign(String line) throws IOException {
        if (anyEvent || anyData || !JsonEndFinder.begins(line)) {
            return Optional.of(new Part.ForeignText(line));
        }
        valueEnd = new JsonEndFinder();
        return continueForeign(line);
    }

    private Optional<Part> addData(String line) throws IOException {
        if (!anyData) {
            valueEnd = new JsonEndFinder();
            withinValue = JsonEndFinder.begins(line);
        }
        data.append(anyData ? "\n" : "").append(line);
        anyData = true;
        checkLength(data);
        boolean complete = !withinValue || valueEnd.end(line, 0).isPresent();
        return complete && eventEnd == EventEnd.EACH_VALUE ? Optional.of(takeEvent()) : Optional.empty();
    }

    private Optional<Part> continueForeign(String line) throws IOException {
        name = line.isEmpty() ? "message" : name;
        foreign.append(foreign.isEmpty() ? "" : "\n").append(line);
        checkLength(foreign);
        return valueEnd.end(line, 0).isPresent() ? Optional.of(takeForeign()) : Optional.empty();
    }

    private Part takeForeign() {
        Part part = new Part.ForeignText(foreign.toString());
        foreign.setLength(0);
        return part;
    }

    private Part takeEvent() {
        Part event = new Part.Event(name, data.toString());
        data.setLength(0);
        anyEvent = true;
        anyData = false;
        withinValue = false;
        name = "message";
        return event;
    }

    private static void checkLength(StringBuilder text) throws IOException {
        if (text.length() > MAX_LENGTH) {
            throw new BoundedLineReader.TooLong();
        }
    }
}
