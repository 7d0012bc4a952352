package earshot.ui.tasks;

import module java.base;

import earshot.task.Task;
import earshot.task.TaskEvent;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;

/// What tasks and their changes are called.
record TaskFormatter(Texts texts, TaskPeople people) {
    String priority(int priority) {
        return texts.get("tasks.priority." + priority);
    }

    String owner(Task task) {
        return task.owner().map(owner -> people.owner(owner, task.key().group())).orElse(texts.get("tasks.nobody"));
    }

    /// `14:03  Kitchen gave it to Study`.
    String event(Task task, TaskEvent event, Instant now) {
        TimeFormatter clock = Duration.between(event.at(), now).compareTo(Duration.ofHours(20)) < 0 ? TimeFormatter.MINUTE : TimeFormatter.DAY_MINUTE;
        String who = event.by().map(people::name).orElse(texts.get("tasks.here"));
        String what = switch (event.act()) {
            case CREATED -> texts.get("tasks.did.created", who);
            case IMPORTED -> texts.get("tasks.did.imported", who);
            case RENAMED -> texts.get("tasks.did.renamed", who, event.detail());
            case PRIORITIZED -> texts.get("tasks.did.prioritized", who, priority(event.detail()));
            case ASSIGNED -> texts.get("tasks.did.assigned", who, people.owner(event.detail(), task.key().group()));
            case RELEASED -> texts.get("tasks.did.released", who);
            case COMPLETED -> texts.get("tasks.did.completed", who);
            case REOPENED -> texts.get("tasks.did.reopened", who);
            case RESTORED -> texts.get("tasks.did.restored", who);
        };
        return clock.format(event.at()) + "  " + what;
    }

    private String priority(String number) {
        return number.matches("[0-3]") ? priority(Integer.parseInt(number)) : number;
    }
}
