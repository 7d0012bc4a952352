package earshot.ui.devices;

import module java.base;

import earshot.engine.ActiveComponents;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.StageTime;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;

/// Builds what the live tab shows of the last turn: the transcript, the answer, and the duration of each stage.
final class LastTurnNodes {
    private LastTurnNodes() {}

    /// @param nanos monotonic time of now, for the stage that runs
    static List<Node> of(Optional<TurnFacts> last, DeviceFormatter formatter, ActiveComponents activeComponents, long nanos) {
        return last.map(facts -> of(facts, formatter, activeComponents, nanos))
            .orElseGet(() -> List.of(Nodes.wrappedLabel(formatter.texts().get("turn.none"), "caption")));
    }

    private static List<Node> of(TurnFacts facts, DeviceFormatter formatter, ActiveComponents activeComponents, long nanos) {
        Texts texts = formatter.texts();
        List<StageTime> stages = facts.stagesAt(nanos);
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
        nodes.add(Nodes.wrappedLabel(formatter.recognizer(facts, activeComponents), "caption"));
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
