package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.RandomId;
import earshot.problem.ProblemException;

/// What is said over one WebSocket to the speech services of Alibaba Cloud: messages with a head that names the task.
///
/// @param namespace of the function
/// @param task 32 hexadecimal digits
public record AliyunDialog(ProviderSettings provider, String namespace, String task) {
    public static AliyunDialog create(ProviderSettings provider, String namespace) {
        return new AliyunDialog(provider, namespace, RandomId.hexadecimal());
    }

    public String message(String name) {
        return head(name).toString();
    }

    public String message(String name, ObjectNode payload) {
        ObjectNode message = head(name);
        message.set("payload", payload);
        return message.toString();
    }

    private ObjectNode head(String name) {
        ObjectNode message = JSON.createObjectNode();
        message.putObject("header").put("message_id", RandomId.hexadecimal()).put("task_id", task).put("namespace", namespace).put("name", name)
            .put("appkey", provider.required("appkey"));
        return message;
    }

    /// What `TaskFailed` says.
    public static ProblemException failure(ProviderErrors errors, JsonNode message) {
        JsonNode header = message.path("header");
        return errors.ofMessage(header.path("status").asText(), header.path("status_text").asText());
    }
}
