package earshot.turn;

import java.time.Duration;

/// Estimates how much audio is in the device's playback queue, assuming that it plays one frame per frame time from the moment the first
/// one was sent. Not safe for use from several threads at once.
///
/// Firmware holds 40 packets and silently drops more; boards with little memory fail with five. Source: xiaozhi-protocol rule 10. The
/// lead of 3 packets stays below both.
final class PlaybackEstimator {
    /// The most frames that the device may hold unplayed.
    static final int MAX_LEAD_FRAMES = 3;

    private final long frame;
    private boolean anySent;
    private long playsUntil;

    PlaybackEstimator(Duration frame) {
        this.frame = frame.toNanos();
    }

    /// When the next frame may be sent, in monotonic nanoseconds; `now` or earlier means at once.
    long nextSendAt(long now) {
        return anySent ? playsUntil - (MAX_LEAD_FRAMES - 1) * frame : now;
    }

    /// A frame is sent. After a pause in sending the device's queue is empty, and the estimate starts again.
    void frameSent(long now) {
        boolean playing = anySent && playsUntil - now > 0;
        playsUntil = (playing ? playsUntil : now) + frame;
        anySent = true;
    }

    /// When everything sent so far will have been played; `now` when nothing was sent.
    long playedAt(long now) {
        return anySent ? playsUntil : now;
    }
}
