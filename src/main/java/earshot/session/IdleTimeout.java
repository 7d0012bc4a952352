package earshot.session;

import module java.base;

import earshot.device.IdleCountdown;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes a connection that nobody uses. Source: badge-protocol section 3.5.
///
/// *Layer 1*, no voice: checked when an audio frame comes, so a device that sends none is never closed by it. One hint some seconds
/// before, then a goodbye turn where that is set, then the close. The clock stands still while the device is spoken to. It starts over
/// with voice and with anything a person does: a listen or abort message, or a new audio stream, because whoever has just opened the
/// microphone must not be cut off for earlier silence.
///
/// *Layer 2*, no message at all: a warning after the limit, the close 10 s later. Any frame starts it over.
///
/// One timer serves both: frames only record their arrival, and the timer checks when something could be due. Settings are
/// read at each check, so new ones apply at once. Used on the connection's thread only.
final class IdleTimeout {
    /// From the warning to the close.
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(IdleTimeout.class);
    /// Frames further apart than this are not a stream, and layer 1 does not apply.
    private static final long STREAM_GAP = Duration.ofSeconds(2).toNanos();
    /// Granularity of the shown countdown, so that a stream of voiced frames does not publish it for each frame.
    private static final long STEP = Duration.ofSeconds(1).toNanos();

    /// Acts when a limit is near or reached.
    interface IdleListener {
        /// Layer 1 is due soon.
        void hint();

        /// Layer 1 is due; says goodbye first where that is set.
        void noVoice();

        /// Layer 2 is due: 10 s remain.
        void warn();

        /// The 10 s of layer 2 are over.
        void silent();
    }

    private final Time time;
    private final Supplier<IdleSettings> settings;
    private final BooleanSupplier longSilenceAllowed;
    private final Consumer<Runnable> mailbox;
    private final Consumer<Optional<IdleCountdown>> countdownListener;
    private final IdleListener idleListener;

    private long lastFrame;
    private long lastActivity;
    private long lastAudio;
    private boolean audioSeen;
    private OptionalLong keepOpenUntil = OptionalLong.empty();
    private boolean speaking;
    private boolean hinted;
    private boolean closing;
    private OptionalLong warnedAt = OptionalLong.empty();
    private Optional<IdleCountdown> countdown = Optional.empty();
    private Time.Timer timer = Time.Timer.NONE;
    private boolean stopped;

    /// @param longSilenceAllowed whether layer 1 waits three times as long (meeting and working mode)
    /// @param mailbox runs a task on the connection's thread
    IdleTimeout(Time time, Supplier<IdleSettings> settings, BooleanSupplier longSilenceAllowed, Consumer<Runnable> mailbox,
            Consumer<Optional<IdleCountdown>> countdownListener, IdleListener idleListener) {
        this.time = time;
        this.settings = settings;
        this.longSilenceAllowed = longSilenceAllowed;
        this.mailbox = mailbox;
        this.countdownListener = countdownListener;
        this.idleListener = idleListener;
    }

    void start() {
        lastFrame = time.nanos();
        lastActivity = lastFrame;
        reschedule();
    }

    /// Any frame, text or binary, well-formed or not.
    void frame(long arrival) {
        lastFrame = Math.max(lastFrame, arrival);
        warnedAt = OptionalLong.empty();
        if (!streaming(arrival)) {
            updateCountdown();
        }
    }

    /// An audio frame: layer 1 is checked now.
    void audio(long arrival) {
        boolean begins = !streaming(arrival);
        if (begins) {
            activity(arrival);
        }
        audioSeen = true;
        lastAudio = arrival;
        if (stopped || closing) {
            return;
        }
        if (!speaking) {
            long due = noVoiceAt();
            if (arrival - due >= 0) {
                closing = true;
                idleListener.noVoice();
                return;
            }
            if (!hinted && arrival - (due - settings.get().grace().toNanos()) >= 0) {
                hinted = true;
                idleListener.hint();
            }
        }
        if (begins) {
            reschedule();
        } else {
            updateCountdown();
        }
    }

    /// Voice was detected, or a person did something.
    void activity(long at) {
        lastActivity = Math.max(lastActivity, at);
        hinted = false;
        closing = false;
    }

    /// Whether layer 1 is due and the goodbye is being said.
    boolean closing() {
        return closing;
    }

    void speaking(boolean now) {
        if (speaking == now) {
            return;
        }
        speaking = now;
        lastActivity = Math.max(lastActivity, time.nanos());
        reschedule();
    }

    /// Postpones both layers.
    void keepOpen(Duration howLong) {
        keepOpenUntil = OptionalLong.of(time.nanos() + howLong.toNanos());
        warnedAt = OptionalLong.empty();
        hinted = false;
        closing = false;
        reschedule();
    }

    /// Ends the timeout; nothing is closed any more.
    void stop() {
        stopped = true;
        timer.cancel();
        countdownListener.accept(Optional.empty());
    }

    private void check() {
        if (stopped) {
            return;
        }
        long now = time.nanos();
        if (warnedAt.isPresent() && now - warnedAt.getAsLong() >= GRACE.toNanos()) {
            LOG.info("连接超时，准备关闭");
            idleListener.silent();
            return;
        }
        if (warnedAt.isEmpty() && now - warnAt() >= 0) {
            warnedAt = OptionalLong.of(now);
            idleListener.warn();
        }
        reschedule();
    }

    /// Resets the timer, also when the settings or the mode changed.
    void reschedule() {
        if (stopped) {
            return;
        }
        timer.cancel();
        long now = time.nanos();
        long next = warnedAt.isPresent() ? warnedAt.getAsLong() + GRACE.toNanos() : warnAt();
        if (streaming(now)) {
            next = Math.min(next, lastAudio + STREAM_GAP);
        }
        timer = time.after(Duration.ofNanos(Math.max(0, next - now)), () -> mailbox.accept(this::check));
        updateCountdown();
    }

    private void updateCountdown() {
        if (stopped) {
            return;
        }
        IdleCountdown next = nextCountdown(time.nanos());
        boolean same = countdown.isPresent() && countdown.get().layer() == next.layer() && countdown.get().suspended() == next.suspended()
            && countdown.get().keptOpen() == next.keptOpen() && Math.abs(next.atNanos() - countdown.get().atNanos()) < STEP;
        if (!same) {
            countdown = Optional.of(next);
            countdownListener.accept(countdown);
        }
    }

    private IdleCountdown nextCountdown(long now) {
        boolean kept = keepOpenUntil.isPresent() && keepOpenUntil.getAsLong() - now > 0;
        long silent = (warnedAt.isPresent() ? warnedAt.getAsLong() : warnAt()) + GRACE.toNanos();
        if (streaming(now) || speaking) {
            long noVoice = speaking ? now + noVoiceLimit() : noVoiceAt();
            if (noVoice - silent < 0) {
                return new IdleCountdown(IdleCountdown.Layer.NO_VOICE, noVoice, speaking, kept);
            }
        }
        return new IdleCountdown(IdleCountdown.Layer.SILENT, silent, false, kept);
    }

    private boolean streaming(long now) {
        return audioSeen && now - lastAudio < STREAM_GAP;
    }

    private long noVoiceLimit() {
        return settings.get().noSpeechLimit().toNanos() * (longSilenceAllowed.getAsBoolean() ? 3 : 1);
    }

    private long noVoiceAt() {
        return notBeforeKept(lastActivity + noVoiceLimit());
    }

    private long warnAt() {
        return notBeforeKept(lastFrame + settings.get().silenceLimit().toNanos());
    }

    private long notBeforeKept(long at) {
        return keepOpenUntil.isPresent() ? Math.max(at, keepOpenUntil.getAsLong()) : at;
    }
}
