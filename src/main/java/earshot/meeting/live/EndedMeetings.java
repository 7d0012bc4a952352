package earshot.meeting.live;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingStore;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.MinutesWriter.Minutes;
import earshot.meeting.Summary;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commands of people about ended meetings. These are in the store only, so each change reads, writes and reads again; changes run one
/// after another. Safe for use from any thread; nothing blocks.
final class EndedMeetings {
    private static final Logger LOG = LoggerFactory.getLogger(EndedMeetings.class);

    private final MeetingDependencies dependencies;
    private final MeetingWatches meetingWatches;
    private final BooleanSupplier closing;
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(null);

    EndedMeetings(MeetingDependencies dependencies, MeetingWatches meetingWatches, BooleanSupplier closing) {
        this.dependencies = dependencies;
        this.meetingWatches = meetingWatches;
        this.closing = closing;
    }

    /// @throws ProblemException when there is none
    Meeting require(MeetingId id) {
        return Optional.ofNullable(meetingWatches.ended.get(id)).orElseThrow(() -> MeetingProblems.unknown(id));
    }

    CompletableFuture<MeetingTranscript> transcript(MeetingId id) {
        return dependencies.meetingStore().read(id).thenApply(found -> found.orElseThrow(() -> MeetingProblems.unknown(id)));
    }

    /// Completes when the change is stored.
    CompletableFuture<MeetingId> edit(MeetingCommand.Edit edit) {
        MeetingStore store = dependencies.meetingStore();
        return change(edit.meeting(), kept -> switch (edit) {
            case MeetingCommand.Rename(_, String title) -> store
                .put(kept.meeting().withTitle(title.isEmpty() ? kept.summary().map(Summary::title).orElse("") : title));
            case MeetingCommand.NameSpeaker(MeetingId id, String speaker, String name) -> store.nameSpeaker(id, speaker, name);
            case MeetingCommand.EditSentence(MeetingId id, long number, String text) -> store.put(id,
                List.of(LiveTranscript.edited(sentence(kept, number), text)));
            case MeetingCommand.AddBookmark bookmark -> {
                // an ended meeting has no current time to mark
                long number = bookmark.sentence().orElseThrow(() -> MeetingProblems.about(ProblemCode.MEETING_OVER, bookmark.meeting()));
                long next = kept.marks().stream().mapToLong(Bookmark::number).max().orElse(0) + 1;
                yield store.put(bookmark.meeting(), new Bookmark(next, sentence(kept, number).at(), bookmark.label()));
            }
            case MeetingCommand.RemoveBookmark(MeetingId id, long bookmark) -> store.removeBookmark(id, bookmark);
        });
    }

    /// Lets a meeting run again; it is no longer an ended one when `open` got it.
    CompletableFuture<MeetingId> resume(MeetingId id, Consumer<MeetingTranscript> open) {
        return queued(() -> transcript(requireStillEnded(id)).thenCompose(kept -> {
            ContinuedMeeting continued = ContinuedMeeting.of(kept, dependencies.time().now().truncatedTo(ChronoUnit.MILLIS));
            return dependencies.meetingStore().reopen(continued.transcript().meeting(), continued.interim()).thenApply(_ -> {
                open.accept(continued.transcript());
                return id;
            });
        }));
    }

    /// Makes a third meeting of two, which go to the trash.
    ///
    /// @param open gets the third, which is still to be summarized
    /// @return completes with its id when it is stored
    CompletableFuture<MeetingId> join(MeetingId one, MeetingId other, Consumer<MeetingTranscript> open) {
        if (one.equals(other)) {
            throw MeetingProblems.about(ProblemCode.MEETING_SAME, one);
        }
        CompletableFuture<MeetingId> joined = queued(
            () -> transcript(requireStillEnded(one)).thenCombine(transcript(requireStillEnded(other)), (a, b) -> List.of(a, b)).thenCompose(pair -> {
            boolean inOrder = !pair.getFirst().meeting().startedAt().isAfter(pair.getLast().meeting().startedAt());
            return join(inOrder ? pair : pair.reversed(), open);
        }));
        return joined.thenCompose(id -> moveToTrash(one).thenCompose(_ -> moveToTrash(other)).thenApply(_ -> id));
    }

    /// Takes the two out of the trash that became one meeting, which goes there; none of it when one of them is gone.
    ///
    /// @return completes with the id of the one that began first
    CompletableFuture<MeetingId> separate(MeetingId joined) {
        return transcript(joined).thenCompose(kept -> {
            if (kept.parts().isEmpty()) {
                throw MeetingProblems.about(ProblemCode.MEETING_NOT_JOINED, joined);
            }
            kept.parts().forEach(this::require);
            CompletableFuture<?> restored = CompletableFuture.allOf(kept.parts().stream().map(this::restore).toArray(CompletableFuture[]::new));
            return restored.thenCompose(_ -> moveToTrash(joined)).thenApply(_ -> kept.parts().getFirst());
        });
    }

    private CompletableFuture<MeetingId> join(List<MeetingTranscript> inOrder, Consumer<MeetingTranscript> open) {
        MeetingTranscript first = inOrder.getFirst();
        MeetingTranscript second = inOrder.getLast();
        MeetingId id = MeetingId.random();
        List<DeviceId> devices = Stream.concat(first.meeting().devices().stream(), second.meeting().devices().stream()).distinct().toList();
        return dependencies.meetingOutputs().joinRecordings(id, first.meeting().id(), second.meeting().id(), devices).thenCompose(recorded -> {
            MeetingTranscript joined = JoinedMeeting.of(id, first, second, recorded);
            return dependencies.meetingStore().add(joined).thenApply(_ -> {
                open.accept(joined);
                return id;
            });
        });
    }

    /// Gives a meeting another text and shows it; the one before is kept.
    ///
    /// @param text makes the sentences from the meeting as it is then
    CompletableFuture<MeetingId> addVersion(MeetingId id, String recognizer, Function<MeetingTranscript, List<MeetingSentence>> text) {
        Instant now = dependencies.time().now().truncatedTo(ChronoUnit.MILLIS);
        return change(id, kept -> {
            if (!kept.meeting().recorded()) {
                // it was deleted meanwhile: what was recorded cannot be told from what was not
                throw MeetingProblems.about(ProblemCode.MEETING_SOUND_ABSENT, id);
            }
            return dependencies.meetingStore().addVersion(id, recognizer, now, text.apply(kept));
        });
    }

    CompletableFuture<MeetingId> showVersion(MeetingId id, int version) {
        return change(id, _ -> dependencies.meetingStore().showVersion(id, version));
    }

    CompletableFuture<MeetingId> deleteVersion(MeetingId id, int version) {
        return change(id, _ -> dependencies.meetingStore().deleteVersion(id, version));
    }

    private MeetingId requireStillEnded(MeetingId id) {
        if (!meetingWatches.ended.containsKey(id)) {
            throw MeetingProblems.about(ProblemCode.MEETING_RUNNING, id);
        }
        return id;
    }

    CompletableFuture<MeetingId> moveToTrash(MeetingId id) {
        Instant now = dependencies.time().now().truncatedTo(ChronoUnit.MILLIS);
        return change(id, kept -> dependencies.meetingStore().put(kept.meeting().withTrashedAt(Optional.of(kept.meeting().trashedAt().orElse(now)))));
    }

    CompletableFuture<MeetingId> restore(MeetingId id) {
        return change(id, kept -> dependencies.meetingStore().put(kept.meeting().withTrashedAt(Optional.empty())));
    }

    CompletableFuture<MeetingId> deletePermanently(MeetingId id) {
        requireInTrash(id);
        // a person may have taken it out, or let it continue, while this waited
        return queued(() -> dependencies.meetingOutputs().deleteRecordings(Optional.of(requireInTrash(id)))
            .thenCompose(_ -> dependencies.meetingStore().delete(id)).thenApply(_ -> {
            meetingWatches.remove(id);
            dependencies.meetingOutputs().deleted(id);
            return id;
        }));
    }

    private MeetingId requireInTrash(MeetingId id) {
        if (require(id).trashedAt().isEmpty()) {
            throw MeetingProblems.about(ProblemCode.MEETING_NOT_IN_TRASH, id);
        }
        return id;
    }

    /// Deletes meetings that have been in the trash for long enough.
    void emptyTrash() {
        Instant old = dependencies.time().now().minus(Meeting.TRASH);
        meetingWatches.ended.values().stream().filter(meeting -> meeting.trashedAt().filter(old::isAfter).isPresent())
            .forEach(meeting -> deletePermanently(meeting.id()).exceptionally(failure -> {
            LOG.warn("meeting {} stays in the trash: {}", meeting.id(), Failures.reason(failure));
            return null;
        }));
    }

    /// Updates the meetings whose recordings were deleted.
    CompletableFuture<?> deleteRecordings(Optional<MeetingId> id) {
        return CompletableFuture
            .allOf(meetingWatches.ended.values().stream().filter(meeting -> meeting.recorded() && (id.isEmpty() || id.get().equals(meeting.id())))
                .map(meeting -> change(meeting.id(), kept -> dependencies.meetingStore().removeRecordingSpans(meeting.id())
                    .thenCompose(_ -> dependencies.meetingStore().put(kept.meeting().withRecorded(false)))))
                .toArray(CompletableFuture[]::new));
    }

    CompletableFuture<MeetingId> resendWebhook(MeetingId id) {
        return transcript(id).thenCompose(dependencies.meetingOutputs()::resendWebhook).thenApply(_ -> {
            refresh(id);
            return id;
        });
    }

    CompletableFuture<MeetingId> resummarize(MeetingId id) {
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
            dependencies.meetingStore().put(id, found.summary(), Optional.of(found.metrics()));
            return dependencies.meetingStore().put(kept.meeting().withTitle(title.isEmpty() || title.equals(before) ? found.summary().title() : title));
        }));
    }

    /// Shows what is in the store.
    void refresh(MeetingId id) {
        dependencies.meetingStore().read(id).thenAccept(found -> found.filter(kept -> !kept.meeting().running()).ifPresent(this::show));
    }

    /// Reads the whole transcript and ignores interim summaries: a person asks again because something is missing.
    private void write(MeetingTranscript kept, CompletableFuture<Minutes> minutes) {
        try {
            Minutes found = dependencies.minutesWriter().write(kept.countedSentences(), List.of(),
                kept.summary().map(Summary::duration).orElseGet(() -> kept.meeting().duration(dependencies.time().now())), false,
                (_, _) -> {});
            if (closing.getAsBoolean()) {
                minutes.cancel(false);
            } else {
                minutes.complete(found);
            }
        } catch (RuntimeException e) {
            minutes.completeExceptionally(new ProblemException(Problem.of(ProblemCode.UNEXPECTED, e.toString()), e));
        }
    }

    private CompletableFuture<MeetingId> change(MeetingId id, Function<MeetingTranscript, CompletableFuture<?>> change) {
        require(id);
        return queued(() -> transcript(requireStillEnded(id)).thenCompose(kept -> change.apply(kept).thenCompose(_ -> transcript(id))).thenApply(kept -> {
            show(kept);
            dependencies.meetingOutputs().changed(kept);
            return id;
        }));
    }

    private synchronized CompletableFuture<MeetingId> queued(Supplier<CompletableFuture<MeetingId>> work) {
        CompletableFuture<MeetingId> done = lastChange.handle((_, _) -> true).thenCompose(_ -> work.get());
        lastChange = done;
        return done;
    }

    private void show(MeetingTranscript kept) {
        meetingWatches.put(kept.meeting());
        meetingWatches.changed(kept);
        meetingWatches.refresh();
    }

    private static MeetingSentence sentence(MeetingTranscript kept, long number) {
        return kept.sentences().stream().filter(one -> one.number() == number).findFirst()
            .orElseThrow(() -> MeetingProblems.noSentence(kept.meeting().id(), number));
    }
}
