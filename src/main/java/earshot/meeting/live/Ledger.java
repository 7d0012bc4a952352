package earshot.meeting.live;

import earshot.meeting.Meeting;
import earshot.meeting.MeetingBook;
import earshot.meeting.Segment;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// Writes one meeting to the store. What the store refuses stays unsaved and goes with the next write, so that a repeat of a sentence is
/// never acknowledged before the sentence is stored.
///
/// Call it in the order of the changes, under the lock of the meeting; nothing blocks.
final class Ledger {
    private final MeetingBook book;
    private final Problems problems;
    private final String id;
    private final Supplier<Meeting> meeting;
    private final LongFunction<Segment> segment;
    private final TreeMap<Long, Boolean> owed = new TreeMap<>();
    private boolean meetingOwed;
    private boolean failing;

    /// @param meeting supplies the current meeting
    /// @param segment supplies the current sentence by its number
    Ledger(MeetingBook book, Problems problems, String id, Supplier<Meeting> meeting, LongFunction<Segment> segment) {
        this.book = book;
        this.problems = problems;
        this.id = id;
        this.meeting = meeting;
        this.segment = segment;
    }

    CompletableFuture<?> meeting() {
        synchronized (this) {
            meetingOwed = false;
        }
        return watched(book.put(meeting.get()), () -> meetingOwed = true);
    }

    /// Writes sentences and everything unsaved. Completes when all of it is stored.
    CompletableFuture<?> segments(List<Segment> changed) {
        boolean first;
        TreeMap<Long, Segment> all = new TreeMap<>();
        synchronized (this) {
            owed.keySet().forEach(number -> all.put(number, segment.apply(number)));
            owed.clear();
            first = meetingOwed;
        }
        changed.forEach(one -> all.put(one.number(), one));
        CompletableFuture<?> begun = first ? meeting() : CompletableFuture.completedFuture(null);
        if (all.isEmpty()) {
            return begun;
        }
        List<Segment> written = List.copyOf(all.values());
        CompletableFuture<?> kept = watched(book.put(id, written), () -> written.forEach(one -> owed.put(one.number(), true)));
        return CompletableFuture.allOf(begun, kept);
    }

    /// Raises or resolves the problem for any other write of this meeting.
    CompletableFuture<?> also(CompletableFuture<?> write) {
        return watched(write, () -> {});
    }

    private CompletableFuture<?> watched(CompletableFuture<?> write, Runnable failed) {
        return write.whenComplete((_, failure) -> {
            boolean over;
            synchronized (this) {
                over = failure == null && failing;
                failing = failure != null;
                if (failure != null) {
                    failed.run();
                }
            }
            if (failure != null) {
                problems.raise(Problem.of(Code.MEETING_UNKEPT, new Subject.Meeting(id), id, Failures.reason(failure)));
            } else if (over) {
                problems.resolve(Code.MEETING_UNKEPT, new Subject.Meeting(id));
            }
        });
    }
}
