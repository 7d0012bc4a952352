package earshot.meeting.live;

import earshot.meeting.Metrics;
import earshot.meeting.MinuteTaker.Minutes;
import earshot.meeting.Running.Phase;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.Subject;
import earshot.wire.MeetingWord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finalizes a meeting after its end was acknowledged: remaining audio is transcribed, pending sentences are merged, the minutes are
/// written, stored and sent. Source: badge-protocol section 3.4.7. Blocks; runs once a meeting on a virtual thread of its own.
final class Ending implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    /// The longest time without progress in transcribing before the remaining audio is given up. Longer than a connection waits for its
    /// recogniser, which knows best what is missing.
    static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// The pause before a refused write is retried.
    static final Duration AGAIN = Duration.ofSeconds(30);

    private final MeetingParts parts;
    private final Table table;
    private final LiveMeeting meeting;
    private final long begun;

    Ending(MeetingParts parts, Table table, LiveMeeting meeting) {
        this.parts = parts;
        this.table = table;
        this.meeting = meeting;
        begun = parts.time().nanos();
    }

    @Override
    public void run() {
        try {
            lastWords();
            meeting.enter(Phase.MERGING);
            boolean kept = kept(meeting.close());
            meeting.enter(Phase.SUMMARISING);
            Minutes minutes = minutes();
            if (table.closing()) {
                return;
            }
            meeting.enter(Phase.KEEPING);
            // people are told that it is stored only when it is; when the disk refuses, they get the summary nonetheless, and a problem is
            // raised
            kept &= kept(meeting.keep(minutes));
            tell("done", Map.of("elapsedMs", Duration.ofNanos(parts.time().nanos() - begun).toMillis()));
            meeting.dismiss();
            while (!kept) {
                // over is what the book knows to be over: else it would go on after the next start, and nobody would archive it
                parts.time().sleep(AGAIN);
                kept = kept(CompletableFuture.allOf(meeting.close(), meeting.keep(minutes)));
            }
            table.over(meeting);
            meeting.over();
        } catch (RuntimeException e) {
            if (!table.closing()) {
                LOG.error("the end of meeting {} failed", meeting.id(), e);
                parts.problems().raise(Problem.of(Code.UNEXPECTED, new Subject.Meeting(meeting.id()), e.toString()));
            }
        } finally {
            meeting.stopped();
        }
    }

    /// Waits as long as transcribing makes progress, so that no speech is lost by a fixed limit.
    private void lastWords() {
        List<Place> attendees = meeting.attendees();
        CompletableFuture<Boolean> words = CompletableFuture.allOf(attendees.stream().map(Place::lastWords).toArray(CompletableFuture[]::new)).handle((_, _) -> true);
        Duration waiting = Duration.ZERO;
        long since = parts.time().nanos();
        while (parts.time().await(words, LOOK).isEmpty()) {
            Duration now = attendees.stream().map(Place::soundWaiting).reduce(Duration.ZERO, Duration::plus);
            if (!now.equals(waiting)) {
                waiting = now;
                since = parts.time().nanos();
            } else if (parts.time().nanos() - since > PATIENCE.toNanos()) {
                attendees.stream().filter(place -> !place.soundWaiting().isZero()).forEach(this::unheard);
                return;
            }
        }
    }

    private void unheard(Place place) {
        long seconds = Math.max(1, place.soundWaiting().toSeconds());
        LOG.warn("meeting {}: {} s of {} did not become text", meeting.id(), seconds, place.deviceId());
        parts.problems().raise(Problem.of(Code.MEETING_UNHEARD, new Subject.Meeting(meeting.id()), place.deviceId(), seconds, "no answer within " + PATIENCE.toSeconds() + " s"));
    }

    /// A meeting whose summary was stored before the program died is not summarised again.
    private Minutes minutes() {
        Transcript standing = meeting.transcript();
        List<Segment> said = standing.counting();
        tell("prepare", Map.of("segments", (long) said.size()));
        return standing.summary().map(summary -> new Minutes(summary, standing.metrics().orElseGet(() -> costless(summary, standing)))).orElseGet(() -> written(said, standing));
    }

    private Minutes written(List<Segment> said, Transcript standing) {
        try {
            return parts.minutes().write(said, standing.checkpoints(), meeting.duration(), false, this::tell);
        } catch (RuntimeException e) {
            LOG.error("the minutes of meeting {} failed", meeting.id(), e);
            Summary skeleton = new Summary(Summary.UNTITLED, meeting.duration(), List.of(), List.of(), List.of(), List.of(), List.of(), said.size(), false,
                Summary.Source.WITHOUT_MODEL, e.toString(), parts.time().now());
            return new Minutes(skeleton, costless(skeleton, standing));
        }
    }

    private static Metrics costless(Summary summary, Transcript standing) {
        return new Metrics(summary.segments(), standing.checkpoints().size(), 0, summary.bullets().isEmpty(), summary.bullets().size(), "", "");
    }

    private void tell(String stage, Map<String, Long> facts) {
        MeetingWord.Progress progress = new MeetingWord.Progress(stage, facts);
        meeting.attendees().forEach(place -> place.send(progress));
    }

    private static boolean kept(CompletableFuture<?> write) {
        try {
            write.join();
            return true;
        } catch (CompletionException e) {
            LOG.warn("the book refused: {}", Failures.reason(e));
            return false;
        }
    }
}
