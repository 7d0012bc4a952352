package earshot.meeting.live;

import earshot.wire.Outbound;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A connection as meetings see it. Safe for use from any thread; returns at once, never throws.
public interface Attendee {
    String deviceId();

    String sessionId();

    /// Sends a message to the device; false when the connection is closed.
    boolean send(Outbound message);

    /// A meeting was begun from the console: the connection enters meeting mode as if its device had asked for it.
    void called();

    /// The meeting ends: no more audio is accepted, and what was received is transcribed. Completes, never exceptionally, when the last
    /// result was handed to [Seat#heard] or no more can come.
    CompletableFuture<Void> lastWords();

    /// The meeting has ended: the connection leaves meeting mode and listens in automatic mode, unless [Seat#state] shows that it has
    /// joined another one by then.
    void dismissed();

    /// Received audio that is not transcribed yet.
    Duration soundWaiting();
}
