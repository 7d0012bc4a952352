package earshot.ui.devices;

import earshot.problem.Problem;
import earshot.server.Attempt;
import earshot.ui.part.Desk;
import earshot.ui.part.Texts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// Detail of a refused connection attempt: device, step reached, reason and remedy; below it the steps of first contact.
final class AttemptDetail extends ScrollPane {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    AttemptDetail(Desk desk, DevicesViewModel model, Attempt attempt) {
        Texts texts = desk.texts();
        Label title = new Label(attempt.device().orElse(attempt.remote()));
        title.getStyleClass().add("heading");
        VBox content = new VBox(12, title);
        content.getStyleClass().add("attempt");
        attempt.problem().ifPresent(problem -> content.getChildren().add(problem(problem, texts)));
        GridPane facts = new GridPane(16, 6);
        facts.getStyleClass().add("facts");
        fact(facts, texts.get("attempt.at"), MOMENT.format(attempt.at().atZone(ZoneId.systemDefault())));
        fact(facts, texts.get("attempt.from"), attempt.remote());
        fact(facts, texts.get("attempt.door"), texts.get("attempt.door." + DeviceWords.lower(attempt.door())));
        fact(facts, texts.get("attempt.request"), attempt.request().isEmpty() ? "–" : attempt.request());
        fact(facts, texts.get("attempt.step"), texts.get("attempt.step." + DeviceWords.lower(attempt.step())));
        content.getChildren().addAll(facts, new Ladder(desk, model, true));
        setContent(content);
        setFitToWidth(true);
        getStyleClass().add("panel-scroll");
    }

    private static VBox problem(Problem problem, Texts texts) {
        Label what = wrapped(texts.what(problem));
        what.getStyleClass().add("bad-text");
        Label remedy = wrapped("→ " + texts.remedy(problem));
        remedy.getStyleClass().add("step-action");
        VBox box = new VBox(4, what, wrapped(texts.why(problem)), remedy);
        box.getStyleClass().addAll("well", "problem-box");
        return box;
    }

    private static void fact(GridPane grid, String name, String value) {
        Label key = new Label(name);
        key.getStyleClass().add("caption");
        key.setMinWidth(Label.USE_PREF_SIZE);
        grid.addRow(grid.getRowCount(), key, wrapped(value));
    }

    private static Label wrapped(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        return label;
    }
}
