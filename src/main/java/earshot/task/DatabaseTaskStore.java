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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Tasks as a database table. A row that cannot be read, written by a newer version or damaged, is left out.
public record DatabaseTaskStore(Database database, ProblemSink problems) implements TaskStore {
    public static final Migration SCHEMA = Migration.of(15, """
        create table task (task_group text not null, id text not null, title text not null, priority integer not null, status text not null, \
        owner text, more text not null,
            created integer not null, history text not null, primary key (task_group, id))""");

    @Override
    public List<Task> read() {
        return database.read(connection -> {
            try (Statement query = connection.createStatement();
                ResultSet rows = query
                    .executeQuery("select task_group, id, title, priority, status, owner, more, created, history from task order by created, rowid")) {
                List<Task> all = new ArrayList<>();
                while (rows.next()) {
                    task(rows).ifPresent(all::add);
                }
                return all;
            }
        }, problems);
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
        return database.write(Durability.POWER_CUT, connection -> {
            put(connection, tasks);
            try (PreparedStatement row = connection.prepareStatement("delete from task where task_group = ? and id = ?")) {
                for (Task.Key key : deleted) {
                    row.setString(1, key.group().key());
                    row.setString(2, key.id());
                    row.addBatch();
                }
                return row.executeBatch().length;
            }
        }, problems);
    }

    private static void put(Connection connection, List<Task> tasks) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("insert or replace into task values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Task task : tasks) {
                ObjectNode more = JSON.createObjectNode();
                task.more().forEach(more::set);
                row.setString(1, task.key().group().key());
                row.setString(2, task.key().id());
                row.setString(3, task.title());
                row.setInt(4, task.priority());
                row.setString(5, task.status().name());
                row.setString(6, task.owner().orElse(null));
                row.setString(7, more.toString());
                row.setLong(8, task.created().toEpochMilli());
                row.setString(9, history(task.history()));
                row.addBatch();
            }
            row.executeBatch();
        }
    }
}
