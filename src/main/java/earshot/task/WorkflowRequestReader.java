package earshot.task;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.ControlCharacters;
import earshot.data.TextLimit;

/// Reads `workflow` messages. What a device wrote is bounded here: names of tasks and owners to 64 characters, titles to [Task#MAX_TITLE], what has no
/// meaning to [TaskPatch#MAX_MORE] characters a task, a message to [#MAX_TASKS] tasks.
final class WorkflowRequestReader {
    static final int MAX_TASKS = 100;
    private static final int MAX_NAME = 64;
    private static final Set<String> KNOWN = Set.of("id", "title", "priority", "status", "owner", "groupKey");

    private final TaskGroup sender;

    /// What is wrong with a message; the message is for the device.
    private static final class InvalidMessage extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidMessage(String reason) {
            super(reason, null, false, false);
        }
    }

    private WorkflowRequestReader(TaskGroup sender) {
        this.sender = sender;
    }

    /// @param sender the group of the device
    static WorkflowRequest read(ObjectNode body, TaskGroup sender) {
        try {
            return new WorkflowRequestReader(sender).read(body);
        } catch (InvalidMessage e) {
            return new WorkflowRequest.Invalid(e.getMessage());
        }
    }

    /// A task that came by another way; empty where it does not hold.
    ///
    /// @param otherwise its group where it names none
    static Optional<TaskRegistry.Merge> task(ObjectNode fields, TaskGroup otherwise) {
        try {
            return Optional.of(new TaskRegistry.Merge(group(fields).orElse(otherwise), patch(fields)));
        } catch (InvalidMessage _) {
            return Optional.empty();
        }
    }

    /// The group that an object names, where it names one.
    static TaskGroup group(ObjectNode holder, TaskGroup otherwise) {
        try {
            return group(holder).orElse(otherwise);
        } catch (InvalidMessage _) {
            return otherwise;
        }
    }

    /// The text in one line, cut.
    static String line(String text, int most) {
        return TextLimit.cut(ControlCharacters.toSpaces(TextLimit.cut(text, 4 * most)), most);
    }

    private WorkflowRequest read(ObjectNode body) throws InvalidMessage {
        return switch (body.path("event").asText("")) {
            case "update" -> update(body);
            case "list" -> new WorkflowRequest.Show();
            case "assign" -> new WorkflowRequest.Assign(id(body.path("id"), "id"), owner(body));
            case "complete" -> new WorkflowRequest.Complete(ids(body));
            case "delete" -> new WorkflowRequest.Delete(ids(body));
            default -> throw new InvalidMessage("event must be update, list, assign, complete or delete");
        };
    }

    private WorkflowRequest update(ObjectNode body) throws InvalidMessage {
        JsonNode tasks = body.path("tasks");
        if (!tasks.isArray()) {
            throw new InvalidMessage("tasks must be array of {id}");
        }
        if (tasks.isEmpty()) {
            return new WorkflowRequest.Show();
        }
        checkCount("tasks", tasks);
        TaskGroup group = group(body).orElse(sender);
        List<TaskRegistry.Merge> merges = new ArrayList<>();
        for (JsonNode task : tasks) {
            if (!(task instanceof ObjectNode fields)) {
                throw new InvalidMessage("tasks must be array of {id}");
            }
            merges.add(new TaskRegistry.Merge(group(fields).orElse(group), patch(fields)));
        }
        return new WorkflowRequest.Update(merges);
    }

    private static TaskPatch patch(ObjectNode task) throws InvalidMessage {
        return new TaskPatch(id(task.path("id"), "id"), title(task), priority(task), status(task), owner(task), more(task));
    }

    private static Optional<String> title(ObjectNode task) throws InvalidMessage {
        if (!task.hasNonNull("title")) {
            return Optional.empty();
        }
        String title = task.path("title").isTextual() ? line(task.path("title").textValue(), Task.MAX_TITLE) : "";
        if (title.isEmpty()) {
            throw new InvalidMessage("title must be non-empty string");
        }
        return Optional.of(title);
    }

    private static OptionalInt priority(ObjectNode task) throws InvalidMessage {
        if (!task.hasNonNull("priority")) {
            return OptionalInt.empty();
        }
        JsonNode priority = task.path("priority");
        if (!priority.isIntegralNumber() || !priority.canConvertToInt() || priority.intValue() < 0 || priority.intValue() > Task.LEAST_URGENT) {
            throw new InvalidMessage("priority must be integer 0..3");
        }
        return OptionalInt.of(priority.intValue());
    }

    private static Optional<TaskStatus> status(ObjectNode task) throws InvalidMessage {
        if (!task.hasNonNull("status")) {
            return Optional.empty();
        }
        String written = task.path("status").asText("");
        Optional<TaskStatus> known = Arrays.stream(TaskStatus.values()).filter(status -> status.wireName().equals(written)).findFirst();
        if (known.isEmpty()) {
            throw new InvalidMessage("status must be open or done");
        }
        return known;
    }

    /// A null takes the task from its owner, as an empty text does.
    private static Optional<String> owner(ObjectNode task) throws InvalidMessage {
        JsonNode owner = task.path("owner");
        if (owner.isMissingNode()) {
            return Optional.empty();
        }
        if (!owner.isTextual() && !owner.isNull()) {
            throw new InvalidMessage("owner must be string");
        }
        return Optional.of(owner.isNull() ? "" : line(owner.textValue(), MAX_NAME));
    }

    private static Optional<TaskGroup> group(ObjectNode holder) throws InvalidMessage {
        if (!holder.hasNonNull("groupKey")) {
            return Optional.empty();
        }
        String key = holder.path("groupKey").isTextual() ? line(holder.path("groupKey").textValue(), MAX_NAME) : "";
        if (key.isEmpty()) {
            throw new InvalidMessage("groupKey must be non-empty string");
        }
        return Optional.of(new TaskGroup(key));
    }

    private static Map<String, JsonNode> more(ObjectNode task) throws InvalidMessage {
        Map<String, JsonNode> more = new LinkedHashMap<>();
        int size = 0;
        for (Map.Entry<String, JsonNode> field : task.properties()) {
            if (!KNOWN.contains(field.getKey())) {
                size += field.getKey().length() + field.getValue().toString().length();
                more.put(field.getKey(), field.getValue());
            }
        }
        if (size > TaskPatch.MAX_MORE) {
            throw new InvalidMessage("other fields of a task must have at most " + TaskPatch.MAX_MORE + " characters");
        }
        return more;
    }

    private static List<String> ids(ObjectNode body) throws InvalidMessage {
        JsonNode ids = body.path("ids");
        if (!ids.isArray() || ids.isEmpty()) {
            throw new InvalidMessage("ids must be array of non-empty strings");
        }
        checkCount("ids", ids);
        List<String> all = new ArrayList<>();
        for (JsonNode id : ids) {
            all.add(id(id, "ids"));
        }
        return all;
    }

    private static String id(JsonNode id, String field) throws InvalidMessage {
        String known = id.isTextual() ? ControlCharacters.toSpaces(TextLimit.cut(id.textValue(), MAX_NAME + 2)) : "";
        if (known.isEmpty() || known.length() > MAX_NAME) {
            throw new InvalidMessage(
                field.equals("ids") ? "ids must be array of non-empty strings" : "id must be non-empty string of at most " + MAX_NAME + " characters");
        }
        return known;
    }

    private static void checkCount(String field, JsonNode array) throws InvalidMessage {
        if (array.size() > MAX_TASKS) {
            throw new InvalidMessage(field + " must have at most " + MAX_TASKS + " entries");
        }
    }
}
