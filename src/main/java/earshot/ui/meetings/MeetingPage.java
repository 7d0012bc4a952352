package earshot.ui.meetings;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.meeting.Running;
import earshot.meeting.Segment;
import earshot.meeting.Transcript;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import earshot.watch.Pin;
import earshot.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// View model of one meeting: its transcript, its current state and the actions on it. On the FX thread only.
final class MeetingPage {
    /// Shortest time between two updates of the transcript: nobody reads faster.
    private static final Duration STEP = Duration.ofMillis(100);
    /// Loading is announced only if it takes longer.
    private static final Duration SOON = Duration.ofMillis(300);

    /// What can be shown.
    sealed interface State {
        record Nothing() implements State {}

        /// @param late whether it takes so long that it is announced
        record Loading(boolean late) implements State {}

        record Failed(Problem problem) implements State {}

        record Open(Transcript transcript) implements State {}
    }

    private final Desk desk;
    private final Pins pins = new Pins();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Nothing());
    private final ReadOnlyObjectWrapper<Optional<Running>> running = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyLongWrapper repeats = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper fresh = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyObjectWrapper<Optional<Line>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Long>> playing = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Instant> now;
    private final BooleanProperty showRepeats = new SimpleBooleanProperty();
    private final BooleanProperty followSound = new SimpleBooleanProperty();
    private Optional<String> id = Optional.empty();
    private Optional<Long> wanted = Optional.empty();
    private Pin source = () -> { };
    private Pin ticking = () -> { };
    private Pin loading = () -> { };
    private int opening;
    private int plays;

    MeetingPage(Desk desk) {
        this.desk = desk;
        now = new ReadOnlyObjectWrapper<>(desk.time().now());
        pins.add(desk.pump().watch(desk.model().meetings().running(), STEP, this::show));
        showRepeats.subscribe((_, _) -> transcript().ifPresent(this::list));
    }

    /// Shows a meeting, or none.
    void open(Optional<String> next) {
        if (next.equals(id) && !(state.get() instanceof State.Failed)) {
            return;
        }
        leave();
        id = next;
        if (next.isEmpty()) {
            state.set(new State.Nothing());
            return;
        }
        int number = ++opening;
        state.set(new State.Loading(false));
        loading = desk.pump().after(SOON, () -> {
            if (number == opening && state.get() instanceof State.Loading) {
                state.set(new State.Loading(true));
            }
        });
        desk.pump().when(desk.model().meetings().open(next.get()).handle(Opened::new), opened -> {
            if (number == opening) {
                take(opened);
            }
        });
        show(desk.model().meetings().running().get());
    }

    /// Shows a meeting and selects a sentence of it.
    void open(String meeting, long segment) {
        wanted = Optional.of(segment);
        open(Optional.of(meeting));
        goToWanted();
    }

    /// Loads the meeting again after a failure.
    void again() {
        Optional<String> same = id;
        id = Optional.empty();
        open(same);
    }

    private record Opened(Watch<Transcript> watch, Throwable failure) {}

    private void take(Opened opened) {
        if (opened.watch() == null) {
            state.set(new State.Failed(Failures.problem(opened.failure(), Code.UNEXPECTED)));
            return;
        }
        if (opened.watch().get().meeting().state() == Meeting.State.ENDED) {
            following.set(false); // an ended meeting is read from its beginning
        }
        show(opened.watch().get());
        source = desk.pump().watch(opened.watch(), STEP, this::show);
    }

    private void show(Transcript next) {
        state.set(new State.Open(next));
        list(next);
        goToWanted();
    }

    private void list(Transcript transcript) {
        List<Line> before = lines.get();
        List<Line> next = Line.of(transcript, showRepeats.get());
        repeats.set(transcript.segments().stream().filter(segment -> !segment.counts()).count());
        Optional<Line> chosen = selected.get().flatMap(line -> next.stream().filter(other -> other.key() == line.key()).findFirst());
        lines.set(next);
        selected.set(chosen);
        if (!following.get() && !before.isEmpty()) {
            fresh.set(fresh.get() + Math.max(0, next.size() - before.size()));
        }
    }

    private void goToWanted() {
        if (state.get() instanceof State.Open) {
            wanted.flatMap(number -> lines.get().stream().filter(line -> line.key() == number).findFirst()).ifPresent(line -> {
                follow(false);
                selected.set(Optional.of(line));
                wanted = Optional.empty();
            });
        }
    }

    private void show(List<Running> all) {
        running.set(all.stream().filter(one -> id.filter(one.id()::equals).isPresent()).findFirst());
    }

    private void leave() {
        opening++;
        loading.close();
        source.close();
        source = () -> { };
        stop();
        lines.set(List.of());
        selected.set(Optional.empty());
        running.set(Optional.empty());
        following.set(true);
        fresh.set(0);
        repeats.set(0);
        showRepeats.set(false);
        followSound.set(false);
    }

    /// The view is visible: starts the clock.
    void start() {
        ticking.close();
        ticking = desk.pump().every(Duration.ofSeconds(1), () -> now.set(desk.time().now()));
        now.set(desk.time().now());
    }

    void hide() {
        ticking.close();
    }

    void close() {
        hide();
        loading.close();
        source.close();
        pins.close();
    }

    void follow(boolean follow) {
        following.set(follow);
        if (follow) {
            fresh.set(0);
        }
    }

    /// @param line empty for none
    void select(Optional<Line> line) {
        selected.set(line);
    }

    /// Sends an action on this meeting.
    void act(MeetingAct act) {
        desk.send(new Command.Meet(act));
    }

    void rename(String title) {
        id.ifPresent(meeting -> act(new MeetingAct.Rename(meeting, title)));
    }

    void nameSpeaker(String speaker, String name) {
        id.ifPresent(meeting -> act(new MeetingAct.NameSpeaker(meeting, speaker, name.equals(speaker) ? "" : name)));
    }

    /// @param text empty for the original
    void edit(Segment segment, String text) {
        id.ifPresent(meeting -> act(new MeetingAct.EditSegment(meeting, segment.number(), text)));
    }

    /// Selects the next or previous mark; does nothing if there is none.
    void toMark(boolean forward) {
        List<Line> all = lines.get();
        int step = forward ? 1 : -1;
        for (int i = selected.get().map(all::indexOf).orElse(forward ? -1 : all.size()) + step; i >= 0 && i < all.size(); i += step) {
            if (all.get(i) instanceof Line.Flag) {
                follow(false);
                selected.set(Optional.of(all.get(i)));
                return;
            }
        }
    }

    /// The current time, for a mark that gets its label later.
    Instant moment() {
        return desk.time().now();
    }

    /// Marks the selected sentence, else the given time of a running meeting.
    void mark(Instant at, String label) {
        Optional<Long> sentence = sentence().map(Segment::number);
        if (sentence.isPresent() || meeting().filter(Meeting::running).isPresent()) {
            id.ifPresent(meeting -> act(new MeetingAct.Put(meeting, sentence, at, label)));
        }
    }

    /// Plays the sound of a sentence, or stops the sound that plays.
    void play(Segment segment) {
        if (playing.get().isPresent()) {
            stop();
        } else {
            sound(segment);
        }
    }

    private void sound(Segment segment) {
        int number = ++plays;
        playing.set(Optional.of(segment.number()));
        desk.pump().when(desk.model().meetings().sound(id.orElseThrow(), segment.number()).exceptionally(_ -> Optional.empty()), speech -> {
            if (number != plays) {
                return;
            }
            if (speech.isEmpty()) {
                playing.set(Optional.empty());
                return;
            }
            desk.pump().when(desk.send(new Command.PlaySound(speech.get())).outcome(), outcome -> {
                if (number == plays) {
                    playing.set(Optional.empty());
                    if (followSound.get() && outcome instanceof Operation.Outcome.Done) {
                        next(segment).ifPresent(line -> {
                            selected.set(Optional.of(line));
                            sound(line.segment());
                        });
                    }
                }
            });
        });
    }

    private Optional<Line.Sentence> next(Segment segment) {
        return lines.get().stream().filter(line -> line instanceof Line.Sentence sentence && sentence.key() > segment.number() && sentence.segment().sound().isPresent())
            .map(Line.Sentence.class::cast).findFirst();
    }

    private void stop() {
        plays++;
        if (playing.get().isPresent()) {
            playing.set(Optional.empty());
            desk.send(new Command.StopSound());
        }
    }

    Optional<String> id() {
        return id;
    }

    Optional<Transcript> transcript() {
        return state.get() instanceof State.Open open ? Optional.of(open.transcript()) : Optional.empty();
    }

    Optional<Meeting> meeting() {
        return transcript().map(Transcript::meeting);
    }

    /// The selected sentence.
    Optional<Segment> sentence() {
        return selected.get().flatMap(line -> line instanceof Line.Sentence(Segment segment) ? Optional.of(segment) : Optional.empty());
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Running>> running() {
        return running.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Line>> lines() {
        return lines.getReadOnlyProperty();
    }

    /// Number of dropped duplicates.
    ReadOnlyLongProperty repeats() {
        return repeats.getReadOnlyProperty();
    }

    /// Number of lines added since following stopped.
    ReadOnlyLongProperty fresh() {
        return fresh.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty following() {
        return following.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Line>> selected() {
        return selected.getReadOnlyProperty();
    }

    /// Number of the sentence whose sound plays.
    ReadOnlyObjectProperty<Optional<Long>> playing() {
        return playing.getReadOnlyProperty();
    }

    /// Wall clock, updated every second while the view is visible.
    ReadOnlyObjectProperty<Instant> now() {
        return now.getReadOnlyProperty();
    }

    BooleanProperty showRepeats() {
        return showRepeats;
    }

    /// Whether playing continues with the next sentence.
    BooleanProperty followSound() {
        return followSound;
    }
}
