package earshot.meeting.live;

import module java.base;

import earshot.event.EventCode;
import earshot.meeting.MeetingEndSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.time.Time;

/// Ends a meeting in which nobody says anything any more, because it was forgotten. Devices and console are asked before that; a sentence, a device
/// that joins and a person who wants it to continue start the time over. It runs while devices take part: a meeting that waits for them ends by their absence.
///
/// Guarded by the lock of the meeting.
final class SilenceTimeout {
    /// How long before the end people are asked; half of the limit when that is shorter.
    static final Duration NOTICE = Duration.ofMinutes(5);
    /// A sentence that is being spoken is waited for as long as this; where the longest ones end without words there is only noise.
    private static final Duration LONGEST_SENTENCE = Duration.ofMinutes(3);
    /// The settings are read as often as this.
    private static final Duration STEP = Duration.ofMinutes(1);

    private final MeetingContext context;
    /// Ends the meeting, unless [#over] is false by then. Called without the lock.
    private final Runnable end;
    private Time.Timer timer = Time.Timer.NONE;
    private boolean running;
    private boolean asked;
    private long round;
    private long lastSign;

    SilenceTimeout(MeetingContext context, Runnable end) {
        this.context = context;
        this.end = end;
    }

    /// A device takes part.
    void start() {
        running = true;
        startOver();
    }

    void stop() {
        running = false;
        round++;
        timer.cancel();
        withdraw();
    }

    /// Somebody is there.
    void startOver() {
        lastSign = context.dependencies.time().nanos();
        withdraw();
        if (running) {
            schedule();
        }
    }

    /// Whether nobody said anything for as long as the settings allow, nobody speaks, and no sound waits to become text.
    boolean over() {
        Duration late = silence().minus(limit());
        boolean awaited = context.participants.speaking() && late.compareTo(LONGEST_SENTENCE) < 0;
        return running && !limit().isZero() && !late.isNegative() && !awaited && context.participants.pendingAudio().isZero();
    }

    /// When the meeting ends; empty before people were asked.
    Optional<Instant> endsAt() {
        return asked ? Optional.of(context.now().plus(limit()).minus(silence())) : Optional.empty();
    }

    private void schedule() {
        long mine = ++round;
        timer.cancel();
        Duration left = (asked ? limit() : limit().minus(notice())).minus(silence());
        Duration wait = left.isPositive() && left.compareTo(STEP) < 0 ? left : STEP;
        timer = context.dependencies.time().after(wait, () -> {
            if (context.change(() -> mine == round && check())) {
                end.run();
            }
        });
    }

    private boolean check() {
        Duration left = limit().minus(silence());
        if (limit().isZero() || left.compareTo(notice()) > 0) {
            withdraw();
        } else if (!asked) {
            ask(left);
        }
        schedule();
        return over();
    }

    private void ask(Duration left) {
        asked = true;
        long minutes = Math.max(1, Math.ceilDiv(left.toSeconds(), 60));
        context.participants.all().forEach(participant -> participant.connection.meetingSilent(minutes));
        String title = context.state.meeting().title();
        context.dependencies.problems().raise(Problem.of(ProblemCode.MEETING_SILENT, new ProblemSubject.Meeting(context.id()),
            title.isEmpty() ? context.id().value() : title, Math.max(1, silence().toMinutes()), minutes));
        context.logEvent(EventCode.MEETING_SILENT, minutes);
    }

    private void withdraw() {
        if (asked) {
            asked = false;
            context.dependencies.problems().resolve(ProblemCode.MEETING_SILENT, new ProblemSubject.Meeting(context.id()));
        }
    }

    private Duration silence() {
        return Duration.ofNanos(context.dependencies.time().nanos() - lastSign);
    }

    private Duration limit() {
        return context.dependencies.settings().get().of(MeetingEndSettings.SECTION).silenceLimit();
    }

    private Duration notice() {
        Duration half = limit().dividedBy(2);
        return half.compareTo(NOTICE) < 0 ? half : NOTICE;
    }
}
