package earshot.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.RecentAudio;
import earshot.audio.SegmentationPreview;
import earshot.audio.SegmentationPreview.Segment;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.EngineSettings;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.ui.DeviceModelFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.settings.SegmentationPreviewViewModel.Source;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U14: detector settings are tried on what was just said")
class SegmentationPreviewViewModelTest {
    private static final RecentAudio SOUND = new RecentAudio(new PcmAudio(new short[1_920], 16_000), List.of(960, 960), List.of());
    private static final SegmentationPreview TWO = preview(400, 1_250);
    private static final SegmentationPreview ONE = preview(1_900);

    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final Deque<EngineFake.Running> running = new ArrayDeque<>();
    private final ViewContext viewContext = new ViewContext(engine, this::send, new FxPump(time, frames::add), time, () -> new Texts(Texts.Language.ENGLISH),
        _ -> {}, null, new SimpleBooleanProperty());
    private final SettingFieldGroup hearing = new SettingFieldGroup(viewContext,
        EngineSettings.CATALOG.groups().stream().filter(group -> group.id().equals("hearing")).findFirst().orElseThrow());
    private final SegmentationPreviewViewModel model = new SegmentationPreviewViewModel(viewContext, hearing);

    @Test
    void whoIsConnectedIsListedBeforeWhoSleepsAndNobodyWhoNeverCame() {
        asleep(new DeviceId("a"), 5);
        asleep(new DeviceId("b"), 1);
        engine.devices.update(all -> Stream.concat(all.stream(), Stream.of(never(new DeviceId("c")))).toList());
        connected(new DeviceId("d"));
        model.shown();
        render();
        assertThat(model.sources()).extracting(Source::id).containsExactly("d", "b", "a");
        assertThat(model.chosen().get().id()).isEqualTo("d");
        model.chosen().set(model.sources().get(2));
        connected(new DeviceId("e"));
        render();
        assertThat(model.chosen().get().id()).as("what was chosen stays chosen").isEqualTo("a");
        model.hidden();
        connected(new DeviceId("f"));
        render();
        assertThat(model.sources()).as("nothing is followed while it is not shown").hasSize(4);
    }

    @Test
    void withNobodyToTakeSoundFromItSaysSo() {
        model.fetchRecentSound();
        assertThat(model.description().get()).isEqualTo("No device has been here yet. Start a test device, or speak to one.");
        assertThat(engine.sentCommands).isEmpty();
    }

    @Test
    void aDeviceThatSentNothingIsToldByName() {
        fetch(new RecentAudio(new PcmAudio(new short[0], 16_000), List.of(), List.of()));
        assertThat(model.description().get()).startsWith("Nothing is kept of d");
        assertThat(model.preview().get()).isEmpty();
        model.play();
        assertThat(engine.sentCommands).hasSize(1);
    }

    @Test
    void theCutsOfNowAndOfWhatIsWrittenAreShownSideBySide() {
        fetch(SOUND);
        answer(TWO, Optional.empty());
        assertThat(model.description().get()).isEqualTo("Now: 2 turns (400 ms, 1250 ms). Move a slider or change a field to see the difference.");
        field().text().set("1500");
        render();
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.TryVad(SOUND, Map.of("vad.min_silence_ms", 1_500L)));
        answer(TWO, Optional.of(ONE));
        assertThat(model.description().get()).isEqualTo("Now: 2 turns (400 ms, 1250 ms). New: 1 turn (1900 ms).");
        assertThat(model.preview().get().orElseThrow().after()).contains(ONE);
        model.play();
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.PlayAudio(SOUND.audio()));
    }

    @Test
    void oneRequestIsUnderWayAtATimeAndWhatWasWrittenMeanwhileIsOneMore() {
        fetch(SOUND);
        long before = tries();
        for (int i = 0; i < 20; i++) {
            field().text().set(Integer.toString(800 + i));
            render();
        }
        assertThat(tries()).as("the engine is not flooded by a slider").isEqualTo(before);
        answer(TWO, Optional.empty());
        assertThat(tries()).isEqualTo(before + 1);
        assertThat(engine.sentCommands.getLast()).as("the newest value counts").isEqualTo(new Command.TryVad(SOUND, Map.of("vad.min_silence_ms", 819L)));
        answer(TWO, Optional.of(ONE));
        assertThat(tries()).isEqualTo(before + 1);
    }

    @Test
    void aWrongValueIsNotTried() {
        fetch(SOUND);
        answer(TWO, Optional.empty());
        field().text().set("long");
        render();
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.TryVad(SOUND, Map.of()));
    }

    private void fetch(RecentAudio sound) {
        connected(new DeviceId("d"));
        model.shown();
        render();
        model.fetchRecentSound();
        running.remove().outcome().complete(new Operation.Outcome.Done("", Optional.of(new Operation.Result.DeviceAudio(sound))));
        render();
    }

    private void answer(SegmentationPreview before, Optional<SegmentationPreview> after) {
        running.remove().outcome().complete(new Operation.Outcome.Done("", Optional.of(new Operation.Result.SegmentationComparison(before, after))));
        render();
    }

    private long tries() {
        return engine.sentCommands.stream().filter(Command.TryVad.class::isInstance).count();
    }

    private SettingField field() {
        return hearing.fields().filter(field -> field.key().equals("vad.min_silence_ms")).findFirst().orElseThrow();
    }

    private void connected(DeviceId id) {
        engine.device(id).connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
    }

    private void asleep(DeviceId id, int minutes) {
        engine.device(id).asleep(Duration.ofMinutes(minutes), "device.hangup");
    }

    private DeviceModelFake never(DeviceId id) {
        DeviceModelFake device = new DeviceModelFake(time, id);
        device.facts.set(DeviceFacts.unknown(id));
        return device;
    }

    private static SegmentationPreview preview(int... lengths) {
        return new SegmentationPreview(
            Arrays.stream(lengths)
                .mapToObj(length -> new Segment(Duration.ofSeconds(1), Duration.ofMillis(1_000 + length), Duration.ofSeconds(4), Optional.empty())).toList(),
            List.of());
    }

    /// Commands stay under way until the test answers them.
    private Operation send(Command command) {
        engine.apply(command);
        EngineFake.Running operation = new EngineFake.Running(OperationKind.TRY, time.now(), new Operation.Progress("", List.of(), Optional.empty()));
        if (!(command instanceof Command.PlayAudio)) {
            running.add(operation);
        }
        return operation;
    }

    private void render() {
        for (int i = 0; i < 6; i++) {
            time.advance(Duration.ofMillis(20));
            for (int n = frames.size(); n > 0; n--) {
                frames.remove().run();
            }
        }
    }
}
