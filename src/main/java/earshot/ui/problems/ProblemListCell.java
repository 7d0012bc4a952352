package earshot.ui.problems;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.problem.Problem;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ProblemAction;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// List cell of a problem: what happened, why, what to do, and a button that goes to the place.
final class ProblemListCell extends ItemCell<ProblemEntry> {
    private final ViewContext viewContext;
    private final ProblemsViewModel model;
    private final Label severityPill = Nodes.uncut(Nodes.label("", "pill"));
    private final Label what = Nodes.grow(Nodes.wrappedLabel("", "strong"));
    private final Label when = Nodes.uncut(Nodes.label("", "caption"));
    private final Label why = Nodes.wrappedLabel("", "muted");
    private final Label remedy = Nodes.wrappedLabel("");
    private final Button goToSubject;
    private final Button copyText;
    private final Button acknowledge;
    private final Button dismiss;
    private Optional<NavigationTarget> subject = Optional.empty();
    private final HBox foot;
    private final HBox row;
    private long shownNumber = -1;
    private List<ProblemAction.Action> shownActions = List.of();

    ProblemListCell(ViewContext viewContext, ProblemsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        Texts texts = viewContext.texts();
        getStyleClass().add("problem-cell");
        goToSubject = Nodes.smallButton(texts.get("problems.go"), () -> subject.ifPresent(viewContext.navigate()));
        copyText = Nodes.smallButton(texts.get("problems.copy"), () -> SystemClipboard.copy(model.describe(getItem())));
        acknowledge = Nodes.smallButton(texts.get("problems.acknowledge"), () -> model.acknowledge(getItem()));
        dismiss = Nodes.smallButton(texts.get("problems.dismiss"), () -> model.dismiss(getItem()));
        HBox head = new HBox(10, severityPill, what, when);
        head.getStyleClass().add("problem-head");
        foot = new HBox(8, goToSubject, copyText, dismiss);
        row = new HBox(Nodes.grow(new VBox(6, head, why, remedy, foot)));
        row.getStyleClass().addAll("card", "problem-card");
        layOut(row, 28);
    }

    @Override
    protected void show(ProblemEntry entry) {
        Texts texts = viewContext.texts();
        String kind = entry.open() ? Texts.keyOf(entry.problem().severity()) : entry.replaced() ? "replaced" : "resolved";
        severityPill.setText(texts.get("problems.kind." + kind));
        severityPill.getStyleClass().setAll("label", "pill", entry.open() && entry.acknowledged() ? "is-quiet" : switch (kind) {
            case "resolved" -> "is-ok";
            case "critical" -> "is-bad";
            case "warning" -> "is-warn";
            default -> "is-quiet";
        });
        Problem problem = DeviceNames.in(viewContext.model(), entry.problem());
        what.setText(texts.what(problem));
        when.setText(when(entry, texts));
        why.setText(texts.why(problem));
        remedy.setText("→ " + texts.remedy(problem));
        Nodes.setShown(remedy, entry.open());
        subject = NavigationTarget.of(problem.subject()).filter(target -> viewContext.has(target.view()));
        Nodes.setShown(goToSubject, subject.isPresent());
        Nodes.setShown(acknowledge, entry.open() && !entry.acknowledged() && !viewContext.recorded());
        Nodes.setShown(dismiss, (!entry.open() || entry.acknowledged()) && !viewContext.recorded());
        showActions(entry);
        setGraphic(row);
        setAccessibleText(severityPill.getText() + ": " + model.describe(entry));
    }

    /// A problem that is raised again keeps its buttons: one of them may be pressed just now.
    private void showActions(ProblemEntry entry) {
        List<ProblemAction.Action> actions = entry.open() ? ProblemAction.actions(entry.problem(), viewContext) : List.of();
        if (entry.number() != shownNumber || !actions.equals(shownActions)) {
            shownNumber = entry.number();
            shownActions = actions;
            List<Button> buttons = ProblemAction.buttons(entry.problem(), actions, viewContext);
            buttons.forEach(button -> button.getStyleClass().add("small-button"));
            foot.getChildren().setAll(Stream.concat(buttons.stream(), Stream.of(goToSubject, copyText, acknowledge, dismiss)).toList());
        }
    }

    private static String when(ProblemEntry entry, Texts texts) {
        if (entry.resolvedAt().isPresent()) {
            return texts.get(entry.replaced() ? "problems.replaced.at" : "problems.resolved.at", TimeFormatter.DAY_CLOCK.format(entry.resolvedAt().get()));
        }
        String times = entry.count() > 1 ? texts.get("problems.times", entry.count(), TimeFormatter.DAY_CLOCK.format(entry.last()))
            : TimeFormatter.DAY_CLOCK.format(entry.at());
        return entry.acknowledged() ? texts.get("problems.acknowledged") + " · " + times : times;
    }
}
