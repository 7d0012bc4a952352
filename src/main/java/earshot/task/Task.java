package earshot.task;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// Something that a group has to do.
///
/// @param title one line, not blank, at most [#MAX_TITLE] characters
/// @param priority from 0, the most urgent, to [#LEAST_URGENT]
/// @param owner the alias or id of a device, or another name; empty while nobody has it
/// @param more what devices wrote of it that has no meaning here
/// @param history the newest [#MAX_HISTORY] changes, the oldest first
public record Task(Key key, String title, int priority, TaskStatus status, Optional<String> owner, Map<String, JsonNode> more, Instant created,
    List<TaskEvent> history) {
    public static final int MAX_TITLE = 200;
    public static final int LEAST_URGENT = 3;
    public static final int USUAL_PRIORITY = 2;
    static final int MAX_HISTORY = 20;

    /// The order in which a group sees its tasks, and in which people count them: open ones first, the most urgent first, then by age.
    public static final Comparator<Task> ORDER = Comparator.comparing(Task::status).thenComparing(Task::priority).thenComparing(Task::created)
        .thenComparing(task -> task.key().id());

    /// @param id as its creator named it, at most 64 characters
    public record Key(TaskGroup group, String id) {}

    public Task {
        more = Map.copyOf(more);
        history = List.copyOf(history.subList(Math.max(0, history.size() - MAX_HISTORY), history.size()));
    }

    public boolean done() {
        return status == TaskStatus.DONE;
    }

    Task after(TaskEvent event) {
        return new Task(key, title, priority, status, owner, more, created, Stream.concat(history.stream(), Stream.of(event)).toList());
    }
}
