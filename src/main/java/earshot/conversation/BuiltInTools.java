package earshot.conversation;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.ToolDefinition;
import earshot.problem.ProblemReason;
import earshot.tool.BuiltInTool;
import earshot.tool.ToolFailure;
import earshot.tool.ToolParameter;
import earshot.tool.ToolReason;
import earshot.tool.ToolResult;
import earshot.turn.AnswerListener;
import earshot.turn.AssistantRequest;

/// The built-in tools of one answer: the time, ending the conversation, playing a role, a volume that can also be changed by a difference, and those of
/// other features.
///
/// @param await blocks until a tool of the device has answered, within the time limit of tools
record BuiltInTools(ConversationServices services, AssistantRequest request, ModelAssistant assistant, AnswerListener listener,
                    Function<CompletableFuture<String>, String> await) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT).withLocale(Locale.ENGLISH);
    /// Percent, when the model does not say how much louder.
    private static final int VOLUME_STEP = 10;

    /// The names of the tools here, and the one by which an intent model says that it wants none.
    static final Set<String> NAMES = Set.of("get_time", "end_conversation", "change_role", "change_volume", IntentQuery.NO_FUNCTION);

    private static final ToolDefinition GET_TIME = ToolParameter.define("get_time", "Tells the current local date, weekday and time.");
    private static final ToolDefinition END_CONVERSATION = ToolParameter.define("end_conversation",
        "Call this when the person says goodbye or wants to end the conversation.",
        new ToolParameter("goodbye", "string", "a short, friendly goodbye in the person's language", true));
    private static final ToolDefinition CHANGE_ROLE = ToolParameter.define("change_role",
        "Call this when the person wants you to play another role or character from now on.",
        new ToolParameter("role", "string", "who you are to be from now on, with character and manner of speaking", true));
    private static final ToolDefinition CHANGE_VOLUME = ToolParameter.define("change_volume",
        "Sets the speaker's volume, or makes it louder or quieter. Give either `to` or `by`.",
        new ToolParameter("to", "integer", "the new volume, 0 to 100", false),
        new ToolParameter("by", "integer", "how much louder (positive) or quieter (negative)", false));

    List<BuiltInTool> list() {
        DeviceVolume volume = new DeviceVolume(request.tools());
        Stream<BuiltInTool> onDevice = volume.canBeSet() ? Stream.of(changeVolume(volume)) : Stream.empty();
        Stream<BuiltInTool> ofFeatures = services.features().tools(request.device().id(), assistant::language).stream();
        return Stream.of(Stream.of(getTime(), endConversation(), changeRole()), onDevice, ofFeatures).flatMap(tools -> tools).toList();
    }

    private BuiltInTool getTime() {
        return new BuiltInTool(GET_TIME, _ -> ToolResult.forModel(CLOCK.format(services.time().now().atZone(services.zone()))));
    }

    private BuiltInTool endConversation() {
        return new BuiltInTool(END_CONVERSATION, arguments -> {
            listener.closeAfterAnswer();
            String goodbye = arguments.path("goodbye").asText("").strip();
            return ToolResult.spokenBy(goodbye.isEmpty() ? assistant.goodbye() : goodbye);
        });
    }

    private BuiltInTool changeRole() {
        return new BuiltInTool(CHANGE_ROLE, arguments -> {
            assistant.takeRole(arguments.path("role").asText(""));
            return ToolResult.forModel("The role is taken. Greet the person in it, in one sentence.");
        });
    }

    private BuiltInTool changeVolume(DeviceVolume volume) {
        return new BuiltInTool(CHANGE_VOLUME, arguments -> {
            OptionalLong wanted = number(arguments.path("to"));
            int percent = Math.clamp(wanted.isPresent() ? wanted.getAsLong()
                : currentPercent(volume) + number(arguments.path("by")).orElse(VOLUME_STEP), 0, 100);
            await.apply(volume.set(percent));
            return ToolResult.forModel("The volume is " + percent + " percent now.");
        });
    }

    /// Models write a number as text, too.
    private static OptionalLong number(JsonNode written) {
        String text = written.asText("").strip();
        return written.isNumber() ? OptionalLong.of(written.longValue()) : text.matches("[+-]?\\d{1,9}") ? OptionalLong.of(Long.parseLong(text))
            : OptionalLong.empty();
    }

    private int currentPercent(DeviceVolume volume) {
        return DeviceVolume.percentIn(await.apply(volume.readStatus())).orElseThrow(() -> new ToolFailure(ToolReason.of(ProblemReason.TOOL_NO_VOLUME)));
    }
}
