package earshot.remote;

import module java.base;

/// Reads server-sent events (SSE) as they arrive. Source: WHATWG HTML, server-sent events. Comments, `id` and `retry` are skipped.
public final class EventStreamReader {
    /// Bytes of a line, and characters of an event or of a whole body.
    public static final int MAX_LENGTH = 4 << 20;

    /// Where an event ends.
    public enum EventEnd {
        /// At a blank line, as the standard says; its data may span several lines.
        BLANK_LINE,
        /// With each line of data: some servers send no blank lines between their events, and none splits one.
        EACH_LINE
    }

    /// What a stream consists of.
    public sealed interface Part {
        /// @param name `message` where the event names none
        record Event(String name, String data) implements Part {}

        /// A line that does not belong to an event stream: the server answers in another way.
        record ForeignLine(String text) implements Part {}
    }

    private final BoundedLineReader lines;
    private final EventEnd eventEnd;
    private final StringBuilder data = new StringBuilder();
    private String name = "message";

    public EventStreamReader(InputStream in, EventEnd eventEnd) {
        lines = new BoundedLineReader(in, MAX_LENGTH);
        this.eventEnd = eventEnd;
    }

    /// The next event or foreign line; empty at the end of the stream. Blocks; for virtual threads.
    ///
    /// @throws IOException when reading fails, or an event is too long
    public Optional<Part> next() throws IOException {
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            String line = next.get();
            if (line.startsWith("data:")) {
                append(line.substring(5).strip());
                if (eventEnd == EventEnd.EACH_LINE) {
                    return Optional.of(takeEvent());
                }
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.isBlank()) {
                if (!data.isEmpty()) {
                    return Optional.of(takeEvent());
                }
                name = "message";
            } else if (!line.startsWith(":") && !line.startsWith("id:") && !line.startsWith("retry:")) {
                return Optional.of(new Part.ForeignLine(line));
            }
        }
        return data.isEmpty() ? Optional.empty() : Optional.of(takeEvent());
    }

    /// The rest of a stream that turned out to hold no events, after its lines read so far.
    ///
    /// @throws IOException when reading fails, or it is too long
    public String rest(String begin) throws IOException {
        StringBuilder text = new StringBuilder(begin);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            text.append('\n').append(line.get());
            checkLength(text);
        }
        return text.toString();
    }

    private void append(String line) throws IOException {
        data.append(data.isEmpty() ? "" : "\n").append(line);
        checkLength(data);
    }

    private Part takeEvent() {
        Part event = new Part.Event(name, data.toString());
        data.setLength(0);
        name = "message";
        return event;
    }

    private static void checkLength(StringBuilder text) throws IOException {
        if (text.length() > MAX_LENGTH) {
            throw new BoundedLineReader.TooLong();
        }
    }
}
