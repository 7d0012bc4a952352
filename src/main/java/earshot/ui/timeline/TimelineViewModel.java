package earshot.ui.timeline;

import module java.base;

import earshot.event.Event;
import earshot.id.DeviceId;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.EventLog;
import earshot.watch.WatchSubscription;
import earshot.wire.MessageFamily;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
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

    /// @param error error in the filter being typed, and the last valid one stays in force; or that the expression was given up on some rows
    record FilterState(EventFilter active, Optional<EventFilter.Parsed.Invalid> error) {}

    private final ViewContext viewContext;
    private final EventLog<Event> log;
    private final FilteredEvents filteredEvents;
    private final FxPump.Trigger trigger;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private WatchSubscription logSubscription = () -> { };

    private final StringProperty filterText = new SimpleStringProperty("");
    private final BooleanProperty regex = new SimpleBooleanProperty();
    private final BooleanProperty matchCase = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<FilterState> filter = new ReadOnlyObjectWrapper<>(new FilterState(EventFilter.matchAll(), Optional.empty()));
    private final ReadOnlyLongWrapper selected = new ReadOnlyLongWrapper(-1);
    private final ReadOnlyIntegerWrapper selectedCount = new ReadOnlyIntegerWrapper();
    private final ReadOnlyLongWrapper reference = new ReadOnlyLongWrapper(-1);
    private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyLongWrapper newRows = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper matchCount = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper totalCount = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper clearedBefore = new ReadOnlyLongWrapper();
    private final SortedSet<String> types = new TreeSet<>();
    private final FindingMarks marks = new FindingMarks();
    private Optional<Event> selectedEvent = Optional.empty();
    /// Log number of the other end of the selected rows.
    private long anchor = -1;
    private long cursor;
    private Runnable onRowsChanged = () -> { };
    private Runnable onRowsRenumbered = () -> { };

    TimelineViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        log = viewContext.model().events();
        filteredEvents = new FilteredEvents(log.capacity());
        trigger = viewContext.pump().trigger(Duration.ZERO, this::drain);
        subscriptionGroup.add(trigger);
        filterText.subscribe((_, _) -> refilter());
        regex.subscribe((_, _) -> refilter());
        matchCase.subscribe((_, _) -> refilter());
    }

    /// @param rowsChanged called when rows were added or removed
    /// @param rowsRenumbered called when all rows got new numbers
    void setRowListeners(Runnable rowsChanged, Runnable rowsRenumbered) {
        onRowsChanged = rowsChanged;
        onRowsRenumbered = rowsRenumbered;
    }

    void start() {
        logSubscription.close();
        logSubscription = log.observe(trigger::fire);
        trigger.fire();
        onRowsChanged.run(); // a device may have another name by now
    }

    /// Stops reading; the log itself continues.
    void stop() {
        logSubscription.close();
    }

    void close() {
        stop();
        subscriptionGroup.close();
    }

    private void drain() {
        boolean added = readPage(PER_FRAME);
        filteredEvents.removeBefore(log.first());
        marks.removeBefore(log.first());
        updateCounts();
        reportGivenUp();
        if (added) {
            onRowsChanged.run();
        }
        if (cursor < log.end()) {
            trigger.fire();
        }
    }

    /// Reads on in the log. Returns whether there were events.
    private boolean readPage(int size) {
        EventLog.Page<Event> page = log.read(cursor, size);
        long number = page.from();
        for (Event event : page.rows()) {
            addIfMatching(number++, event);
        }
        cursor = page.next();
        return !page.rows().isEmpty();
    }

    private void addIfMatching(long number, Event event) {
        types.add(event.type());
        marks.add(number, event);
        if (number >= clearedBefore.get() && filter.get().active().predicate().test(event)) {
            filteredEvents.add(number, event);
            if (!following.get()) {
                newRows.set(newRows.get() + 1);
            }
        }
    }

    private void reportGivenUp() {
        FilterState state = filter.get();
        long rows = state.active().givenUp().getAsLong();
        if (rows > 0 && state.error().filter(error -> !error.key().equals(EventFilter.GIVEN_UP)).isEmpty()) {
            filter.set(new FilterState(state.active(), Optional.of(new EventFilter.Parsed.Invalid(EventFilter.GIVEN_UP, String.valueOf(rows)))));
        }
    }

    private void updateCounts() {
        matchCount.set(filteredEvents.end() - filteredEvents.first());
        totalCount.set(log.end() - log.first());
    }

    private void refilter() {
        switch (EventFilter.parse(filterText.get(), regex.get(), matchCase.get(), this::deviceName, viewContext.texts().language().locale())) {
            case EventFilter.Parsed.Invalid invalid -> filter.set(new FilterState(filter.get().active(), Optional.of(invalid)));
            case EventFilter.Parsed.Valid valid -> {
                filter.set(new FilterState(valid.filter(), Optional.empty()));
                rescan();
            }
        }
    }

    /// Filters the whole log again: 20 000 rows take a few milliseconds.
    private void rescan() {
        filteredEvents.clear();
        marks.clear();
        newRows.set(0);
        boolean followed = following.get();
        following.set(true); // rows found by a rescan do not count as new
        cursor = 0;
        while (cursor < log.end()) {
            readPage(log.capacity());
        }
        following.set(followed);
        setAnchor(selected.get());
        updateCounts();
        reportGivenUp();
        onRowsRenumbered.run();
        onRowsChanged.run();
    }

    String deviceName(DeviceId id) {
        return DeviceNames.of(viewContext.model(), id);
    }

    /// What a row says, in the language of the window.
    String text(Event event) {
        return event.text().in(locale());
    }

    Locale locale() {
        return viewContext.texts().language().locale();
    }

    /// Whether a row is a message that broke a rule of the protocol.
    boolean broke(long row) {
        return marks.marked(filteredEvents.logNumber(row));
    }

    /// What a row broke of the protocol, or what it says that was broken; a line each.
    String findings(long row) {
        return String.join("\n", marks.sentences(filteredEvents.logNumber(row), filteredEvents.eventAt(row), locale()));
    }

    /// The same of the selected row, whether the filter shows it or not.
    String selectedFindings() {
        return selectedEvent.map(event -> String.join("\n", marks.sentences(selected.get(), event, locale()))).orElse("");
    }

    /// Completions for the last word: fields with values that occur.
    List<FilterCompletion> suggestions(String typed) {
        List<String> devices = viewContext.model().devices().get().stream()
            .map(device -> device.facts().get().name().contains(" ") ? device.id().value() : device.facts().get().name()).toList();
        return FilterCompletion.of(typed, types, devices, viewContext.texts());
    }

    void addChip(String chip) {
        filterText.set(EventFilter.withChip(filterText.get(), chip));
    }

    /// Lets only a family of messages through, or all of them.
    void showFamily(Optional<MessageFamily> family) {
        String others = Stream.of(MessageFamily.values()).map(EventFilter::familyChip).reduce(filterText.get(), EventFilter::withoutChip);
        filterText.set(family.map(one -> EventFilter.withChip(others, EventFilter.familyChip(one))).orElse(others));
    }

    /// The family that alone is let through.
    Optional<MessageFamily> family() {
        List<String> chips = filter.get().active().chips();
        return Stream.of(MessageFamily.values()).filter(family -> chips.contains(EventFilter.familyChip(family))).findFirst();
    }

    void removeChip(String chip) {
        filterText.set(EventFilter.withoutChip(filterText.get(), chip));
    }

    /// Hides the rows so far; they stay in the log.
    void clear() {
        clearedBefore.set(log.end());
        select(-1);
        rescan();
    }

    /// Shows the rows hidden by [#clear] again.
    void undoClear() {
        clearedBefore.set(0);
        rescan();
    }

    /// @param row of [#matches], -1 for none
    void select(long row) {
        selectedEvent = row < 0 ? Optional.empty() : Optional.of(filteredEvents.eventAt(row));
        selected.set(row < 0 ? -1 : filteredEvents.logNumber(row));
        setAnchor(selected.get());
    }

    /// Selects all rows from one to the other, of which `row` is selected already.
    void extendSelection(long from, long row) {
        if (filteredEvents.logNumber(row) == selected.get()) {
            setAnchor(filteredEvents.logNumber(from));
        }
    }

    private void setAnchor(long number) {
        anchor = number;
        selectedCount.set(selected.get() < 0 ? 0 : anchor == selected.get() ? 1 : selectedEvents().size());
    }

    /// The selected rows in their order, as far as the filter lets them through; none where none is selected.
    List<Event> selectedEvents() {
        return selected.get() < 0 ? List.of() : anchor == selected.get() ? selectedEvent.stream().toList()
            : filteredEvents.between(Math.min(anchor, selected.get()), Math.max(anchor, selected.get()));
    }

    boolean isSelected(long row) {
        long number = filteredEvents.logNumber(row);
        return selected.get() >= 0 && number >= Math.min(anchor, selected.get()) && number <= Math.max(anchor, selected.get());
    }

    /// What the filter shows, in its order.
    List<Event> shownEvents() {
        return filteredEvents.between(0, Long.MAX_VALUE);
    }

    /// The names of all devices that rows may be of.
    Map<DeviceId, String> deviceNames() {
        return DeviceNames.all(viewContext.model());
    }

    /// The first row of then or later; -1 if there is none. Reads what the log has by now.
    long rowAt(Instant at) {
        rescan();
        return LongStream.range(filteredEvents.first(), filteredEvents.end()).filter(row -> !filteredEvents.eventAt(row).at().isBefore(at)).findFirst()
            .orElse(-1);
    }

    /// The last row until then; -1 if there is none. Reads what the log has by now.
    long rowUntil(Instant at) {
        if (cursor < log.end()) {
            rescan();
        }
        return LongStream.range(filteredEvents.first(), filteredEvents.end()).takeWhile(row -> !filteredEvents.eventAt(row).at().isAfter(at)).max().orElse(-1);
    }

    /// Makes the selected row time zero; a second call on the same row undoes it.
    void toggleReference() {
        reference.set(reference.get() == selected.get() ? -1 : selected.get());
        onRowsChanged.run();
    }

    void follow(boolean follow) {
        following.set(follow);
        if (follow) {
            newRows.set(0);
        }
    }

    /// Seconds from the reference row, else from the selected row, to this event; empty if there is neither.
    Optional<Double> delta(Event event) {
        long zero = reference.get() >= 0 ? reference.get() : selected.get();
        long row = zero < 0 ? -1 : filteredEvents.rowOf(zero);
        Optional<Event> from = row >= 0 ? Optional.of(filteredEvents.eventAt(row)) : zero >= 0 && zero == selected.get() ? selectedEvent : eventAt(zero);
        return from.map(start -> (event.nanos() - start.nanos()) / 1e9);
    }

    private Optional<Event> eventAt(long number) {
        if (number < 0) {
            return Optional.empty();
        }
        EventLog.Page<Event> page = log.read(number, 1);
        return page.from() == number && !page.rows().isEmpty() ? Optional.of(page.rows().getFirst()) : Optional.empty();
    }

    FilteredEvents matches() {
        return filteredEvents;
    }

    /// The row of the selected event, or -1 if it is not shown.
    long selectedRow() {
        return selected.get() < 0 ? -1 : filteredEvents.rowOf(selected.get());
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

    ReadOnlyIntegerProperty selectedCount() {
        return selectedCount.getReadOnlyProperty();
    }

    ReadOnlyLongProperty reference() {
        return reference.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty following() {
        return following.getReadOnlyProperty();
    }

    /// Number of rows added since following stopped.
    ReadOnlyLongProperty newRows() {
        return newRows.getReadOnlyProperty();
    }

    ReadOnlyLongProperty matchCount() {
        return matchCount.getReadOnlyProperty();
    }

    ReadOnlyLongProperty totalCount() {
        return totalCount.getReadOnlyProperty();
    }

    /// Rows before this log number are hidden by [#clear]; 0 for none.
    ReadOnlyLongProperty clearedBefore() {
        return clearedBefore.getReadOnlyProperty();
    }
}
