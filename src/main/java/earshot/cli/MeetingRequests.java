package earshot.cli;

import module java.base;

import earshot.asr.RecognizerSettings;
import earshot.cli.SingleInstance.Reply;
import earshot.data.ControlCharacters;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;

/// Answers what a later start asks about meetings, with lines for the person who asked.
record MeetingRequests(EngineModel model, Function<Command, Operation> engine) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    CompletableFuture<Reply> answer(MeetingRequest request) {
        return switch (request) {
            case MeetingRequest.ListAll _ -> CompletableFuture.completedFuture(new Reply(true, lines()));
            case MeetingRequest.Continue(String meeting) -> perform(new MeetingCommand.Continue(new MeetingId(meeting)), id -> "The meeting " + id + " runs.");
            case MeetingRequest.Join(String one, String other) -> perform(new MeetingCommand.Join(new MeetingId(one), new MeetingId(other)),
                id -> "They are the meeting " + id + " now, and still in the trash.");
            case MeetingRequest.Separate(String joined) -> perform(new MeetingCommand.Separate(new MeetingId(joined)),
                _ -> "The two meetings are back; " + joined + " is in the trash.");
            case MeetingRequest.Retranscribe(String meeting, String recognizer) -> {
                String alias = recognizer.isEmpty() ? model.settings().get().of(RecognizerSettings.SELECTED).alias() : recognizer;
                yield done(new Command.Retranscribe(new MeetingId(meeting), alias),
                    id -> "The meeting " + id + " has a text by " + alias + " now; the one before is kept.");
            }
        };
    }

    private CompletableFuture<Reply> perform(MeetingCommand command, UnaryOperator<String> success) {
        return done(new Command.PerformMeetingCommand(command), success);
    }

    /// @param success says what was done, with the id of the meeting
    private CompletableFuture<Reply> done(Command command, UnaryOperator<String> success) {
        return engine.apply(command).outcome().thenApply(outcome -> switch (outcome) {
            case Outcome.Done done -> new Reply(true, List.of(ControlCharacters.escape(success.apply(done.args().isEmpty() ? "" : done.args().getFirst()))));
            case Outcome.Failed failed -> EngineRun.refusal(failed.problem());
            case Outcome.Cancelled _ -> new Reply(false, List.of("It was cancelled. Nothing was changed."));
        });
    }

    private List<String> lines() {
        List<Meeting> meetings = model.meetings().meetings().get().stream().filter(meeting -> meeting.trashedAt().isEmpty()).toList();
        return meetings.isEmpty() ? List.of("There is no meeting yet.") : meetings.stream().map(MeetingRequests::line).toList();
    }

    private static String line(Meeting meeting) {
        String state = switch (meeting.lifecycle()) {
            case LIVE -> "runs";
            case FINALIZING -> "ends";
            case ENDED -> meeting.recorded() ? "with sound" : "";
        };
        // what a device or a model says must not look like another row
        return ControlCharacters.escape("%s  %s  %4d sentences  %-10s  %s"
            .formatted(meeting.id(), TIME.format(meeting.startedAt().atZone(ZoneId.systemDefault())), meeting.segments(), state, meeting.title())
            .stripTrailing());
    }
}
