package earshot.meeting.live;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingStore;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;

/// Writes one meeting to the store. What the store refuses stays unsaved and goes with the next write, so that a repeat of a sentence is
/// never acknowledged before the sentence is stored.
///
/// Call it in the order of the changes, under the lock of the meeting; nothing blocks.
final class MeetingWriter {
    private final MeetingStore meetingStore;
    private final ProblemSink problems;
    private final MeetingId id;
    private final Supplier<Meeting> meeting;
    private final LongFunction<MeetingSentence> sentence;
    private final TreeMap<Long, Boolean> unsaved = new TreeMap<>();
    private boolean meetingUnsaved;
    private boolean failing;

    /// @param sentence by its number
    MeetingWriter(MeetingStore meetingStore, ProblemSink problems, MeetingId id, Supplier<Meeting> meeting, LongFunction<MeetingSentence> sentence) {
        this.meetingStore = meetingStore;
        this.problems = problems;
        this.id = id;
        this.meeting = meeting;
        this.sentence = sentence;
    }

    CompletableFuture<?> writeMeeting() {
        synchronized (this) {
            meetingUnsaved = false;
        }
        return tracked(meetingStore.put(meeting.get()), () -> meetingUnsaved = true);
    }

    /// Writes sentences and everything unsaved. Completes when all of it is stored.
    CompletableFuture<?> writeSentences(List<MeetingSentence> changed) {
        boolean first;
        TreeMap<Long, MeetingSentence> all = new TreeMap<>();
        synchronized (this) {
            unsaved.keySet().forEach(number -> all.put(number, sentence.apply(number)));
            unsaved.clear();
            first = meetingUnsaved;
        }
        changed.forEach(one -> all.put(one.number(), one));
        CompletableFuture<?> begun = first ? writeMeeting() : CompletableFuture.completedFuture(null);
        if (all.isEmpty()) {
            return begun;
        }
        List<MeetingSentence> written = List.copyOf(all.values());
        CompletableFuture<?> kept = tracked(meetingStore.put(id, written), () -> written.forEach(one -> unsaved.put(one.number(), true)));
        return CompletableFuture.allOf(begun, kept);
    }

    /// Raises or resolves the problem for any other write of this meeting.
    CompletableFuture<?> track(CompletableFuture<?> write) {
        return tracked(write, () -> {});
    }

    private CompletableFuture<?> tracked(CompletableFuture<?> write, Runnable failed) {
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
                problems.raise(Problem.of(ProblemCode.MEETING_NOT_STORED, new ProblemSubject.Meeting(id), id, Failures.argument(failure)));
            } else if (over) {
                problems.resolve(ProblemCode.MEETING_NOT_STORED, new ProblemSubject.Meeting(id));
            }
        });
    }
}
