package earshot.ui.meetings;

import earshot.engine.Command;
import earshot.meeting.Hit;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The list of meetings, the hits of a search and the trash. On the FX thread only.
final class MeetingList {
    static final Duration UNDO = Duration.ofSeconds(10);
    /// The search starts when nothing was typed for this long.
    private static final Duration TYPING = Duration.ofMillis(250);

    sealed interface Row {
        record Entry(Meeting meeting) implements Row {}

        record Found(Hit hit) implements Row {}

        /// Heading of the search hits.
        record Sentences(Search search, int count) implements Row {}

        /// Heading of the trash, which can be opened.
        record Trash(int count, boolean open) implements Row {}
    }

    /// State of the search in transcripts.
    enum Search { NONE, SEARCHING, DONE, FAILED }

    private final Desk desk;
    private final Pins pins = new Pins();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final StringProperty query = new SimpleStringProperty("");
    private final BooleanProperty trashOpen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Optional<String>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Meeting>> undo = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Search> search = new ReadOnlyObjectWrapper<>(Search.NONE);
    private List<Meeting> all = List.of();
    private List<Hit> hits = List.of();
    private Optional<Set<String>> awaited = Optional.empty();
    private Pin typing = () -> { };
    private Pin undoing = () -> { };
    private int searches;

    MeetingList(Desk desk) {
        this.desk = desk;
        pins.add(desk.pump().watch(desk.model().meetings().meetings(), this::show));
        query.subscribe((_, _) -> typed());
        trashOpen.subscribe((_, _) -> list());
    }

    private void show(List<Meeting> next) {
        boolean gone = selected.get().filter(id -> meeting(id).isPresent() && next.stream().noneMatch(meeting -> meeting.id().equals(id))).isPresent();
        all = next;
        list();
        awaited.ifPresent(known -> next.stream().filter(meeting -> meeting.running() && !known.contains(meeting.id())).findFirst().ifPresent(begun -> {
            awaited = Optional.empty();
            select(Optional.of(begun.id()));
        }));
        if (selected.get().isEmpty() || gone) {
            select(first());
        }
    }

    private Optional<String> first() {
        return rows.stream().filter(Row.Entry.class::isInstance).map(row -> ((Row.Entry) row).meeting().id()).findFirst();
    }

    private void list() {
        List<Row> next = new ArrayList<>();
        String words = words();
        List<Meeting> kept = all.stream().filter(meeting -> meeting.trashedAt().isEmpty()).filter(meeting -> words.isEmpty() || titled(meeting, words)).toList();
        kept.stream().filter(Meeting::running).map(Row.Entry::new).forEach(next::add);
        kept.stream().filter(meeting -> !meeting.running()).map(Row.Entry::new).forEach(next::add);
        if (!words.isEmpty()) {
            List<Hit> sentences = hits.stream().filter(hit -> hit.segment() >= 0).toList();
            next.add(new Row.Sentences(search.get(), sentences.size()));
            sentences.stream().map(Row.Found::new).forEach(next::add);
        }
        List<Meeting> trash = all.stream().filter(meeting -> meeting.trashedAt().isPresent()).toList();
        if (words.isEmpty() && !trash.isEmpty()) {
            next.add(new Row.Trash(trash.size(), trashOpen.get()));
            if (trashOpen.get()) {
                trash.stream().map(Row.Entry::new).forEach(next::add);
            }
        }
        rows.setAll(next);
    }

    private boolean titled(Meeting meeting, String words) {
        String where = (meeting.title() + " " + meeting.devices().stream().map(id -> DeviceNames.of(desk.model(), id)).collect(Collectors.joining(" ")) + " " + meeting.id()).toLowerCase(Locale.ROOT);
        return List.of(words.split("\\s+")).stream().allMatch(where::contains);
    }

    String words() {
        return query.get().strip().toLowerCase(Locale.ROOT);
    }

    private void typed() {
        typing.close();
        int number = ++searches;
        hits = List.of();
        search.set(words().isEmpty() ? Search.NONE : Search.SEARCHING);
        list();
        if (!words().isEmpty()) {
            String asked = query.get().strip();
            typing = desk.pump().after(TYPING, () -> desk.pump().when(desk.model().meetings().search(asked).handle(Answer::new), answer -> {
                if (number == searches) {
                    hits = answer.hits() == null ? List.of() : answer.hits();
                    search.set(answer.hits() == null ? Search.FAILED : Search.DONE);
                    list();
                }
            }));
        }
    }

    private record Answer(List<Hit> hits, Throwable failure) {}

    void select(Optional<String> id) {
        selected.set(id);
    }

    /// Selects the next meeting that starts.
    void await() {
        awaited = Optional.of(all.stream().map(Meeting::id).collect(Collectors.toCollection(HashSet::new)));
    }

    /// Moves a meeting to the trash; for [#UNDO] a button brings it back.
    void discard(Meeting meeting) {
        desk.send(new Command.Meet(new MeetingAct.Discard(meeting.id())));
        undoing.close();
        undo.set(Optional.of(meeting));
        undoing = desk.pump().after(UNDO, () -> undo.set(Optional.empty()));
        if (selected.get().filter(meeting.id()::equals).isPresent()) {
            select(neighbour(meeting));
        }
    }

    private Optional<String> neighbour(Meeting gone) {
        List<String> ids = rows.stream().filter(Row.Entry.class::isInstance).map(row -> ((Row.Entry) row).meeting()).filter(meeting -> meeting.trashedAt().isEmpty()).map(Meeting::id).toList();
        int at = ids.indexOf(gone.id());
        return at < 0 || ids.size() < 2 ? Optional.empty() : Optional.of(ids.get(at + 1 < ids.size() ? at + 1 : at - 1));
    }

    void takeBack() {
        undo.get().ifPresent(meeting -> {
            undoing.close();
            undo.set(Optional.empty());
            desk.send(new Command.Meet(new MeetingAct.Restore(meeting.id())));
            select(Optional.of(meeting.id()));
        });
    }

    Optional<Meeting> meeting(String id) {
        return all.stream().filter(meeting -> meeting.id().equals(id)).findFirst();
    }

    /// Number of meetings that are not in the trash.
    long kept() {
        return all.stream().filter(meeting -> meeting.trashedAt().isEmpty()).count();
    }

    /// Number of meetings with stored sound, including those in the trash.
    long sounding() {
        return all.stream().filter(Meeting::sounds).count();
    }

    /// Deletes the stored sound of all meetings.
    void forgetSounds() {
        desk.send(new Command.Meet(new MeetingAct.ForgetSounds(Optional.empty())));
    }

    ObservableList<Row> rows() {
        return rows;
    }

    StringProperty query() {
        return query;
    }

    BooleanProperty trashOpen() {
        return trashOpen;
    }

    ReadOnlyObjectProperty<Optional<String>> selected() {
        return selected.getReadOnlyProperty();
    }

    /// The meeting that can still be brought back by [#takeBack].
    ReadOnlyObjectProperty<Optional<Meeting>> undo() {
        return undo.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Search> search() {
        return search.getReadOnlyProperty();
    }

    void close() {
        typing.close();
        undoing.close();
        pins.close();
    }
}
