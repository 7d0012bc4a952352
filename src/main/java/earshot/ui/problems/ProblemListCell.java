package earshot.ui.problems;

import earshot.engine.ProblemEntry;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
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
final class ProblemListCell extends ListCell<ProblemEntry> {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final ViewContext viewContext;
    private final ProblemsViewModel model;
    private final Label severityPill = new Label();
    private final Label what = new Label();
    private final Label when = new Label();
    private final Label why = new Label();
    private final Label remedy = new Label();
    private final Button goToSubject = new Button();
    private final Button copyText = new Button();
    private final Button dismiss = new Button();
    private final HBox row;

    ProblemListCell(ViewContext viewContext, ProblemsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        Texts texts = viewContext.texts();
        getStyleClass().add("problem-cell");
        severityPill.getStyleClass().add("pill");
        severityPill.setMinWidth(Region.USE_PREF_SIZE);
        what.getStyleClass().add("strong");
        when.getStyleClass().add("caption");
        when.setMinWidth(Region.USE_PREF_SIZE);
        why.getStyleClass().add("muted");
        for (Label label : new Label[] {what, why, remedy}) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        goToSubject.setText(texts.get("problems.go"));
        copyText.setText(texts.get("problems.copy"));
        for (Button button : new Button[] {goToSubject, copyText, dismiss}) {
            button.getStyleClass().add("small-toggle");
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        copyText.setOnAction(_ -> SystemClipboard.copy(describe(getItem())));
        dismiss.setOnAction(_ -> model.dismiss(getItem()));
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(10, severityPill, what, when);
        head.getStyleClass().add("problem-head");
        HBox foot = new HBox(8, goToSubject, copyText, dismiss);
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
        Texts texts = viewContext.texts();
        String kind = entry.open() ? entry.problem().severity().name().toLowerCase(Locale.ROOT) : "resolved";
        severityPill.setText(texts.get("problems.kind." + kind));
        severityPill.getStyleClass().removeAll("is-ok", "is-warn", "is-bad", "is-quiet");
        severityPill.getStyleClass().add(switch (kind) {
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
        Optional<NavigationTarget> navigationTarget = NavigationTarget.of(entry.problem().subject());
        goToSubject.setVisible(navigationTarget.isPresent());
        goToSubject.setManaged(navigationTarget.isPresent());
        goToSubject.setOnAction(_ -> navigationTarget.ifPresent(viewContext.navigate()));
        dismiss.setText(texts.get(entry.open() ? "problems.acknowledge" : "problems.dismiss"));
        setGraphic(row);
        setAccessibleText(severityPill.getText() + ": " + describe(entry));
    }

    private String describe(ProblemEntry entry) {
        Texts texts = viewContext.texts();
        return String.join("\n", CLOCK.format(entry.at()) + "  " + entry.problem().code().key(), texts.what(entry.problem()), texts.why(entry.problem()),
            "→ " + texts.remedy(entry.problem()));
    }
}
