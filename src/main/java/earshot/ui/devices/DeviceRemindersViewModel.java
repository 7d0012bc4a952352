package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceModel;
import earshot.engine.Command;
import earshot.engine.Operation.Outcome;
import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.reminder.ReminderDraft;
import earshot.reminder.ReminderSettings;
import earshot.reminder.ReminderTime;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The reminders of one device, and the one that is being written. On the FX thread only.
final class DeviceRemindersViewModel {
    static final Duration UNDO = Duration.ofSeconds(10);
    /// Times in words grow old.
    private static final Duration STEP = Duration.ofSeconds(10);
    /// Facts of a device change many times a second; only whether it is connected matters here.
    private static final Duration FACTS = FxPump.STEP.multipliedBy(8);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");
    private static final DateTimeFormatter SHOWN_CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final ViewContext viewContext;
    private final DeviceModel device;
    private final ZoneId zone = ZoneId.systemDefault();
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<LocalDate> day = new SimpleObjectProperty<>();
    private final StringProperty clock = new SimpleStringProperty("");
    private final ObjectProperty<RepeatChoice> repeat = new SimpleObjectProperty<>(RepeatChoice.ONCE);
    private final StringProperty minutes = new SimpleStringProperty("30");
    private final LiveRows<Row> rows = new LiveRows<>(row -> row.reminder().id());
    private final ReadOnlyObjectWrapper<Optional<Reminder>> moving = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Wrong>> wrong = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Reminder>> deleted = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Written> saving = Optional.empty();
    private WatchSubscription undoTimeout = () -> { };

    /// @param at the time that its words are about; they grow old
    record Row(Reminder reminder, ReminderState state, Instant at) {}

    /// What the fields hold.
    private record Written(String text, Optional<LocalDate> day, String clock, RepeatChoice repeat, String minutes, Optional<Reminder> moving) {}

    /// What is wrong with what is written.
    enum Wrong { TEXT, LENGTH, DAY, CLOCK, MINUTES, PAST }

    DeviceRemindersViewModel(ViewContext viewContext, DeviceModel device) {
        this.viewContext = viewContext;
        this.device = device;
        clear();
        refresh();
    }

    void start() {
        subscriptionGroup.close();
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().reminders(), _ -> refresh()));
        subscriptionGroup.add(viewContext.pump().watch(device.facts(), FACTS, _ -> refresh()));
        subscriptionGroup.add(viewContext.pump().every(STEP, this::refresh));
    }

    void stop() {
        subscriptionGroup.close();
        undoTimeout.close();
        deleted.set(Optional.empty());
    }

    /// The next one first, those that are over last.
    private void refresh() {
        Instant now = viewContext.time().now();
        Instant at = now.with(ChronoField.NANO_OF_SECOND, 0).minusSeconds(now.getEpochSecond() % STEP.toSeconds());
        boolean connected = device.facts().get().connection().isPresent();
        ReminderSettings settings = viewContext.model().settings().get().of(ReminderSettings.SECTION);
        rows.update(viewContext.model().reminders().get().stream().filter(reminder -> reminder.device().equals(device.id()))
            .sorted(Comparator.comparing(reminder -> reminder.next().map(time -> time.due(zone)).orElse(Instant.MAX)))
            .map(reminder -> new Row(reminder, ReminderState.of(reminder, connected, settings, now), at)).toList());
    }

    /// Sets what is written, or moves the reminder that is being changed.
    void save() {
        Optional<Wrong> found = check();
        wrong.set(found);
        Written written = written();
        if (found.isPresent() || saving.equals(Optional.of(written))) {
            return;
        }
        saving = Optional.of(written);
        Recurrence recurrence = repeat.get().recurrence(minutes.get()).orElseThrow();
        ReminderDraft draft = new ReminderDraft(text.get().strip(), new ReminderTime.Clock(at().orElseThrow()), recurrence,
            moving.get().flatMap(Reminder::language));
        Command command = moving.get().<Command>map(reminder -> new Command.MoveReminder(device.id(), reminder.id(), draft))
            .orElseGet(() -> new Command.SetReminder(device.id(), draft));
        viewContext.pump().whenDone(viewContext.send(command).outcome(), outcome -> {
            saving = saving.filter(one -> one != written);
            // what was typed meanwhile is another one
            if (outcome instanceof Outcome.Done && written().equals(written)) {
                clear();
            }
        });
    }

    private Written written() {
        return new Written(text.get(), Optional.ofNullable(day.get()), clock.get(), repeat.get(), minutes.get(), moving.get());
    }

    private Optional<Wrong> check() {
        if (text.get().isBlank()) {
            return Optional.of(Wrong.TEXT);
        }
        if (text.get().strip().length() > Reminder.MAX_TEXT) {
            return Optional.of(Wrong.LENGTH);
        }
        if (day.get() == null) {
            return Optional.of(Wrong.DAY);
        }
        if (at().isEmpty()) {
            return Optional.of(Wrong.CLOCK);
        }
        if (repeat.get().recurrence(minutes.get()).isEmpty()) {
            return Optional.of(Wrong.MINUTES);
        }
        boolean past = at().orElseThrow().isBefore(now().truncatedTo(ChronoUnit.MINUTES));
        return past && repeat.get() == RepeatChoice.ONCE ? Optional.of(Wrong.PAST) : Optional.empty();
    }

    private Optional<LocalDateTime> at() {
        try {
            return Optional.of(day.get().atTime(LocalTime.parse(clock.get().strip().replace('：', ':'), CLOCK)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(viewContext.time().now(), zone);
    }

    /// Takes a reminder up to be changed.
    void move(Reminder reminder) {
        LocalDateTime at = reminder.next().map(next -> next.local(zone)).orElseGet(this::suggested);
        moving.set(Optional.of(reminder));
        text.set(reminder.text());
        day.set(at.toLocalDate());
        clock.set(SHOWN_CLOCK.format(at));
        repeat.set(RepeatChoice.of(reminder.recurrence()));
        if (reminder.recurrence() instanceof Recurrence.EveryMinutes(int every)) {
            minutes.set(Integer.toString(every));
        }
        wrong.set(Optional.empty());
    }

    /// Begins a new reminder, in place of what is written.
    void clear() {
        moving.set(Optional.empty());
        text.set("");
        day.set(suggested().toLocalDate());
        clock.set(SHOWN_CLOCK.format(suggested()));
        repeat.set(RepeatChoice.ONCE);
        wrong.set(Optional.empty());
    }

    /// The next whole hour.
    private LocalDateTime suggested() {
        return now().truncatedTo(ChronoUnit.HOURS).plusHours(1);
    }

    /// Deletes a reminder; for [#UNDO] it can be restored by [#undo] unless it is over.
    void delete(Reminder reminder) {
        if (moving.get().filter(one -> one.id().equals(reminder.id())).isPresent()) {
            clear();
        }
        rows.release(reminder.id());
        viewContext.send(new Command.DeleteReminder(device.id(), reminder.id()));
        deleted.set(Optional.of(reminder).filter(one -> one.next().isPresent()));
        undoTimeout.close();
        undoTimeout = viewContext.pump().after(UNDO, () -> deleted.set(Optional.empty()));
    }

    void undo() {
        deleted.get().ifPresent(reminder -> viewContext.send(new Command.SetReminder(device.id(),
            new ReminderDraft(reminder.text(), reminder.next().orElseThrow(), reminder.recurrence(), reminder.language()))));
        deleted.set(Optional.empty());
        undoTimeout.close();
    }

    StringProperty text() {
        return text;
    }

    /// Null while none is written, as the date picker has it.
    ObjectProperty<LocalDate> day() {
        return day;
    }

    /// `15:30`.
    StringProperty clock() {
        return clock;
    }

    ObjectProperty<RepeatChoice> repeat() {
        return repeat;
    }

    StringProperty minutes() {
        return minutes;
    }

    LiveRows<Row> rows() {
        return rows;
    }

    /// The reminder that is being changed; empty while a new one is written.
    ReadOnlyObjectProperty<Optional<Reminder>> moving() {
        return moving.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Wrong>> wrong() {
        return wrong.getReadOnlyProperty();
    }

    /// What [#undo] would restore.
    ReadOnlyObjectProperty<Optional<Reminder>> deleted() {
        return deleted.getReadOnlyProperty();
    }
}
