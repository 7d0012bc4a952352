package earshot.session;

import earshot.config.Settings;
import earshot.device.IdleCountdown;
import earshot.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
final class IdleClosing {
    /// From the warning to the close.
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(IdleClosing.class);
    /// Frames further apart than this are no stream, and layer 1 does not apply.
    private static final long FLOWING = Duration.ofSeconds(2).toNanos();
    /// Granularity of the shown countdown, so that a stream of voiced frames does not publish it for each frame.
    private static final long STEP = Duration.ofSeconds(1).toNanos();

    /// Acts when a limit is near or reached.
    interface Acts {
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
    private final Supplier<Settings.Idle> settings;
    private final BooleanSupplier patient;
    private final Consumer<Runnable> mailbox;
    private final Consumer<Optional<IdleCountdown>> shown;
    private final Acts acts;

    private long lastFrame;
    private long lastActivity;
    private long lastAudio;
    private boolean audioSeen;
    private Optional<Long> keptUntil = Optional.empty();
    private boolean speaking;
    private boolean hinted;
    private boolean leaving;
    private Optional<Long> warnedAt = Optional.empty();
    private Optional<IdleCountdown> countdown = Optional.empty();
    private Time.Timer timer = Time.Timer.NONE;
    private boolean over;

    /// @param patient whether layer 1 waits three times as long (meeting and working mode)
    /// @param mailbox runs a task on the connection's thread
    /// @param shown receives the countdown
    IdleClosing(Time time, Supplier<Settings.Idle> settings, BooleanSupplier patient, Consumer<Runnable> mailbox,
            Consumer<Optional<IdleCountdown>> shown, Acts acts) {
        this.time = time;
        this.settings = settings;
        this.patient = patient;
        this.mailbox = mailbox;
        this.shown = shown;
        this.acts = acts;
    }

    void start() {
        lastFrame = time.nanos();
        lastActivity = lastFrame;
        rearm();
    }

    /// Any frame, text or binary, well-formed or not.
    void frame(long arrival) {
        lastFrame = Math.max(lastFrame, arrival);
        warnedAt = Optional.empty();
        if (!flowing(arrival)) {
            show();
        }
    }

    /// An audio frame: layer 1 is checked now.
    void audio(long arrival) {
        boolean begins = !flowing(arrival);
        if (begins) {
            activity(arrival);
        }
        audioSeen = true;
        lastAudio = arrival;
        if (over || leaving) {
            return;
        }
        if (!speaking) {
            long due = noVoiceAt();
            if (arrival - due >= 0) {
                leaving = true;
                acts.noVoice();
                return;
            }
            if (!hinted && arrival - (due - settings.get().grace().toNanos()) >= 0) {
                hinted = true;
                acts.hint();
            }
        }
        if (begins) {
            rearm();
        } else {
            show();
        }
    }

    /// Voice was detected, or a person did something.
    void activity(long at) {
        lastActivity = Math.max(lastActivity, at);
        hinted = false;
        leaving = false;
    }

    /// Whether layer 1 is due and the goodbye is being said.
    boolean leaving() {
        return leaving;
    }

    void speaking(boolean now) {
        if (speaking == now) {
            return;
        }
        speaking = now;
        lastActivity = Math.max(lastActivity, time.nanos());
        rearm();
    }

    /// Postpones both layers.
    void keepOpen(Duration howLong) {
        keptUntil = Optional.of(time.nanos() + howLong.toNanos());
        warnedAt = Optional.empty();
        hinted = false;
        leaving = false;
        rearm();
    }

    /// The settings or the mode changed.
    void changed() {
        rearm();
    }

    /// Ends the timeout; nothing is closed any more.
    void stop() {
        over = true;
        timer.cancel();
        shown.accept(Optional.empty());
    }

    private void look() {
        if (over) {
            return;
        }
        long now = time.nanos();
        if (warnedAt.isPresent() && now - warnedAt.get() >= GRACE.toNanos()) {
            LOG.info("连接超时，准备关闭");
            acts.silent();
            return;
        }
        if (warnedAt.isEmpty() && now - warnAt() >= 0) {
            warnedAt = Optional.of(now);
            acts.warn();
        }
        rearm();
    }

    private void rearm() {
        if (over) {
            return;
        }
        timer.cancel();
        long now = time.nanos();
        long next = warnedAt.map(at -> at + GRACE.toNanos()).orElseGet(this::warnAt);
        if (flowing(now)) {
            next = Math.min(next, lastAudio + FLOWING);
        }
        timer = time.after(Duration.ofNanos(Math.max(0, next - now)), () -> mailbox.accept(this::look));
        show();
    }

    private void show() {
        if (over) {
            return;
        }
        IdleCountdown next = earlier(time.nanos());
        boolean same = countdown.isPresent() && countdown.get().layer() == next.layer() && countdown.get().suspended() == next.suspended()
            && countdown.get().kept() == next.kept() && Math.abs(next.atNanos() - countdown.get().atNanos()) < STEP;
        if (!same) {
            countdown = Optional.of(next);
            shown.accept(countdown);
        }
    }

    private IdleCountdown earlier(long now) {
        boolean kept = keptUntil.isPresent() && keptUntil.get() - now > 0;
        long silent = warnedAt.orElseGet(this::warnAt) + GRACE.toNanos();
        if (flowing(now) || speaking) {
            long noVoice = speaking ? now + noVoiceLimit() : noVoiceAt();
            if (noVoice - silent < 0) {
                return new IdleCountdown(IdleCountdown.Layer.NO_VOICE, noVoice, speaking, kept);
            }
        }
        return new IdleCountdown(IdleCountdown.Layer.SILENT, silent, false, kept);
    }

    private boolean flowing(long now) {
        return audioSeen && now - lastAudio < FLOWING;
    }

    private long noVoiceLimit() {
        return settings.get().noVoice().toNanos() * (patient.getAsBoolean() ? 3 : 1);
    }

    private long noVoiceAt() {
        long at = lastActivity + noVoiceLimit();
        return keptUntil.map(kept -> Math.max(at, kept)).orElse(at);
    }

    private long warnAt() {
        long at = lastFrame + settings.get().silent().toNanos();
        return keptUntil.map(kept -> Math.max(at, kept)).orElse(at);
    }
}
