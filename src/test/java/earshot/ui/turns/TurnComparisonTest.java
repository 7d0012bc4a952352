package earshot.ui.turns;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.OpenStage;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U53: two turns side by side")
class TurnComparisonTest {
    @Test
    void stagesStandBesideTheirLikesOnOneScale() {
        TurnComparison two = TurnComparison.of(
            turn(Optional.empty(), stage(TurnStage.SILENCE, 700), stage(TurnStage.RECOGNISE, 300), stage(TurnStage.TOOL, 50), stage(TurnStage.PLAYOUT, 2_000)),
            turn(Optional.of(new OpenStage(TurnStage.PLAYOUT, 1_000_000_000)), stage(TurnStage.SILENCE, 700), stage(TurnStage.RECOGNISE, 900)), 1_500_000_000);
        assertThat(two.rows()).extracting(row -> row.stage() + " " + row.difference().toMillis()).containsExactly("SILENCE 0", "RECOGNISE 600", "TOOL -50",
            "PLAYOUT -1500");
        assertThat(two.rows().get(2).second()).isEmpty();
        assertThat(two.rows().get(3).second()).as("it runs").contains(new TurnComparison.Part(Duration.ofMillis(1_600), Duration.ofMillis(500)));
        assertThat(two.scale()).isEqualTo(Duration.ofMillis(3_050));
        assertThat(two.secondTotal()).isEqualTo(Duration.ofMillis(2_100));
    }

    private static StageTime stage(TurnStage stage, long millis) {
        return new StageTime(stage, Duration.ofMillis(millis));
    }

    private static TurnRecord turn(Optional<OpenStage> open, StageTime... stages) {
        TurnFacts facts = new TurnFacts(Instant.EPOCH, TurnFacts.Transcript.NONE, TurnFacts.Answer.NONE, TurnFacts.Outcome.DONE, List.of(stages),
            Optional.empty(), open);
        return new TurnRecord(1, new DeviceId("aa"), "Kitchen", "Echo", "FreeTTS", facts, Optional.empty(), Optional.empty());
    }
}
