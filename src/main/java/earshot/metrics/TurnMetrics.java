package earshot.metrics;

import module java.base;

import earshot.data.LetterCase;
import earshot.metrics.MetricsText.Label;
import earshot.turn.TurnFacts;
import earshot.turn.TurnLog;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.watch.Watch;

/// Counts the turns that ended and how long their stages took, since the program began: the list of turns itself keeps only the newest. Safe for use from any
/// thread.
final class TurnMetrics {
    private final Map<TurnFacts.Outcome, Long> outcomes = new EnumMap<>(TurnFacts.Outcome.class);
    private final Map<TurnStage, Histogram> stages = new EnumMap<>(TurnStage.class);
    private final Histogram firstSound = new Histogram();
    /// The numbers of the turns that are listed and counted.
    private Set<Long> counted = Set.of();

    /// @param turns the one that ended last first
    TurnMetrics(Watch<List<TurnRecord>> turns) {
        turns.observe(this::ended);
    }

    private synchronized void ended(List<TurnRecord> turns) {
        Set<Long> before = counted;
        turns.stream().takeWhile(turn -> !before.contains(turn.number())).forEach(turn -> count(turn.facts()));
        // a list that comes late must not make a turn count twice
        counted = Stream.concat(turns.stream().map(TurnRecord::number), before.stream()).distinct().limit(2L * TurnLog.MAX_TURNS).collect(Collectors.toSet());
    }

    private void count(TurnFacts facts) {
        outcomes.merge(facts.outcome(), 1L, Long::sum);
        facts.stages().stream()
            .collect(Collectors.groupingBy(TurnFacts.StageTime::stage, () -> new EnumMap<>(TurnStage.class),
                Collectors.reducing(Duration.ZERO, TurnFacts.StageTime::duration, Duration::plus)))
            .forEach((stage, took) -> stages.computeIfAbsent(stage, _ -> new Histogram()).add(took));
        facts.firstSound().ifPresent(firstSound::add);
    }

    synchronized void write(MetricsText text) {
        var turns = text.metric("earshot_turns_total", "counter", "Voice turns that ended, by outcome.");
        Stream.of(TurnFacts.Outcome.values()).filter(outcome -> outcome != TurnFacts.Outcome.RUNNING)
            .forEach(outcome -> turns.sample(outcomes.getOrDefault(outcome, 0L), new Label("outcome", LetterCase.lower(outcome.name()))));
        firstSound.write(text.metric("earshot_turn_first_sound_seconds", "histogram", "End of speech to the first sound of the answer."));
        var times = text.metric("earshot_turn_stage_seconds", "histogram", "How long each stage of a turn took, of the turns that had it.");
        stages.forEach((stage, histogram) -> histogram.write(times, new Label("stage", LetterCase.lower(stage.name()))));
    }
}
