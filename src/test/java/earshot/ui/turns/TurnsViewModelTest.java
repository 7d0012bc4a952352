package earshot.ui.turns;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.PcmAudio;
import earshot.data.JsonMappers;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.TimeFake;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsViewModelTest {
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final TurnsViewModel model = new TurnsViewModel(
        new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
            new SimpleBooleanProperty()));

    @BeforeEach
    void start() {
        model.start();
    }

    @Test
    @DisplayName("turns that end while the view is hidden change nothing in it until it is shown again, then at once")
    void hidden() {
        model.stop();
        engine.turns.set(List.of(turn(1, Outcome.DONE, 100)));
        frame();
        assertThat(model.rows().items()).isEmpty();
        model.start();
        assertThat(model.rows().items()).hasSize(1);
        assertThat(model.selected().get().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    @DisplayName("U15: each turn is a row; the newest is shown until another is chosen")
    void showsTheNewestTurnUntilAnotherIsChosen() {
        engine.turns.set(List.of(turn(1, Outcome.DONE, 100)));
        frame();
        engine.turns.set(List.of(turn(2, Outcome.DONE, 100), turn(1, Outcome.DONE, 100)));
        frame();
        assertThat(model.selected().get().orElseThrow().number()).isEqualTo(2);
        model.select(model.rows().items().get(1));
        engine.turns.set(List.of(turn(3, Outcome.DONE, 100), turn(2, Outcome.DONE, 100), turn(1, Outcome.DONE, 100)));
        frame();
        assertThat(model.selected().get().orElseThrow().number()).isEqualTo(1);
        model.filter().set("nobody said this");
        assertThat(model.rows().items()).isEmpty();
        assertThat(model.selected().get()).isEmpty();
    }

    @Test
    @DisplayName("U16: the parts in whole milliseconds add up to the total, whatever they are")
    void partsAddUpToTheTotal() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<StageTime> stages = new ArrayList<>();
            for (int i = random.nextInt(9); i >= 0; i--) {
                stages.add(new StageTime(TurnStage.ANSWER, Duration.ofNanos(random.nextLong(3_000_000_000L))));
            }
            Duration total = stages.stream().map(StageTime::duration).reduce(Duration.ZERO, Duration::plus);
            assertThat(TurnWaterfall.millis(stages).stream().mapToLong(Long::longValue).sum()).isEqualTo(total.toMillis());
        }
    }

    @Test
    @DisplayName("U20: median and 95th percentile over the finished turns that are shown")
    void tellsTheSpreadOfEachStage() {
        engine.turns.set(IntStream.rangeClosed(1, 100).mapToObj(i -> turn(101 - i, Outcome.DONE, i)).toList());
        frame();
        DurationStatistics answer = model.trends().get().stream().filter(trend -> trend.key().equals("stage.short.answer")).findFirst().orElseThrow()
            .durationStatistics();
        assertThat(answer.p50()).isEqualTo(Duration.ofMillis(50));
        assertThat(answer.p95()).isEqualTo(Duration.ofMillis(95));
        assertThat(answer.newest()).hasSize(DurationStatistics.NEWEST_COUNT).last().isEqualTo(Duration.ofMillis(1));
        engine.turns.set(List.of(turn(1, Outcome.FAILED, 5)));
        frame();
        assertThat(model.trends().get()).allSatisfy(trend -> assertThat(trend.durationStatistics()).isEqualTo(DurationStatistics.NONE));
    }

    @Test
    void aSentenceThatCameAsTextSaysNothingOfHowLongSpeakersWait() {
        engine.turns.set(List.of(sounded(2, OptionalDouble.empty(), 300), sounded(1, OptionalDouble.of(0.9), 1_500)));
        frame();
        DurationStatistics firstSound = model.trends().get().getFirst().durationStatistics();
        assertThat(firstSound.count()).isEqualTo(1);
        assertThat(firstSound.p50()).isEqualTo(Duration.ofMillis(1_500));
    }

    private TurnRecord sounded(long number, OptionalDouble sure, long millis) {
        List<StageTime> stages = List.of(new StageTime(TurnStage.ANSWER, Duration.ofMillis(millis)), new StageTime(TurnStage.PLAYOUT, Duration.ofMillis(900)));
        return new TurnRecord(number, new DeviceId("aa:bb"), "Kitchen", "Echo", "FreeTTS",
            new TurnFacts(time.now(), new TurnFacts.Transcript("hello", sure, "Sphinx4"), TurnFacts.Answer.withoutModel("hello"), Outcome.DONE, stages,
                Optional.empty()),
            Optional.empty(), Optional.empty());
    }

    @Test
    @DisplayName("U19: the sounds of a turn are played and saved")
    void playsAndSavesSounds(@TempDir Path folder) throws Exception {
        TurnRecord turn = turn(1, Outcome.DONE, 100);
        engine.turns.set(List.of(turn));
        frame();
        model.play(turn.userAudio());
        frame();
        assertThat(engine.sentCommands).containsExactly(new Command.PlayAudio(turn.userAudio().orElseThrow()));
        assertThat(model.playing().get()).as("the sound is over").isFalse();
        Path saved = TurnExporter.write(turn, folder);
        assertThat(saved.resolve("heard.wav")).exists();
        assertThat(saved.resolve("said.wav")).doesNotExist();
        assertThat(Files.readString(saved.resolve("turn.json"))).contains("\"name\" : \"answer\"", "\"totalMs\" : 842.0");
    }

    @Test
    void aSavedTurnNamesWhoDidTheWork(@TempDir Path folder) throws Exception {
        String refused = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, "cloud", "401", "bad key").asArgument();
        List<StageTime> stages = List.of(new StageTime(TurnStage.COMPUTE_WAIT, Duration.ofMillis(9)),
            new StageTime(TurnStage.RECOGNISE, Duration.ofMillis(8), List.of(new TurnFacts.StageNote.StandIn("Sphinx4", "cloud", refused))),
            new StageTime(TurnStage.VOICE, Duration.ofMillis(7), List.of(new TurnFacts.StageNote.Failed(refused))));
        TurnFacts facts = new TurnFacts(time.now(), new TurnFacts.Transcript("hello", OptionalDouble.empty(), "Sphinx4"), TurnFacts.Answer.withoutModel("hello"),
            Outcome.DONE, stages, Optional.empty());
        JsonNode saved = JsonMappers.JSON.readTree(TurnExporter
            .json(new TurnRecord(1, new DeviceId("aa:bb"), "Kitchen", "Echo", "Edge (Aria)", facts, Optional.empty(), Optional.empty()))).get("stages");
        assertThat(saved.findValuesAsText("owner")).containsExactly("computer", "computer", "service");
        assertThat(saved.findValuesAsText("by")).containsExactly("Sphinx4", "Edge (Aria)");
        assertThat(saved.get(1).get("insteadOf").asText()).isEqualTo("cloud");
        assertThat(saved.get(1).get("why").asText()).isEqualTo(saved.get(2).get("failed").asText()).startsWith("cloud refuses the key.");
    }

    @Test
    void aSavedTurnHoldsNoSecrets(@TempDir Path folder) throws Exception {
        TurnFacts.ToolRun run = new TurnFacts.ToolRun("look_up", "{\"api_key\":\"seed-1\",\"city\":\"Kiel\"}",
            "{\"next\":\"https://seed-2:seed-3@there/x?y=seed-4\"}", true, Duration.ofMillis(5),
            Optional.of("asked http://there/?k=seed-5"));
        TurnFacts facts = new TurnFacts(time.now(), new TurnFacts.Transcript("look at https://me:seed-6@there/", OptionalDouble.empty(), "Sphinx4"),
            new TurnFacts.Answer("It is at https://there/?t=seed-7", Optional.of("m"), Optional.empty(), List.of(run)), Outcome.DONE, List.of(),
            Optional.empty());
        Path saved = TurnExporter.write(new TurnRecord(1, new DeviceId("aa:bb"), "Kitchen", "Echo", "FreeTTS", facts, Optional.empty(), Optional.empty()),
            folder);
        assertThat(Files.readString(saved.resolve("turn.json"))).contains("Kiel", "look at https://").doesNotContain("seed-");
    }

    private TurnRecord turn(long number, Outcome outcome, long answerMillis) {
        List<StageTime> stages = List.of(new StageTime(TurnStage.SILENCE, Duration.ofMillis(742)),
            new StageTime(TurnStage.ANSWER, Duration.ofMillis(answerMillis)));
        return new TurnRecord(number, new DeviceId("aa:bb"), "Kitchen", "Echo", "FreeTTS",
            new TurnFacts(time.now(), new TurnFacts.Transcript("hello", OptionalDouble.empty(), "Sphinx4"), TurnFacts.Answer.withoutModel("hello"), outcome,
                stages, Optional.empty()),
            Optional.of(new PcmAudio(new short[1600], 16_000)), Optional.empty());
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }
}
