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
    public static DashScopeTask create() {
        return new DashScopeTask(RandomId.hexadecimal());
    }

    /// @param task `tts` or `asr`
    /// @param function of the task
    public String run(String task, String function, String model, ObjectNode parameters) {
        ObjectNode message = message("run-task");
        ObjectNode payload = message.putObject("payload").put("task_group", "audio").put("task", task).put("function", function).put("model", model);
        payload.set("parameters", parameters);
        payload.putObject("input");
        return message.toString();
    }

    public String tell(String text) {
        ObjectNode message = message("continue-task");
        message.putObject("payload").putObject("input").put("text", text);
        return message.toString();
    }

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

    public static Map<String, String> headers(ProviderSettings provider) {
        return provider.key().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of());
    }

    /// What `task-failed` says.
    public static ProblemException failure(ProviderErrors errors, JsonNode message) {
        JsonNode header = message.path("header");
        return errors.ofMessage(header.path("error_code").asText(), header.path("error_message").asText());
    }
}
