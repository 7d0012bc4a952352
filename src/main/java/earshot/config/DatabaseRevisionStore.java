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
import java.sql.PreparedStatement;
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
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select * from settings_revision where file = ? order by number")) {
                query.setString(1, file);
                List<Entry> entries = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        entries.add(entry(rows));
                    }
                }
                return entries;
            }
        }, problems);
    }

    @Override
    public void write(String file, Entry entry) {
        database.write(connection -> {
            try (PreparedStatement row = connection.prepareStatement("insert or replace into settings_revision values (?, ?, ?, ?, ?, ?, ?, ?)")) {
                row.setString(1, file);
                row.setLong(2, entry.revision().number());
                row.setLong(3, entry.revision().when().toEpochMilli());
                row.setString(4, entry.revision().origin().name());
                row.setObject(5, entry.revision().target().orElse(null));
                row.setString(6, changes(entry.revision().changes()).toString());
                row.setString(7, entry.after().text().orElse(null));
                row.setString(8, JSON.valueToTree(entry.after().secrets()).toString());
                return row.executeUpdate();
            }
        }, problems);
    }

    @Override
    public void forgetBefore(String file, long number) {
        database.write(connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from settings_revision where file = ? and number < ?")) {
                row.setString(1, file);
                row.setLong(2, number);
                return row.executeUpdate();
            }
        }, problems);
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
        Revision revision = new Revision(row.getLong("number"), Instant.ofEpochMilli(row.getLong("made_at")), Revision.Origin.valueOf(row.getString("origin")),
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
