package earshot.meeting.live;

import earshot.meeting.Mark;
import earshot.meeting.Meeting;
import earshot.meeting.MinuteTaker.Minutes;
import earshot.meeting.Segment;
import earshot.meeting.Summary;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commands of people about ended meetings. These are in the store only, so each change reads, writes and reads again; changes run one
/// after another. Safe for use from any thread; nothing blocks.
final class EndedMeetings {
    private static final Logger LOG = LoggerFactory.getLogger(EndedMeetings.class);

    private final MeetingParts parts;
    private final Shown shown;
    private final BooleanSupplier closing;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    EndedMeetings(MeetingParts parts, Shown shown, BooleanSupplier closing) {
        this.parts = parts;
        this.shown = shown;
        this.closing = closing;
    }

    boolean has(String id) {
        return shown.ended().containsKey(id);
    }

    /// @throws ProblemException when there is none
    Meeting known(String id) {
        return Optional.ofNullable(shown.ended().get(id)).orElseThrow(() -> unknown(id));
    }

    CompletableFuture<Transcript> transcript(String id) {
        return parts.book().read(id).thenApply(found -> found.orElseThrow(() -> unknown(id)));
    }

    CompletableFuture<String> rename(String id, String title) {
        return change(id, kept -> parts.book().put(titled(kept.meeting(), title.isEmpty() ? kept.summary().map(Summary::title).orElse("") : title)));
    }

    CompletableFuture<String> nameSpeaker(String id, String speaker, String name) {
        return change(id, _ -> parts.book().nameSpeaker(id, speaker, name));
    }

    CompletableFuture<String> edit(String id, long number, String text) {
        return change(id, kept -> parts.book().put(id, List.of(Notes.edited(sentence(kept, number), text))));
    }

    /// Marks the time of a sentence; an ended meeting has no current time to mark.
    CompletableFuture<String> mark(String id, Optional<Long> number, String label) {
        return change(id, kept -> {
            long wanted = number.orElseThrow(() -> new ProblemException(Problem.of(Code.MEETING_OVER, Meetings.subject(id), id)));
            long next = kept.marks().stream().mapToLong(Mark::number).max().orElse(0) + 1;
            return parts.book().put(id, new Mark(next, sentence(kept, wanted).at(), label));
        });
    }

    CompletableFuture<String> unmark(String id, long mark) {
        return change(id, _ -> parts.book().removeMark(id, mark));
    }

    CompletableFuture<String> discard(String id) {
        Instant now = parts.time().now().truncatedTo(ChronoUnit.MILLIS);
        return change(id, kept -> parts.book().put(trashed(kept.meeting(), Optional.of(kept.meeting().trashedAt().orElse(now)))));
    }

    CompletableFuture<String> restore(String id) {
        return change(id, kept -> parts.book().put(trashed(kept.meeting(), Optional.empty())));
    }

    CompletableFuture<String> erase(String id) {
        if (known(id).trashedAt().isEmpty()) {
            throw new ProblemException(Problem.of(Code.MEETING_KEPT, Meetings.subject(id), id));
        }
        return queued(() -> parts.outlets().forgetSounds(Optional.of(id)).thenCompose(_ -> parts.book().delete(id)).thenApply(_ -> {
            shown.gone(id);
            parts.outlets().erased(id);
            return id;
        }));
    }

    /// Deletes meetings that have been in the trash for long enough.
    void sweep() {
        Instant old = parts.time().now().minus(Meeting.TRASH);
        shown.ended().values().stream().filter(meeting -> meeting.trashedAt().filter(old::isAfter).isPresent()).forEach(meeting -> erase(meeting.id()).exceptionally(failure -> {
            LOG.warn("meeting {} stays in the trash: {}", meeting.id(), Failures.reason(failure));
            return null;
        }));
    }

    /// Updates the meetings whose recordings were deleted.
    CompletableFuture<?> forgetSounds(Optional<String> id) {
        return CompletableFuture.allOf(shown.ended().values().stream().filter(meeting -> meeting.sounds() && (id.isEmpty() || id.get().equals(meeting.id())))
            .map(meeting -> change(meeting.id(), kept -> parts.book().put(soundless(kept.meeting())))).toArray(CompletableFuture[]::new));
    }

    CompletableFuture<String> sendAgain(String id) {
        return transcript(id).thenCompose(parts.outlets()::sendAgain).thenApply(_ -> {
            refresh(id);
            return id;
        });
    }

    CompletableFuture<String> sumUpAgain(String id) {
        CompletableFuture<Minutes> minutes = new CompletableFuture<>();
        transcript(id).whenComplete((kept, failure) -> {
            if (failure != null) {
                minutes.completeExceptionally(failure);
            } else {
                Thread.ofVirtual().name("meeting-again-" + id).start(() -> write(kept, minutes));
            }
        });
        return minutes.thenCompose(found -> change(id, kept -> {
            String before = kept.summary().map(Summary::title).orElse("");
            String title = kept.meeting().title();
            parts.book().put(id, found.summary(), Optional.of(found.metrics()));
            return parts.book().put(titled(kept.meeting(), title.isEmpty() || title.equals(before) ? found.summary().title() : title));
        }));
    }

    /// Shows what is in the store.
    void refresh(String id) {
        parts.book().read(id).thenAccept(found -> found.filter(kept -> !kept.meeting().running()).ifPresent(this::show));
    }

    /// Reads the whole transcript and ignores interim summaries: a person asks again because something is missing.
    private void write(Transcript kept, CompletableFuture<Minutes> minutes) {
        try {
            Minutes found = parts.minutes().write(kept.counting(), List.of(), kept.summary().map(Summary::duration).orElseGet(() -> kept.meeting().duration(parts.time().now())), false,
                (_, _) -> {});
            if (closing.getAsBoolean()) {
                minutes.cancel(false);
            } else {
                minutes.complete(found);
            }
        } catch (RuntimeException e) {
            minutes.completeExceptionally(new ProblemException(Problem.of(Code.UNEXPECTED, e.toString()), e));
        }
    }

    private CompletableFuture<String> change(String id, Function<Transcript, CompletableFuture<?>> change) {
        known(id);
        return queued(() -> transcript(id).thenCompose(kept -> change.apply(kept).thenCompose(_ -> transcript(id))).thenApply(kept -> {
            show(kept);
            parts.outlets().changed(kept);
            return id;
        }));
    }

    private synchronized CompletableFuture<String> queued(Supplier<CompletableFuture<String>> work) {
        CompletableFuture<String> done = last.handle((_, _) -> true).thenCompose(_ -> work.get());
        last = done;
        return done;
    }

    private void show(Transcript kept) {
        shown.put(kept.meeting());
        shown.changed(kept);
        shown.refresh();
    }

    private static Segment sentence(Transcript kept, long number) {
        return kept.segments().stream().filter(one -> one.number() == number).findFirst().orElseThrow(() -> Meetings.noSentence(kept.meeting().id(), number));
    }

    private static Meeting titled(Meeting m, String title) {
        return new Meeting(m.id(), title, m.state(), m.devices(), m.startedAt(), m.endedAt(), m.lastAt(), m.segments(), m.sounds(), m.trashedAt());
    }

    private static Meeting trashed(Meeting m, Optional<Instant> since) {
        return new Meeting(m.id(), m.title(), m.state(), m.devices(), m.startedAt(), m.endedAt(), m.lastAt(), m.segments(), m.sounds(), since);
    }

    private static Meeting soundless(Meeting m) {
        return new Meeting(m.id(), m.title(), m.state(), m.devices(), m.startedAt(), m.endedAt(), m.lastAt(), m.segments(), false, m.trashedAt());
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(Problem.of(Code.MEETING_UNKNOWN, Meetings.subject(id), id));
    }
}
