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
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.ListSort;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The turns that pass the filter, running ones included, the selected one, and statistics over all that have ended. Running turns are
/// known between [#start] and [#stop] only, that is while visible.
/// On the FX thread only.
final class TurnsViewModel {
    /// @param key of the text of its name
    /// @param what key of the text that explains its value
    record Trend(String key, String what, DurationStatistics durationStatistics) {}

    /// The stages with a trend card, in the order of a turn.
    private static final List<TurnStage> STAGES = List.of(TurnStage.RECOGNISE, TurnStage.ANSWER, TurnStage.VOICE, TurnStage.FIRST_FRAME);

    private static final Comparator<TurnRecord> NEWEST_FIRST = Comparator.comparingLong(TurnRecord::number).reversed();
    private static final Duration RUNNING_STEP = Duration.ofMillis(100);
    private static final Duration TICK = Duration.ofMillis(200);

    private final ViewContext viewContext;
    private final SubscriptionGroup whileVisible = new SubscriptionGroup();
    private final LiveRows<TurnRecord> rows = new LiveRows<>(TurnRecord::number);
    private final ListSort<TurnRecord> sort;
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<TurnRecord>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Trend>> trends = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper clock = new ReadOnlyLongWrapper();
    private List<TurnRecord> finished = List.of();
    private List<TurnRecord> running = List.of();
    private boolean followNewest = true;
    private int playRequests;

    TurnsViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        sort = new ListSort<>(viewContext.sorts(), "turns",
            ListSort.Column.byLargest("time", row -> Optional.of(row.number())), ListSort.Column.byName("device", TurnRecord::device),
            ListSort.Column.byLargest("first-sound", row -> row.facts().firstSound()),
            ListSort.Column.byLargest("whole", row -> Optional.of(row.facts().total())));
        sort.order().subscribe((_, _) -> show(rows::replace));
        filter.subscribe((_, _) -> {
            show(rows::replace);
            showTrends();
        });
    }

    /// Shows at once what ended meanwhile. Until [#stop], what ends from now on, too.
    void start() {
        running = viewContext.model().runningTurns().get();
        showFinished(viewContext.model().turns().get());
        whileVisible.add(viewContext.pump().watch(viewContext.model().turns(), this::showFinished));
        whileVisible.add(viewContext.pump().watch(viewContext.model().runningTurns(), RUNNING_STEP, next -> {
            running = next;
            show(rows::update);
        }));
        whileVisible.add(viewContext.pump().every(TICK, () -> {
            if (!running.isEmpty()) {
                clock.set(viewContext.time().nanos());
            }
        }));
    }

    void stop() {
        whileVisible.close();
    }

    private void showFinished(List<TurnRecord> next) {
        finished = next;
        show(rows::update);
        showTrends();
    }

    /// The newest first, by their starts, and named as their devices are now. A turn that has just ended may be among the running ones, too.
    private List<TurnRecord> all() {
        Map<Long, TurnRecord> byNumber = new TreeMap<>(Comparator.reverseOrder());
        running.forEach(row -> byNumber.put(row.number(), row));
        finished.forEach(row -> byNumber.put(row.number(), row));
        return DeviceNames.in(viewContext.model(), byNumber.values());
    }

    private List<TurnRecord> listed(List<TurnRecord> turns) {
        String searchText = LetterCase.folded(filter.get().strip());
        return turns.stream().filter(row -> searchText.isEmpty() || searchableText(row).contains(searchText)).sorted(sort.over(NEWEST_FIRST)).toList();
    }

    private void show(Consumer<List<TurnRecord>> show) {
        Optional<Long> before = selected.get().map(TurnRecord::number);
        show.accept(listed(all()));
        List<TurnRecord> shown = rows.items();
        Optional<TurnRecord> same = followNewest && !sort.chosen() ? Optional.empty()
            : shown.stream().filter(row -> before.filter(n -> n == row.number()).isPresent()).findFirst();
        selected.set(same.or(() -> shown.stream().findFirst()));
    }

    private void showTrends() {
        List<TurnRecord> shown = listed(all());
        // after a typed sentence nothing has to be understood: it would make the others look slow
        Trend firstSound = new Trend("turns.trend.first-sound", "turns.trend.first-sound.what",
            statistics(shown, facts -> facts.firstSound().filter(_ -> facts.spoken())));
        Stream<Trend> ofStages = STAGES.stream().map(stage -> new Trend("stage.short." + Texts.keyOf(stage), "turns.trend.what",
            statistics(shown,
                facts -> facts.stages().stream().filter(time -> time.stage() == stage).map(TurnFacts.StageTime::duration).reduce(Duration::plus))));
        trends.set(Stream.concat(Stream.of(firstSound), ofStages).toList());
    }

    private static DurationStatistics statistics(List<TurnRecord> rows, Function<TurnFacts, Optional<Duration>> took) {
        return DurationStatistics
            .of(rows.stream().filter(row -> row.facts().outcome() == TurnFacts.Outcome.DONE).flatMap(row -> took.apply(row.facts()).stream()).toList());
    }

    private static String searchableText(TurnRecord row) {
        TurnFacts facts = row.facts();
        return LetterCase.folded(
            String.join(" ", row.device(), row.deviceId().value(), facts.transcript().text(), facts.transcript().dropped().map(Hallucination::text).orElse(""),
                facts.answer().text(), facts.outcome().name(), row.assistant(), facts.answer().model().orElse("")));
    }

    /// Selects a turn. If it is the newest, later turns are selected as they come.
    void select(TurnRecord row) {
        followNewest = rows.items().stream().findFirst().filter(first -> first.number() == row.number()).isPresent();
        selected.set(Optional.of(row));
    }

    /// Selects a turn by its number, also one that the filter hides.
    void select(long number) {
        filter.set("");
        running = viewContext.model().runningTurns().get();
        show(rows::replace);
        rows.items().stream().filter(row -> row.number() == number).findFirst().ifPresent(this::select);
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

    ListSort<TurnRecord> sort() {
        return sort;
    }

    LiveRows<TurnRecord> rows() {
        return rows;
    }

    int count() {
        return all().size();
    }

    /// Monotonic nanoseconds; continues while a turn runs.
    ReadOnlyLongProperty clock() {
        return clock.getReadOnlyProperty();
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
        whileVisible.close();
    }
}
