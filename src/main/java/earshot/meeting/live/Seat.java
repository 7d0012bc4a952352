package earshot.meeting.live;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.meeting.Segment;
import java.time.Instant;
import java.util.Optional;

/// How a connection takes part in meetings. Called on the connection's thread; nothing blocks, nothing throws. Answers to the device go out
/// through its [Attendee]. Source: badge-protocol sections 2.16 and 3.4.
public interface Seat {
    /// Why a meeting ends.
    enum Cause { MESSAGE, MODE_END, PHRASE, CONSOLE }

    /// `NONE` no meeting yet, `COLLECTING` the meeting is running, `FINALIZING` and `ENDED` snippets are acknowledged and ignored.
    enum State { NONE, COLLECTING, FINALIZING, ENDED }

    /// Begins a meeting, resumes the one that this device left unfinished, or joins that of others.
    void begin();

    /// Adds the items of a `snippet` message; answered when they are stored. Without a meeting it begins one.
    void snippets(JsonNode items);

    /// Adds a sentence of our own recogniser.
    void heard(String text, Instant at, Optional<Segment.Span> sound);

    /// Ends the meeting: acknowledged before this returns, summarised later. Every further call is answered with the last summary.
    void finish(Cause cause);

    State state();

    /// The current meeting, else the last one.
    Optional<String> meeting();

    /// The connection is closed; an unfinished meeting waits for the device to return.
    void leave();
}
