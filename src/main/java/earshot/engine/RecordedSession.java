package earshot.engine;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.capture.RecordedConnection;
import earshot.capture.RecordedFault;
import earshot.problem.Problem;
import earshot.time.GivenTime;
import earshot.watch.Watch;

/// The session file that a model was read from. Nothing in it changes: only the moment that is shown moves. Safe for use from any thread; nothing waits.
public interface RecordedSession extends GivenTime.Clock {
    /// The longest sound that [#sound] makes.
    Duration LONGEST_SOUND = Duration.ofMinutes(10);

    Path file();

    /// Version of the program that recorded it.
    String product();

    Instant began();

    /// The same moment on the monotonic clock of the recording.
    long beganNanos();

    Instant ended();

    /// What is wrong with the file although it could be opened.
    List<Problem> notes();

    /// The faults that were on while it was recorded.
    List<RecordedFault> faults();

    /// The connections, in order.
    List<RecordedConnection> connections();

    /// The moment at which devices are shown; the end of the recording at first.
    Watch<Instant> position();

    /// Shows another moment; the nearest one within the recording.
    void seek(Instant at);

    /// What was heard from a moment on.
    CompletableFuture<PcmAudio> sound(SoundRequest request);

    /// @param connection its number; empty for all
    /// @param microphone whether what devices sent is in it
    /// @param loudspeaker whether what they were sent is in it
    /// @param from where it begins; it ends with the connection, with the recording, or after [#LONGEST_SOUND]
    record SoundRequest(OptionalInt connection, boolean microphone, boolean loudspeaker, Instant from) {}

    /// The position.
    @Override
    default Instant now() {
        return position().get();
    }
}
