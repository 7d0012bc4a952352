package earshot.meeting.live;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand.AddBookmark;
import earshot.meeting.MeetingCommand.Edit;
import earshot.meeting.MeetingCommand.EditSentence;
import earshot.meeting.MeetingCommand.NameSpeaker;
import earshot.meeting.MeetingCommand.RemoveBookmark;
import earshot.meeting.MeetingCommand.Rename;
import earshot.meeting.MeetingSentence;

/// A person's changes of a meeting that has not ended.
record LiveMeetingEditor(MeetingContext context) {
    /// Completes when the change is stored.
    ///
    /// @throws earshot.problem.ProblemException when there is no such sentence
    CompletableFuture<?> edit(Edit edit) {
        return context.change(() -> switch (edit) {
            case Rename rename -> {
                context.state.rename(rename.title());
                yield context.writer.writeMeeting();
            }
            case NameSpeaker(MeetingId id, String speaker, String name) -> {
                context.state.nameSpeaker(speaker, name);
                yield context.writer.track(context.dependencies.meetingStore().nameSpeaker(id, speaker, name));
            }
            case EditSentence(_, long number, String text) -> {
                require(number);
                yield context.writer.writeSentences(context.state.sentences.edit(number, text).stream().toList());
            }
            case AddBookmark bookmark -> {
                Instant at = bookmark.sentence().map(this::require).map(MeetingSentence::at).orElseGet(() -> duringMeeting(bookmark.at()));
                yield context.writer.track(context.dependencies.meetingStore().put(context.id(), context.state.addBookmark(at, bookmark.label())));
            }
            case RemoveBookmark(MeetingId id, long number) -> {
                context.state.removeBookmark(number);
                yield context.writer.track(context.dependencies.meetingStore().removeBookmark(id, number));
            }
        });
    }

    /// The recordings were deleted. Completes when that is stored.
    CompletableFuture<?> removeRecordings() {
        return context.change(() -> {
            context.state.recorded = false;
            return CompletableFuture.allOf(context.writer.writeMeeting(), context.writer.writeSentences(context.state.sentences.removeRecordingSpans()),
                context.writer.track(context.dependencies.meetingStore().removeRecordingSpans(context.id())));
        });
    }

    private MeetingSentence require(long number) {
        return context.state.sentences.find(number).orElseThrow(() -> MeetingProblems.noSentence(context.id(), number));
    }

    private Instant duringMeeting(Instant moment) {
        Instant now = context.now();
        return moment.isBefore(context.state.startedAt) ? context.state.startedAt : moment.isAfter(now) ? now : moment.truncatedTo(ChronoUnit.MILLIS);
    }
}
