package earshot.ui.devices;

import module java.base;

import earshot.engine.ActiveComponents;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.StageTime;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StageNotes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What the live tab shows of the last turn: the transcript, the answer, the duration of each stage and what is to be said of it. On the FX thread only.
final class LastTurnPane extends VBox {
    private final ViewContext viewContext;
    private final DeviceFormatter formatter;
    private final VBox words = new VBox(4);
    private final VBox notes = new VBox(4);
    private final Label recognizer = Nodes.wrappedLabel("", "caption");
    private List<StageTime> shownNotes = List.of();

    LastTurnPane(ViewContext viewContext, DeviceFormatter formatter) {
        super(4);
        this.viewContext = viewContext;
        this.formatter = formatter;
        getChildren().addAll(words, notes, recognizer);
    }

    /// @param nanos monotonic time of now, for the stage that runs
    void show(Optional<TurnFacts> last, ActiveComponents activeComponents, long nanos) {
        List<StageTime> stages = last.map(facts -> facts.stagesAt(nanos)).orElse(List.of());
        words.getChildren().setAll(last.map(facts -> words(facts, stages))
            .orElseGet(() -> List.of(Nodes.wrappedLabel(formatter.texts().get("turn.none"), "caption"))));
        showNotes(stages);
        String recognized = last.map(facts -> formatter.recognizer(facts, activeComponents)).orElse("");
        recognizer.setText(recognized);
        Nodes.setShown(recognizer, !recognized.isEmpty());
    }

    /// Notes that are the same stay: a link in them may be pressed just now, while the stage that runs grows.
    private void showNotes(List<StageTime> stages) {
        List<StageTime> noted = stages.stream().filter(time -> !time.notes().isEmpty()).map(time -> new StageTime(time.stage(), Duration.ZERO, time.notes()))
            .toList();
        if (!noted.equals(shownNotes)) {
            shownNotes = noted;
            notes.getChildren().setAll(noted.stream().flatMap(time -> StageNotes.rows(time, true, viewContext).stream()).toList());
        }
        Nodes.setShown(notes, !noted.isEmpty());
    }

    private List<Node> words(TurnFacts facts, List<StageTime> stages) {
        Texts texts = formatter.texts();
        Duration total = stages.stream().map(StageTime::duration).reduce(Duration.ZERO, Duration::plus);
        List<Node> nodes = new ArrayList<>();
        nodes.add(new HBox(8, Nodes.label(texts.get("turn.last"), "caption"), Nodes.gap(),
            Nodes.label(
                texts.get("turns.outcome." + Texts.keyOf(facts.outcome())) + " · " + facts.firstSound()
                    .map(took -> texts.get("turn.first-sound", DurationFormatter.millis(took))).orElseGet(() -> DurationFormatter.millis(total)),
                "caption", "number")));
        nodes.add(line("in-text", texts.get("turn.heard"), formatter.transcript(facts), formatter.confidence(facts)));
        if (!facts.answer().text().isBlank()) {
            nodes.add(line("out-text", texts.get("turn.answered"), facts.answer().text(), ""));
        }
        if (!stages.isEmpty()) {
            nodes.addAll(List.of(new TurnStageBar(stages, formatter), TurnStageBar.legend(stages, formatter)));
        }
        return nodes;
    }

    private static HBox line(String tone, String who, String what, String confidence) {
        HBox line = new HBox(8, Nodes.uncut(Nodes.label(who, "caption", tone)), Nodes.grow(Nodes.wrappedLabel(what)));
        line.setAlignment(Pos.BASELINE_LEFT);
        if (!confidence.isEmpty()) {
            line.getChildren().add(Nodes.chip(confidence, "is-quiet"));
        }
        return line;
    }
}
