package earshot.ui.devices;

import module java.base;

import earshot.access.Approval;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ProblemAction;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Detail of a refused connection attempt: device, step reached, reason and remedy; below it the steps of first contact.
final class AttemptDetailPane extends ScrollPane {
    private final Texts texts;
    private final VBox content;
    private DeviceListRow.RefusedRow shown;
    private Node facts;

    AttemptDetailPane(ViewContext viewContext, DevicesViewModel model, DeviceListRow.RefusedRow row) {
        shown = row;
        texts = viewContext.texts();
        ConnectionAttempt attempt = row.attempt();
        content = new VBox(12, Nodes.label(attempt.device().map(DeviceId::value).orElse(attempt.remote()), "heading"));
        content.getStyleClass().add("attempt");
        attempt.problem().ifPresent(problem -> {
            VBox box = problemBox(problem, approved(attempt, viewContext), texts);
            List<Button> buttons = ProblemAction.buttons(problem, viewContext);
            if (!buttons.isEmpty()) {
                box.getChildren().add(new HBox(8, buttons.toArray(Node[]::new)));
            }
            content.getChildren().add(box);
        });
        RefusalRemedy.of(attempt).ifPresent(remedy -> content.getChildren().add(Nodes.smallButton(texts.get(remedy.label()), () -> model.allow(remedy))));
        facts = SentRequestDialog.facts(attempt, texts);
        content.getChildren().addAll(facts, new FirstContactPane(viewContext, model, true));
        setContent(content);
        setFitToWidth(true);
        getStyleClass().add("panel-scroll");
    }

    /// Whether the id is let in, so that only the token is another one: that of another server, or of the time before.
    private static boolean approved(ConnectionAttempt attempt, ViewContext viewContext) {
        boolean refused = attempt.problem().filter(problem -> problem.code() == ProblemCode.CONNECTION_REFUSED).isPresent();
        return refused && viewContext.model().approvals().get().stream()
            .anyMatch(row -> row.is(Approval.State.APPROVED) && attempt.device().equals(Optional.of(row.deviceId())));
    }

    /// Shows the next attempt of the same board where it failed alike: its buttons stay the ones that are pressed. Returns false where it did not.
    boolean showAgain(DeviceListRow.RefusedRow row) {
        boolean alike = row.key().equals(shown.key()) && row.attempt().problem().equals(shown.attempt().problem());
        if (alike && row.attempt().number() != shown.attempt().number()) {
            Node next = SentRequestDialog.facts(row.attempt(), texts);
            content.getChildren().set(content.getChildren().indexOf(facts), next);
            facts = next;
            shown = row;
        }
        return alike;
    }

    private static VBox problemBox(Problem problem, boolean approved, Texts texts) {
        VBox box = new VBox(4, Nodes.wrappedLabel(texts.what(problem), "bad-text"), Nodes.wrappedLabel(texts.why(problem)),
            Nodes.wrappedLabel("→ " + (approved ? texts.get("attempt.approved") : texts.remedy(problem)), "step-action"));
        box.getStyleClass().addAll("well", "problem-box");
        return box;
    }
}
