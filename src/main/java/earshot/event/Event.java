package earshot.event;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Severity;

/// One row of the timeline.
///
/// @param at wall clock, with milliseconds
/// @param nanos monotonic time of the same moment, for differences
/// @param device normalized id, absent for events of the program
/// @param type the message's type (`listen`, `tts` …) or the kind of event (`vad`, `state`, `problem`, `connection`)
/// @param severity INFO for ordinary rows
/// @param text what the row says, one line
public record Event(Instant at, long nanos, Optional<DeviceId> device, Direction direction, String type, Severity severity, EventText text,
    EventPayload payload) {
    private static final int ROW_BYTES = 200;

    /// @param words in the terms of the protocol
    public Event(Instant at, long nanos, Optional<DeviceId> device, Direction direction, String type, Severity severity, String words, EventPayload payload) {
        this(at, nanos, device, direction, type, severity, new EventText.Words(words), payload);
    }

    /// What the row says in English, for logs and tools.
    public String summary() {
        return text.in(Locale.ENGLISH);
    }

    /// Bytes of memory that the row takes without its full text, estimated.
    long memory() {
        int payloadChars = switch (payload) {
            case EventPayload.None _ -> 0;
            case EventPayload.Text text -> text.head().length();
            case EventPayload.Binary binary -> binary.head().length();
        };
        return ROW_BYTES + 2L * (text.length() + payloadChars);
    }

    /// Size on the wire in bytes, 0 where there is no message.
    public int size() {
        return switch (payload) {
            case EventPayload.None _ -> 0;
            case EventPayload.Text text -> text.bytes();
            case EventPayload.Binary binary -> binary.bytes();
        };
    }
}
