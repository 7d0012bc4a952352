package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.RandomId;
import earshot.problem.ProblemException;

/// A task of Alibaba Cloud Model Studio (DashScope) over its WebSocket for inference: run, told something while it runs, and finished.
///
/// @param id 32 hexadecimal digits
public record DashScopeTask(String id) {
    /// One with a new id.
    public static DashScopeTask create() {
        return new DashScopeTask(RandomId.hexadecimal());
    }

    /// The message that begins it.
    ///
    /// @param task `tts` or `asr`
    /// @param function of the task
    public String run(String task, String function, String model, ObjectNode parameters) {
        ObjectNode message = message("run-task");
        ObjectNode payload = message.putObject("payload").put("task_group", "audio").put("task", task).put("function", function).put("model", model);
        payload.set("parameters", parameters);
        payload.putObject("input");
        return message.toString();
    }

    /// The message with a text that is to be spoken.
    public String tell(String text) {
        ObjectNode message = message("continue-task");
        message.putObject("payload").putObject("input").put("text", text);
        return message.toString();
    }

    /// The message that nothing follows.
    public String finish() {
        ObjectNode message = message("finish-task");
        message.putObject("payload").putObject("input");
        return message.toString();
    }

    private ObjectNode message(String action) {
        ObjectNode message = JSON.createObjectNode();
        message.putObject("header").put("action", action).put("task_id", id).put("streaming", "duplex");
        return message;
    }

    /// Those of the handshake: the key as a bearer token, where there is one.
    public static Map<String, String> headers(ProviderSettings provider) {
        return provider.key().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of());
    }

    /// What `task-failed` says.
    public static ProblemException failure(ProviderErrors errors, JsonNode message) {
        JsonNode header = message.path("header");
        return errors.ofMessage(header.path("error_code").asText(), header.path("error_message").asText());
    }
}
