package earshot.task;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemReason;
import earshot.problem.UnusableFileException;

/// Reads tasks of a file, as other servers keep them in `tasks.json`. No form of it is fixed, so that every sensible one is read: a list of tasks, or
/// objects that name them by their groups or their ids. What does not hold of a task is left out, and a task without an id or with a wrong field as a whole.
/// Source: badge-protocol section 7.2.
///
/// @param merges at most [TaskRegistry#MAX_TASKS]
/// @param leftOut how many were left out
record TaskFile(List<TaskRegistry.Merge> merges, int leftOut) {
    private static final int MAX_BYTES = 16 << 20;
    private static final int MAX_DEPTH = 6;
    /// Members that hold tasks and name no group.
    private static final Set<String> LISTS = Set.of("tasks", "items", "groups", "data");

    /// Waits for the disk.
    ///
    /// @param otherwise the group of tasks that name none
    /// @throws IOException when it cannot be read; [UnusableFileException] when it has no tasks
    static TaskFile read(Path file, TaskGroup otherwise) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException(Files.exists(file) ? ProblemReason.NOT_A_FILE : ProblemReason.ABSENT);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new UnusableFileException(ProblemReason.TOO_LARGE);
        }
        Reader reader = new Reader();
        try {
            reader.read(JSON.readTree(withoutMark(Files.readAllBytes(file))), otherwise, "", 0);
        } catch (StreamConstraintsException _) {
            throw new UnusableFileException(ProblemReason.TOO_DEEP);
        } catch (JsonProcessingException e) {
            throw new UnusableFileException(ProblemReason.FILE_NO_JSON, Optional.ofNullable(e.getLocation()).map(at -> at.getLineNr()).orElse(0));
        }
        if (reader.merges.isEmpty() && reader.leftOut == 0) {
            throw new UnusableFileException(ProblemReason.NO_TASKS);
        }
        return new TaskFile(reader.merges, reader.leftOut);
    }

    /// Editors on Windows begin a file with a byte order mark.
    private static String withoutMark(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static final class Reader {
        private final List<TaskRegistry.Merge> merges = new ArrayList<>();
        private int leftOut;

        /// @param name under which the value stands; empty in a list
        void read(JsonNode value, TaskGroup group, String name, int depth) {
            if (depth > MAX_DEPTH) {
                leftOut++;
            } else if (value.isArray()) {
                value.forEach(element -> read(element, group, "", depth + 1));
            } else if (value instanceof ObjectNode fields && isTask(fields)) {
                add(fields, group, name);
            } else if (value instanceof ObjectNode members) {
                TaskGroup own = WorkflowRequestReader.group(members, group);
                members.properties().stream().filter(member -> member.getValue().isContainerNode())
                    .forEach(member -> read(member.getValue(), groupOf(member, own), LISTS.contains(member.getKey()) ? "" : member.getKey(), depth + 1));
            }
        }

        private static boolean isTask(ObjectNode fields) {
            return fields.path("title").isTextual() || fields.path("id").isValueNode();
        }

        /// The name of a list, or of an object of tasks, is that of a group; the name of a task is its id.
        private static TaskGroup groupOf(Map.Entry<String, JsonNode> member, TaskGroup otherwise) {
            boolean group = !LISTS.contains(member.getKey()) && !member.getKey().isBlank()
                && !(member.getValue() instanceof ObjectNode fields && isTask(fields));
            return group ? new TaskGroup(member.getKey()) : otherwise;
        }

        private void add(ObjectNode fields, TaskGroup group, String name) {
            if (fields.path("id").isNumber()) {
                fields.put("id", fields.path("id").asText());
            } else if (!fields.hasNonNull("id") && !name.isEmpty()) {
                fields.put("id", name);
            }
            WorkflowRequestReader.task(fields, group).filter(_ -> merges.size() < TaskRegistry.MAX_TASKS).ifPresentOrElse(merges::add, () -> leftOut++);
        }
    }
}
