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
import earshot.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Reminders as a database table. A row that cannot be read, written by a newer version or damaged, is left out.
public record DatabaseReminderStore(Database database, ProblemSink problems) implements ReminderStore {
    public static final Migration SCHEMA = Migration.of(12, """
        create table reminder (id integer primary key, device text not null, text text not null, language text not null, repeats text not null,
            moment integer, clock text, due integer, spoken integer)""");
    private static final String EVERY = "every ";

    @Override
    public List<Reminder> read() {
        return database.read(connection -> Sql.queryReadable(connection,
            "select id, device, text, language, repeats, moment, clock, due, spoken from reminder order by id", DatabaseReminderStore::reminder), problems);
    }

    private static Optional<Reminder> reminder(ResultSet row) throws SQLException {
        Optional<Instant> due = Sql.optionalInstant(row, "due");
        Optional<Instant> spoken = Sql.optionalInstant(row, "spoken");
        try {
            Optional<ReminderTime> moment = Sql.optionalInstant(row, "moment").map(Moment::new);
            Optional<ReminderTime> next = moment.isPresent() ? moment : Optional.ofNullable(row.getString("clock")).map(LocalDateTime::parse).map(Clock::new);
            return Optional.of(new Reminder(new ReminderId(row.getLong("id")), new DeviceId(row.getString("device")), row.getString("text"),
                Optional.of(row.getString("language")).filter(code -> !code.isEmpty()),
                recurrence(row.getString("repeats")), next, due.map(at -> new Reminder.Occurrence(at, spoken))));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    @Override
    public CompletableFuture<?> write(Reminder reminder) {
        return database.write(Durability.POWER_CUT, connection -> Sql.execute(connection,
            "insert or replace into reminder values (?, ?, ?, ?, ?, ?, ?, ?, ?)", reminder.id().value(), reminder.device(), reminder.text(),
            reminder.language().orElse(""), word(reminder.recurrence()),
            reminder.next().filter(Moment.class::isInstance).map(time -> ((Moment) time).at()),
            reminder.next().filter(Clock.class::isInstance).map(time -> ((Clock) time).at().toString()), reminder.last().map(Reminder.Occurrence::due),
            reminder.last().flatMap(Reminder.Occurrence::spoken)), problems);
    }

    @Override
    public CompletableFuture<?> delete(List<ReminderId> ids) {
        return database.write(Durability.POWER_CUT,
            connection -> Sql.executeEach(connection, "delete from reminder where id = ?", ids, id -> List.of(id.value())), problems);
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
