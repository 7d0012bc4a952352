package earshot.reminder;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.problem.ProblemSink;
import earshot.reminder.ReminderTime.Clock;
import earshot.reminder.ReminderTime.Moment;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.Migration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;

/// Reminders as a database table. A row that cannot be read, written by a newer version or damaged, is left out.
public record DatabaseReminderStore(Database database, ProblemSink problems) implements ReminderStore {
    public static final Migration SCHEMA = Migration.of(12, """
        create table reminder (id integer primary key, device text not null, text text not null, language text not null, repeats text not null,
            moment integer, clock text, due integer, spoken integer)""");
    private static final String EVERY = "every ";

    @Override
    public List<Reminder> read() {
        return database.read(connection -> {
            try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("select id, device, text, language, repeats, moment, clock, due, spoken from reminder order by id")) {
                List<Reminder> all = new ArrayList<>();
                while (rows.next()) {
                    reminder(rows).ifPresent(all::add);
                }
                return all;
            }
        }, problems);
    }

    private static Optional<Reminder> reminder(ResultSet row) throws SQLException {
        Optional<Instant> due = instant(row, "due");
        Optional<Instant> spoken = instant(row, "spoken");
        try {
            Optional<ReminderTime> moment = instant(row, "moment").map(Moment::new);
            Optional<ReminderTime> next = moment.isPresent() ? moment : Optional.ofNullable(row.getString("clock")).map(LocalDateTime::parse).map(Clock::new);
            return Optional.of(new Reminder(new ReminderId(row.getLong("id")), new DeviceId(row.getString("device")), row.getString("text"),
                Optional.of(row.getString("language")).filter(code -> !code.isEmpty()),
                recurrence(row.getString("repeats")), next, due.map(at -> new Reminder.Occurrence(at, spoken))));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    @Override
    public CompletableFuture<?> write(Reminder reminder) {
        return database.write(Durability.POWER_CUT, connection -> {
            try (PreparedStatement row = connection.prepareStatement("insert or replace into reminder values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                row.setLong(1, reminder.id().value());
                row.setString(2, reminder.device().value());
                row.setString(3, reminder.text());
                row.setString(4, reminder.language().orElse(""));
                row.setString(5, word(reminder.recurrence()));
                set(row, 6, reminder.next().filter(Moment.class::isInstance).map(time -> ((Moment) time).at()));
                row.setString(7, reminder.next().filter(Clock.class::isInstance).map(time -> ((Clock) time).at().toString()).orElse(null));
                set(row, 8, reminder.last().map(Reminder.Occurrence::due));
                set(row, 9, reminder.last().flatMap(Reminder.Occurrence::spoken));
                return row.executeUpdate();
            }
        }, problems);
    }

    private static void set(PreparedStatement row, int column, Optional<Instant> value) throws SQLException {
        if (value.isPresent()) {
            row.setLong(column, value.get().toEpochMilli());
        } else {
            row.setNull(column, Types.INTEGER);
        }
    }

    @Override
    public CompletableFuture<?> delete(List<ReminderId> ids) {
        return database.write(Durability.POWER_CUT, connection -> {
            try (PreparedStatement row = connection.prepareStatement("delete from reminder where id = ?")) {
                for (ReminderId id : ids) {
                    row.setLong(1, id.value());
                    row.addBatch();
                }
                return row.executeBatch().length;
            }
        }, problems);
    }

    private static String word(Recurrence recurrence) {
        return switch (recurrence) {
            case Recurrence.Once _ -> "once";
            case Recurrence.Daily _ -> "daily";
            case Recurrence.Weekdays _ -> "weekdays";
            case Recurrence.Weekly _ -> "weekly";
            case Recurrence.EveryMinutes(int minutes) -> EVERY + minutes;
        };
    }

    private static Recurrence recurrence(String word) {
        return switch (word) {
            case "once" -> new Recurrence.Once();
            case "daily" -> new Recurrence.Daily();
            case "weekdays" -> new Recurrence.Weekdays();
            case "weekly" -> new Recurrence.Weekly();
            case String minutes when minutes.startsWith(EVERY) ->
                new Recurrence.EveryMinutes(Math.clamp(Integer.parseInt(minutes.substring(EVERY.length())), Recurrence.MIN_MINUTES, Recurrence.MAX_MINUTES));
            default -> throw new IllegalArgumentException(word);
        };
    }
}
