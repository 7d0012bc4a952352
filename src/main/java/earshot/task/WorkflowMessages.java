package earshot.task;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.wire.OutboundMessage;

/// The `workflow` messages to devices. Source: badge-protocol section 2.18.
final class WorkflowMessages {
    /// Why a request is refused, as devices read it.
    enum ErrorCode { SCHEMA_INVALID, NOT_FOUND, LIMIT_REACHED, NOT_STORED }

    private WorkflowMessages() {}

    static OutboundMessage ok(String event, boolean idempotent) {
        ObjectNode body = message().put("status", "ok").put("event", event);
        return new OutboundMessage.Family(idempotent ? body.put("idempotent", true) : body);
    }

    static OutboundMessage error(ErrorCode code, String reason) {
        return new OutboundMessage.Family(message().put("status", "error").put("code", code.name()).put("message", reason));
    }

    /// All tasks of a group.
    static OutboundMessage snapshot(List<Task> tasks) {
        ObjectNode body = message().put("event", "update");
        body.set("tasks", items(tasks));
        return new OutboundMessage.Family(body);
    }

    /// A spoken command is about to be performed.
    static OutboundMessage command(SpokenCommand.Intent intent) {
        return new OutboundMessage.Family(message().put("event", "command").put("intent", LetterCase.lower(intent.name())));
    }

    /// Tasks as devices and other programs read them.
    static ArrayNode items(List<Task> tasks) {
        ArrayNode items = JSON.createArrayNode();
        tasks.forEach(task -> items.add(item(task)));
        return items;
    }

    private static ObjectNode item(Task task) {
        ObjectNode item = JSON.createObjectNode();
        task.more().forEach(item::set);
        item.put("id", task.key().id()).put("title", task.title()).put("priority", task.priority()).put("status", task.status().wireName());
        return item.put("owner", task.owner().orElse("")).put("groupKey", task.key().group().key());
    }

    private static ObjectNode message() {
        return JSON.createObjectNode().put("type", "workflow");
    }
}
