package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.RandomId;
import earshot.problem.ProblemException;

/// A task of the speech services of Alibaba Cloud over one WebSocket: its messages have a head that names it.
///
/// @param namespace of the function
/// @param id 32 hexadecimal digits
public record AliyunTask(ProviderSettings provider, String namespace, String id) {
    /// One with a new id.
    public static AliyunTask create(ProviderSettings provider, String namespace) {
        return new AliyunTask(provider, namespace, RandomId.hexadecimal());
    }

    /// A message without content.
    ///
    /// @param name what it says, such as `StopTranscription`
    /// @throws ProblemException with PROVIDER_INCOMPLETE when the section has no `appkey`
    public String message(String name) {
        return head(name).toString();
    }

    /// As [#message(String)], with content.
    public String message(String name, ObjectNode payload) {
        ObjectNode message = head(name);
        message.set("payload", payload);
        return message.toString();
    }

    private ObjectNode head(String name) {
        ObjectNode message = JSON.createObjectNode();
        message.putObject("header").put("message_id", RandomId.hexadecimal()).put("task_id", id).put("namespace", namespace).put("name", name)
            .put("appkey", provider.required("appkey"));
        return message;
    }

    /// What `TaskFailed` says.
    public static ProblemException failure(ProviderErrors errors, JsonNode message) {
        JsonNode header = message.path("header");
        return errors.ofMessage(header.path("status").asText(), header.path("status_text").asText());
    }
}
