package earshot.conversation;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.llm.ToolDefinition;
import earshot.tool.BuiltInTool;
import earshot.tool.Tool;
import earshot.tool.ToolFailure;
import earshot.tool.ToolResult;
import earshot.tool.ToolSource;
import earshot.turn.AnswerListener;
import earshot.turn.AssistantRequest;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Creates the built-in tools: the time, ending the conversation, playing a role, and a volume that can also be changed by a difference.
final class BuiltInTools {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT).withLocale(Locale.ENGLISH);
    private static final String SET_VOLUME = "self.audio_speaker.set_volume";
    private static final String STATUS = "self.get_device_status";

    /// Blocks until a tool of the device has answered, within the time limit of tools.
    interface ToolCallAwaiter {
        String await(CompletableFuture<String> call);
    }

    private BuiltInTools() {}

    static List<BuiltInTool> create(ConversationServices services, AssistantRequest assistantRequest, ModelAssistant modelAssistant, AnswerListener answerListener, ToolCallAwaiter awaiter) {
        List<BuiltInTool> all = new ArrayList<>();
        all.add(new BuiltInTool(new ToolDefinition("get_time", "Tells the current local date, weekday and time.", schema()),
            _ -> ToolResult.forModel(CLOCK.format(services.time().now().atZone(services.zone())))));
        all.add(new BuiltInTool(new ToolDefinition("end_conversation", "Call this when the person says goodbye or wants to end the conversation.",
            schema("goodbye", "string", "a short, friendly goodbye in the person's language")), arguments -> {
                answerListener.closeAfterAnswer();
                String goodbye = arguments.path("goodbye").asText("").strip();
                return ToolResult.spokenBy(goodbye.isEmpty() ? modelAssistant.goodbye() : goodbye);
            }));
        all.add(new BuiltInTool(new ToolDefinition("change_role", "Call this when the person wants you to play another role or character from now on.",
            schema("role", "string", "who you are to be from now on, with character and manner of speaking")), arguments -> {
                modelAssistant.takeRole(arguments.path("role").asText(""));
                return ToolResult.forModel("The role is taken. Greet the person in it, in one sentence.");
            }));
        if (offers(assistantRequest.tools(), SET_VOLUME)) {
            ObjectNode parameters = schema("to", "integer", "the new volume, 0 to 100");
            ((ObjectNode) parameters.get("properties")).putObject("by").put("type", "integer").put("description", "how much louder (positive) or quieter (negative)");
            parameters.putArray("required");
            all.add(new BuiltInTool(new ToolDefinition("change_volume", "Sets the speaker's volume, or makes it louder or quieter. Give either `to` or `by`.", parameters),
                arguments -> changeVolume(assistantRequest.tools(), arguments, awaiter)));
        }
        return all;
    }

    private static ToolResult changeVolume(ToolSource device, JsonNode arguments, ToolCallAwaiter awaiter) {
        int wanted = arguments.path("to").isNumber() ? arguments.path("to").intValue() : currentVolume(device, awaiter) + arguments.path("by").asInt(10);
        int volume = Math.clamp(wanted, 0, 100);
        awaiter.await(device.call(SET_VOLUME, JSON.createObjectNode().put("volume", volume)));
        return ToolResult.forModel("The volume is " + volume + " percent now.");
    }

    private static int currentVolume(ToolSource device, ToolCallAwaiter awaiter) {
        try {
            JsonNode volume = JSON.readTree(awaiter.await(device.call(STATUS, JSON.createObjectNode()))).path("audio_speaker").path("volume");
            return Optional.of(volume).filter(JsonNode::isNumber).map(JsonNode::intValue).orElseThrow(() -> new ToolFailure("the device does not tell its volume"));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ToolFailure("the device does not tell its volume");
        }
    }

    private static boolean offers(ToolSource tools, String name) {
        return tools.list().stream().map(Tool::name).anyMatch(name::equals);
    }

    private static ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        schema.putObject("properties");
        return schema;
    }

    private static ObjectNode schema(String name, String type, String description) {
        ObjectNode schema = schema();
        ((ObjectNode) schema.get("properties")).putObject(name).put("type", type).put("description", description);
        schema.putArray("required").add(name);
        return schema;
    }
}
