package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The tools of devices with firmware older than MCP. They describe things with methods and properties: each method becomes a tool, and
/// the properties of a thing become one tool that reads them. Source: badge-protocol section 2.14.
///
/// Safe for use from any thread.
public final class IotThings implements ToolSource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_THINGS = 64;
    private static final int MAX_METHODS = 64;

    private final Predicate<JsonNode> send;
    private final Map<String, Thing> things = new LinkedHashMap<>();

    private static final class Thing {
        final String description;
        final Map<String, JsonNode> properties = new LinkedHashMap<>();
        final Map<String, JsonNode> methods = new LinkedHashMap<>();
        final Map<String, JsonNode> values = new LinkedHashMap<>();

        Thing(String description) {
            this.description = description;
        }
    }

    private record IotTool(String thing, Optional<String> method, Tool tool) {}

    /// @param send sends the array of commands to the device; returns false when the connection is gone
    public IotThings(Predicate<JsonNode> send) {
        this.send = send;
    }

    /// Handles an `iot` message of the device. Returns one sentence for each part of it that could not be used.
    public synchronized List<String> received(JsonNode body) {
        List<String> wrong = new ArrayList<>();
        body.path("descriptors").forEach(descriptor -> addDescriptor(descriptor, wrong));
        body.path("states").forEach(state -> addState(state, wrong));
        return wrong;
    }

    @Override
    public synchronized List<Tool> list() {
        return iotTools().stream().map(IotTool::tool).toList();
    }

    @Override
    public CompletableFuture<String> call(String name, JsonNode arguments) {
        JsonNode command;
        synchronized (this) {
            Optional<IotTool> iotTool = iotTools().stream().filter(each -> each.tool().name().equals(name) || each.tool().safeName().equals(name)).findFirst();
            if (iotTool.isEmpty()) {
                return CompletableFuture.failedFuture(new ToolFailure("the device offers no tool " + name));
            }
            if (iotTool.get().method().isEmpty()) {
                return CompletableFuture.completedFuture(JSON.objectNode().setAll(things.get(iotTool.get().thing()).values).toString());
            }
            ObjectNode one = JSON.objectNode().put("name", iotTool.get().thing()).put("method", iotTool.get().method().get());
            one.set("parameters", arguments);
            command = JSON.arrayNode().add(one);
        }
        return send.test(command) ? CompletableFuture.completedFuture("done") : CompletableFuture.failedFuture(new ToolFailure("the connection is gone"));
    }

    private void addDescriptor(JsonNode descriptor, List<String> wrong) {
        String name = descriptor.path("name").asText("");
        if (name.isEmpty() || !things.containsKey(name) && things.size() >= MAX_THINGS) {
            wrong.add(name.isEmpty() ? "a descriptor without a name" : "more than " + MAX_THINGS + " things");
            return;
        }
        Thing thing = new Thing(descriptor.path("description").asText(""));
        descriptor.path("properties").properties().forEach(entry -> thing.properties.put(entry.getKey(), entry.getValue()));
        descriptor.path("methods").properties().stream().limit(MAX_METHODS).forEach(entry -> thing.methods.put(entry.getKey(), entry.getValue()));
        Thing before = things.put(name, thing);
        if (before != null) {
            before.values.forEach((property, value) -> {
                if (thing.properties.containsKey(property)) {
                    thing.values.put(property, value);
                }
            });
        }
    }

    private void addState(JsonNode state, List<String> wrong) {
        String name = state.path("name").asText("");
        Thing thing = things.get(name);
        if (thing == null) {
            wrong.add("a state of " + name + ", which was never described");
            return;
        }
        state.path("state").properties().forEach(entry -> {
            String type = thing.properties.containsKey(entry.getKey()) ? thing.properties.get(entry.getKey()).path("type").asText("") : "none";
            if (fits(type, entry.getValue())) {
                thing.values.put(entry.getKey(), entry.getValue());
            } else {
                wrong.add(name + "." + entry.getKey() + " is " + type + ", not " + entry.getValue());
            }
        });
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "boolean" -> value.isBoolean();
            case "number" -> value.isNumber();
            case "string" -> value.isTextual();
            default -> false;
        };
    }

    private List<IotTool> iotTools() {
        List<IotTool> all = new ArrayList<>();
        things.forEach((name, thing) -> {
            if (!thing.properties.isEmpty()) {
                all.add(new IotTool(name, Optional.empty(), new Tool(name + ".state", "Reads " + about(name, thing), schema(JSON.objectNode()), false)));
            }
            thing.methods.forEach((method, described) -> all.add(new IotTool(name, Optional.of(method),
                new Tool(name + "." + method, described.path("description").asText(about(name, thing)), schema(described.path("parameters")), false))));
        });
        return all;
    }

    private static String about(String name, Thing thing) {
        return thing.description.isEmpty() ? name : name + ": " + thing.description;
    }

    private static JsonNode schema(JsonNode parameters) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        parameters.properties().forEach(entry -> properties.set(entry.getKey(), entry.getValue()));
        if (!properties.isEmpty()) {
            properties.fieldNames().forEachRemaining(schema.withArray("required")::add);
        }
        return schema;
    }
}
