package earshot.ui.turns;

import module java.base;

import earshot.turn.StageWork;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StageNotes;
import earshot.ui.kit.StageStyle;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Waterfall chart of one turn: stages below each other on one time axis, each with its owner, and the sum. A running turn has its open stage as
/// well, as long as it has taken so far. On the FX thread only.
final class TurnWaterfall extends VBox {
    private static final double NAME_WIDTH = 170;
    private static final double DURATION_WIDTH = 76;
    private static final double OWNER_WIDTH = 116;

    private final Texts texts;
    private final ViewContext viewContext;
    private final List<StageRow> rows = new ArrayList<>();
    private final Label sum = Nodes.wrappedLabel("", "muted", "waterfall-sum");
    private List<Object> shownParts = List.of();

    TurnWaterfall(Texts texts, ViewContext viewContext) {
        super(4);
        this.texts = texts;
        this.viewContext = viewContext;
        getStyleClass().add("waterfall");
    }

    /// Shows a turn. While its parts are the same, only their lengths change, so that a link stays the one that was pressed.
    ///
    /// @param now monotonic nanoseconds
    /// @param toFirstSound whether the axis ends with the first sound, which playing the rest would make small
    void show(TurnRecord turn, long now, boolean toFirstSound) {
        List<StageTime> all = stages(turn.facts(), now);
        List<StageTime> shown = toFirstSound ? all.stream().takeWhile(time -> time.stage() != TurnStage.PLAYOUT).toList() : all;
        List<Object> parts = Stream.concat(Stream.of(turn.number()),
            shown.stream().map(time -> List.of(time.stage(), time.notes(), work(time, turn)))).toList();
        if (!parts.equals(shownParts)) {
            shownParts = parts;
            build(turn, shown);
        }
        Duration total = sum(shown);
        Duration at = Duration.ZERO;
        List<Long> millis = millis(shown);
        for (int i = 0; i < shown.size(); i++) {
            rows.get(i).show(share(at, total), share(shown.get(i).duration(), total), millis.get(i));
            at = at.plus(shown.get(i).duration());
        }
        sum.setText(texts.get("turns.sum", DurationFormatter.unbroken(total), String.join(" + ", millis.stream().map(String::valueOf).toList())));
    }

    private void build(TurnRecord turn, List<StageTime> stages) {
        getChildren().clear();
        rows.clear();
        for (StageTime time : stages) {
            StageRow row = new StageRow(time.stage(), work(time, turn), StageNotes.target(time.stage(), turn.deviceId()));
            rows.add(row);
            getChildren().add(row);
            StageNotes.rows(time, false, viewContext).forEach(note -> {
                note.getStyleClass().add("waterfall-note");
                getChildren().add(note);
            });
        }
        getChildren().add(sum);
    }

    private static StageWork work(StageTime time, TurnRecord turn) {
        return StageWork.of(time, turn.facts(), turn.voice());
    }

    /// The stages that have ended, and the one that runs. A sentence that came as text waited for no silence.
    static List<StageTime> stages(TurnFacts facts, long now) {
        return facts.stagesAt(now).stream().filter(time -> !time.duration().isZero() || time.stage() != TurnStage.SILENCE).toList();
    }

    static Duration sum(List<StageTime> stages) {
        return stages.stream().map(StageTime::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /// The stages in whole milliseconds that add up to the total: each is the difference of two rounded end times.
    static List<Long> millis(List<StageTime> stages) {
        List<Long> parts = new ArrayList<>();
        Duration end = Duration.ZERO;
        for (StageTime stage : stages) {
            Duration next = end.plus(stage.duration());
            parts.add(next.toMillis() - end.toMillis());
            end = next;
        }
        return parts;
    }

    static String name(TurnStage stage, Texts texts) {
        return StageStyle.name(stage, texts);
    }

    private final class StageRow extends HBox {
        private final Pane track = Nodes.grow(new Pane());
        private final Region bar;
        private final Label took = Nodes.fixWidth(new Label(), DURATION_WIDTH);
        private double startShare;
        private double durationShare;

        StageRow(TurnStage stage, StageWork work, NavigationTarget target) {
            super(10);
            bar = Nodes.unmanagedRegion("stage-part", "waterfall-bar", StageStyle.styleClass(stage));
            track.getStyleClass().add("waterfall-track");
            track.setMinWidth(40);
            track.getChildren().add(bar);
            track.widthProperty().subscribe((_, _) -> place());
            took.setAlignment(Pos.CENTER_RIGHT);
            Hyperlink owner = Nodes.fixWidth(new Hyperlink(texts.get("turns.owner." + work.owner().label())), OWNER_WIDTH);
            owner.setAccessibleText(texts.get("turns.owner.open", owner.getText(), target.target().orElse(target.view())));
            owner.setOnAction(_ -> viewContext.navigate().accept(target));
            owner.setDisable(!viewContext.has(target.view()));
            setAlignment(Pos.CENTER_LEFT);
            Nodes.explained(took, texts.get("turns.took.what"));
            String called = name(stage, texts) + (work.by().isBlank() ? "" : " · " + work.by());
            getChildren().addAll(Nodes.fixWidth(new Label(called), NAME_WIDTH), track, took, owner);
        }

        void show(double start, double duration, long millis) {
            startShare = start;
            durationShare = duration;
            took.setText(millis + " ms");
            place();
        }

        /// A stage of zero length stays visible.
        private void place() {
            bar.resizeRelocate(startShare * (track.getWidth() - 2), 3, Math.max(2, durationShare * track.getWidth()), 14);
        }
    }

    private static double share(Duration part, Duration total) {
        return total.isZero() ? 0 : (double) part.toNanos() / total.toNanos();
    }
}
