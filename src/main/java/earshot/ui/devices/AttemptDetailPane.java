package earshot.ui.devices;

import earshot.problem.Problem;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// Detail of a refused connection attempt: device, step reached, reason and remedy; below it the steps of first contact.
final class AttemptDetailPane extends ScrollPane {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    AttemptDetailPane(ViewContext viewContext, DevicesViewModel model, ConnectionAttempt attempt) {
        Texts texts = viewContext.texts();
        Label title = new Label(attempt.device().orElse(attempt.remote()));
        title.getStyleClass().add("heading");
        VBox content = new VBox(12, title);
        content.getStyleClass().add("attempt");
        attempt.problem().ifPresent(problem -> content.getChildren().add(problemBox(problem, texts)));
        GridPane facts = new GridPane(16, 6);
        facts.getStyleClass().add("facts");
        addFact(facts, texts.get("attempt.at"), MOMENT.format(attempt.at().atZone(ZoneId.systemDefault())));
        addFact(facts, texts.get("attempt.from"), attempt.remote());
        addFact(facts, texts.get("attempt.door"), texts.get("attempt.door." + DeviceFormatter.lowerCaseName(attempt.port())));
        addFact(facts, texts.get("attempt.request"), attempt.request().isEmpty() ? "–" : attempt.request());
        addFact(facts, texts.get("attempt.step"), texts.get("attempt.step." + DeviceFormatter.lowerCaseName(attempt.step())));
        content.getChildren().addAll(facts, new FirstContactPane(viewContext, model, true));
        setContent(content);
        setFitToWidth(true);
        getStyleClass().add("panel-scroll");
    }

    private static VBox problemBox(Problem problem, Texts texts) {
        Label what = wrappedLabel(texts.what(problem));
        what.getStyleClass().add("bad-text");
        Label remedy = wrappedLabel("→ " + texts.remedy(problem));
        remedy.getStyleClass().add("step-action");
        VBox box = new VBox(4, what, wrappedLabel(texts.why(problem)), remedy);
        box.getStyleClass().addAll("well", "problem-box");
        return box;
    }

    private static void addFact(GridPane grid, String name, String value) {
        Label key = new Label(name);
        key.getStyleClass().add("caption");
        key.setMinWidth(Label.USE_PREF_SIZE);
        grid.addRow(grid.getRowCount(), key, wrappedLabel(value));
    }

    private static Label wrappedLabel(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        return label;
    }
}
