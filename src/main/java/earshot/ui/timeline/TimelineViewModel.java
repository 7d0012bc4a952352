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

/// Rows that pass the filter, selection, reference row and following of the timeline.
/// Reads the log only while the view is visible. On the FX thread only.
final class TimelineViewModel {
    /// Most rows read from the log per frame; the rest follows in the next frame.
    private static final int PER_FRAME = 4_000;

    /// @param wrong error in the filter being typed; the last valid one stays in force
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

    /// @param rowsChanged called when rows were added or removed
    /// @param rowsRenumbered called when all rows got new numbers
    void paintedBy(Runnable rowsChanged, Runnable rowsRenumbered) {
        changed = rowsChanged;
        renumbered = rowsRenumbered;
    }

    /// Starts reading the log.
    void start() {
        logPin.close();
        logPin = log.observe(bell::ring);
        bell.ring();
    }

    /// Stops reading; the log itself goes on.
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

    /// Filters the whole log again: 20 000 rows take a few milliseconds.
    private void rescan() {
        matches.clear();
        fresh.set(0);
        boolean followed = following.get();
        following.set(true); // rows found by a rescan do not count as new
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

    /// The name the user gave a device, or its id.
    String nameOf(String id) {
        for (DeviceModel device : desk.model().devices().get()) {
            if (device.id().equals(id)) {
                return device.facts().get().name();
            }
        }
        return id;
    }

    /// Completions for the last word: fields with values that occur.
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
        return words.stream().filter(word -> !last.isEmpty() && word.regionMatches(true, 0, last, 0, last.length()) && !word.equals(last)).limit(12)
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

    /// Hides the rows so far; they stay in the log.
    void clear() {
        floor.set(log.end());
        select(-1);
        rescan();
    }

    /// Shows the rows hidden by [#clear] again.
    void unclear() {
        floor.set(0);
        rescan();
    }

    /// @param row of [#matches], -1 for none
    void select(long row) {
        selectedEvent = row < 0 ? Optional.empty() : Optional.of(matches.event(row));
        selected.set(row < 0 ? -1 : matches.number(row));
    }

    /// Makes the selected row time zero; a second call on the same row undoes it.
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

    /// Seconds from the reference row, else from the selected row, to this event; empty if there is neither.
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

    /// The row of the selected event, or -1 if it is not shown.
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

    /// Log number of the selected event, -1 for none.
    ReadOnlyLongProperty selected() {
        return selected.getReadOnlyProperty();
    }

    ReadOnlyLongProperty reference() {
        return reference.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty following() {
        return following.getReadOnlyProperty();
    }

    /// Number of rows added since following stopped.
    ReadOnlyLongProperty fresh() {
        return fresh.getReadOnlyProperty();
    }

    ReadOnlyLongProperty shown() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyLongProperty all() {
        return all.getReadOnlyProperty();
    }

    /// Rows before this log number are hidden by [#clear]; 0 for none.
    ReadOnlyLongProperty floor() {
        return floor.getReadOnlyProperty();
    }
}
