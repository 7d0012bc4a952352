package earshot.meeting.http;

import module java.base;

import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;

/// What other programs may have done with meetings. Safe for use from any thread; nothing waits, and futures fail with [earshot.problem.ProblemException].
public interface MeetingActions {
    /// Completes with the id of the meeting when it is done.
    CompletableFuture<Optional<MeetingId>> perform(MeetingCommand command);

    /// Begins to transcribe the sound of a meeting again, which takes up to as long as the meeting. Completes with its id when that has begun.
    ///
    /// @param recognizer alias; empty for the one that is chosen
    CompletableFuture<Optional<MeetingId>> transcribe(MeetingId meeting, Optional<String> recognizer);
}
