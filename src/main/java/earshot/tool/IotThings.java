package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import earshot.data.ByteBudget;
import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.problem.ProblemReason;

/// The tools of devices with firmware older than MCP. They describe things with methods and properties: each method becomes a tool, and
/// the properties of a thing become one tool that reads them. Source: badge-protocol section 2.14.
///
/// Safe for use from any thread.
public final class IotThings implements ToolSource {
    private static final int MAX_THINGS = 64;
    private static final int MAX_METHODS = 64;
    private static final int MAX_NAME_CHARS = 128;
    /// Reasons about one message.
    private static final int MAX_COMPLAINTS = 8;

    private final Predicate<JsonNode> send;
    private final LongPredicate room;
    private final Map<String, Thing> things = new LinkedHashMap<>();

    /// Trees take thirty times the memory of their text, so none is kept.
    ///
    /// @param types of the properties
    /// @param values of the properties, as JSON text
    private record Thing(Map<String, String> types, Map<String, String> values, List<IotTool> tools) {
        long bytes() {
            return Stream.of(types, values).flatMap(map -> map.entrySet().stream())
                .mapToLong(entry -> ByteBudget.size(entry.getKey()) + ByteBudget.size(entry.getValue())).sum()
                + tools.stream().mapToLong(iotTool -> iotTool.tool().bytes()).sum();
        }
    }

    private record IotTool(String thing, Optional<String> method, Tool tool) {}

    /// @param send sends the array of commands to the device; returns false when the connection is gone
    /// @param room asked whether things of so many bytes in all may be kept; where not, the connection ends
    public IotThings(Predicate<JsonNode> send, LongPredicate room) {
        this.send = send;
        this.room = room;
    }

    /// Handles an `iot` message of the device. Returns a reason for each part of it that could not be used, as far as they are few.
    public synchronized List<String> received(JsonNode body) {
        List<String> wrong = new ArrayList<>();
        body.path("descriptors").forEach(descriptor -> addDescriptor(descriptor, wrong));
        body.path("states").forEach(state -> addState(state, wrong));
        if (!room.test(things.values().stream().mapToLong(Thing::bytes).sum())) {
            things.clear();
        }
        return wrong.size() <= MAX_COMPLAINTS ? wrong
            : Stream.concat(wrong.stream().limit(MAX_COMPLAINTS), Stream.of(ProblemReason.AND_MORE.with(wrong.size() - MAX_COMPLAINTS))).toList();
    }

    @Override
    public synchronized List<Tool> list() {
        return iotTools().map(IotTool::tool).toList();
    }

    @Override
    public CompletableFuture<String> call(String name, JsonNode arguments) {
        JsonNode command;
        synchronized (this) {
            Optional<IotTool> iotTool = iotTools().filter(each -> each.tool().name().equals(name)).findFirst();
            if (iotTool.isEmpty()) {
                return CompletableFuture.failedFuture(new ToolFailure(ToolReason.of(ProblemReason.TOOL_ABSENT, name)));
            }
            if (iotTool.get().method().isEmpty()) {
                return CompletableFuture.completedFuture(values(things.get(iotTool.get().thing())));
            }
            ObjectNode one = JSON.createObjectNode().put("name", iotTool.get().thing()).put("method", iotTool.get().method().get());
            one.set("parameters", arguments);
            command = JSON.createArrayNode().add(one);
        }
        return send.test(command) ? CompletableFuture.completedFuture("done")
            : CompletableFuture.failedFuture(new ToolFailure(ToolReason.of(ProblemReason.TOOL_CONNECTION_CLOSED)));
    }

    private static String values(Thing thing) {
        ObjectNode values = JSON.createObjectNode();
        thing.values.forEach((property, value) -> values.putRawValue(property, new RawValue(value)));
        return values.toString();
    }

    private void addDescriptor(JsonNode descriptor, List<String> wrong) {
        String name = descriptor.path("name").asText("");
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS || !things.containsKey(name) && things.size() >= MAX_THINGS) {
            wrong.add(
                name.isEmpty() ? ProblemReason.THING_UNNAMED.toString() : name.length() > MAX_NAME_CHARS ? ProblemReason.THING_NAME_LONG.with(MAX_NAME_CHARS)
                    : ProblemReason.THINGS_MANY.with(MAX_THINGS));
            return;
        }
        Map<String, String> types = new LinkedHashMap<>();
        descriptor.path("properties").properties().forEach(entry -> types.put(entry.getKey(), entry.getValue().path("type").asText("")));
        Map<String, String> values = new LinkedHashMap<>();
        Optional.ofNullable(things.get(name)).ifPresent(before -> before.values.forEach((property, value) -> {
            if (types.containsKey(property)) {
                values.put(property, value);
            }
        }));
        things.put(name, new Thing(types, values, tools(name, descriptor)));
    }

    private static List<IotTool> tools(String name, JsonNode descriptor) {
        String description = descriptor.path("description").asText("");
        String about = description.isEmpty() ? name : name + ": " + description;
        List<IotTool> tools = new ArrayList<>();
        if (!descriptor.path("properties").isEmpty()) {
            tools.add(new IotTool(name, Optional.empty(), new Tool(name + ".state", "Reads " + about, schema(JSON.createObjectNode()), false)));
        }
        descriptor.path("methods").properties().stream().filter(entry -> entry.getKey().length() <= MAX_NAME_CHARS).limit(MAX_METHODS)
            .forEach(entry -> tools.add(new IotTool(name, Optional.of(entry.getKey()),
            new Tool(name + "." + entry.getKey(), entry.getValue().path("description").asText(about), schema(entry.getValue().path("parameters")), false))));
        return tools;
    }

    private void addState(JsonNode state, List<String> wrong) {
        String name = state.path("name").asText("");
        Thing thing = things.get(name);
        if (thing == null) {
            wrong.add(ProblemReason.THING_UNKNOWN.with(shown(name)));
            return;
        }
        state.path("state").properties().forEach(entry -> {
            Optional<String> type = Optional.ofNullable(thing.types.get(entry.getKey()));
            if (type.filter(known -> fits(known, entry.getValue())).isPresent()) {
                thing.values.put(entry.getKey(), entry.getValue().toString());
            } else {
                String property = shown(name + "." + entry.getKey());
                wrong.add(type.map(known -> ProblemReason.THING_TYPE.with(property, known, shown(entry.getValue().toString())))
                    .orElseGet(() -> ProblemReason.THING_PROPERTY_UNKNOWN.with(property)));
            }
        });
    }

    /// What a device wrote, so that no reason is split by it.
    private static String shown(String written) {
        return ControlCharacters.toSpaces(TextLimit.cut(written, MAX_NAME_CHARS));
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "boolean" -> value.isBoolean();
            case "number" -> value.isNumber();
            case "string" -> value.isTextual();
            default -> false;
        };
    }

    private Stream<IotTool> iotTools() {
        return things.values().stream().flatMap(thing -> thing.tools.stream());
    }

    private static JsonNode schema(JsonNode parameters) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        parameters.properties().forEach(entry -> properties.set(entry.getKey(), entry.getValue()));
        if (!properties.isEmpty()) {
            properties.fieldNames().forEachRemaining(schema.withArray("required")::add);
        }
        return schema;
    }
}
