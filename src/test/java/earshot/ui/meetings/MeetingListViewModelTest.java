package earshot.ui.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingCommand.Format;
import earshot.meeting.MeetingSentence.Status;
import earshot.meeting.SearchHit;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.MeetingModelFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeetingListViewModelTest {
    private final Queue<Runnable> pulses = new java.util.concurrent.ConcurrentLinkedQueue<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final MeetingModelFake meetings = new MeetingModelFake();
    private ViewContext viewContext;
    private MeetingListViewModel list;

    @BeforeEach
    void open() {
        engine.meetings = meetings;
        meetings.put(MeetingModelFake.of(MeetingModelFake.trashed(ended(new MeetingId("t"), "Old"), time.now()), List.of()));
        meetings.put(MeetingModelFake.of(MeetingModelFake.live(new MeetingId("r"), "Running one", time.now()),
            List.of(MeetingModelFake.segment(0, time.now(), "S1", "the budget is small", Status.MERGED))));
        meetings.put(MeetingModelFake.of(ended(new MeetingId("p"), "Planning"),
            List.of(MeetingModelFake.segment(0, time.now(), "S2", "no budget at all", Status.MERGED))));
        viewContext = new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
            new SimpleBooleanProperty());
        list = new MeetingListViewModel(viewContext);
        frame();
    }

    @Test
    @DisplayName("U22: running meetings stand first, the trash last and closed; the first one is shown")
    void order() {
        assertThat(rows()).containsExactly("r", "p", "trash 1");
        assertThat(list.selected().get()).contains(new MeetingId("r"));
        list.trashOpen().set(true);
        assertThat(rows()).containsExactly("r", "p", "trash 1", "t");
    }

    @Test
    @DisplayName("U22: a search looks into titles at once and into all that was said when typing pauses")
    void search() {
        list.query().set("pla");
        assertThat(rows()).containsExactly("p", "SEARCHING 0");
        list.query().set("budget");
        time.advance(Duration.ofMillis(100));
        drain();
        assertThat(meetings.searched).isEmpty();
        frame();
        assertThat(meetings.searched).containsExactly("budget");
        assertThat(rows()).contains("DONE 2", "hit r 0", "hit p 0").hasSize(3);
        assertThat(SearchHighlighter.spans("Budget, budget!", "budget").stream().map(span -> span[0] + "-" + span[1])).containsExactly("0-6", "8-14");
        list.query().set("");
        assertThat(rows()).containsExactly("r", "p", "trash 1");
    }

    @Test
    void aSearchThatFailsSaysSo() {
        meetings.finding = Optional.of(() -> CompletableFuture.failedFuture(new IllegalStateException("no index")));
        list.query().set("budget");
        frame();
        assertThat(rows()).containsExactly("FAILED 0");
    }

    @Test
    void whatWasAskedBeforeDoesNotAnswerWhatIsAskedNow() {
        CompletableFuture<List<SearchHit>> slow = new CompletableFuture<>();
        meetings.finding = Optional.of(() -> slow);
        list.query().set("old words");
        frame();
        meetings.finding = Optional.empty();
        list.query().set("nobody said this");
        frame();
        slow.complete(List.of(new SearchHit(new MeetingId("r"), "", SearchHit.Kind.SENTENCE, 0, time.now(), "S1", "old words")));
        frame();
        assertThat(rows()).containsExactly("DONE 0");
    }

    @Test
    @DisplayName("U22: deleting can be taken back for ten seconds; the next meeting is shown meanwhile")
    void undo() {
        list.select(Optional.of(new MeetingId("p")));
        list.discard(list.meeting(new MeetingId("p")).orElseThrow());
        assertThat(list.undo().get()).isPresent();
        assertThat(list.selected().get()).contains(new MeetingId("r"));
        list.undoDiscard();
        assertThat(list.undo().get()).isEmpty();
        assertThat(list.selected().get()).contains(new MeetingId("p"));
        assertThat(acts()).containsExactly(new MeetingCommand.MoveToTrash(new MeetingId("p")), new MeetingCommand.Restore(new MeetingId("p")));
        list.discard(list.meeting(new MeetingId("p")).orElseThrow());
        time.advance(Duration.ofSeconds(9));
        drain();
        assertThat(list.undo().get()).isPresent();
        time.advance(Duration.ofSeconds(2));
        drain();
        assertThat(list.undo().get()).isEmpty();
    }

    @Test
    @DisplayName("U22: where sound is kept it is counted, and all of it is forgotten at once")
    void forgetsAllSound() {
        assertThat(list.withSoundCount()).isZero();
        Meeting mute = list.meeting(new MeetingId("p")).orElseThrow();
        meetings.change("p", of -> MeetingModelFake.with(of,
            mute.withRecorded(true)));
        frame();
        assertThat(list.withSoundCount()).isEqualTo(1);
        list.deleteAllSounds();
        assertThat(acts()).containsExactly(new MeetingCommand.DeleteRecordings(Optional.empty()));
    }

    @Test
    void aMeetingThatWasAskedForIsShownWhenItBegins() {
        list.select(Optional.of(new MeetingId("p")));
        list.selectNextStarted();
        meetings.put(MeetingModelFake.of(MeetingModelFake.live(new MeetingId("new"), "", time.now()), List.of()));
        frame();
        assertThat(list.selected().get()).contains(new MeetingId("new"));
    }

    @Test
    @DisplayName("U22: a device that cannot listen says why")
    void candidates() {
        engine.device(new DeviceId("a")).named("Free", "").connected(Dialect.BADGE, earshot.device.ListenState.IDLE, false,
            earshot.device.ConnectionMode.CONNECTED_IDLE, "");
        engine.device(new DeviceId("b")).named("Busy", "").connected(Dialect.BADGE, earshot.device.ListenState.IDLE, false,
            earshot.device.ConnectionMode.MEETING, "");
        engine.device(new DeviceId("c")).named("Asleep", "").asleep(Duration.ofMinutes(1), "idle.silent");
        engine.device(new DeviceId("d")).named("Never", "").seen(Duration.ofMinutes(1));
        meetings.liveMeetingStatus.set(List.of(
            new LiveMeetingStatus(new MeetingId("r"), List.of(new DeviceId("b")), 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty())));
        assertThat(ParticipantCandidate.of(engine).stream().map(one -> one.name() + " " + one.availability())).containsExactly("Free FREE", "Busy MEETS",
            "Asleep ASLEEP", "Never NEVER_ARRIVED");
    }

    @Test
    void aMeetingIsJoinedWithAnotherEndedOneNearItAndTheNewOneIsShown() {
        meetings.put(MeetingModelFake.of(ended(new MeetingId("q"), "Planning again"), List.of()));
        frame();
        Meeting planning = list.meeting(new MeetingId("p")).orElseThrow();
        assertThat(list.nearest(planning)).as("neither itself nor a running one nor one in the trash").extracting(meeting -> meeting.id().value())
            .containsExactly("q");
        engine.outcome = Operation.Outcome.Done.of("joined", "both");
        list.join(planning, list.nearest(planning).getFirst());
        frame();
        assertThat(acts()).containsExactly(new MeetingCommand.Join(new MeetingId("p"), new MeetingId("q")));
        assertThat(list.selected().get()).contains(new MeetingId("both"));
    }

    @Test
    @DisplayName("U22: the export shows its first ten lines, follows the format, and replaces a file only when asked twice")
    void export(@TempDir Path folder) throws Exception {
        ExportViewModel draft = new ExportViewModel(viewContext, list.meeting(new MeetingId("p")).orElseThrow(), folder);
        frame();
        assertThat(draft.preview().get().lines()).hasSizeLessThanOrEqualTo(10).first().isEqualTo("# Planning");
        Path markdown = folder.resolve(draft.file().get());
        assertThat(markdown.getFileName().toString()).endsWith(" Planning.md");
        draft.format().set(Format.SRT);
        frame();
        assertThat(draft.file().get()).endsWith(" Planning.srt");
        assertThat(draft.preview().get()).startsWith("1\n00:10:00,000 --> ");
        Path file = Path.of(draft.file().get());
        Files.writeString(file, "precious");
        draft.save();
        await(draft, ExportViewModel.Step.CONFIRM);
        assertThat(acts()).isEmpty();
        draft.save();
        await(draft, ExportViewModel.Step.SAVED);
        assertThat(acts()).containsExactly(new MeetingCommand.Export(new MeetingId("p"), Format.SRT, file, Locale.ENGLISH));
        draft.file().set("relative.srt");
        draft.save();
        assertThat(draft.step().get()).isEqualTo(ExportViewModel.Step.WRONG_PATH);
    }

    @Test
    void linesBreakAtBlanksAndBetweenChineseCharactersAndNeverBeforeClosingPunctuation() {
        assertThat(TextWrapper.wrap("one two three", 7, _ -> 1)).containsExactly("one two", "three");
        assertThat(TextWrapper.wrap("unbreakable", 4, _ -> 1)).containsExactly("unbr", "eaka", "ble");
        assertThat(TextWrapper.wrap("麦克风的增益，太低", 6, _ -> 1)).containsExactly("麦克风的增", "益，太低");
        assertThat(TextWrapper.wrap("", 4, _ -> 1)).containsExactly("");
        assertThat(TextWrapper.wrap("\ud842\udfb7\ud842\udfb7\ud842\udfb7", 2, _ -> 1)).containsExactly("\ud842\udfb7\ud842\udfb7", "\ud842\udfb7");
        assertThat(TextWrapper.wrap("wide", 0.5, _ -> 1)).containsExactly("w", "i", "d", "e");
    }

    private void await(ExportViewModel draft, ExportViewModel.Step step) {
        Awaitility.await().until(() -> {
            frame();
            return draft.step().get() == step;
        });
    }

    private Meeting ended(MeetingId id, String title) {
        return MeetingModelFake.state(MeetingModelFake.live(id, title, time.now().minusSeconds(600)), Meeting.Lifecycle.ENDED,
            Optional.of(time.now().minusSeconds(60)));
    }

    private List<String> rows() {
        return list.rows().items().stream().map(row -> switch (row) {
            case MeetingListViewModel.Row.MeetingRow(Meeting meeting) -> meeting.id().value();
            case MeetingListViewModel.Row.HitRow(SearchHit hit) -> "hit " + hit.meeting() + " " + hit.number();
            case MeetingListViewModel.Row.HitsHeading(MeetingListViewModel.SearchState search, int count) -> search + " " + count;
            case MeetingListViewModel.Row.TrashHeading(int count, boolean _) -> "trash " + count;
        }).toList();
    }

    private List<MeetingCommand> acts() {
        return engine.sentCommands.stream().filter(Command.PerformMeetingCommand.class::isInstance)
            .map(command -> ((Command.PerformMeetingCommand) command).act()).toList();
    }

    private void frame() {
        time.advance(Duration.ofMillis(300));
        drain();
        time.advance(Duration.ofMillis(10));
        drain();
    }

    private void drain() {
        for (Runnable next = pulses.poll(); next != null; next = pulses.poll()) {
            next.run();
        }
    }
}
