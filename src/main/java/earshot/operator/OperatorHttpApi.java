package earshot.operator;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.api.ApiAccess;
import earshot.api.ApiQuery;
import earshot.api.ApiReply;
import earshot.device.DeviceModel;
import earshot.device.IdentityResolver;
import earshot.id.DeviceId;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.server.HttpRoute;
import earshot.time.Time;

/// The HTTP interface to devices for other programs: `GET /earshot/devices`, also of one device, `GET /earshot/events`, and
/// `POST /earshot/devices/{id}/say`, `alert` and `message`.
///
/// @param access to read; to send, the token is always needed
/// @param devices all that were ever seen
public record OperatorHttpApi(ApiAccess access, BooleanSupplier tokenSet, Supplier<List<DeviceModel>> devices, Operator operator, EventStreams events,
        Time time) implements HttpRoute {
    /// A sentence may have to wait; who asked learns whether it does.
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String OFF = "Sending is off: no token is set. Set one in Earshot, Settings, Other programs (server.operator_token).";
    private static final String NOTHING_HERE = "nothing is here; there is GET /earshot/devices, GET /earshot/devices/{id}, GET /earshot/events,"
        + " and POST /earshot/devices/{id}/say, alert and message";
    private static final int MOST_STATUS = 100;
    private static final int MOST_NOTICE = 1_000;

    @Override
    public String path() {
        return "/earshot";
    }

    @Override
    public boolean polled() {
        return true;
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        return access.answer(request, this::admitted);
    }

    private HttpReply admitted(HttpRequest request) throws ApiQuery.InvalidParameter {
        String[] steps = steps(request.path());
        if (sends(steps)) {
            return request.method().equals(HttpMethod.POST) ? send(id(steps[2]), steps[3], request) : ApiReply.notAllowed(HttpMethod.SENDING);
        }
        boolean devicesAsked = steps.length <= 3 && steps.length >= 2 && steps[1].equals("devices");
        boolean eventsAsked = steps.length == 2 && steps[1].equals("events");
        if (!devicesAsked && !eventsAsked) {
            return ApiReply.failed(404, NOTHING_HERE, Map.of());
        }
        if (!request.reads()) {
            return ApiReply.notAllowed(HttpMethod.READING);
        }
        return eventsAsked ? events.open(request) : steps.length == 3 ? row(id(steps[2])) : ApiReply.succeeded(rows());
    }

    /// The steps of a path below this one; the first is empty.
    private String[] steps(String path) {
        return path.substring(path().length()).replaceFirst("/$", "").split("/", -1);
    }

    private static boolean sends(String... steps) {
        return steps.length == 4 && steps[1].equals("devices") && Set.of("say", "alert", "message").contains(steps[3]);
    }

    @Override
    public Optional<List<HttpMethod>> methods(String path) {
        return Optional.of(sends(steps(path)) ? HttpMethod.SENDING : HttpMethod.READING);
    }

    private HttpReply row(DeviceId device) {
        return devices.get().stream().filter(known -> known.id().equals(device)).findFirst()
            .map(known -> ApiReply.succeeded(DeviceSummary.of(known.facts().get()))).orElseGet(OperatorHttpApi::unknown);
    }

    private static HttpReply unknown() {
        return ApiReply.failed(404, "no device of this id was ever seen; GET /earshot/devices lists those that were", Map.of());
    }

    private static DeviceId id(String step) throws ApiQuery.InvalidParameter {
        return IdentityResolver.normalized(Optional.of(ApiQuery.decoded(step.replace("+", "%2B")))).map(DeviceId::new)
            .orElseThrow(() -> new ApiQuery.InvalidParameter("this is no id of a device"));
    }

    private ArrayNode rows() {
        ArrayNode rows = JSON.createArrayNode();
        devices.get().forEach(device -> rows.add(DeviceSummary.of(device.facts().get())));
        return rows;
    }

    private HttpReply send(DeviceId device, String what, HttpRequest request) throws ApiQuery.InvalidParameter {
        if (!tokenSet.getAsBoolean()) {
            return ApiReply.failed(403, OFF, Map.of());
        }
        if (!access.showsToken(request)) {
            return access.unauthorized();
        }
        OperatorMessage message = message(what, new String(request.body(), StandardCharsets.UTF_8));
        boolean anyway = ApiQuery.of(request.target()).number("anyway", 0, 0, 1) == 1;
        return time.await(operator.send(device, message, anyway), LIMIT).map(OperatorHttpApi::reply)
            .orElseGet(() -> ApiReply.accepted(JSON.createObjectNode().put("state", "waiting")
                .put("message", "The device is busy: the sentence is said as soon as that disturbs nobody, and not at all once it hangs up.")));
    }

    private static OperatorMessage message(String what, String body) throws ApiQuery.InvalidParameter {
        if (what.equals("message")) {
            if (body.isBlank()) {
                throw new ApiQuery.InvalidParameter(
                    "the body must be the message as it is to pass, such as {\"type\":\"llm\",\"emotion\":\"happy\",\"text\":\"\"}");
            }
            return new OperatorMessage.Raw(body);
        }
        JsonNode given = object(body, what.equals("say") ? "{\"text\":\"Dinner is ready.\"}" : "{\"status\":\"Door\",\"message\":\"Somebody rings\"}");
        return what.equals("say")
            ? new OperatorMessage.Speech(text(given, "text", OperatorMessage.MOST_SPOKEN)
                .orElseThrow(() -> new ApiQuery.InvalidParameter("text is missing or empty")))
            : new OperatorMessage.Notice(text(given, "status", MOST_STATUS).orElse("Earshot"),
                text(given, "message", MOST_NOTICE).orElseThrow(() -> new ApiQuery.InvalidParameter("message is missing or empty")),
                text(given, "emotion", MOST_STATUS).orElse("neutral"));
    }

    private static JsonNode object(String body, String example) throws ApiQuery.InvalidParameter {
        try {
            JsonNode given = STRICT_JSON.readTree(body);
            if (given.isObject()) {
                return given;
            }
        } catch (JsonProcessingException _) {
            // said below, without the parser's words about its input
        }
        throw new ApiQuery.InvalidParameter("the body must be a JSON object, such as " + example);
    }

    private static Optional<String> text(JsonNode body, String field, int most) throws ApiQuery.InvalidParameter {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().length() > most) {
            throw new ApiQuery.InvalidParameter(field + " must be a text of at most " + most + " characters");
        }
        return Optional.of(value.textValue().strip()).filter(text -> !text.isEmpty());
    }

    private static HttpReply reply(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Sent _ -> ApiReply.succeeded(JSON.createObjectNode().put("state", "sent"));
            case Delivery.Spoken _ -> ApiReply.succeeded(JSON.createObjectNode().put("state", "spoken"));
            case Delivery.NotHeard _ -> ApiReply.failed(409,
                "nothing of it was heard: it was cut off, or no voice could speak it; the timeline of the device says which", Map.of());
            case Delivery.Asleep(Optional<Instant> lastSeen) ->
                ApiReply.failed(409, "the device is asleep: it is not connected and cannot be woken from here; it connects when somebody talks to it",
                JSON.createObjectNode().put("state", "asleep").put("lastSeen", lastSeen.map(Instant::toString).orElse(null)));
            case Delivery.Unknown _ -> unknown();
            case Delivery.Objected(var findings) -> {
                ObjectNode data = JSON.createObjectNode();
                ArrayNode rules = data.putArray("findings");
                findings.forEach(finding -> rules.addObject().put("rule", finding.rule().id()).put("detail", finding.seen(Locale.ENGLISH)));
                yield ApiReply.failed(422, "the device would not take this message well; nothing was sent. Add ?anyway=1 to send it all the same", data);
            }
            case Delivery.Full(int most) -> ApiReply.failed(429,
                most + " sentences wait for the device already; try again when one of them was spoken", Map.of("Retry-After", "5"));
        };
    }
}
