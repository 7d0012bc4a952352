package earshot.ui.devices;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ProblemAction;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// Detail of a refused connection attempt: device, step reached, reason and remedy; below it the steps of first contact.
final class AttemptDetailPane extends ScrollPane {
    AttemptDetailPane(ViewContext viewContext, DevicesViewModel model, ConnectionAttempt attempt) {
        Texts texts = viewContext.texts();
        VBox content = new VBox(12, Nodes.label(attempt.device().map(DeviceId::value).orElse(attempt.remote()), "heading"));
        content.getStyleClass().add("attempt");
        attempt.problem().ifPresent(problem -> {
            VBox box = problemBox(problem, texts);
            ProblemAction.button(problem, viewContext).ifPresent(box.getChildren()::add);
            content.getChildren().add(box);
        });
        RefusalRemedy.of(attempt).ifPresent(remedy -> content.getChildren().add(Nodes.smallButton(texts.get(remedy.label()), () -> model.allow(remedy))));
        GridPane facts = new GridPane(16, 6);
        facts.getStyleClass().add("facts");
        addFact(facts, texts.get("attempt.at"), TimeFormatter.DATE_CLOCK_MILLIS.format(attempt.at()));
        addFact(facts, texts.get("attempt.from"), attempt.remote());
        addFact(facts, texts.get("attempt.door"), texts.get("attempt.door." + Texts.keyOf(attempt.port())));
        addFact(facts, texts.get("attempt.request"), attempt.request().isEmpty() ? "–" : attempt.request());
        addFact(facts, texts.get("attempt.step"), texts.get("attempt.step." + Texts.keyOf(attempt.step())));
        content.getChildren().addAll(facts, new FirstContactPane(viewContext, model, true));
        setContent(content);
        setFitToWidth(true);
        getStyleClass().add("panel-scroll");
    }

    private static VBox problemBox(Problem problem, Texts texts) {
        VBox box = new VBox(4, Nodes.wrappedLabel(texts.what(problem), "bad-text"), Nodes.wrappedLabel(texts.why(problem)), Nodes.wrappedLabel("→ " + texts.remedy(problem), "step-action"));
        box.getStyleClass().addAll("well", "problem-box");
        return box;
    }

    private static void addFact(GridPane grid, String name, String value) {
        grid.addRow(grid.getRowCount(), Nodes.uncut(Nodes.label(name, "caption")), Nodes.wrappedLabel(value));
    }
}
