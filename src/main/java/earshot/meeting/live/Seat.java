package earshot.meeting.live;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.meeting.Segment;
import java.time.Instant;
import java.util.Optional;

/// The place of a connection at the table. Called on the connection's thread; nothing waits, nothing throws. Answers to the device go
/// out through its [Attendee]. Source: badge-protocol sections 2.16 and 3.4.
public interface Seat {
    /// Why a meeting ends.
    enum Cause { MESSAGE, MODE_END, PHRASE, CONSOLE }

    /// `NONE` no meeting yet, `COLLECTING` it runs, `FINALIZING` and `ENDED` snippets are acknowledged and ignored.
    enum State { NONE, COLLECTING, FINALIZING, ENDED }

    /// Begins a meeting, goes on with the one that this device left unfinished, or joins that of others.
    void begin();

    /// A `snippet` message: answered when what it carried is kept. Without a meeting it begins one.
    void snippets(JsonNode items);

    /// What the recogniser understood.
    void heard(String text, Instant at, Optional<Segment.Span> sound);

    /// Ends the meeting: acknowledged before this returns, summed up later. Every further call is answered by the last summary.
    void finish(Cause cause);

    State state();

    /// The meeting that is or was last attended.
    Optional<String> meeting();

    /// The connection is over; an unfinished meeting waits for the device to come back.
    void leave();
}
