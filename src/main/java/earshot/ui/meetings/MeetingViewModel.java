package earshot.ui.meetings;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.task.TaskCommand;
import earshot.task.TaskGroup;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// View model of one meeting: its transcript, its current state and the actions on it. On the FX thread only.
final class MeetingViewModel {
    /// Shortest time between two updates of the transcript: nobody reads faster.
    private static final Duration REFRESH_INTERVAL = Duration.ofMillis(100);
    /// Loading is announced only if it takes longer.
    private static final Duration LOADING_DELAY = Duration.ofMillis(300);

    /// What can be shown.
    sealed interface LoadState {
        record Nothing() implements LoadState {}

        /// @param late whether it takes so long that it is announced
        record Loading(boolean late) implements LoadState {}

        record Failed(Problem problem) implements LoadState {}

        record Open(MeetingTranscript transcript) implements LoadState {}
    }

    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<LoadState> state = new ReadOnlyObjectWrapper<>(new LoadState.Nothing());
    private final ReadOnlyObjectWrapper<Optional<LiveMeetingStatus>> liveMeetingStatus = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<TranscriptLine>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyLongWrapper duplicates = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper newLines = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyObjectWrapper<Optional<TranscriptLine>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Long>> playing = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Instant> now;
    private final BooleanProperty showDuplicates = new SimpleBooleanProperty();
    private final BooleanProperty playFollowing = new SimpleBooleanProperty();
    private Optional<MeetingId> id = Optional.empty();
    private Optional<Long> pendingSegment = Optional.empty();
    private WatchSubscription source = () -> { };
    private WatchSubscription ticking = () -> { };
    private WatchSubscription loading = () -> { };
    private int openRequests;
    private int playRequests;

    MeetingViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        now = new ReadOnlyObjectWrapper<>(viewContext.time().now());
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().meetings().running(), REFRESH_INTERVAL, this::show));
        showDuplicates.subscribe((_, _) -> transcript().ifPresent(this::showLines));
    }

    /// Shows a meeting, or none.
    void open(Optional<MeetingId> next) {
        if (next.equals(id) && !(state.get() instanceof LoadState.Failed)) {
            return;
        }
        reset();
        id = next;
        if (next.isEmpty()) {
            state.set(new LoadState.Nothing());
            return;
        }
        int number = ++openRequests;
        state.set(new LoadState.Loading(false));
        loading = viewContext.pump().after(LOADING_DELAY, () -> {
            if (number == openRequests && state.get() instanceof LoadState.Loading) {
                state.set(new LoadState.Loading(true));
            }
        });
        viewContext.pump().whenDone(viewContext.model().meetings().open(next.get()).handle(Opened::new), opened -> {
            if (number == openRequests) {
                showOpened(opened);
            }
        });
        show(viewContext.model().meetings().running().get());
    }

    /// Shows a meeting and selects a sentence of it.
    void open(MeetingId meeting, long segment) {
        pendingSegment = Optional.of(segment);
        open(Optional.of(meeting));
        selectPending();
    }

    void retry() {
        Optional<MeetingId> same = id;
        id = Optional.empty();
        open(same);
    }

    private record Opened(Watch<MeetingTranscript> watch, Throwable failure) {}

    private void showOpened(Opened opened) {
        if (opened.watch() == null) {
            state.set(new LoadState.Failed(Failures.problem(opened.failure(), ProblemCode.UNEXPECTED)));
            return;
        }
        if (opened.watch().get().meeting().lifecycle() == Meeting.Lifecycle.ENDED) {
            following.set(false); // an ended meeting is read from its beginning
        }
        show(opened.watch().get());
        source = viewContext.pump().watch(opened.watch(), REFRESH_INTERVAL, this::show);
    }

    private void show(MeetingTranscript next) {
        state.set(new LoadState.Open(next));
        showLines(next);
        selectPending();
    }

    private void showLines(MeetingTranscript transcript) {
        List<TranscriptLine> before = lines.get();
        List<TranscriptLine> next = TranscriptLine.of(transcript, showDuplicates.get());
        duplicates.set(transcript.sentences().stream().filter(meetingSentence -> !meetingSentence.counts()).count());
        Optional<TranscriptLine> chosen = selected.get().flatMap(line -> next.stream().filter(other -> other.key() == line.key()).findFirst());
        lines.set(next);
        selected.set(chosen);
        if (!following.get() && !before.isEmpty()) {
            newLines.set(newLines.get() + Math.max(0, next.size() - before.size()));
        }
    }

    private void selectPending() {
        if (state.get() instanceof LoadState.Open) {
            pendingSegment.flatMap(number -> lines.get().stream().filter(line -> line.key() == number).findFirst()).ifPresent(line -> {
                follow(false);
                selected.set(Optional.of(line));
                pendingSegment = Optional.empty();
            });
        }
    }

    private void show(List<LiveMeetingStatus> all) {
        liveMeetingStatus.set(all.stream().filter(one -> id.filter(one.id()::equals).isPresent()).findFirst());
    }

    private void reset() {
        openRequests++;
        loading.close();
        source.close();
        source = () -> { };
        stopPlaying();
        lines.set(List.of());
        selected.set(Optional.empty());
        liveMeetingStatus.set(Optional.empty());
        following.set(true);
        newLines.set(0);
        duplicates.set(0);
        showDuplicates.set(false);
        playFollowing.set(false);
    }

    /// The view is visible: starts the clock.
    void start() {
        ticking.close();
        ticking = viewContext.pump().every(Duration.ofSeconds(1), () -> now.set(viewContext.time().now()));
        now.set(viewContext.time().now());
    }

    void stop() {
        ticking.close();
    }

    void close() {
        stop();
        loading.close();
        source.close();
        subscriptionGroup.close();
    }

    void follow(boolean follow) {
        following.set(follow);
        if (follow) {
            newLines.set(0);
        }
    }

    void select(Optional<TranscriptLine> line) {
        selected.set(line);
    }

    /// Whether the meeting has ended with something to do.
    boolean decided() {
        return transcript().flatMap(MeetingTranscript::summary).filter(summary -> !summary.actions().isEmpty() || !summary.nextSteps().isEmpty()).isPresent();
    }

    /// Makes tasks of what the meeting decided, for the group of the device that began it, and shows them.
    void makeTasks() {
        meeting().filter(meeting -> !meeting.devices().isEmpty()).ifPresent(meeting -> {
            TaskGroup group = TaskGroup.of(meeting.devices().getFirst());
            viewContext.pump().whenDone(
                viewContext.send(new Command.PerformTaskCommand(new TaskCommand.ImportMeeting(group, Optional.of(meeting.id())))).outcome(), outcome -> {
                if (outcome instanceof Operation.Outcome.Done) {
                    viewContext.navigate().accept(NavigationTarget.of("tasks", group.key()));
                }
            });
        });
    }

    void send(MeetingCommand command) {
        viewContext.send(new Command.PerformMeetingCommand(command));
    }

    void rename(String title) {
        id.ifPresent(meeting -> send(new MeetingCommand.Rename(meeting, title)));
    }

    void nameSpeaker(String speaker, String name) {
        id.ifPresent(meeting -> send(new MeetingCommand.NameSpeaker(meeting, speaker, name.equals(speaker) ? "" : name)));
    }

    /// @param text empty for the original
    void edit(MeetingSentence meetingSentence, String text) {
        id.ifPresent(meeting -> send(new MeetingCommand.EditSentence(meeting, meetingSentence.number(), text)));
    }

    /// Selects the next or previous mark; does nothing if there is none.
    void selectMark(boolean forward) {
        List<TranscriptLine> all = lines.get();
        int from = selected.get().map(all::indexOf).orElse(forward ? -1 : all.size());
        List<TranscriptLine> onward = forward ? all.subList(from + 1, all.size()) : all.subList(0, Math.max(0, from)).reversed();
        onward.stream().filter(TranscriptLine.MarkLine.class::isInstance).findFirst().ifPresent(mark -> {
            follow(false);
            selected.set(Optional.of(mark));
        });
    }

    /// The current time, for a mark that gets its label later.
    Instant currentTime() {
        return viewContext.time().now();
    }

    /// Marks the selected sentence, else the given time of a running meeting.
    void mark(Instant at, String label) {
        Optional<Long> sentence = selectedSegment().map(MeetingSentence::number);
        if (sentence.isPresent() || meeting().filter(Meeting::running).isPresent()) {
            id.ifPresent(meeting -> send(new MeetingCommand.AddBookmark(meeting, sentence, at, label)));
        }
    }

    void removeSelectedMark() {
        if (selected.get().orElse(null) instanceof TranscriptLine.MarkLine(Bookmark mark)) {
            id.ifPresent(meeting -> send(new MeetingCommand.RemoveBookmark(meeting, mark.number())));
        }
    }

    /// Plays the sound of a sentence, or stops the sound that plays.
    void play(MeetingSentence meetingSentence) {
        if (playing.get().isPresent()) {
            stopPlaying();
        } else {
            playSegment(meetingSentence);
        }
    }

    private void playSegment(MeetingSentence meetingSentence) {
        int number = ++playRequests;
        playing.set(Optional.of(meetingSentence.number()));
        viewContext.pump().whenDone(viewContext.model().meetings().recording(id.orElseThrow(), meetingSentence.number()).exceptionally(_ -> Optional.empty()),
            pcmAudio -> {
            if (number != playRequests) {
                return;
            }
            if (pcmAudio.isEmpty()) {
                playing.set(Optional.empty());
                return;
            }
            viewContext.pump().whenDone(viewContext.send(new Command.PlayAudio(pcmAudio.get())).outcome(), outcome -> {
                if (number == playRequests) {
                    playing.set(Optional.empty());
                    if (playFollowing.get() && outcome instanceof Operation.Outcome.Done) {
                        next(meetingSentence).ifPresent(line -> {
                            selected.set(Optional.of(line));
                            playSegment(line.meetingSentence());
                        });
                    }
                }
            });
        });
    }

    private Optional<TranscriptLine.SegmentLine> next(MeetingSentence meetingSentence) {
        return lines.get().stream()
            .filter(line -> line instanceof TranscriptLine.SegmentLine segmentLine && segmentLine.key() > meetingSentence.number()
                && segmentLine.meetingSentence().recordingSpan().isPresent())
            .map(TranscriptLine.SegmentLine.class::cast).findFirst();
    }

    private void stopPlaying() {
        playRequests++;
        if (playing.get().isPresent()) {
            playing.set(Optional.empty());
            viewContext.send(new Command.StopAudio());
        }
    }

    Optional<MeetingId> id() {
        return id;
    }

    Optional<MeetingTranscript> transcript() {
        return state.get() instanceof LoadState.Open open ? Optional.of(open.transcript()) : Optional.empty();
    }

    Optional<Meeting> meeting() {
        return transcript().map(MeetingTranscript::meeting);
    }

    Optional<MeetingSentence> selectedSegment() {
        return selected.get()
            .flatMap(line -> line instanceof TranscriptLine.SegmentLine(MeetingSentence meetingSentence) ? Optional.of(meetingSentence) : Optional.empty());
    }

    ReadOnlyObjectProperty<LoadState> state() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<LiveMeetingStatus>> running() {
        return liveMeetingStatus.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<TranscriptLine>> lines() {
        return lines.getReadOnlyProperty();
    }

    /// Number of dropped duplicates.
    ReadOnlyLongProperty duplicates() {
        return duplicates.getReadOnlyProperty();
    }

    /// Number of lines added since following stopped.
    ReadOnlyLongProperty newLines() {
        return newLines.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty following() {
        return following.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<TranscriptLine>> selected() {
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

    BooleanProperty showDuplicates() {
        return showDuplicates;
    }

    /// Whether playing continues with the next sentence.
    BooleanProperty playFollowing() {
        return playFollowing;
    }
}
