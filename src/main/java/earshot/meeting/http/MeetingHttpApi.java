package earshot.meeting.http;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.api.ApiAccess;
import earshot.api.ApiQuery;
import earshot.api.ApiReply;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.meeting.archive.ArchiveFolder;
import earshot.meeting.archive.MeetingArchive;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.server.HttpRoute;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP interface to archived meetings for other programs, read from the files. Source: badge-protocol section 6.6.
public final class MeetingHttpApi implements HttpRoute {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingHttpApi.class);
    private static final List<String> CONTRACT = List.of("title", "duration", "bullets", "decisions", "actions", "risks", "nextSteps");

    /// The longest that a request waits for files that are being written, as when it comes right after the end of a meeting.
    private static final Duration FILES_LIMIT = Duration.ofSeconds(2);

    private final MeetingArchive archive;
    private final ArchiveFolder folder;
    private final ApiAccess access;
    private final Time time;
    private final MeetingHttpCommands commands;

    public MeetingHttpApi(MeetingArchive archive, ApiAccess access, Time time, MeetingActions actions) {
        this.archive = archive;
        folder = archive.folder();
        this.access = access;
        this.time = time;
        commands = new MeetingHttpCommands(actions, time);
    }

    @Override
    public String path() {
        return "/supie/meetings";
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        return access.answer(request, this::admitted);
    }

    private HttpReply admitted(HttpRequest request) throws ApiQuery.InvalidParameter {
        try {
            ApiQuery query = ApiQuery.of(request.target());
            String[] steps = request.path().substring(path().length()).replaceFirst("/$", "").split("/", -1);
            Optional<MeetingHttpCommands.Asked> asked = request.method().equals(HttpMethod.POST) ? MeetingHttpCommands.of(steps, query) : Optional.empty();
            if (asked.isPresent()) {
                return commands.answer(asked.get(), request);
            }
            if (!request.reads()) {
                return ApiReply.notAllowed("method not allowed", HttpMethod.READING);
            }
            awaitFiles();
            try {
                return page(steps, query);
            } catch (JsonProcessingException | ClassCastException e) {
                LOG.warn("an archived file is damaged: {}", e.toString());
                archive.damaged();
                awaitFiles();
                return page(steps, query);
            }
        } catch (IOException | ClassCastException e) {
            LOG.warn("archived meetings cannot be read", e);
            return ApiReply.failed(500, "the archive cannot be read", Map.of());
        }
    }

    private void awaitFiles() {
        CompletableFuture<Boolean> files = archive.filesUpToDate();
        if (!files.isDone()) {
            time.await(files, FILES_LIMIT);
        }
    }

    /// @param steps segments of the path after our own; the first is empty
    private HttpReply page(String[] steps, ApiQuery query) throws IOException, ApiQuery.InvalidParameter {
        if (steps.length == 2 && steps[1].equals("recent")) {
            return ApiReply.succeeded(recent(query));
        }
        boolean transcript = steps.length == 3 && steps[2].equals("transcript");
        if (steps.length == 2 && !steps[1].isEmpty() || transcript) {
            Optional<JsonNode> meeting = folder.meeting(MeetingHttpCommands.id(steps[1]));
            if (meeting.isPresent()) {
                return ApiReply.succeeded(transcript ? transcript(meeting.get(), query) : meeting(meeting.get(), query));
            }
        }
        return ApiReply.failed(404, "not found", Map.of());
    }

    private JsonNode recent(ApiQuery query) throws IOException, ApiQuery.InvalidParameter {
        long most = query.number("limit", 10, 1, MeetingArchive.MAX_ARCHIVED);
        DeviceId device = new DeviceId(LetterCase.lower(query.text("deviceId").orElse("")));
        long from = query.moment("fromTs").map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        long to = query.moment("toTs").map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        ArrayNode data = JSON.createArrayNode();
        folder.index().valueStream()
            .filter(entry -> entry.path("endedAt").asLong() >= from && entry.path("startedAt").asLong() <= to)
            .filter(entry -> devices(entry).anyMatch(id -> LetterCase.lower(id).startsWith(device.value())))
            .limit(most)
            .forEach(entry -> data.add(((ObjectNode) entry).retain("sessionId", "startedAt", "endedAt", "durationMs", "bulletsLength")));
        return data;
    }

    private static Stream<String> devices(JsonNode entry) {
        return Stream.concat(Stream.of(entry.path("deviceId").asText()), entry.path("devices").valueStream().map(JsonNode::asText));
    }

    private JsonNode meeting(JsonNode meeting, ApiQuery query) throws IOException, ApiQuery.InvalidParameter {
        ObjectNode data = JSON.createObjectNode();
        data.set("sessionId", meeting.path("sessionId"));
        data.set("deviceId", meeting.path("deviceId"));
        data.set("summary", ((ObjectNode) meeting.path("summary")).retain(CONTRACT));
        data.put("segmentsCount", ArchiveFolder.total(meeting));
        data.set("metrics", meeting.path("metrics"));
        data.put("hasShards", meeting.path("shardCount").asInt() > 0);
        folder.page(meeting, 0, (int) query.number("preview", 5, 1, 20)).items().forEach(data.putArray("transcriptPreview")::add);
        return data;
    }

    private JsonNode transcript(JsonNode meeting, ApiQuery query) throws IOException, ApiQuery.InvalidParameter {
        long offset = query.number("offset", 0, 0, Integer.MAX_VALUE);
        int most = (int) query.number("limit", 100, 1, 500);
        ArchiveFolder.Page page = folder.page(meeting, offset, most);
        ObjectNode data = JSON.createObjectNode();
        page.items().forEach(data.putArray("items")::add);
        return data.put("total", page.total()).put("offset", offset).put("limit", most);
    }
}
