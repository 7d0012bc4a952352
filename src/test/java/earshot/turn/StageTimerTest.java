package earshot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.turn.TurnFacts.StageTime;
import org.junit.jupiter.api.Test;

class StageTimerTest {
    private final StageTimer timer = new StageTimer(TurnStage.SILENCE, 1_000);

    @Test
    void eachStageBeginsWhereTheOneBeforeEndedSoThatTheyAddUp() {
        timer.enter(TurnStage.RECOGNISE, 1_700);
        timer.enter(TurnStage.ANSWER, 2_000);
        timer.end(2_600);
        assertThat(timer.list()).containsExactly(stage(TurnStage.SILENCE, 700), stage(TurnStage.RECOGNISE, 300), stage(TurnStage.ANSWER, 600));
        assertThat(total()).isEqualTo(1_600);
    }

    @Test
    void aStageMayComeMoreThanOnceAndTheOneThatRunsIsNotListed() {
        timer.enter(TurnStage.TOOL, 1_100);
        timer.enter(TurnStage.ANSWER, 1_300);
        timer.enter(TurnStage.TOOL, 1_600);
        assertThat(timer.list()).extracting(StageTime::stage).containsExactly(TurnStage.SILENCE, TurnStage.TOOL, TurnStage.ANSWER);
    }

    @Test
    void aMomentThatIsToldLateMakesNoStageNegative() {
        timer.enter(TurnStage.RECOGNISE, 2_000);
        timer.enter(TurnStage.ANSWER, 1_500);
        timer.end(2_400);
        assertThat(timer.list()).containsExactly(stage(TurnStage.SILENCE, 1_000), stage(TurnStage.RECOGNISE, 0), stage(TurnStage.ANSWER, 400));
        assertThat(total()).isEqualTo(1_400);
    }

    @Test
    void afterTheEndNothingChangesAnyMore() {
        timer.end(1_500);
        List<StageTime> atTheEnd = timer.list();
        timer.enter(TurnStage.PLAYOUT, 1_900);
        timer.end(2_500);
        assertThat(timer.list()).isEqualTo(atTheEnd).hasSize(1);
    }

    private long total() {
        return timer.list().stream().map(StageTime::duration).reduce(Duration.ZERO, Duration::plus).toNanos();
    }

    private static StageTime stage(TurnStage stage, long nanos) {
        return new StageTime(stage, Duration.ofNanos(nanos));
    }
}
