package earshot.event;

import module java.base;

import earshot.data.TextLimit;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.time.Time;
import earshot.watch.EventLog;
import earshot.watch.RingEventLog;

/// The timeline: the newest 20 000 events, as far as they fit into 32 MB. Each row keeps the first 4 KB of its text. Longer texts are kept in
/// full while all of them fit a memory budget; the oldest is dropped first.
public final class Timeline implements EventSink {
    public static final int MAX_ROWS = 20_000;

    static final int HEAD_BYTES = 4 * 1024;
    private static final int BINARY_HEAD = 64;
    private static final int SUMMARY = 300;
    private static final int BUDGET_BYTES = 16 << 20;
    private static final int ROWS_BYTES = 32 << 20;

    private final Time time;
    private final int budget;
    private final RingEventLog<Event> rows;
    private final Deque<RetainedText> retained = new ArrayDeque<>();
    private int retainedBytes;

    public Timeline(Time time) {
        this(time, MAX_ROWS, BUDGET_BYTES);
    }

    /// @param budget bytes of memory for full texts
    Timeline(Time time, int rows, int budget) {
        this.time = time;
        this.rows = new RingEventLog<>(rows, Event::memory, ROWS_BYTES);
        this.budget = budget;
    }

    public EventLog<Event> rows() {
        return rows;
    }

    @Override
    public void logMessage(DeviceId device, Direction direction, Severity severity, String type, EventText text, String json) {
        append(Optional.of(device), direction, type, severity, text, payload(json));
    }

    @Override
    public void logOfMessage(DeviceId device, String type, Severity severity, EventText text, String json) {
        append(Optional.of(device), Direction.HERE, type, severity, text, payload(json));
    }

    private EventPayload payload(String json) {
        String masked = SecretMasker.mask(json);
        int end = headEnd(masked);
        return end == masked.length()
            ? new EventPayload.Text(masked, utf8Length(json), () -> Optional.of(masked))
            : new EventPayload.Text(masked.substring(0, end), utf8Length(json), retain(masked));
    }

    @Override
    public void logBinary(DeviceId device, Direction direction, Severity severity, EventText text, byte[] content) {
        String head = HexFormat.of().formatHex(Arrays.copyOf(content, Math.min(content.length, BINARY_HEAD)));
        append(Optional.of(device), direction, "binary", severity, text, new EventPayload.Binary(head, content.length));
    }

    @Override
    public void log(DeviceId device, String type, Severity severity, EventText text) {
        append(Optional.of(device), Direction.HERE, type, severity, text, EventPayload.none());
    }

    @Override
    public void log(String type, Severity severity, EventText text) {
        append(Optional.empty(), Direction.HERE, type, severity, text, EventPayload.none());
    }

    private void append(Optional<DeviceId> device, Direction direction, String type, Severity severity, EventText text, EventPayload payload) {
        EventText line = text.changed(Timeline::line);
        String kind = TextLimit.cut(type, BINARY_HEAD + 1);
        rows.append(new Event(time.now(), time.nanos(), device, direction, kind, severity, line, payload));
    }

    /// What others wrote: masked, and its beginning and end where it is long.
    private static String line(String text) {
        return LogTextFormatter.truncate(SecretMasker.mask(TextLimit.cut(text, HEAD_BYTES)), SUMMARY);
    }

    private RetainedText retain(String text) {
        RetainedText whole = new RetainedText(text);
        synchronized (retained) {
            retained.addLast(whole);
            retainedBytes += whole.bytes;
            while (retainedBytes > budget) {
                RetainedText oldest = retained.removeFirst();
                retainedBytes -= oldest.bytes;
                oldest.text = Optional.empty();
            }
        }
        return whole;
    }

    /// Index after the last character that fits the head.
    static int headEnd(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += utf8Bytes(text, i);
            if (bytes > HEAD_BYTES) {
                return Character.isLowSurrogate(text.charAt(i)) ? i - 1 : i;
            }
        }
        return text.length();
    }

    private static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            bytes += utf8Bytes(text, i);
        }
        return bytes;
    }

    /// Bytes of the character at `i`; each half of a surrogate pair counts two.
    private static int utf8Bytes(String text, int i) {
        char c = text.charAt(i);
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    private static final class RetainedText implements EventPayload.FullText {
        private final int bytes;
        private volatile Optional<String> text;

        RetainedText(String text) {
            this.text = Optional.of(text);
            this.bytes = 2 * text.length();
        }

        @Override
        public Optional<String> text() {
            return text;
        }
    }
}
