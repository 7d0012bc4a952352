package earshot.device;

import module java.base;

import earshot.wire.ListenMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listen state of one connection. Source: badge-protocol sections 2.5 and 3.1.
///
/// | from → to | trigger |
/// | --- | --- |
/// | idle → listening | the device says start; or [#resume] |
/// | listening → finalizing | the device says stop, or the fall-back |
/// | finalizing → idle | the segment was handed over |
///
/// Any other pair is ignored. Times are monotonic nanoseconds. Not safe for use from several threads.
public final class ListenStateMachine {
    /// A start within this time of the previous one is ignored, and likewise a stop, unless the other lay between them: then the button was
    /// pressed twice.
    public static final Duration DEBOUNCE = Duration.ofMillis(300);
    /// Default time without a boundary after which the fall-back is due.
    public static final Duration FALLBACK = Duration.ofMillis(3000);

    private static final Logger LOG = LoggerFactory.getLogger(ListenStateMachine.class);

    private ListenState state = ListenState.IDLE;
    private ListenMode mode = ListenMode.AUTO;
    private boolean haveVoice;
    private boolean voiceStopped;
    private OptionalLong lastVoice = OptionalLong.empty();
    private OptionalLong boundary = OptionalLong.empty();
    private OptionalLong lastStart = OptionalLong.empty();
    private OptionalLong lastStop = OptionalLong.empty();

    /// The device says that it listens. False when the start is ignored.
    public boolean start(long now) {
        if (bounced(lastStart, now)) {
            return false;
        }
        lastStart = OptionalLong.of(now);
        lastStop = OptionalLong.empty();
        voiceStopped = false;
        haveVoice = false;
        boundary = OptionalLong.of(now);
        if (state == ListenState.IDLE) {
            state = ListenState.LISTENING;
        }
        return true;
    }

    /// The device says that the person is done. False when the stop is ignored, or outside listening.
    public boolean stop(long now) {
        if (bounced(lastStop, now)) {
            return false;
        }
        lastStop = OptionalLong.of(now);
        lastStart = OptionalLong.empty();
        haveVoice = true;
        voiceStopped = true;
        boundary = OptionalLong.of(now);
        return finalizing();
    }

    /// The server decides that the person is done: end of speech was detected, or the fall-back is due. False outside listening.
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

    /// Listens again without a start of the device, because its microphone never closed: in realtime mode, and in
    /// auto mode after a turn without an answer. False when it was not idle.
    public boolean resume(long now) {
        if (state != ListenState.IDLE) {
            return false;
        }
        state = ListenState.LISTENING;
        boundary = OptionalLong.of(now);
        return true;
    }

    /// Forgets the voice so far, because it was a wake word.
    public void discardVoice() {
        haveVoice = false;
        lastVoice = OptionalLong.empty();
    }

    /// A frame held voice.
    public void voiced(long now) {
        haveVoice = true;
        lastVoice = OptionalLong.of(now);
    }

    /// Resets everything but the mode and the debounce times.
    public void reset() {
        discardVoice();
        voiceStopped = false;
        boundary = OptionalLong.empty();
        state = ListenState.IDLE;
        LOG.debug("VAD states reset.");
    }

    /// As [#reset], and the next start is never ignored: after an interruption it may come at once.
    public void interrupted() {
        reset();
        lastStart = OptionalLong.empty();
    }

    public void mode(ListenMode next) {
        mode = next;
    }

    /// Whether in manual mode the last boundary of the device is strictly longer ago than `threshold`.
    public boolean fallbackDue(long now, Duration threshold) {
        return state == ListenState.LISTENING && mode == ListenMode.MANUAL && shouldFallBack(boundary, now, threshold);
    }

    /// Whether the last boundary is strictly longer ago than [#FALLBACK]; never without one.
    public static boolean shouldFallBack(OptionalLong boundary, long now) {
        return shouldFallBack(boundary, now, FALLBACK);
    }

    /// As [#shouldFallBack(OptionalLong, long)] with another threshold, compared in whole milliseconds.
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
