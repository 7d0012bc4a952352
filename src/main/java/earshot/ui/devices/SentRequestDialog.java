package earshot.ui.devices;

import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Overlay;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import javafx.geometry.VPos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;

/// What a board sent when it asked to connect, secrets masked, with the click that lets it in.
final class SentRequestDialog {
    private static final double HIGHEST = 320;

    private SentRequestDialog() {}

    static void show(Scene over, Texts texts, ConnectionAttempt attempt, String letInText, Runnable letIn) {
        Overlay overlay = Overlay.of(over);
        Button allow = DialogCard.button(letInText, () -> {
            overlay.hide();
            letIn.run();
        });
        allow.getStyleClass().add("accent");
        ScrollPane facts = new ScrollPane(facts(attempt, texts));
        facts.setFitToWidth(true);
        facts.setMaxHeight(HIGHEST);
        facts.getStyleClass().add("panel-scroll");
        overlay.show(new DialogCard(attempt.device().map(DeviceId::value).orElse(attempt.remote()), facts)
            .withButtons(allow, DialogCard.button(texts.get("close"), overlay::dismiss)));
    }

    /// Who asked, when, where, and with what.
    static GridPane facts(ConnectionAttempt attempt, Texts texts) {
        GridPane facts = new GridPane(16, 6);
        facts.getStyleClass().add("facts");
        attempt.device().ifPresent(id -> addFact(facts, texts.get("attempt.device"), id.value()));
        addFact(facts, texts.get("attempt.at"), TimeFormatter.DATE_CLOCK_MILLIS.format(attempt.at()));
        addFact(facts, texts.get("attempt.from"), attempt.remote());
        addFact(facts, texts.get("attempt.port"), texts.get("attempt.port." + Texts.keyOf(attempt.port())));
        addFact(facts, texts.get("attempt.request"), attempt.request().isEmpty() ? "–" : attempt.request());
        if (!attempt.sent().headers().isEmpty()) {
            addFact(facts, texts.get("attempt.headers"), String.join("\n", attempt.sent().headers()));
        }
        addFact(facts, texts.get("attempt.step"), texts.get("attempt.step." + Texts.keyOf(attempt.step())));
        return facts;
    }

    private static void addFact(GridPane grid, String name, String value) {
        Label caption = Nodes.uncut(Nodes.label(name, "caption"));
        GridPane.setValignment(caption, VPos.TOP);
        grid.addRow(grid.getRowCount(), caption, Nodes.wrappedLabel(value));
    }
}
