package earshot.ui.turns;

import module java.base;

import earshot.asr.Hallucination;
import earshot.audio.PcmAudio;
import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The finished turns that pass the filter, the selected one, and statistics of the stages over all of them.
/// On the FX thread only.
final class TurnsViewModel {
    /// @param stage empty for the whole turn
    record Trend(Optional<TurnStage> stage, DurationStatistics durationStatistics) {}

    /// The stages with a trend card, in the order of a turn.
    private static final List<TurnStage> STAGES = List.of(TurnStage.RECOGNISE, TurnStage.ANSWER, TurnStage.VOICE, TurnStage.FIRST_FRAME);

    private final ViewContext viewContext;
    private final WatchSubscription watchSubscription;
    private final ObservableList<TurnRecord> rows = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<TurnRecord>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Trend>> trends = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private List<TurnRecord> all = List.of();
    private boolean followNewest = true;
    private int playRequests;

    TurnsViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        watchSubscription = viewContext.pump().watch(viewContext.model().turns(), next -> {
            all = next;
            applyFilter();
        });
        filter.subscribe((_, _) -> applyFilter());
    }

    private void applyFilter() {
        String searchText = LetterCase.folded(filter.get().strip());
        List<TurnRecord> shown = all.stream().filter(row -> searchText.isEmpty() || searchableText(row).contains(searchText)).toList();
        Optional<Long> before = selected.get().map(TurnRecord::number);
        rows.setAll(shown);
        Optional<TurnRecord> same = followNewest ? Optional.empty() : shown.stream().filter(row -> before.filter(n -> n == row.number()).isPresent()).findFirst();
        selected.set(same.or(() -> shown.stream().findFirst()));
        Trend whole = new Trend(Optional.empty(), statistics(shown, facts -> Optional.of(facts.total())));
        Stream<Trend> ofStages = STAGES.stream().map(stage -> new Trend(Optional.of(stage),
            statistics(shown, facts -> facts.stages().stream().filter(time -> time.stage() == stage).map(TurnFacts.StageTime::duration).reduce(Duration::plus))));
        trends.set(Stream.concat(Stream.of(whole), ofStages).toList());
    }

    private static DurationStatistics statistics(List<TurnRecord> rows, Function<TurnFacts, Optional<Duration>> took) {
        return DurationStatistics.of(rows.stream().filter(row -> row.facts().outcome() == TurnFacts.Outcome.DONE).flatMap(row -> took.apply(row.facts()).stream()).toList());
    }

    private static String searchableText(TurnRecord row) {
        TurnFacts facts = row.facts();
        return LetterCase.folded(String.join(" ", row.device(), row.deviceId().value(), facts.transcript().text(), facts.transcript().dropped().map(Hallucination::text).orElse(""), facts.answer().text(), facts.outcome().name(), row.assistant(), facts.answer().model().orElse("")));
    }

    /// Selects a turn. If it is the newest, later turns are selected as they come.
    void select(TurnRecord row) {
        followNewest = !rows.isEmpty() && rows.getFirst().number() == row.number();
        selected.set(Optional.of(row));
    }

    /// Plays a sound of the selected turn, or stops the sound that plays.
    void play(Optional<PcmAudio> sound) {
        if (playing.get()) {
            viewContext.send(new Command.StopAudio());
            return;
        }
        sound.ifPresent(pcmAudio -> {
            int number = ++playRequests;
            playing.set(true);
            Operation operation = viewContext.send(new Command.PlayAudio(pcmAudio));
            viewContext.pump().whenDone(operation.outcome(), _ -> {
                if (number == playRequests) {
                    playing.set(false);
                }
            });
        });
    }

    ObservableList<TurnRecord> rows() {
        return rows;
    }

    int all() {
        return all.size();
    }

    StringProperty filter() {
        return filter;
    }

    ReadOnlyObjectProperty<Optional<TurnRecord>> selected() {
        return selected.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Trend>> trends() {
        return trends.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty playing() {
        return playing.getReadOnlyProperty();
    }

    void close() {
        watchSubscription.close();
    }
}
