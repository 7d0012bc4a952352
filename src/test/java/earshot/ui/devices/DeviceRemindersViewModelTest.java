package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.reminder.ReminderDraft;
import earshot.reminder.ReminderTime;
import earshot.time.TimeFake;
import earshot.ui.DeviceModelFake;
import earshot.ui.EngineFake;
import earshot.ui.devices.DeviceRemindersViewModel.Wrong;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The reminders of a device in the console, without a window.
class DeviceRemindersViewModelTest {
    private static final DeviceId ID = new DeviceId("94:01");
    private static final ZoneId ZONE = ZoneId.systemDefault();

    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final DeviceModelFake device = engine.device(ID);
    private final LocalDateTime now = LocalDateTime.ofInstant(time.now(), ZONE);
    private final DeviceRemindersViewModel model = new DeviceRemindersViewModel(
        new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
            new SimpleBooleanProperty()),
        device);

    @BeforeEach
    void start() {
        model.start();
        frame();
    }

    @Test
    void theNextOneStandsFirstThoseThatAreOverLastAndOthersNowhere() {
        Reminder later = reminder(1, ID, Optional.of(now.plusHours(5)));
        Reminder over = reminder(2, ID, Optional.empty());
        Reminder sooner = reminder(3, ID, Optional.of(now.plusHours(2)));
        engine.reminders.set(List.of(later, over, reminder(4, new DeviceId("other"), Optional.of(now.plusHours(1))), sooner));
        frame();
        assertThat(model.rows().items()).extracting(DeviceRemindersViewModel.Row::reminder).containsExactly(sooner, later, over);
    }

    @Test
    void theNextWholeHourIsSuggested() {
        assertThat(model.day().get().atTime(LocalTime.parse(model.clock().get()))).isEqualTo(now.truncatedTo(ChronoUnit.HOURS).plusHours(1));
        assertThat(model.repeat().get()).isEqualTo(RepeatChoice.ONCE);
    }

    @Test
    void whatIsWrittenIsSetAndTheFormIsEmptyAgain() {
        write("  drink water ", now.toLocalDate().plusDays(1), "7：05");
        model.repeat().set(RepeatChoice.WEEKDAYS);
        model.save();
        assertThat(engine.sentCommands).containsExactly(new Command.SetReminder(ID,
            new ReminderDraft("drink water", new ReminderTime.Clock(now.toLocalDate().plusDays(1).atTime(7, 5)), new Recurrence.Weekdays(), Optional.empty())));
        frame();
        assertThat(model.text().get()).isEmpty();
        assertThat(model.repeat().get()).isEqualTo(RepeatChoice.ONCE);
    }

    @Test
    void whatIsTypedWhileOneIsBeingSavedStays() {
        write("drink", now.toLocalDate().plusDays(1), "07:00");
        model.save();
        model.save();
        assertThat(engine.sentCommands).as("pressed twice").hasSize(1);
        model.text().set("drink tea");
        frame();
        assertThat(model.text().get()).isEqualTo("drink tea");
        model.save();
        assertThat(engine.sentCommands).hasSize(2);
        frame();
        assertThat(model.text().get()).isEmpty();
    }

    @Test
    void whatIsRefusedStaysToBeChanged() {
        engine.outcome = new Outcome.Failed(Problem.of(ProblemCode.STORE_BUSY, "x"));
        write("drink", now.toLocalDate().plusDays(1), "07:00");
        model.save();
        frame();
        assertThat(model.text().get()).isEqualTo("drink");
        model.save();
        assertThat(engine.sentCommands).as("tried again").hasSize(2);
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsSent() {
        assertWrong(Wrong.TEXT, () -> write(" ", now.toLocalDate().plusDays(1), "07:00"));
        assertWrong(Wrong.LENGTH, () -> write("x".repeat(Reminder.MAX_TEXT + 1), now.toLocalDate().plusDays(1), "07:00"));
        assertWrong(Wrong.DAY, () -> write("drink", null, "07:00"));
        for (String clock : List.of("", "25:00", "seven", "07:60", "7")) {
            assertWrong(Wrong.CLOCK, () -> write("drink", now.toLocalDate().plusDays(1), clock));
        }
        assertWrong(Wrong.PAST, () -> write("drink", now.toLocalDate().minusDays(1), "07:00"));
        assertWrong(Wrong.MINUTES, () -> {
            write("drink", now.toLocalDate().plusDays(1), "07:00");
            model.repeat().set(RepeatChoice.MINUTES);
            model.minutes().set("3");
        });
        model.minutes().set("15");
        model.save();
        assertThat(model.wrong().get()).isEmpty();
        assertThat(engine.sentCommands).hasSize(1);
    }

    @Test
    void oneThatRepeatsMayBeginInThePast() {
        write("drink", now.toLocalDate().minusDays(1), "07:00");
        model.repeat().set(RepeatChoice.DAILY);
        model.save();
        assertThat(engine.sentCommands).hasSize(1);
    }

    @Test
    void aReminderIsMovedAndItsLanguageKept() {
        Reminder reminder = new Reminder(new ReminderId(7), ID, "喝水", Optional.of("zh"), new Recurrence.EveryMinutes(45),
            Optional.of(new ReminderTime.Clock(now.plusDays(1).withHour(9).withMinute(5).truncatedTo(ChronoUnit.MINUTES))), Optional.empty());
        model.move(reminder);
        assertThat(List.of(model.text().get(), model.clock().get(), model.minutes().get())).containsExactly("喝水", "09:05", "45");
        model.clock().set("10:00");
        model.save();
        assertThat(engine.sentCommands).containsExactly(new Command.MoveReminder(ID, new ReminderId(7),
            new ReminderDraft("喝水", new ReminderTime.Clock(now.toLocalDate().plusDays(1).atTime(10, 0)), new Recurrence.EveryMinutes(45), Optional.of("zh"))));
        frame();
        assertThat(model.moving().get()).isEmpty();
    }

    @Test
    void aDeletedReminderCanBeRestoredForTenSeconds() {
        Reminder reminder = reminder(7, ID, Optional.of(now.plusHours(2)));
        model.move(reminder);
        model.delete(reminder);
        assertThat(model.moving().get()).as("what is gone is not changed").isEmpty();
        assertThat(model.deleted().get()).contains(reminder);
        model.undo();
        assertThat(engine.sentCommands).containsExactly(new Command.DeleteReminder(ID, new ReminderId(7)),
            new Command.SetReminder(ID, new ReminderDraft(reminder.text(), reminder.next().orElseThrow(), reminder.recurrence(), reminder.language())));
        model.undo();
        assertThat(engine.sentCommands).as("once").hasSize(2);
        model.delete(reminder);
        time.advance(DeviceRemindersViewModel.UNDO);
        frame();
        assertThat(model.deleted().get()).isEmpty();
        model.delete(reminder(8, ID, Optional.empty()));
        assertThat(model.deleted().get()).as("one that is over would never be due").isEmpty();
    }

    private void assertWrong(Wrong wrong, Runnable written) {
        written.run();
        model.save();
        assertThat(model.wrong().get()).contains(wrong);
        assertThat(engine.sentCommands).isEmpty();
    }

    private void write(String text, LocalDate day, String clock) {
        model.text().set(text);
        model.day().set(day);
        model.clock().set(clock);
    }

    private static Reminder reminder(long number, DeviceId device, Optional<LocalDateTime> next) {
        return new Reminder(new ReminderId(number), device, "number " + number, Optional.empty(), new Recurrence.Once(), next.map(ReminderTime.Clock::new),
            Optional.empty());
    }

    private void frame() {
        while (!frames.isEmpty()) {
            frames.remove().run();
        }
    }
}
