package earshot.ui.turns;

import module java.base;

import earshot.data.Alignment;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;

/// Two turns side by side: their stages on one scale. Pure.
///
/// @param scale the longer one of the two turns
record TurnComparison(TurnRecord first, TurnRecord second, List<Row> rows, Duration firstTotal, Duration secondTotal, Duration scale) {
    /// A stage in both turns, or in one.
    record Row(TurnStage stage, Optional<Part> first, Optional<Part> second) {
        /// How much longer it took the second time; a stage that is not there takes no time.
        Duration difference() {
            return second.map(Part::took).orElse(Duration.ZERO).minus(first.map(Part::took).orElse(Duration.ZERO));
        }
    }

    /// @param from from the beginning of its turn
    record Part(Duration from, Duration took) {}

    private record Placed(TurnStage stage, Part part) {}

    /// @param now monotonic nanoseconds, for turns that run
    static TurnComparison of(TurnRecord first, TurnRecord second, long now) {
        List<StageTime> before = TurnWaterfall.stages(first.facts(), now);
        List<StageTime> after = TurnWaterfall.stages(second.facts(), now);
        List<Row> rows = Alignment.of(placed(before), placed(after), Placed::stage).stream()
            .map(pair -> new Row(pair.left().or(pair::right).orElseThrow().stage(), pair.left().map(Placed::part), pair.right().map(Placed::part))).toList();
        Duration firstTotal = TurnWaterfall.sum(before);
        Duration secondTotal = TurnWaterfall.sum(after);
        return new TurnComparison(first, second, rows, firstTotal, secondTotal, firstTotal.compareTo(secondTotal) > 0 ? firstTotal : secondTotal);
    }

    private static List<Placed> placed(List<StageTime> stages) {
        List<Placed> placed = new ArrayList<>();
        Duration at = Duration.ZERO;
        for (StageTime stage : stages) {
            placed.add(new Placed(stage.stage(), new Part(at, stage.duration())));
            at = at.plus(stage.duration());
        }
        return placed;
    }
}
