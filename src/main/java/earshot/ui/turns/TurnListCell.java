package earshot.ui.turns;

import earshot.data.ControlCharacters;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.HeardText;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StageStyle;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/// List cell of a turn: time, device, total duration, stages, outcome and text.
final class TurnListCell extends ItemCell<TurnRecord> {
    private final Supplier<Texts> texts;
    private final Label when = Nodes.uncut(Nodes.label("", "caption"));
    private final Label device = Nodes.grow(new Label());
    private final Label total = Nodes.uncut(new Label());
    private final Label outcome = Nodes.uncut(Nodes.label("", "chip"));
    private final Label transcript = Nodes.label("", "caption");
    private final StageStack stack = new StageStack();
    private final VBox box;

    TurnListCell(Supplier<Texts> texts) {
        this.texts = texts;
        getStyleClass().add("turn-cell");
        Nodes.explained(when, texts.get().get("turns.when.what"));
        Nodes.explained(total, texts.get().get("turns.waited.what"));
        device.setMinWidth(0);
        HBox head = new HBox(8, when, device, total, outcome);
        head.setAlignment(Pos.CENTER_LEFT);
        box = new VBox(4, head, stack, transcript);
        layOut(box, 32);
    }

    @Override
    protected void show(TurnRecord row) {
        TurnFacts facts = row.facts();
        when.setText(TimeFormatter.CLOCK.format(facts.at()));
        device.setText(ControlCharacters.toSpaces(row.device()));
        total.setText(waited(facts));
        boolean dropped = facts.transcript().dropped().isPresent();
        boolean textMissing = facts.transcript().state() == TurnFacts.Transcript.State.GIVEN_UP
            || facts.transcript().state() == TurnFacts.Transcript.State.FAILED;
        outcome.setText(texts.get().get(dropped ? "turns.dropped" : textMissing && facts.outcome() == TurnFacts.Outcome.DONE ? "turns.outcome.done.no_text"
            : "turns.outcome." + Texts.keyOf(facts.outcome())));
        outcome.getStyleClass().setAll("label", "chip", switch (facts.outcome()) {
            case DONE -> textMissing ? "is-warn" : "is-ok";
            case INTERRUPTED -> "is-warn";
            case FAILED -> "is-bad";
            case RUNNING, NOTHING_HEARD -> "is-quiet";
        });
        String heard = HeardText.of(facts.transcript(), texts.get(), "turns.heard.nothing");
        transcript.setText(ControlCharacters.toSpaces(!facts.transcript().text().isEmpty() ? texts.get().get("turns.quoted", facts.transcript().text())
            : dropped || facts.answer().text().isEmpty() ? heard
            : heard + " · " + facts.answer().text()));
        stack.show(facts);
        setGraphic(box);
        setAccessibleText(String.join(", ", when.getText(), row.device(), total.getText(), outcome.getText(), transcript.getText()));
    }

    /// How long the person waited for the first sound; of a turn without one what it does, or how long it took.
    private String waited(TurnFacts facts) {
        return facts.firstSound().map(DurationFormatter::millis).orElseGet(
            () -> facts.open().map(open -> StageStyle.shortName(open.stage(), texts.get()) + "…").orElseGet(() -> DurationFormatter.millis(facts.total())));
    }

    /// The stages of a turn as one thin bar.
    private static final class StageStack extends Pane {
        private static final double HEIGHT = 8;

        private TurnFacts facts;

        StageStack() {
            setMinHeight(HEIGHT);
            setPrefHeight(HEIGHT);
        }

        void show(TurnFacts next) {
            facts = next;
            getChildren().setAll(next.stages().stream().map(time -> Nodes.unmanagedRegion("stage-part", StageStyle.styleClass(time.stage()))).toList());
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            if (facts == null) {
                return;
            }
            double all = Math.max(1, facts.total().toNanos());
            double x = 0;
            for (int i = 0; i < getChildren().size(); i++) {
                double wide = facts.stages().get(i).duration().toNanos() / all * getWidth();
                double high = Math.round(HEIGHT * StageStyle.heightShare(facts.stages().get(i).stage()));
                getChildren().get(i).resizeRelocate(x, HEIGHT - high, wide, high);
                x += wide;
            }
        }
    }
}
