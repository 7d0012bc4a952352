package earshot.ui.problems;

import earshot.engine.ProblemEntry;
import earshot.ui.part.Copy;
import earshot.ui.part.Desk;
import earshot.ui.part.Place;
import earshot.ui.part.Texts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// List cell of a problem: what happened, why, what to do, and a button that goes to the place.
final class ProblemCell extends ListCell<ProblemEntry> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Desk desk;
    private final ProblemsViewModel model;
    private final Label mark = new Label();
    private final Label what = new Label();
    private final Label when = new Label();
    private final Label why = new Label();
    private final Label remedy = new Label();
    private final Button go = new Button();
    private final Button copy = new Button();
    private final Button dismiss = new Button();
    private final HBox row;

    ProblemCell(Desk desk, ProblemsViewModel model) {
        this.desk = desk;
        this.model = model;
        Texts texts = desk.texts();
        getStyleClass().add("problem-cell");
        mark.getStyleClass().add("pill");
        mark.setMinWidth(Region.USE_PREF_SIZE);
        what.getStyleClass().add("strong");
        when.getStyleClass().add("caption");
        when.setMinWidth(Region.USE_PREF_SIZE);
        why.getStyleClass().add("muted");
        for (Label label : new Label[] {what, why, remedy}) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        go.setText(texts.get("problems.go"));
        copy.setText(texts.get("problems.copy"));
        for (Button button : new Button[] {go, copy, dismiss}) {
            button.getStyleClass().add("small-toggle");
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        copy.setOnAction(_ -> Copy.text(words(getItem())));
        dismiss.setOnAction(_ -> model.dismiss(getItem()));
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(10, mark, what, when);
        head.getStyleClass().add("problem-head");
        HBox foot = new HBox(8, go, copy, dismiss);
        VBox text = new VBox(6, head, why, remedy, foot);
        HBox.setHgrow(text, Priority.ALWAYS);
        row = new HBox(text);
        row.getStyleClass().addAll("card", "problem-card");
        // as wide as the list rather than the longest text
        row.prefWidthProperty().bind(widthProperty().subtract(28));
        row.setMaxWidth(Region.USE_PREF_SIZE);
    }

    @Override
    protected void updateItem(ProblemEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        if (empty || entry == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Texts texts = desk.texts();
        String kind = entry.open() ? entry.problem().severity().name().toLowerCase(Locale.ROOT) : "resolved";
        mark.setText(texts.get("problems.kind." + kind));
        mark.getStyleClass().removeAll("is-ok", "is-warn", "is-bad", "is-quiet");
        mark.getStyleClass().add(switch (kind) {
            case "resolved" -> "is-ok";
            case "critical" -> "is-bad";
            case "warning" -> "is-warn";
            default -> "is-quiet";
        });
        what.setText(texts.what(entry.problem()));
        when.setText(entry.resolvedAt().map(at -> texts.get("problems.resolved.at", CLOCK.format(at))).orElseGet(() -> entry.count() > 1
            ? texts.get("problems.times", entry.count(), CLOCK.format(entry.last())) : CLOCK.format(entry.at())));
        why.setText(texts.why(entry.problem()));
        remedy.setText("→ " + texts.remedy(entry.problem()));
        remedy.setVisible(entry.open());
        remedy.setManaged(entry.open());
        Optional<Place> place = Place.of(entry.problem().subject());
        go.setVisible(place.isPresent());
        go.setManaged(place.isPresent());
        go.setOnAction(_ -> place.ifPresent(desk.go()));
        dismiss.setText(texts.get(entry.open() ? "problems.acknowledge" : "problems.dismiss"));
        setGraphic(row);
        setAccessibleText(mark.getText() + ": " + words(entry));
    }

    private String words(ProblemEntry entry) {
        Texts texts = desk.texts();
        return String.join("\n", CLOCK.format(entry.at()) + "  " + entry.problem().code().key(), texts.what(entry.problem()), texts.why(entry.problem()),
            "→ " + texts.remedy(entry.problem()));
    }
}
