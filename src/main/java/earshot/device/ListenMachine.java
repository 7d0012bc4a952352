package earshot.device;

import earshot.wire.ListenMode;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where one connection is in listening. Source: badge-protocol sections 2.5 and 3.1.
///
/// | from → to | trigger |
/// | --- | --- |
/// | idle → listening | the device says start; or [#resume] |
/// | listening → finalizing | the device says stop, or the fall-back |
/// | finalizing → idle | the segment was handed over |
///
/// Any other pair is ignored. Times are monotonic nanoseconds. Not safe for use from several threads.
public final class ListenMachine {
    /// A start, or a stop, so soon after the previous one is a bounce.
    public static final Duration DEBOUNCE = Duration.ofMillis(300);
    /// How long without a boundary calls for the fall-back where nobody configured it.
    public static final Duration FALLBACK = Duration.ofMillis(3000);

    private static final Logger LOG = LoggerFactory.getLogger(ListenMachine.class);

    private ListenState state = ListenState.IDLE;
    private ListenMode mode = ListenMode.AUTO;
    private boolean haveVoice;
    private boolean voiceStopped;
    private OptionalLong lastVoice = OptionalLong.empty();
    private OptionalLong boundary = OptionalLong.empty();
    private OptionalLong lastStart = OptionalLong.empty();
    private OptionalLong lastStop = OptionalLong.empty();

    /// The device says that it listens. False when that was a bounce.
    public boolean start(long now) {
        if (bounced(lastStart, now)) {
            return false;
        }
        lastStart = OptionalLong.of(now);
        voiceStopped = false;
        haveVoice = false;
        boundary = OptionalLong.of(now);
        if (state == ListenState.IDLE) {
            state = ListenState.LISTENING;
        }
        return true;
    }

    /// The device says that the person is done. False when that was a bounce or nobody listened.
    public boolean stop(long now) {
        if (bounced(lastStop, now)) {
            return false;
        }
        lastStop = OptionalLong.of(now);
        haveVoice = true;
        voiceStopped = true;
        boundary = OptionalLong.of(now);
        return finalizing();
    }

    /// We say that the person is done: the end of speech was found, or the fall-back fell due. False outside listening.
    public boolean ended() {
        voiceStopped |= state == ListenState.LISTENING;
        return finalizing();
    }

    /// The segment was handed over, or there was none to hand over.
    public void handedOver() {
        if (state == ListenState.FINALIZING) {
            reset();
        }
    }

    /// Listens again although the device did not say so, because its microphone never closed: in realtime mode, and in
    /// auto mode after a turn in which nothing was said to it.
    /// False when it was not idle.
    public boolean resume(long now) {
        if (state != ListenState.IDLE) {
            return false;
        }
        state = ListenState.LISTENING;
        boundary = OptionalLong.of(now);
        return true;
    }

    /// What was heard so far does not count: it was a wake word.
    public void unheard() {
        haveVoice = false;
        lastVoice = OptionalLong.empty();
    }

    /// A frame held a voice.
    public void voiced(long now) {
        haveVoice = true;
        lastVoice = OptionalLong.of(now);
    }

    /// Back to the beginning of everything but mode and debounce clocks.
    public void reset() {
        haveVoice = false;
        voiceStopped = false;
        lastVoice = OptionalLong.empty();
        boundary = OptionalLong.empty();
        state = ListenState.IDLE;
        LOG.debug("VAD states reset.");
    }

    /// As [#reset], and the next start is no bounce: who interrupts begins anew, however soon.
    public void interrupted() {
        reset();
        lastStart = OptionalLong.empty();
    }

    public void mode(ListenMode next) {
        mode = next;
    }

    /// Whether a manual listener has been silent about its boundaries for strictly longer than `threshold`.
    public boolean fallbackDue(long now, Duration threshold) {
        return state == ListenState.LISTENING && mode == ListenMode.MANUAL && shouldFallBack(boundary, now, threshold);
    }

    /// Whether the last boundary is strictly longer ago than [#FALLBACK]; never without one.
    public static boolean shouldFallBack(OptionalLong boundary, long now) {
        return shouldFallBack(boundary, now, FALLBACK);
    }

    /// As [#shouldFallBack(OptionalLong, long)] with a threshold of one's own, compared in whole milliseconds.
    public static boolean shouldFallBack(OptionalLong boundary, long now, Duration threshold) {
        if (boundary.isEmpty()) {
            return false;
        }
        long elapsed = Duration.ofNanos(now - boundary.getAsLong()).toMillis();
        boolean due = elapsed > threshold.toMillis();
        if (due) {
            LOG.debug("VAD兜底触发: {}ms未见设备边界", elapsed);
        }
        return due;
    }

    public ListenState state() {
        return state;
    }

    public ListenMode mode() {
        return mode;
    }

    public boolean haveVoice() {
        return haveVoice;
    }

    public boolean voiceStopped() {
        return voiceStopped;
    }

    /// When the newest voiced frame of this segment came.
    public OptionalLong lastVoice() {
        return lastVoice;
    }

    /// When the device last said start or stop.
    public OptionalLong boundary() {
        return boundary;
    }

    private boolean finalizing() {
        if (state != ListenState.LISTENING) {
            return false;
        }
        state = ListenState.FINALIZING;
        return true;
    }

    private static boolean bounced(OptionalLong last, long now) {
        return last.isPresent() && now - last.getAsLong() < DEBOUNCE.toNanos();
    }
}
