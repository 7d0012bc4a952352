package earshot.turn;

import java.time.Duration;

/// What the device has in its playback queue, as far as can be known from here: it plays one frame per frame time from the
/// moment the first one left. Not safe for use from several threads at once.
///
/// Firmware holds 40 packets and drops what is beyond silently; boards with little memory choke on five.
/// Source: xiaozhi-protocol rule 10. The lead of 3 packets stays below both.
final class PlaybackModel {
    /// Frames that the device may have ahead of what it plays.
    static final int LEAD = 3;

    private final long frame;
    private boolean any;
    private long playsUntil;

    PlaybackModel(Duration frame) {
        this.frame = frame.toNanos();
    }

    /// When the next frame may leave, in monotonic nanoseconds; `now` or earlier for at once.
    long maySend(long now) {
        return any ? playsUntil - (LEAD - 1) * frame : now;
    }

    /// A frame leaves. After a pause of ours the device has nothing left and begins anew.
    void sent(long now) {
        boolean playing = any && playsUntil - now > 0;
        playsUntil = (playing ? playsUntil : now) + frame;
        any = true;
    }

    /// When all that was sent has been played; `now` when nothing was.
    long playedAt(long now) {
        return any ? playsUntil : now;
    }
}
