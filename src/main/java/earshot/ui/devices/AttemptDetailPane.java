package earshot.ui.devices;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ProblemAction;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Detail of a refused connection attempt: device, step reached, reason and remedy; below it the steps of first contact.
final class AttemptDetailPane extends ScrollPane {
    AttemptDetailPane(ViewContext viewContext, DevicesViewModel model, ConnectionAttempt attempt) {
        Texts texts = viewContext.texts();
        VBox content = new VBox(12, Nodes.label(attempt.device().map(DeviceId::value).orElse(attempt.remote()), "heading"));
        content.getStyleClass().add("attempt");
        attempt.problem().ifPresent(problem -> {
            VBox box = problemBox(problem, texts);
            List<Button> buttons = ProblemAction.buttons(problem, viewContext);
            if (!buttons.isEmpty()) {
                box.getChildren().add(new HBox(8, buttons.toArray(Node[]::new)));
            }
            content.getChildren().add(box);
        });
        RefusalRemedy.of(attempt).ifPresent(remedy -> content.getChildren().add(Nodes.smallButton(texts.get(remedy.label()), () -> model.allow(remedy))));
        content.getChildren().addAll(SentRequestDialog.facts(attempt, texts), new FirstContactPane(viewContext, model, true));
        setContent(content);
        setFitToWidth(true);
        getStyleClass().add("panel-scroll");
    }

    private static VBox problemBox(Problem problem, Texts texts) {
        VBox box = new VBox(4, Nodes.wrappedLabel(texts.what(problem), "bad-text"), Nodes.wrappedLabel(texts.why(problem)), Nodes.wrappedLabel("→ " + texts.remedy(problem), "step-action"));
        box.getStyleClass().addAll("well", "problem-box");
        return box;
    }
}
