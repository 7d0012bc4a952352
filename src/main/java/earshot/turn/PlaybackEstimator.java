package earshot.turn;

import earshot.device.PlaybackLead;
import java.time.Duration;

/// Estimates how much audio is in the device's playback queue, assuming that it plays one frame per frame time from the moment the first
/// one was sent. Not safe for use from several threads at once.
///
/// Firmware drops silently what its queue does not take. Source: xiaozhi-protocol rule 10.
final class PlaybackEstimator {
    private final long frame;
    private final long lead;
    private boolean anySent;
    private long playsUntil;

    /// @param lead the most frames that the device may hold unplayed
    PlaybackEstimator(Duration frame, PlaybackLead lead) {
        this.frame = frame.toNanos();
        this.lead = (lead.frames() - 1) * this.frame;
    }

    /// When the next frame may be sent, in monotonic nanoseconds; `now` or earlier means at once.
    long nextSendAt(long now) {
        return anySent ? playsUntil - lead : now;
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
