package earshot.ui.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Bookmark;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSentence.Status;
import earshot.meeting.MeetingTranscript;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.MeetingModelFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MeetingViewModelTest {
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final MeetingModelFake meetings = new MeetingModelFake();
    private final Instant start = time.now().minusSeconds(60);
    private MeetingViewModel page;

    @BeforeEach
    void open() {
        engine.meetings = meetings;
        meetings.put(MeetingModelFake.of(MeetingModelFake.live(new MeetingId("m"), "Weekly", start),
            List.of(said(0, "first", Status.MERGED), said(1, "first", Status.DUPLICATE), said(2, "secon", Status.PENDING))));
        page = new MeetingViewModel(new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
            new SimpleBooleanProperty()));
    }

    @Test
    @DisplayName("U21: what is said appears as it is said; a sentence that grows stays where it is; repeats are shown only on request")
    void live() {
        page.open(Optional.of(new MeetingId("m")));
        frame();
        assertThat(texts()).containsExactly("first", "secon");
        meetings.change("m", of -> MeetingModelFake.with(of,
            List.of(said(0, "first", Status.MERGED), said(1, "first", Status.DUPLICATE), said(2, "second", Status.MERGED), said(3, "third", Status.PENDING))));
        frame();
        assertThat(texts()).containsExactly("first", "second", "third");
        assertThat(page.duplicates().get()).isEqualTo(1);
        page.showDuplicates().set(true);
        assertThat(texts()).containsExactly("first", "first", "second", "third");
    }

    @Test
    @DisplayName("U21: the state of the running meeting comes and goes with it")
    void running() {
        page.open(Optional.of(new MeetingId("m")));
        LiveMeetingStatus now = new LiveMeetingStatus(new MeetingId("m"), List.of(new DeviceId("a")), 3, 4, Optional.empty(), Optional.empty(),
            Duration.ofMillis(2_400), Optional.of(LiveMeetingStatus.FinalizePhase.RECOGNIZING));
        meetings.liveMeetingStatus.set(
            List.of(new LiveMeetingStatus(new MeetingId("other"), List.of(), 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty()), now));
        frame();
        assertThat(page.running().get()).contains(now);
        assertThat(words().progress(page.running().get())).isEqualTo("acknowledged · 2.4 s of sound still to recognise · 3 pending to merge");
        meetings.liveMeetingStatus.set(List.of());
        frame();
        assertThat(page.running().get()).isEmpty();
    }

    @Test
    @DisplayName("U21: the line under a live meeting counts down to checkpoint and push, and says what waits")
    void status() {
        LiveMeetingStatus now = new LiveMeetingStatus(new MeetingId("m"), List.of(new DeviceId("a")), 3, 4, Optional.of(time.now().plusSeconds(3)),
            Optional.of(time.now().plusSeconds(440)), Duration.ofMillis(2_400), Optional.empty());
        assertThat(words().status(now, time.now())).isEqualTo("interim summary in 07:20 · next push 3 s · 3 pending · 2.4 s of sound waiting");
    }

    @Test
    @DisplayName("U25: who looks at an older sentence is not dragged along, and is told how many came")
    void pauses() {
        page.open(Optional.of(new MeetingId("m")));
        frame();
        page.follow(false);
        meetings.change("m", of -> MeetingModelFake.with(of, more(of, said(3, "third", Status.MERGED), said(4, "fourth", Status.MERGED))));
        frame();
        assertThat(page.newLines().get()).isEqualTo(2);
        page.follow(true);
        assertThat(page.newLines().get()).isZero();
    }

    @Test
    @DisplayName("U22: a sentence that was found is shown and chosen, also when its meeting opens later")
    void goesToASentence() {
        CompletableFuture<earshot.watch.Watch<MeetingTranscript>> slow = new CompletableFuture<>();
        meetings.opening = Optional.of(() -> slow);
        page.open(new MeetingId("m"), 2);
        drain();
        assertThat(page.state().get()).isEqualTo(new MeetingViewModel.LoadState.Loading(false));
        time.advance(Duration.ofMillis(400));
        frame();
        assertThat(page.state().get()).isEqualTo(new MeetingViewModel.LoadState.Loading(true));
        slow.complete(meetings.transcripts.get(new MeetingId("m")));
        frame();
        assertThat(page.selectedSegment().orElseThrow().number()).isEqualTo(2);
        assertThat(page.following().get()).isFalse();
    }

    @Test
    void aMeetingThatCannotBeOpenedSaysWhyAndCanBeTriedAgain() {
        page.open(Optional.of(new MeetingId("gone")));
        frame();
        assertThat(page.state().get()).isInstanceOf(MeetingViewModel.LoadState.Failed.class);
        meetings.put(MeetingModelFake.of(MeetingModelFake.live(new MeetingId("gone"), "", start), List.of(said(0, "here again", Status.MERGED))));
        page.retry();
        frame();
        assertThat(texts()).containsExactly("here again");
    }

    @Test
    void anAnswerForAMeetingThatIsNotShownAnyMoreIsDropped() {
        CompletableFuture<earshot.watch.Watch<MeetingTranscript>> slow = new CompletableFuture<>();
        meetings.opening = Optional.of(() -> slow);
        page.open(Optional.of(new MeetingId("m")));
        meetings.opening = Optional.empty();
        meetings.put(MeetingModelFake.of(MeetingModelFake.live(new MeetingId("n"), "", start), List.of(said(0, "other", Status.MERGED))));
        page.open(Optional.of(new MeetingId("n")));
        frame();
        slow.complete(meetings.transcripts.get(new MeetingId("m")));
        frame();
        assertThat(texts()).containsExactly("other");
    }

    @Test
    @DisplayName("U22: marks stand between the sentences where they were put")
    void marks() {
        meetings.change("m", of -> MeetingModelFake.marked(of, new Bookmark(2, start.plusSeconds(90), "late"), new Bookmark(1, start.plusSeconds(1), "early")));
        page.open(Optional.of(new MeetingId("m")));
        frame();
        assertThat(texts()).containsExactly("first", "early", "secon", "late");
        page.select(Optional.of(page.lines().get().get(2)));
        Instant pressed = page.currentTime();
        page.mark(pressed, "here");
        page.select(Optional.empty());
        page.mark(pressed, "now");
        assertThat(acts()).containsExactly(new MeetingCommand.AddBookmark(new MeetingId("m"), Optional.of(2L), pressed, "here"),
            new MeetingCommand.AddBookmark(new MeetingId("m"), Optional.empty(), pressed, "now"));
    }

    @Test
    @DisplayName("U22: N goes from mark to mark, Shift+N back, and both stay at the last")
    void nextMark() {
        meetings.change("m", of -> MeetingModelFake.marked(of, new Bookmark(2, start.plusSeconds(90), "late"), new Bookmark(1, start.plusSeconds(1), "early")));
        page.open(Optional.of(new MeetingId("m")));
        frame();
        page.selectMark(true);
        assertThat(page.selected().get()).contains(page.lines().get().get(1));
        assertThat(page.following().get()).isFalse();
        page.selectMark(true);
        page.selectMark(true);
        assertThat(page.selected().get()).contains(page.lines().get().get(3));
        page.selectMark(false);
        assertThat(page.selected().get()).contains(page.lines().get().get(1));
        page.select(Optional.empty());
        page.selectMark(false);
        assertThat(page.selected().get()).contains(page.lines().get().get(3));
    }

    @Test
    @DisplayName("U22: edits, names and the title go to the meeting; what it was sent as takes a name back")
    void edits() {
        page.open(Optional.of(new MeetingId("m")));
        frame();
        MeetingSentence first = said(0, "first", Status.MERGED);
        page.edit(first, "First.");
        page.edit(first, "");
        page.nameSpeaker("S1", "Anna");
        page.nameSpeaker("S1", "S1");
        page.rename("Monday");
        assertThat(acts()).containsExactly(new MeetingCommand.EditSentence(new MeetingId("m"), 0, "First."),
            new MeetingCommand.EditSentence(new MeetingId("m"), 0, ""), new MeetingCommand.NameSpeaker(new MeetingId("m"), "S1", "Anna"),
            new MeetingCommand.NameSpeaker(new MeetingId("m"), "S1", ""), new MeetingCommand.Rename(new MeetingId("m"), "Monday"));
    }

    @Test
    @DisplayName("U22: following the audio plays sentence after sentence and moves along")
    void followsTheAudio() {
        meetings.change("m", of -> MeetingModelFake.with(of, List.of(MeetingModelFake.sounding(said(0, "a", Status.MERGED)), said(1, "mute", Status.MERGED),
            MeetingModelFake.sounding(said(2, "b", Status.MERGED)))));
        page.open(Optional.of(new MeetingId("m")));
        frame();
        page.playFollowing().set(true);
        page.play(page.transcript().orElseThrow().sentences().getFirst());
        for (int i = 0; i < 6; i++) {
            frame();
        }
        assertThat(engine.sentCommands).hasSize(2).allMatch(Command.PlayAudio.class::isInstance);
        assertThat(page.selectedSegment().orElseThrow().number()).isEqualTo(2);
        assertThat(page.playing().get()).isEmpty();
    }

    @Test
    void theTimeTicksOnlyWhileItIsOnTheScreen() {
        page.open(Optional.of(new MeetingId("m")));
        page.start();
        time.advance(Duration.ofSeconds(5));
        drain();
        assertThat(page.now().get()).isEqualTo(time.now());
        page.stop();
        time.advance(Duration.ofSeconds(5));
        drain();
        assertThat(page.now().get()).isEqualTo(time.now().minusSeconds(5));
    }

    @Test
    void anEndedMeetingIsReadFromItsBeginning() {
        meetings.change("m", of -> MeetingModelFake.with(of, MeetingModelFake.state(of.meeting(), Meeting.Lifecycle.ENDED, Optional.of(time.now()))));
        page.open(Optional.of(new MeetingId("m")));
        frame();
        assertThat(page.following().get()).isFalse();
    }

    private MeetingFormatter words() {
        return new MeetingFormatter(new Texts(Texts.Language.ENGLISH), engine);
    }

    private MeetingSentence said(long number, String text, Status status) {
        return MeetingModelFake.segment(number, start.plusMillis(number * 1_000), "S1", text, status);
    }

    private static List<MeetingSentence> more(MeetingTranscript of, MeetingSentence... next) {
        List<MeetingSentence> all = new ArrayList<>(of.sentences());
        all.addAll(List.of(next));
        return all;
    }

    private List<String> texts() {
        return page.lines().get().stream().map(TranscriptLine::text).toList();
    }

    private List<MeetingCommand> acts() {
        return engine.sentCommands.stream().filter(Command.PerformMeetingCommand.class::isInstance)
            .map(command -> ((Command.PerformMeetingCommand) command).act()).toList();
    }

    private void frame() {
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMillis(110));
            drain();
        }
    }

    private void drain() {
        while (!pulses.isEmpty()) {
            pulses.poll().run();
        }
    }
}
