package earshot.store;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/// Runs statements, and reads and writes what a column has no type for. For the threads of the database, which wait for the disk.
public final class Sql {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private Sql() {}

    /// Makes a value of a row.
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /// Runs a query and reads all rows.
    ///
    /// @param arguments as in [#bind]
    public static <T> List<T> query(Connection connection, String sql, RowMapper<T> rowMapper, Object... arguments) throws SQLException {
        try (PreparedStatement query = prepared(connection, sql, arguments); ResultSet rows = query.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rowMapper.map(rows));
            }
            return all;
        }
    }

    /// Runs a query and reads those of its rows that can be read: one that is damaged, or written by a newer version of the program, is left out.
    ///
    /// @param arguments as in [#bind]
    public static <T> List<T> queryReadable(Connection connection, String sql, RowMapper<Optional<T>> rowMapper, Object... arguments) throws SQLException {
        return query(connection, sql, rowMapper, arguments).stream().flatMap(Optional::stream).toList();
    }

    /// Runs a statement; returns the number of changed rows.
    ///
    /// @param arguments as in [#bind]
    public static int execute(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /// Runs a statement once for each of these; returns how many there are.
    ///
    /// @param arguments of the statement for one of them, as in [#bind]
    public static <T> int executeEach(Connection connection, String sql, Collection<T> all, Function<T, List<?>> arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T one : all) {
                bind(statement, arguments.apply(one).toArray());
                statement.addBatch();
            }
            return statement.executeBatch().length;
        }
    }

    /// Sets the parameters of a statement.
    ///
    /// @param arguments texts, numbers, constants by their names, ids, moments and durations in milliseconds, lists of texts as JSON; an empty
    ///     [Optional] is null
    public static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i] instanceof Optional<?> maybe ? maybe.orElse(null) : arguments[i];
            switch (argument) {
                case null -> statement.setNull(i + 1, Types.NULL);
                case Instant moment -> statement.setLong(i + 1, moment.toEpochMilli());
                case Duration span -> statement.setLong(i + 1, span.toMillis());
                case MeetingId id -> statement.setString(i + 1, id.value());
                case DeviceId id -> statement.setString(i + 1, id.value());
                case List<?> texts -> statement.setString(i + 1, JSON.valueToTree(texts.stream().map(String::valueOf).toList()).toString());
                case Enum<?> constant -> statement.setString(i + 1, constant.name());
                default -> statement.setObject(i + 1, argument);
            }
        }
    }

    /// A moment, in milliseconds since 1970.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    /// A moment that may be null.
    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /// A list of texts in JSON; empty where it is none.
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        try {
            return JSON.readValue(row.getString(column), TEXTS);
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return List.of();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, arguments);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
