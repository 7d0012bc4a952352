package earshot.task;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.id.DeviceId;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import earshot.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Tasks as a database table. A row that cannot be read, written by a newer version or damaged, is left out.
public record DatabaseTaskStore(Database database, ProblemSink problems) implements TaskStore {
    public static final Migration SCHEMA = Migration.of(15, """
        create table task (task_group text not null, id text not null, title text not null, priority integer not null, status text not null, \
        owner text, more text not null,
            created integer not null, history text not null, primary key (task_group, id))""");

    @Override
    public List<Task> read() {
        return database.read(connection -> Sql.queryReadable(connection,
            "select task_group, id, title, priority, status, owner, more, created, history from task order by created, rowid",
            DatabaseTaskStore::task), problems);
    }

    private static Optional<Task> task(ResultSet row) throws SQLException {
        try {
            Map<String, JsonNode> more = new LinkedHashMap<>();
            JSON.readTree(row.getString("more")).properties().forEach(field -> more.put(field.getKey(), field.getValue()));
            return Optional.of(new Task(new Task.Key(new TaskGroup(row.getString("task_group")), row.getString("id")), row.getString("title"),
                Math.clamp(row.getInt("priority"), 0, Task.LEAST_URGENT), TaskStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("owner")), more, Instant.ofEpochMilli(row.getLong("created")), history(row.getString("history"))));
        } catch (IllegalArgumentException | JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static List<TaskEvent> history(String written) throws JsonProcessingException {
        return JSON.readTree(written).valueStream().map(event -> new TaskEvent(Instant.ofEpochMilli(event.path("at").asLong()),
            Optional.of(event.path("by").asText("")).filter(id -> !id.isEmpty()).map(DeviceId::new),
            TaskEvent.Act.valueOf(event.path("act").asText()), event.path("detail").asText(""))).toList();
    }

    private static String history(List<TaskEvent> events) {
        ArrayNode all = JSON.createArrayNode();
        events.forEach(event -> all.addObject().put("at", event.at().toEpochMilli()).put("by", event.by().map(DeviceId::value).orElse(""))
            .put("act", event.act().name()).put("detail", event.detail()));
        return all.toString();
    }

    @Override
    public CompletableFuture<?> write(Collection<Task> changed, Collection<Task.Key> gone) {
        List<Task> tasks = List.copyOf(changed);
        List<Task.Key> deleted = List.copyOf(gone);
        return database.write(Durability.POWER_CUT,
            connection -> Sql.executeEach(connection, "insert or replace into task values (?, ?, ?, ?, ?, ?, ?, ?, ?)", tasks, DatabaseTaskStore::values)
                + Sql.executeEach(connection, "delete from task where task_group = ? and id = ?", deleted, key -> List.of(key.group().key(), key.id())),
            problems);
    }

    private static List<?> values(Task task) {
        ObjectNode more = JSON.createObjectNode();
        task.more().forEach(more::set);
        return List.of(task.key().group().key(), task.key().id(), task.title(), task.priority(), task.status(), task.owner(), more.toString(), task.created(),
            history(task.history()));
    }
}
