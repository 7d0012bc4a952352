package earshot.store;

import module java.base;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies what can be read of a damaged database, table by table, into one with the schema of this program. A table that reads to its end
/// replaces that of the target; one that does not is laid over it. Search indexes are left out: their feature builds them again.
final class TableSalvage {
    private static final Logger LOG = LoggerFactory.getLogger(TableSalvage.class);
    /// How often a search for readable rows after unreadable ones is begun in one table.
    private static final int MAX_ATTEMPTS = 500;

    private final Connection source;
    private final Connection target;

    private TableSalvage(Connection source, Connection target) {
        this.source = source;
        this.target = target;
    }

    /// @param incomplete tables of which not every row could be read
    record Salvaged(long rows, List<String> incomplete) {}

    /// What is known when nothing can be read.
    static Salvaged nothing(Connection target) throws SQLException {
        return new Salvaged(0, tables(target));
    }

    static Salvaged copy(Path damaged, Connection target) throws SQLException {
        List<String> tables = tables(target);
        List<String> incomplete = new ArrayList<>();
        long rows = 0;
        try (Connection source = Sqlite.plain(damaged)) {
            Sqlite.execute(target, "pragma foreign_keys = off");
            target.setAutoCommit(false);
            // otherwise SQLite refuses to read a file that is shorter than its header says
            Sqlite.execute(source, "pragma writable_schema = on");
            TableSalvage salvage = new TableSalvage(source, target);
            for (String table : tables) {
                long copied = salvage.table(table, true).or(() -> partly(salvage, table, incomplete)).orElse(0L);
                rows += copied;
            }
            salvage.removeOrphans(tables, incomplete);
            target.commit();
            target.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.warn("no more of the damaged database can be read: {}", e.toString());
            if (!target.getAutoCommit()) {
                target.rollback();
                target.setAutoCommit(true);
            }
            return new Salvaged(0, tables);
        }
        return new Salvaged(rows, incomplete);
    }

    private static Optional<Long> partly(TableSalvage salvage, String table, List<String> incomplete) {
        incomplete.add(table);
        return salvage.table(table, false);
    }

    /// Copies a table; returns the number of rows, or empty when not every row could be read although `all` were asked for.
    private Optional<Long> table(String table, boolean all) {
        try {
            Optional<Long> rows = Optional.empty();
            Sqlite.execute(target, "savepoint one");
            try {
                if (all) {
                    Sqlite.execute(target, "delete from " + Sqlite.quoted(table));
                }
                rows = rows(table, all);
                return rows;
            } finally {
                if (rows.isEmpty()) {
                    Sqlite.execute(target, "rollback to one");
                }
                Sqlite.execute(target, "release one");
            }
        } catch (SQLException e) {
            LOG.warn("table {} cannot be read: {}", table, e.toString());
            return Optional.empty();
        }
    }

    private Optional<Long> rows(String table, boolean all) throws SQLException {
        List<String> columns = new ArrayList<>(Sqlite.texts(source, "select name from pragma_table_info('" + table + "')"));
        columns.retainAll(Sqlite.texts(target, "select name from pragma_table_info('" + table + "')"));
        if (columns.isEmpty()) {
            return all ? Optional.empty() : Optional.of(0L);
        }
        String names = columns.stream().map(Sqlite::quoted).collect(Collectors.joining(", "));
        String insert = "insert or replace into " + Sqlite.quoted(table) + " (" + names + ") values ("
            + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        boolean numbered = Sqlite.number(target, "select count(*) from pragma_table_list('" + table + "') where schema = 'main' and wr = 0") > 0;
        try (PreparedStatement row = target.prepareStatement(insert)) {
            return numbered ? byNumber(table, names, row, all) : inOrder(table, names, row, all);
        }
    }

    /// Rows by their number: after unreadable ones the search continues in growing steps.
    private Optional<Long> byNumber(String table, String names, PreparedStatement row, boolean all) throws SQLException {
        long rows = 0;
        long next = Long.MIN_VALUE;
        long step = 1;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try (PreparedStatement query = source
                .prepareStatement("select " + names + ", rowid from " + Sqlite.quoted(table) + " where rowid >= ? order by rowid")) {
                query.setLong(1, next);
                try (ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        next = found.getLong(found.getMetaData().getColumnCount()) + 1;
                        step = 1;
                        int copied = insert(row, found, found.getMetaData().getColumnCount() - 1);
                        if (copied == 0 && all) {
                            return Optional.empty();
                        }
                        rows += copied;
                    }
                    return Optional.of(rows);
                }
            } catch (SQLException _) {
                if (all) {
                    return Optional.empty();
                }
                next = Math.max(0, next) + step;
                step = Math.min(step * 2, Long.MAX_VALUE / 4);
                if (next < 0 || step > 1L << 40) {
                    return Optional.of(rows);
                }
            }
        }
        return Optional.of(rows);
    }

    /// Rows of a table without numbers: from its start, and where that ends early also from its end.
    private Optional<Long> inOrder(String table, String names, PreparedStatement row, boolean all) throws SQLException {
        long rows = 0;
        String key = Sqlite.texts(target, "select name from pragma_table_info('" + table + "') where pk > 0 order by pk").stream().map(Sqlite::quoted)
            .collect(Collectors.joining(" desc, ", "", " desc"));
        for (String order : List.of("", " order by " + key)) {
            try (Statement query = source.createStatement();
                ResultSet found = query.executeQuery("select " + names + " from " + Sqlite.quoted(table) + order)) {
                while (found.next()) {
                    int copied = insert(row, found, found.getMetaData().getColumnCount());
                    if (copied == 0 && all) {
                        return Optional.empty();
                    }
                    rows += copied;
                }
                return Optional.of(rows);
            } catch (SQLException _) {
                if (all) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(rows);
    }

    /// A row that breaks a rule of its table, or holds what nobody writes into a text, is damaged: it is left out. Returns 0 then.
    private static int insert(PreparedStatement row, ResultSet found, int columns) throws SQLException {
        for (int i = 1; i <= columns; i++) {
            Object value = found.getObject(i);
            boolean declaredText = "TEXT".equalsIgnoreCase(found.getMetaData().getColumnTypeName(i));
            if (value instanceof byte[]
                || value instanceof String text && (!declaredText || text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0 && !isUtf8(found.getBytes(i)))) {
                return 0;
            }
            row.setObject(i, value);
        }
        try {
            return row.executeUpdate();
        } catch (SQLException e) {
            LOG.debug("a damaged row is left out: {}", e.toString());
            return 0;
        }
    }

    /// The driver shows bytes that are not text as U+FFFD, a character that people write too.
    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /// Removes rows that belong to one that is lost. Adds their tables to those that are incomplete.
    private void removeOrphans(List<String> tables, List<String> incomplete) throws SQLException {
        for (String table : tables) {
            for (String reference : Sqlite.texts(target,
                "select \"from\" || '>' || \"table\" || '>' || coalesce(\"to\", '') from pragma_foreign_key_list('" + table + "')")) {
                String[] part = reference.split(">", -1);
                String parentKey = part[2].isEmpty() ? Sqlite.texts(target, "select name from pragma_table_info('" + part[1] + "') where pk = 1").getFirst()
                    : part[2];
                Sqlite.execute(target, "delete from " + Sqlite.quoted(table) + " where " + Sqlite.quoted(part[0]) + " is not null and " + Sqlite.quoted(part[0])
                    + " not in (select " + Sqlite.quoted(parentKey) + " from " + Sqlite.quoted(part[1]) + ")");
                if (Sqlite.number(target, "select changes()") > 0 && !incomplete.contains(table)) {
                    incomplete.add(table);
                }
            }
        }
    }

    /// The ordinary tables of a schema.
    private static List<String> tables(Connection connection) throws SQLException {
        return Sqlite.texts(connection,
            "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\'");
    }
}
