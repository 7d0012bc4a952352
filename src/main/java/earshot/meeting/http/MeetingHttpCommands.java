package earshot.meeting.http;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.api.ApiQuery;
import earshot.api.ApiReply;
import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.time.Time;

/// What programs of this user on this computer may do with meetings over HTTP: `POST {id}/continue`, `{id}/join/{other}`, `{id}/separate`
/// and `{id}/transcribe?recognizer=…`, which is answered when it has begun. The token is not enough, since it is given away to read, and a
/// running meeting listens.
record MeetingHttpCommands(MeetingActions actions, Time time) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// What a path asks for.
    sealed interface Asked {
        record Done(MeetingCommand command) implements Asked {}

        record Transcribed(MeetingId meeting, Optional<String> recognizer) implements Asked {}
    }

    /// Reads a path; empty when it asks for none of these.
    ///
    /// @param steps segments of the path after that of meetings; the first is empty
    static Optional<Asked> of(String[] steps, ApiQuery query) throws ApiQuery.InvalidParameter {
        if (steps.length < 3 || steps[1].isEmpty()) {
            return Optional.empty();
        }
        MeetingId id = id(steps[1]);
        return switch (steps[2] + " " + steps.length) {
            case "continue 3" -> Optional.of(new Asked.Done(new MeetingCommand.Continue(id)));
            case "separate 3" -> Optional.of(new Asked.Done(new MeetingCommand.Separate(id)));
            case "join 4" -> Optional.of(new Asked.Done(new MeetingCommand.Join(id, id(steps[3]))));
            case "transcribe 3" -> Optional.of(new Asked.Transcribed(id, query.text("recognizer").filter(alias -> !alias.isBlank())));
            default -> Optional.empty();
        };
    }

    static MeetingId id(String step) throws ApiQuery.InvalidParameter {
        return new MeetingId(ApiQuery.decoded(step.replace("+", "%2B")));
    }

    /// Performs it; waits some seconds for its end.
    HttpReply answer(Asked asked, HttpRequest request) {
        if (!request.fromThisUser()) {
            return ApiReply.failed(403, "only programs on the computer that runs Earshot may do this", Map.of());
        }
        try {
            Optional<Optional<MeetingId>> done = time.await(switch (asked) {
                case Asked.Done(MeetingCommand command) -> actions.perform(command);
                case Asked.Transcribed(MeetingId meeting, Optional<String> recognizer) -> actions.transcribe(meeting, recognizer);
            }, LIMIT);
            if (done.isEmpty()) {
                return ApiReply.failed(503, "it takes longer than " + LIMIT.toSeconds() + " s", Map.of());
            }
            ObjectNode data = JSON.createObjectNode().put("sessionId", done.get().map(MeetingId::value).orElse(""));
            return asked instanceof Asked.Transcribed ? ApiReply.accepted(data) : ApiReply.succeeded(data);
        } catch (CompletionException e) {
            Problem problem = Failures.problem(e, ProblemCode.UNEXPECTED);
            int status = problem.code() == ProblemCode.MEETING_UNKNOWN ? 404
                : problem.code() == ProblemCode.UNEXPECTED || problem.code() == ProblemCode.STORE_FAILED ? 500
                : 409;
            return ApiReply.failed(status, problem.what(Locale.ENGLISH) + " " + problem.why(Locale.ENGLISH), Map.of());
        }
    }
}
