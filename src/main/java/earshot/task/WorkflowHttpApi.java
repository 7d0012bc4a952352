package earshot.task;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.api.ApiAccess;
import earshot.api.ApiQuery;
import earshot.api.ApiReply;
import earshot.data.JsonMappers;
import earshot.data.LetterCase;
import earshot.id.MeetingId;
import earshot.problem.Failures;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.server.HttpRoute;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP interface to tasks: `GET /supie/workflow?groupKey=…` and `POST /supie/workflow/import-from-meeting`. Source: badge-protocol section 6.6.
///
/// @param access the same as for meetings, also to import
public record WorkflowHttpApi(TaskRegistry tasks, MeetingItemSource meetings, ApiAccess access, Time time) implements HttpRoute {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowHttpApi.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String IMPORT = "/import-from-meeting";

    @Override
    public String path() {
        return "/supie/workflow";
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        return access.answer(request, this::admitted);
    }

    private HttpReply admitted(HttpRequest request) throws ApiQuery.InvalidParameter {
        return switch (request.path().substring(path().length()).replaceFirst("/$", "")) {
            case "" -> request.reads() ? board(ApiQuery.of(request.target())) : notAllowed(HttpMethod.READING);
            case IMPORT -> request.method().equals(HttpMethod.POST) ? imported(request) : notAllowed(HttpMethod.SENDING);
            default -> ApiReply.failed(404, "not found", Map.of());
        };
    }

    private static HttpReply notAllowed(List<HttpMethod> methods) {
        return ApiReply.notAllowed("method not allowed", methods);
    }

    /// The tasks of every group whose key begins with what is asked for; all without that.
    private HttpReply board(ApiQuery query) {
        Optional<TaskGroup> asked = query.text("groupKey").map(TaskGroup::new);
        String prefix = asked.map(TaskGroup::key).orElse("");
        List<Task> found = tasks.rows().get().stream().filter(task -> LetterCase.lower(task.key().group().key()).startsWith(prefix))
            .sorted(Comparator.comparing((Task task) -> task.key().group()).thenComparing(Task.ORDER)).toList();
        ObjectNode data = JSON.createObjectNode();
        data.set("items", WorkflowMessages.items(found));
        return ApiReply.succeeded(data.put("groupKey", prefix));
    }

    /// Without a meeting nothing is imported, which is not a failure.
    private HttpReply imported(HttpRequest request) throws ApiQuery.InvalidParameter {
        JsonNode body = body(request);
        String key = text(body, "groupKey");
        if (key.isEmpty()) {
            throw new ApiQuery.InvalidParameter("groupKey must be a text");
        }
        Optional<MeetingId> meeting = Optional.of(text(body, "sessionId")).filter(id -> !id.isEmpty()).map(MeetingId::new);
        try {
            Optional<Optional<MeetingItems>> items = time.await(meetings.items(meeting), LIMIT);
            if (items.isEmpty()) {
                return ApiReply.failed(503, "it takes longer than " + LIMIT.toSeconds() + " s", Map.of());
            }
            return switch (items.get().map(found -> tasks.importItems(new TaskGroup(key), found, Optional.empty())).orElse(TaskChange.Made.NOTHING)) {
                case TaskChange.Made made -> stored(made) ? ApiReply.succeeded(imported(made.ids()))
                    : ApiReply.failed(500, "the tasks are not written to the disk", Map.of());
                case TaskChange.Full full -> ApiReply.failed(409, full.words(), Map.of());
                case TaskChange.Absent _ -> ApiReply.failed(404, "not found", Map.of());
            };
        } catch (CompletionException e) {
            LOG.warn("a meeting cannot be read: {}", Failures.reason(e));
            return ApiReply.failed(500, "the meeting cannot be read", Map.of());
        }
    }

    private boolean stored(TaskChange.Made made) {
        return time.await(made.stored().handle((_, failure) -> failure == null), LIMIT).orElse(false);
    }

    /// Empty for what is not there.
    private static String text(JsonNode body, String field) throws ApiQuery.InvalidParameter {
        JsonNode value = body.path(field);
        if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
            throw new ApiQuery.InvalidParameter(field + " must be a text");
        }
        return value.asText("").strip();
    }

    private static ObjectNode imported(List<String> ids) {
        ObjectNode data = JSON.createObjectNode().put("imported", ids.size());
        ids.forEach(data.putArray("ids")::add);
        return data;
    }

    private static JsonNode body(HttpRequest request) throws ApiQuery.InvalidParameter {
        try {
            JsonNode body = JsonMappers.STRICT_JSON.readTree(request.body());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            LOG.debug("no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new ApiQuery.InvalidParameter("the body must be a JSON object");
    }
}
