package earshot.meeting.http;

import static earshot.data.JsonMappers.JSON;

import module java.base;

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

/// What programs of this user on this computer may do with meetings over HTTP: `POST {id}/continue`, `{id}/join/{other}` and `{id}/separate`. The token is not
/// enough, since it is given away to read, and a meeting that goes on listens.
///
/// @param perform completes with the id of the meeting; fails with [earshot.problem.ProblemException]
record MeetingHttpCommands(Function<MeetingCommand, CompletableFuture<Optional<MeetingId>>> perform, Time time) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// The command of a path; empty when it is none.
    ///
    /// @param steps segments of the path behind that of meetings; the first is empty
    static Optional<MeetingCommand> of(String[] steps) throws ApiQuery.InvalidParameter {
        if (steps.length < 3 || steps[1].isEmpty()) {
            return Optional.empty();
        }
        MeetingId id = id(steps[1]);
        return switch (steps[2] + " " + steps.length) {
            case "continue 3" -> Optional.of(new MeetingCommand.Continue(id));
            case "separate 3" -> Optional.of(new MeetingCommand.Separate(id));
            case "join 4" -> Optional.of(new MeetingCommand.Join(id, id(steps[3])));
            default -> Optional.empty();
        };
    }

    static MeetingId id(String step) throws ApiQuery.InvalidParameter {
        return new MeetingId(ApiQuery.decoded(step.replace("+", "%2B")));
    }

    /// Performs it; waits some seconds for its end.
    HttpReply answer(MeetingCommand command, HttpRequest request) {
        if (!request.fromThisUser()) {
            return ApiReply.failed(403, "only programs on the computer that runs Earshot may do this", Map.of());
        }
        try {
            Optional<Optional<MeetingId>> done = time.await(perform.apply(command), LIMIT);
            String id = done.flatMap(known -> known).map(MeetingId::value).orElse("");
            return done.isPresent() ? ApiReply.succeeded(JSON.createObjectNode().put("sessionId", id)) : ApiReply.failed(503, "it takes longer than " + LIMIT.toSeconds() + " s", Map.of());
        } catch (CompletionException e) {
            Problem problem = Failures.problem(e, ProblemCode.UNEXPECTED);
            int status = problem.code() == ProblemCode.MEETING_UNKNOWN ? 404 : problem.code() == ProblemCode.UNEXPECTED || problem.code() == ProblemCode.STORE_FAILED ? 500 : 409;
            return ApiReply.failed(status, problem.what(Locale.ENGLISH) + " " + problem.why(Locale.ENGLISH), Map.of());
        }
    }
}
