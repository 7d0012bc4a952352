package earshot.meeting.sound;

import earshot.meeting.Segment.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The sound of one device in one meeting, while it is being kept. Safe for use from any thread; nothing waits.
public interface Track {
    /// @param packet Opus, kept as it is
    /// @param samples in it at 16 kHz
    void add(byte[] packet, int samples);

    /// Where a piece of the sound stands; completes with empty when it could not be kept.
    ///
    /// @param length as far as it was kept
    /// @param behind how much came after it
    CompletableFuture<Optional<Span>> span(Duration length, Duration behind);

    /// Nothing more comes.
    void close();
}
