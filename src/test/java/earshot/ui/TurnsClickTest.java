package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.OpenStage;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageNote;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnFacts.Transcript;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.ui.kit.Texts.Language;
import earshot.ui.kit.WaveformPane;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The turns view in a window, while turns run and after they have ended.
class TurnsClickTest extends ConsoleFixture {
    private static final String REFUSED = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, "Edge", "401", "bad key").asArgument();
    private static final List<StageTime> WAITED = List.of(new StageTime(TurnStage.SILENCE, Duration.ofMillis(700)), new StageTime(TurnStage.COMPUTE_WAIT, Duration.ofMillis(8_721)));

    @Test
    @DisplayName("U15: a turn is a row from its start, grows before the eyes, and goes on in its place when it ends")
    void aRunningTurnIsARow() {
        openTurns(Language.ENGLISH);
        assertThat(text("#count")).isEqualTo("0 of 0");
        TurnRecord first = turn(1, "Kitchen", new Transcript("", OptionalDouble.empty(), "Sphinx4", Optional.empty(), Transcript.State.PENDING),
            "", Outcome.RUNNING, WAITED, Optional.of(new OpenStage(TurnStage.RECOGNISE, time.nanos())));
        engine.runningTurns.set(List.of(first));
        pass(Duration.ofMillis(400));
        pass(Duration.ofMillis(400));
        assertThat(words(".turn-cell .chip")).containsExactly("running");
        assertThat(words(".turn-cell .label")).contains("Recognising…", "being recognised…");
        assertThat(text("#headline")).startsWith("No sound yet, 10.");
        assertThat(words(".waterfall .label")).contains("Waiting for a free thread", "8721 ms", "Speech to text · Sphinx4");
        assertThat(words(".waterfall .hyperlink")).containsExactly("setting…", "this computer", "this computer");
        String before = text("#headline");
        Node link = node(".waterfall .hyperlink");
        pass(Duration.ofSeconds(2));
        assertThat(text("#headline")).as("it goes on").isNotEqualTo(before);
        assertThat(node(".waterfall .hyperlink")).as("what is pressed stays while it grows").isSameAs(link);

        OpenStage taken = new OpenStage(TurnStage.RECOGNISE, time.nanos(), List.of(new StageNote.StandIn("Sphinx4", "cloud", REFUSED)));
        engine.runningTurns.set(List.of(turn(1, "Kitchen", new Transcript("", OptionalDouble.empty(), "cloud", Optional.empty(), Transcript.State.PENDING), "",
            Outcome.RUNNING, WAITED, Optional.of(taken))));
        pass(Duration.ofMillis(400));
        assertThat(words(".waterfall .label")).as("who is at work, while it is").contains("Speech to text · Sphinx4",
            "Sphinx4 in place of cloud. Edge refuses the key. It answered 401: bad key.");

        TurnRecord second = turn(2, "Hall", Transcript.NONE, "", Outcome.RUNNING, List.of(), Optional.of(new OpenStage(TurnStage.SILENCE, time.nanos())));
        engine.runningTurns.set(List.of(second, first));
        pass(Duration.ofMillis(400));
        double cards = node(".trend-card").getLayoutBounds().getHeight();
        engine.turns.set(List.of(answered()));
        engine.runningTurns.set(List.of(second));
        pass(Duration.ofMillis(400));
        pass(Duration.ofMillis(400));
        assertThat(node(".trend-card").getLayoutBounds().getHeight()).as("what is below the cards stays").isEqualTo(cards);
        assertThat(words(".turn-cell .chip")).as("in the order of their starts").containsExactly("running", "done, no text");
    }

    @Test
    @DisplayName("U16: the first sound is the headline, the axis can end with it, limits and stand-ins are told, and parts are links")
    void theHeadlineIsTheFirstSound() {
        engine.turns.set(List.of(answered()));
        openTurns(Language.ENGLISH);
        assertThat(text("#headline")).isEqualTo("First sound after 13.9 s · whole turn 16.6 s");
        assertThat(words(".waterfall .label")).as("who did the work, not the one it stood in for").contains("Text to speech · FreeTTS kevin16");
        assertThat(words(".waterfall .hyperlink")).as("owners")
            .containsExactly("setting…", "this computer", "this computer", "service", "this computer", "Models…", "Earshot", "network, device");
        assertThat(words(".waterfall-note .label")).containsExactly("Stopped waiting: the limit is 4.0 s.",
            "FreeTTS kevin16 in place of Edge. Edge refuses the key. It answered 401: bad key.");
        assertThat(text("#heard")).isEqualTo("not recognised before the turn was over");
        assertThat(text(".waterfall-sum")).startsWith("Total 16.6 s").contains("700 + 8721 + 4000 + 0 + 400 + 90 + 2640");
        fire("#toFirstSound");
        assertThat(text(".waterfall-sum")).startsWith("Total 13.9 s").doesNotContain("2640");
        engine.device(new DeviceId("aa:01")).named("Kitchen", "").asleep(Duration.ofMinutes(1), "device.hangup");
        fire("#toFirstSound");
        RenderedFrames.runAndAwait(() -> link("Models…").fire());
        pass(Duration.ofMillis(400));
        assertThat(((ToggleButton) node("#rail-models")).isSelected()).isTrue();
        RenderedFrames.runAndAwait(() -> console.showView("turns"));
        RenderedFrames.runAndAwait(() -> link("network, device").fire());
        pass(Duration.ofMillis(400));
        assertThat(words(".device-cell .label")).contains("Kitchen");
    }

    @Test
    @DisplayName("U19: what was heard is drawn as a whole beside its play button, and what is not there is not")
    void theSoundsAreDrawn() {
        engine.turns.set(List.of(answered()));
        openTurns(Language.CHINESE);
        assertThat(((WaveformPane) node("#heardWave")).loudest()).as("the loudest sample is in the picture, wherever it lies").isBetween(0.24, 0.25);
        assertThat(node("#heardWave").isVisible()).isTrue();
        assertThat(node("#saidWave").isVisible()).isFalse();
    }

    @Test
    @DisplayName("U53: two turns are compared side by side, on one scale, and the selection holds when another one comes")
    void twoTurnsAreCompared() {
        engine.turns.set(List.of(spoken(2, "what time is it", "Half past three.", 900), spoken(1, "what time was it", "Half past three.", 400)));
        openTurns(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> list().getSelectionModel().clearAndSelect(0));
        assertThat(node("#compare").isDisabled()).as("one is not enough").isTrue();
        RenderedFrames.runAndAwait(() -> list().getSelectionModel().select(1));
        engine.turns.update(turns -> Stream.concat(Stream.of(spoken(3, "stop", "", 100)), turns.stream()).toList());
        pass(Duration.ofMillis(400));
        assertThat(RenderedFrames.onFx(() -> list().getItems().size())).isEqualTo(3);
        fire("#compare");
        RenderedFrames.await(4);
        assertThat(words("#comparison .other-word")).containsExactly("was ", "is ");
        assertThat(words("#comparison .label")).contains("Two turns compared", "400 ms", "900 ms", "+500 ms", "=", "Said: the same words");
        List<Double> widths = RenderedFrames.onFx(() -> console.stage().getScene().getRoot().lookupAll("#comparison .waterfall-bar").stream().map(bar -> bar.getLayoutBounds().getWidth()).toList());
        assertThat(widths).hasSize(4);
        assertThat(widths.get(1) / widths.get(0)).as("on one scale").isBetween(2.1, 2.4);
        assertFitsSmallestWindow();
    }

    @Test
    @DisplayName("a turn is named as its device is now, in its row, its head and the filter")
    void turnsOfARenamedDevice() {
        engine.turns.set(List.of(answered()));
        DeviceModelFake device = engine.device(new DeviceId("aa:01")).named("Kitchen", "").asleep(Duration.ofMinutes(1), "device.hangup");
        openTurns(Language.ENGLISH);
        assertThat(words(".turn-cell .label")).contains("Kitchen");
        device.named("Study", "");
        RenderedFrames.runAndAwait(() -> console.showView("devices"));
        RenderedFrames.runAndAwait(() -> console.showView("turns"));
        pass(Duration.ofMillis(400));
        assertThat(words(".turn-cell .label")).contains("Study").doesNotContain("Kitchen");
        assertThat(text("#title")).contains("Study");
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#filter")).setText("study"));
        assertThat(text("#count")).isEqualTo("1 of 1");
    }

    @Test
    void deletingTheSoundsIsAskedForWithWhatIsLost() {
        engine.turns.set(List.of(spoken(2, "what time is it", "Half past three.", 900), spoken(1, "what time was it", "Half past three.", 400)));
        openTurns(Language.ENGLISH);
        fire("#forget");
        assertThat(engine.sentCommands).as("nothing is deleted unasked").isEmpty();
        assertThat(words("#dialog .label")).anyMatch(words -> words.contains("the sounds of 2 turns") && words.contains("cannot be undone"));
        RenderedFrames.runAndAwait(() -> ((Button) withWords("#dialog .button", "Cancel")).fire());
        assertThat(engine.sentCommands).isEmpty();
        fire("#forget");
        RenderedFrames.runAndAwait(() -> ((Button) withWords("#dialog .button", "Delete sounds")).fire());
        assertThat(engine.sentCommands).containsExactly(new Command.DiscardAudio());
    }

    @Test
    void theAssistantIsNamedInTheLanguageOfTheReader() {
        TurnFacts facts = spoken(1, "what time is it", "Half past three.", 900).facts();
        engine.turns.set(List.of(new TurnRecord(1, new DeviceId("aa:01"), "Kitchen", "Conversation", "FreeTTS", facts, Optional.empty(), Optional.empty())));
        openTurns(Language.CHINESE);
        assertThat(text("#parts")).isEqualTo("对话  ·  Sphinx4  ·  FreeTTS");
    }

    private ListView<?> list() {
        return (ListView<?>) lookup("#list");
    }

    private TurnRecord spoken(long number, String heard, String said, long recognize) {
        return turn(number, "Kitchen", new Transcript(heard, OptionalDouble.of(0.9), "Sphinx4"), said, Outcome.DONE,
            List.of(new StageTime(TurnStage.RECOGNISE, Duration.ofMillis(recognize)), new StageTime(TurnStage.PLAYOUT, Duration.ofMillis(2_000))),
            Optional.empty());
    }

    private Hyperlink link(String words) {
        return console.stage().getScene().getRoot().lookupAll(".waterfall .hyperlink").stream()
            .filter(node -> ((Labeled) node).getText().equals(words)).map(Hyperlink.class::cast).findFirst().orElseThrow();
    }

    @Test
    void aSentenceThatCameAsTextIsNamedAndWaitedForNoSilence() {
        List<StageTime> stages = List.of(new StageTime(TurnStage.SILENCE, Duration.ZERO), new StageTime(TurnStage.ANSWER, Duration.ofMillis(5)),
            new StageTime(TurnStage.PLAYOUT, Duration.ofMillis(640)));
        engine.turns.set(List.of(turn(1, "Kitchen", new Transcript("what time is it", OptionalDouble.empty(), "Sphinx4"), "ten", Outcome.DONE, stages,
            Optional.empty())));
        openTurns(Language.ENGLISH);
        assertThat(words("Label")).contains("received as text", "Answer").doesNotContain("Waiting for silence");
        assertThat(words("Label")).noneMatch(words -> words.contains("Sphinx4"));
        assertFitsSmallestWindow();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aStageThatRunsIsNamedAsAWholeAndNoNumberIsPartedFromItsUnit(Language language) {
        openTurns(language);
        RenderedFrames.runAndAwait(() -> console.stage().setWidth(1024));
        engine.turns.set(List.of(spoken(1, "what time is it", "Half past three.", 8_888)));
        for (TurnStage stage : TurnStage.values()) {
            engine.runningTurns.set(List.of(turn(2, "Kitchen", Transcript.NONE, "", Outcome.RUNNING, WAITED, Optional.of(new OpenStage(stage, time.nanos())))));
            pass(Duration.ofMillis(400));
            assertThat(RenderedFrames.onFx(() -> lookup(".turn-cell").lookupAll(".label").stream().noneMatch(label -> ((Labeled) label).isTextTruncated()
                || label.localToScene(label.getLayoutBounds()).getMaxX() > list().localToScene(list().getLayoutBounds()).getMaxX()))).as(stage.name()).isTrue();
        }
        assertThat(all(".trend-card .label")).filteredOn(ConsoleFixture::shown).as("nor is the name of a card cut")
            .noneMatch(label -> ((Labeled) label).isTextTruncated());
        Set<Node> texts = all(".trend-card .text");
        List<String> lines = RenderedFrames.onFx(() -> texts.stream().map(Text.class::cast)
            .flatMap(text -> text.getLayoutInfo().getTextLines(false).stream().map(line -> text.getText().substring(line.start(), line.end()))).toList());
        assertThat(lines).anyMatch(line -> line.contains("8888\u00a0ms")).noneMatch(line -> line.strip().equals("ms"));
    }

    private void openTurns(Language language) {
        open(language);
        RenderedFrames.runAndAwait(() -> console.showView("turns"));
        pass(Duration.ofMillis(400));
    }

    private TurnRecord answered() {
        List<StageTime> stages = new ArrayList<>(WAITED);
        stages.add(new StageTime(TurnStage.RECOGNISE, Duration.ofSeconds(4), List.of(new StageNote.GivenUp(Duration.ofSeconds(4)))));
        stages.add(new StageTime(TurnStage.ANSWER, Duration.ZERO));
        stages.add(new StageTime(TurnStage.VOICE, Duration.ofMillis(400), List.of(new StageNote.StandIn("FreeTTS kevin16", "Edge", REFUSED))));
        stages.add(new StageTime(TurnStage.FIRST_FRAME, Duration.ofMillis(90)));
        stages.add(new StageTime(TurnStage.PLAYOUT, Duration.ofMillis(2640)));
        return turn(1, "Kitchen", new Transcript("", OptionalDouble.empty(), "Sphinx4", Optional.empty(), Transcript.State.GIVEN_UP), "Echo 1.2 s", Outcome.DONE, stages, Optional.empty());
    }

    private TurnRecord turn(long number, String device, Transcript transcript, String answer, Outcome outcome, List<StageTime> stages, Optional<OpenStage> open) {
        TurnFacts facts = new TurnFacts(time.now(), transcript, TurnFacts.Answer.withoutModel(answer), outcome, stages, Optional.empty(), open);
        return new TurnRecord(number, new DeviceId("aa:0" + number), device, "Echo", "Edge", facts, outcome == Outcome.RUNNING ? Optional.empty() : Optional.of(tone()), Optional.empty());
    }

    private static PcmAudio tone() {
        short[] pcm = new short[16_000];
        IntStream.range(0, pcm.length).forEach(i -> pcm[i] = (short) (8_000 * Math.sin(i / 9.0) * Math.sin(i * Math.PI / pcm.length)));
        return new PcmAudio(pcm, 16_000);
    }
}
