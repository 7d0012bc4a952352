package earshot.ui.timeline;

import earshot.device.DeviceModel;
import earshot.event.Event;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Pins;
import earshot.watch.EventLog;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What the timeline shows: the rows that the filter lets through, the selected row, the reference row, following.
/// Reads the log only while the view is on the screen. On the FX thread only.
final class TimelineViewModel {
    /// Rows taken from the log in one frame; the rest follows in the next one.
    private static final int PER_FRAME = 4_000;

    /// @param wrong what is wrong with the filter that is being typed; the last good one stays in force
    record FilterState(EventFilter inForce, Optional<EventFilter.Parsed.Bad> wrong) {}

    private final Desk desk;
    private final EventLog<Event> log;
    private final Matches matches;
    private final FxPump.Bell bell;
    private final Pins pins = new Pins();
    private Pin logPin = () -> { };

    private final StringProperty filterText = new SimpleStringProperty("");
    private final BooleanProperty regex = new SimpleBooleanProperty();
    private final BooleanProperty matchCase = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<FilterState> filter = new ReadOnlyObjectWrapper<>(new FilterState(EventFilter.everything(), Optional.empty()));
    private final ReadOnlyLongWrapper selected = new ReadOnlyLongWrapper(-1);
    private final ReadOnlyLongWrapper reference = new ReadOnlyLongWrapper(-1);
    private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyLongWrapper fresh = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper shown = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper all = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper floor = new ReadOnlyLongWrapper();
    private final SortedSet<String> types = new TreeSet<>();
    private Optional<Event> selectedEvent = Optional.empty();
    private long cursor;
    private Runnable changed = () -> { };
    private Runnable renumbered = () -> { };

    TimelineViewModel(Desk desk) {
        this.desk = desk;
        log = desk.model().events();
        matches = new Matches(log.capacity());
        bell = desk.pump().bell(Duration.ZERO, this::drain);
        pins.add(bell);
        filterText.subscribe((_, _) -> refilter());
        regex.subscribe((_, _) -> refilter());
        matchCase.subscribe((_, _) -> refilter());
    }

    /// @param rowsChanged rows came or went
    /// @param rowsRenumbered all rows have new numbers
    void paintedBy(Runnable rowsChanged, Runnable rowsRenumbered) {
        changed = rowsChanged;
        renumbered = rowsRenumbered;
    }

    /// Reads the log from now on.
    void start() {
        logPin.close();
        logPin = log.observe(bell::ring);
        bell.ring();
    }

    /// Reads no more; rows go on being kept in the log.
    void stop() {
        logPin.close();
    }

    void close() {
        stop();
        pins.close();
    }

    private void drain() {
        EventLog.Rows<Event> rows = log.read(cursor, PER_FRAME);
        long number = rows.from();
        for (Event event : rows.rows()) {
            take(number++, event);
        }
        cursor = rows.next();
        matches.forgetBefore(log.first());
        count();
        if (!rows.rows().isEmpty()) {
            changed.run();
        }
        if (cursor < log.end()) {
            bell.ring();
        }
    }

    private void take(long number, Event event) {
        types.add(event.type());
        if (number >= floor.get() && filter.get().inForce().test().test(event)) {
            matches.add(number, event);
            if (!following.get()) {
                fresh.set(fresh.get() + 1);
            }
        }
    }

    private void count() {
        shown.set(matches.end() - matches.first());
        all.set(log.end() - log.first());
    }

    private void refilter() {
        switch (EventFilter.parse(filterText.get(), regex.get(), matchCase.get(), this::nameOf)) {
            case EventFilter.Parsed.Bad bad -> filter.set(new FilterState(filter.get().inForce(), Optional.of(bad)));
            case EventFilter.Parsed.Good good -> {
                filter.set(new FilterState(good.filter(), Optional.empty()));
                rescan();
            }
        }
    }

    /// Goes through everything kept, once more: 20 000 rows take a few milliseconds.
    private void rescan() {
        matches.clear();
        fresh.set(0);
        boolean followed = following.get();
        following.set(true); // what is scanned again is not new
        cursor = 0;
        while (cursor < log.end()) {
            EventLog.Rows<Event> rows = log.read(cursor, log.capacity());
            long number = rows.from();
            for (Event event : rows.rows()) {
                take(number++, event);
            }
            cursor = rows.next();
        }
        following.set(followed);
        count();
        renumbered.run();
        changed.run();
    }

    /// The name that a person gave a device, or its id.
    String nameOf(String id) {
        for (DeviceModel device : desk.model().devices().get()) {
            if (device.id().equals(id)) {
                return device.facts().get().name();
            }
        }
        return id;
    }

    /// What can be typed: fields with the values that occur.
    List<String> suggestions(String typed) {
        List<String> tokens = EventFilter.tokens(typed);
        String last = typed.isEmpty() || typed.endsWith(" ") || tokens.isEmpty() ? "" : tokens.getLast();
        String before = last.isEmpty() ? typed : typed.substring(0, typed.lastIndexOf(last));
        TreeSet<String> words = new TreeSet<>();
        types.forEach(type -> words.add("type:" + type));
        List.of("in", "out", "here").forEach(way -> words.add("dir:" + way));
        List.of("warning", "critical").forEach(level -> words.add("level:" + level));
        desk.model().devices().get().forEach(device -> words.add("device:" + (device.facts().get().name().contains(" ") ? device.id() : device.facts().get().name())));
        words.add("size>1000");
        return words.stream().filter(word -> !last.isEmpty() && word.startsWith(last.toLowerCase(java.util.Locale.ROOT)) && !word.equals(last)).limit(12)
            .map(word -> before + word).toList();
    }

    void addChip(String chip) {
        filterText.set(EventFilter.with(filterText.get(), chip));
    }

    void removeChip(String chip) {
        filterText.set(EventFilter.without(filterText.get(), chip));
    }

    void clearFilter() {
        filterText.set("");
    }

    /// Takes the rows so far off the screen; they stay in the log until they leave it.
    void clear() {
        floor.set(log.end());
        select(-1);
        rescan();
    }

    /// Shows again what [#clear] took away.
    void unclear() {
        floor.set(0);
        rescan();
    }

    /// @param row of [#matches], -1 for none
    void select(long row) {
        selectedEvent = row < 0 ? Optional.empty() : Optional.of(matches.event(row));
        selected.set(row < 0 ? -1 : matches.number(row));
    }

    /// Makes the selected row time zero; the same row once more takes it back.
    void refer() {
        reference.set(reference.get() == selected.get() ? -1 : selected.get());
        changed.run();
    }

    void follow(boolean follow) {
        following.set(follow);
        if (follow) {
            fresh.set(0);
        }
    }

    /// Seconds between a row and the reference row, else the selected one; empty while there is neither.
    Optional<Double> delta(Event event) {
        long zero = reference.get() >= 0 ? reference.get() : selected.get();
        long row = zero < 0 ? -1 : matches.row(zero);
        Optional<Event> from = row >= 0 ? Optional.of(matches.event(row)) : zero >= 0 && zero == selected.get() ? selectedEvent : at(zero);
        return from.map(start -> (event.nanos() - start.nanos()) / 1e9);
    }

    private Optional<Event> at(long number) {
        if (number < 0) {
            return Optional.empty();
        }
        EventLog.Rows<Event> rows = log.read(number, 1);
        return rows.from() == number && !rows.rows().isEmpty() ? Optional.of(rows.rows().getFirst()) : Optional.empty();
    }

    Matches matches() {
        return matches;
    }

    /// The row of the selected event among the rows shown, or -1.
    long selectedRow() {
        return selected.get() < 0 ? -1 : matches.row(selected.get());
    }

    Optional<Event> selectedEvent() {
        return selectedEvent;
    }

    StringProperty filterText() {
        return filterText;
    }

    BooleanProperty regex() {
        return regex;
    }

    BooleanProperty matchCase() {
        return matchCase;
    }

    ReadOnlyObjectProperty<FilterState> filter() {
        return filter.getReadOnlyProperty();
    }

    /// Number in the log of the selected event, -1 for none.
    ReadOnlyLongProperty selected() {
        return selected.getReadOnlyProperty();
    }

    ReadOnlyLongProperty reference() {
        return reference.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty following() {
        return following.getReadOnlyProperty();
    }

    /// Rows that came since following stopped.
    ReadOnlyLongProperty fresh() {
        return fresh.getReadOnlyProperty();
    }

    ReadOnlyLongProperty shown() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyLongProperty all() {
        return all.getReadOnlyProperty();
    }

    /// Rows before this number were cleared away; 0 for none.
    ReadOnlyLongProperty floor() {
        return floor.getReadOnlyProperty();
    }
}
