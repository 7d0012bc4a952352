package earshot.capture;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;

/// One line of what passed and happened in a session file.
public sealed interface SessionEntry {
    /// Monotonic time, in the clock of the computer that recorded.
    long nanos();

    /// What belongs to one connection.
    sealed interface OfConnection extends SessionEntry {
        /// Its number in the file, from 1.
        int connection();
    }

    record Connected(long nanos, int connection, RecordedHandshake handshake) implements OfConnection {}

    /// A text message.
    ///
    /// @param direction IN or OUT
    /// @param text in full, secrets masked
    /// @param bytes in UTF-8 as it passed
    record Text(long nanos, int connection, Direction direction, String text, int bytes) implements OfConnection {}

    /// A binary message that holds an Opus packet.
    ///
    /// @param direction IN or OUT
    /// @param timestampMillis of framing 2, an unsigned 32-bit number; otherwise 0
    /// @param opus exactly as it passed
    record Packet(long nanos, int connection, Direction direction, long timestampMillis, byte[] opus) implements OfConnection {}

    /// A binary message that is not an Opus packet in the framing of its connection, or not one as Earshot would write it.
    ///
    /// @param direction IN or OUT
    /// @param content the whole message
    record Frame(long nanos, int connection, Direction direction, byte[] content) implements OfConnection {}

    record Closed(long nanos, int connection, CloseStatus status) implements OfConnection {}

    /// A row of the timeline.
    record Row(Event event) implements SessionEntry {
        @Override
        public long nanos() {
            return event.nanos();
        }
    }

    /// A boot request and its answer.
    ///
    /// @param request its body, secrets masked
    /// @param status of HTTP
    /// @param reply body of the answer, secrets masked
    record Ota(long nanos, DeviceId device, String request, int status, String reply) implements SessionEntry {}

    /// Something is missing here: more came than could be captured, or it is older than what memory keeps.
    ///
    /// @param count how much, at least 1
    record Lost(long nanos, int count) implements SessionEntry {}
}
