package earshot.ui.meetings;

import module java.base;

import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.SearchHit;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.ListSort;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The list of meetings, the hits of a search and the trash. On the FX thread only.
final class MeetingListViewModel {
    static final Duration UNDO = Duration.ofSeconds(10);
    private static final int MOST_NEAREST = 12;
    /// The search starts when nothing was typed for this long.
    private static final Duration SEARCH_DELAY = Duration.ofMillis(250);

    sealed interface Row {
        /// Stays the same while the row changes.
        default Object key() {
            return switch (this) {
                case MeetingRow(Meeting meeting) -> meeting.id();
                case HitRow(SearchHit hit) -> List.of(hit.meeting(), hit.kind(), hit.number());
                case HitsHeading _ -> HitsHeading.class;
                case TrashHeading _ -> TrashHeading.class;
            };
        }

        record MeetingRow(Meeting meeting) implements Row {}

        record HitRow(SearchHit hit) implements Row {}

        record HitsHeading(SearchState search, int count) implements Row {}

        /// Heading of the trash, which can be opened.
        record TrashHeading(int count, boolean open) implements Row {}
    }

    enum SearchState { NONE, SEARCHING, DONE, FAILED }

    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final LiveRows<Row> rows = new LiveRows<>(Row::key);
    private final ListSort<Meeting> sort;
    private final StringProperty query = new SimpleStringProperty("");
    private final BooleanProperty trashOpen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Optional<MeetingId>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Meeting>> undo = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<SearchState> search = new ReadOnlyObjectWrapper<>(SearchState.NONE);
    private List<Meeting> all = List.of();
    private List<SearchHit> hits = List.of();
    private Optional<Set<MeetingId>> knownBeforeStart = Optional.empty();
    private WatchSubscription searchDelay = () -> { };
    private WatchSubscription undoTimeout = () -> { };
    private int searchNumber;

    MeetingListViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().meetings().meetings(), this::show));
        sort = new ListSort<>(viewContext.sorts(), "meetings",
            ListSort.Column.byLargest("time", meeting -> Optional.of(meeting.startedAt())), ListSort.Column.byName("title", Meeting::title),
            ListSort.Column.byLargest("sentences", meeting -> Optional.of(meeting.segments())));
        sort.order().subscribe((_, _) -> rows.replace(listed()));
        query.subscribe((_, _) -> queryChanged());
        trashOpen.subscribe((_, _) -> rows.replace(listed()));
    }

    private void show(List<Meeting> next) {
        boolean discarded = selected.get().filter(id -> meeting(id).isPresent() && next.stream().noneMatch(meeting -> meeting.id().equals(id))).isPresent();
        all = next;
        rows.update(listed());
        knownBeforeStart
            .ifPresent(known -> next.stream().filter(meeting -> meeting.running() && !known.contains(meeting.id())).findFirst().ifPresent(started -> {
            knownBeforeStart = Optional.empty();
            select(Optional.of(started.id()));
        }));
        if (selected.get().isEmpty() || discarded) {
            select(firstMeeting());
        }
    }

    private Optional<MeetingId> firstMeeting() {
        return shownMeetings().map(Meeting::id).findFirst();
    }

    private Stream<Meeting> shownMeetings() {
        return rows.items().stream().filter(Row.MeetingRow.class::isInstance).map(row -> ((Row.MeetingRow) row).meeting());
    }

    private List<Row> listed() {
        List<Row> next = new ArrayList<>();
        String words = searchWords();
        all.stream().filter(meeting -> meeting.trashedAt().isEmpty()).filter(meeting -> words.isEmpty() || matchesTitle(meeting, words))
            .sorted(sort.over(Comparator.comparing(meeting -> !meeting.running()))).map(Row.MeetingRow::new).forEach(next::add);
        if (!words.isEmpty()) {
            List<SearchHit> sentences = hits.stream().filter(hit -> hit.kind() != SearchHit.Kind.TITLE).toList();
            next.add(new Row.HitsHeading(search.get(), sentences.size()));
            sentences.stream().map(Row.HitRow::new).forEach(next::add);
        }
        List<Meeting> trash = all.stream().filter(meeting -> meeting.trashedAt().isPresent()).toList();
        if (words.isEmpty() && !trash.isEmpty()) {
            next.add(new Row.TrashHeading(trash.size(), trashOpen.get()));
            if (trashOpen.get()) {
                trash.stream().map(Row.MeetingRow::new).forEach(next::add);
            }
        }
        return next;
    }

    private boolean matchesTitle(Meeting meeting, String words) {
        String where = LetterCase.folded(meeting.title() + " "
            + meeting.devices().stream().map(id -> DeviceNames.of(viewContext.model(), id)).collect(Collectors.joining(" ")) + " " + meeting.id());
        return List.of(words.split("\\s+")).stream().allMatch(where::contains);
    }

    String searchWords() {
        return LetterCase.folded(query.get().strip());
    }

    private void queryChanged() {
        searchDelay.close();
        int number = ++searchNumber;
        hits = List.of();
        search.set(searchWords().isEmpty() ? SearchState.NONE : SearchState.SEARCHING);
        rows.replace(listed());
        if (!searchWords().isEmpty()) {
            String searchText = query.get().strip();
            searchDelay = viewContext.pump().after(SEARCH_DELAY, () -> viewContext.pump().whenDone(
                viewContext.model().meetings().search(searchText).thenApply(Optional::of).exceptionally(_ -> Optional.empty()), found -> {
                    if (number == searchNumber) {
                        hits = found.orElse(List.of());
                        search.set(found.isPresent() ? SearchState.DONE : SearchState.FAILED);
                        rows.replace(listed());
                    }
                }));
        }
    }

    void select(Optional<MeetingId> id) {
        selected.set(id);
    }

    /// Selects the next meeting that starts.
    void selectNextStarted() {
        knownBeforeStart = Optional.of(all.stream().map(Meeting::id).collect(Collectors.toCollection(HashSet::new)));
    }

    /// Moves a meeting to the trash; for [#UNDO] a button brings it back.
    void discard(Meeting meeting) {
        rows.release(meeting.id());
        viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.MoveToTrash(meeting.id())));
        undoTimeout.close();
        undo.set(Optional.of(meeting));
        undoTimeout = viewContext.pump().after(UNDO, () -> undo.set(Optional.empty()));
        if (selected.get().filter(meeting.id()::equals).isPresent()) {
            select(neighborOf(meeting));
        }
    }

    private Optional<MeetingId> neighborOf(Meeting discarded) {
        List<MeetingId> ids = shownMeetings().filter(meeting -> meeting.trashedAt().isEmpty()).map(Meeting::id).toList();
        int at = ids.indexOf(discarded.id());
        return at < 0 || ids.size() < 2 ? Optional.empty() : Optional.of(ids.get(at + 1 < ids.size() ? at + 1 : at - 1));
    }

    void undoDiscard() {
        undo.get().ifPresent(meeting -> {
            undoTimeout.close();
            undo.set(Optional.empty());
            viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.Restore(meeting.id())));
            select(Optional.of(meeting.id()));
        });
    }

    Optional<Meeting> meeting(MeetingId id) {
        return all.stream().filter(meeting -> meeting.id().equals(id)).findFirst();
    }

    /// The ended meetings that began nearest to another one.
    List<Meeting> nearest(Meeting meeting) {
        return all.stream().filter(other -> !other.running() && other.trashedAt().isEmpty() && !other.id().equals(meeting.id()))
            .sorted(Comparator.comparing(other -> Duration.between(other.startedAt(), meeting.startedAt()).abs())).limit(MOST_NEAREST).toList();
    }

    /// Makes one meeting of two and selects it.
    void join(Meeting one, Meeting other) {
        viewContext.pump().whenDone(viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.Join(one.id(), other.id()))).outcome(), outcome -> {
            if (outcome instanceof Operation.Outcome.Done done) {
                select(done.args().stream().findFirst().map(MeetingId::new));
            }
        });
    }

    /// Whether the parts of a joined meeting are still there.
    boolean separable(List<MeetingId> parts) {
        return !parts.isEmpty() && parts.stream().allMatch(part -> meeting(part).isPresent());
    }

    /// Undoes a join and selects the meeting that began first.
    void separate(MeetingId joined) {
        viewContext.pump().whenDone(viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.Separate(joined))).outcome(), outcome -> {
            if (outcome instanceof Operation.Outcome.Done done) {
                select(done.args().stream().findFirst().map(MeetingId::new));
            }
        });
    }

    /// Number of meetings that are not in the trash.
    long notTrashedCount() {
        return all.stream().filter(meeting -> meeting.trashedAt().isEmpty()).count();
    }

    /// Number of meetings with stored sound, including those in the trash.
    long withSoundCount() {
        return all.stream().filter(Meeting::recorded).count();
    }

    void deleteAllSounds() {
        viewContext.send(new Command.PerformMeetingCommand(new MeetingCommand.DeleteRecordings(Optional.empty())));
    }

    ListSort<Meeting> sort() {
        return sort;
    }

    LiveRows<Row> rows() {
        return rows;
    }

    StringProperty query() {
        return query;
    }

    BooleanProperty trashOpen() {
        return trashOpen;
    }

    ReadOnlyObjectProperty<Optional<MeetingId>> selected() {
        return selected.getReadOnlyProperty();
    }

    /// The meeting that can still be brought back by [#undoDiscard].
    ReadOnlyObjectProperty<Optional<Meeting>> undo() {
        return undo.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<SearchState> search() {
        return search.getReadOnlyProperty();
    }

    void close() {
        searchDelay.close();
        undoTimeout.close();
        subscriptionGroup.close();
    }
}
