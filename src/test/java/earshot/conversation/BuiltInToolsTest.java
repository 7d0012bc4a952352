package earshot.conversation;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.RecognitionResult;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.event.LogTextFormatter;
import earshot.id.DeviceId;
import earshot.llm.ModelResolution;
import earshot.llm.ResolutionReason;
import earshot.memory.ConversationMemoryFake;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import earshot.tool.BuiltInTool;
import earshot.tool.Tool;
import earshot.tool.ToolAction;
import earshot.tool.ToolFailure;
import earshot.tool.ToolResult;
import earshot.tool.ToolSource;
import earshot.turn.AssistantRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tools that every model is given, as a model calls them.
class BuiltInToolsTest {
    private final TimeFake time = new TimeFake();
    private final LoudspeakerFake loudspeaker = new LoudspeakerFake();
    private final AnswerListenerFake listener = new AnswerListenerFake();
    private final ConversationServices services = new ConversationServices(time, ZoneId.of("Asia/Shanghai"), Settings::defaults, new ConversationMemoryFake(),
        ToolSource.none(), new LogTextFormatter(() -> 2000), new ProblemSinkFake());
    private final ModelAssistant assistant = new ModelAssistant(services, new DeviceId("aa:bb"),
        _ -> new ModelResolution(Optional.empty(), "", ResolutionReason.NONE, ""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"to\":30}|30", "{\"to\":\"30\"}|30", "{\"to\":\" 30 \",\"by\":5}|30", "{\"to\":130}|100", "{\"to\":-5}|0",
        "{\"to\":0}|0", "{\"to\":99999999999}|100", "{\"to\":29.6}|29",
        "{\"by\":15}|65", "{\"by\":-60}|0", "{\"by\":\"-20\"}|30", "{\"by\":2147483647}|100", "{}|60", "{\"to\":null,\"by\":-10}|40",
        "{\"to\":\"\",\"by\":-10}|40" })
    void theVolumeIsSetOrChangedAndStaysWithinItsBounds(String arguments, int percent) {
        assertThat(call("change_volume", arguments)).isEqualTo(ToolResult.forModel("The volume is " + percent + " percent now."));
        assertThat(loudspeaker.volume).isEqualTo(percent);
    }

    @Test
    void whoWantsAVolumeDoesNotNeedTheOneThatHolds() {
        loudspeaker.status = "{\"audio_speaker\":{}}";
        call("change_volume", "{\"to\":20}");
        assertThat(loudspeaker.volume).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{}", "[]", "{\"audio_speaker\":{\"volume\":\"loud\"}}"})
    void aDeviceThatDoesNotSayItsVolumeIsNotMadeLouder(String status) {
        loudspeaker.status = status;
        assertThatThrownBy(() -> call("change_volume", "{\"by\":10}")).isInstanceOf(ToolFailure.class);
        assertThat(loudspeaker.volume).isEqualTo(50);
    }

    @Test
    void aDeviceWhoseVolumeCannotBeSetIsNotOfferedIt() {
        assertThat(tools(loudspeaker).keySet()).containsExactlyInAnyOrder("get_time", "end_conversation", "change_role", "change_volume");
        assertThat(tools(ToolSource.none()).keySet()).containsExactlyInAnyOrder("get_time", "end_conversation", "change_role");
    }

    @Test
    void everyToolIsDescribedByASchemaThatNamesWhatItNeeds() throws Exception {
        for (BuiltInTool tool : tools(loudspeaker).values()) {
            JsonNode schema = JSON.readTree(tool.definition().parameters());
            assertThat(schema.path("type").asText()).isEqualTo("object");
            assertThat(BuiltInTools.NAMES).contains(tool.definition().name());
            schema.path("required").forEach(name -> assertThat(schema.path("properties").has(name.asText())).isTrue());
        }
        assertThat(JSON.readTree(tools(loudspeaker).get("change_volume").definition().parameters()).has("required")).as("one of the two").isFalse();
        assertThat(JSON.readTree(tools(loudspeaker).get("change_role").definition().parameters()).path("required").get(0).asText()).isEqualTo("role");
    }

    @Test
    void theTimeIsThatOfTheZoneWithItsWeekday() {
        assertThat(call("get_time", "{}").result())
            .contains(time.now().atZone(ZoneId.of("Asia/Shanghai")).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .contains(String.valueOf(time.now().atZone(ZoneId.of("Asia/Shanghai")).getYear()));
    }

    @Test
    void aGoodbyeIsSpokenAsTheModelWordsItAndEndsTheConversation() {
        assertThat(call("end_conversation", "{\"goodbye\":\" Bis bald! \"}")).isEqualTo(ToolResult.spokenBy("Bis bald!"));
        assertThat(listener.told).containsExactly("close after answer");
        ToolResult without = call("end_conversation", "{}");
        assertThat(without.action()).isEqualTo(ToolAction.RESPONSE);
        assertThat(without.spoken()).isEqualTo(assistant.goodbye()).isNotBlank();
    }

    @Test
    void aRoleStaysUntilAnotherOneIsTakenAndABlankOneEndsIt() {
        String without = persona();
        call("change_role", "{\"role\":\"a pirate who hates parrots\"}");
        assertThat(persona()).contains("a pirate who hates parrots");
        call("change_role", "{\"role\":\"  \"}");
        assertThat(persona()).isEqualTo(without);
    }

    private String persona() {
        return assistant.promptMessages(request(loudspeaker), List.of()).toString();
    }

    private ToolResult call(String name, String arguments) {
        try {
            return tools(loudspeaker).get(name).handler().apply(JSON.readTree(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, BuiltInTool> tools(ToolSource device) {
        return new BuiltInTools(services, request(device), assistant, listener, CompletableFuture::join).list().stream()
            .collect(Collectors.toMap(tool -> tool.definition().name(), Function.identity()));
    }

    private static AssistantRequest request(ToolSource device) {
        return new AssistantRequest(Optional.empty(), new RecognitionResult("", 1),
            new AssistantRequest.DeviceInfo(new DeviceId("aa:bb"), "Kitchen", ListenState.LISTENING, "192.0.2.7", Instant.EPOCH, ConnectionMode.DIALOG_ACTIVE),
            device);
    }

    /// A device with the tools of current firmware, half as loud as it can be.
    private static final class LoudspeakerFake implements ToolSource {
        int volume = 50;
        String status = "{\"audio_speaker\":{\"volume\":50},\"battery\":{}}";

        @Override
        public List<Tool> list() {
            return Stream.of("self.get_device_status", "self.audio_speaker.set_volume").map(name -> new Tool(name, "", "{}", false)).toList();
        }

        @Override
        public CompletableFuture<String> call(String name, JsonNode arguments) {
            if (name.equals("self.get_device_status")) {
                return CompletableFuture.completedFuture(status);
            }
            volume = arguments.path("volume").intValue();
            return CompletableFuture.completedFuture("true");
        }
    }
}
