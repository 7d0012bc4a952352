package earshot.config;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemSink;
import earshot.store.Database;
import earshot.store.Migration;
import earshot.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Stores revisions in a database table. Writes survive a power cut; a failed write raises a problem and stops nothing.
public record DatabaseRevisionStore(Database database, ProblemSink problems) implements RevisionStore {
    public static final Migration SCHEMA = Migration.of(4, """
        create table settings_revision (
            file text not null,
            number integer not null,
            made_at integer not null,
            origin text not null,
            of_number integer,
            changes text not null,
            content text,
            secrets text not null,
            primary key (file, number))""");

    @Override
    public List<Entry> read(String file) {
        return database.read(connection -> Sql.query(connection, "select * from settings_revision where file = ? order by number",
            DatabaseRevisionStore::entry, file), problems);
    }

    @Override
    public void write(String file, Entry entry) {
        Revision revision = entry.revision();
        database.write(connection -> Sql.execute(connection, "insert or replace into settings_revision values (?, ?, ?, ?, ?, ?, ?, ?)", file,
            revision.number(), revision.when(), revision.origin(), revision.target(), changes(revision.changes()).toString(), entry.after().text(),
            JSON.valueToTree(entry.after().secrets()).toString()), problems);
    }

    @Override
    public void forgetBefore(String file, long number) {
        database.write(connection -> Sql.execute(connection, "delete from settings_revision where file = ? and number < ?", file, number), problems);
    }

    private static ArrayNode changes(List<Revision.Change> changes) {
        ArrayNode all = JSON.createArrayNode();
        for (Revision.Change change : changes) {
            ObjectNode one = all.addObject().put("key", change.key());
            change.before().ifPresent(text -> one.put("before", text));
            change.after().ifPresent(text -> one.put("after", text));
        }
        return all;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        List<Revision.Change> changes = new ArrayList<>();
        json(row.getString("changes"))
            .forEach(one -> changes.add(new Revision.Change(one.path("key").asText(), text(one.get("before")), text(one.get("after")))));
        Map<String, String> secrets = new LinkedHashMap<>();
        json(row.getString("secrets")).properties().forEach(one -> secrets.put(one.getKey(), one.getValue().asText()));
        long of = row.getLong("of_number");
        Optional<Long> ofNumber = row.wasNull() ? Optional.empty() : Optional.of(of);
        Revision revision = new Revision(row.getLong("number"), Sql.instant(row, "made_at"), Revision.Origin.valueOf(row.getString("origin")),
            changes, ofNumber);
        return new Entry(revision, new FileContents(Optional.ofNullable(row.getString("content")), secrets));
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node).map(JsonNode::asText);
    }

    private static JsonNode json(String text) throws SQLException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a revision of the settings cannot be read", e);
        }
    }
}
