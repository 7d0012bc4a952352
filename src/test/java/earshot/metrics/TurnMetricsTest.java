package earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.turn.TurnFacts;
import earshot.turn.TurnLog;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.watch.MutableWatch;
import org.junit.jupiter.api.Test;

class TurnMetricsTest {
    private final MutableWatch<List<TurnRecord>> turns = new MutableWatch<>(List.of());
    private final TurnMetrics metrics = new TurnMetrics(turns);

    @Test
    void everyTurnCountsOnceAlsoWhenItLeavesTheList() {
        for (long number = 1; number <= TurnLog.MAX_TURNS + 50; number++) {
            end(number, TurnFacts.Outcome.DONE);
        }
        // its sounds are dropped: the same turns again
        turns.update(List::copyOf);
        end(9_999, TurnFacts.Outcome.FAILED);
        assertThat(text()).contains("earshot_turns_total{outcome=\"done\"} 250\n", "earshot_turns_total{outcome=\"failed\"} 1\n",
            "earshot_turns_total{outcome=\"interrupted\"} 0\n").doesNotContain("running");
    }

    @Test
    void turnsThatEndInAnotherOrderThanTheyBeganAreCounted() {
        end(2, TurnFacts.Outcome.DONE);
        end(1, TurnFacts.Outcome.INTERRUPTED);
        end(3, TurnFacts.Outcome.DONE);
        assertThat(text()).contains("outcome=\"done\"} 2\n", "outcome=\"interrupted\"} 1\n");
    }

    @Test
    void aStageThatComesTwiceInATurnIsOneTime() {
        end(1, TurnFacts.Outcome.DONE, new TurnFacts.StageTime(TurnStage.ANSWER, Duration.ofMillis(300)),
            new TurnFacts.StageTime(TurnStage.TOOL, Duration.ofMillis(50)), new TurnFacts.StageTime(TurnStage.ANSWER, Duration.ofMillis(300)),
            new TurnFacts.StageTime(TurnStage.PLAYOUT, Duration.ofSeconds(4)));
        assertThat(text()).contains("earshot_turn_stage_seconds_bucket{stage=\"answer\",le=\"0.5\"} 0\n",
            "earshot_turn_stage_seconds_bucket{stage=\"answer\",le=\"0.75\"} 1\n", "earshot_turn_stage_seconds_count{stage=\"answer\"} 1\n",
            "earshot_turn_first_sound_seconds_sum 0.65\n", "earshot_turn_first_sound_seconds_count 1\n");
    }

    private void end(long number, TurnFacts.Outcome outcome, TurnFacts.StageTime... stages) {
        TurnFacts facts = new TurnFacts(Instant.EPOCH, TurnFacts.Transcript.NONE, TurnFacts.Answer.NONE, outcome, List.of(stages), Optional.empty());
        TurnRecord ended = new TurnRecord(number, new DeviceId("aa"), "Kitchen", "a", "v", facts, Optional.empty(), Optional.empty());
        turns.update(all -> Stream.concat(Stream.of(ended), all.stream()).limit(TurnLog.MAX_TURNS).toList());
    }

    private String text() {
        MetricsText text = new MetricsText();
        metrics.write(text);
        return text.toString();
    }
}
