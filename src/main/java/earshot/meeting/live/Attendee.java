package earshot.meeting.live;

import earshot.wire.Outbound;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A connection as meetings see it. Safe for use from any thread; returns at once, never throws.
public interface Attendee {
    String deviceId();

    String sessionId();

    /// False when the connection is gone.
    boolean send(Outbound message);

    /// The meeting was begun from outside: the connection enters meeting mode as if its device had asked for it.
    void called();

    /// The meeting ends: no more sound is taken, and what was heard becomes text. Completes, never exceptionally, when the last of it
    /// was handed to [Seat#heard] or nothing more can be had of it.
    CompletableFuture<Void> lastWords();

    /// The meeting is over: the connection leaves meeting mode and listens in automatic mode, unless [Seat#state] says by then that it
    /// attends another one.
    void dismissed();

    /// Sound that was heard and is not text yet.
    Duration soundWaiting();
}
