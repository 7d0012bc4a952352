package earshot.ui.problems;

import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.View;
import java.util.Optional;
import javafx.scene.Parent;

/// The problems view: open and resolved problems, with what to do about them.
public final class ProblemsView implements View {
    private final Desk desk;
    private final ProblemsViewModel model;
    private Optional<ProblemsController> controller = Optional.empty();

    public ProblemsView(Desk desk) {
        this.desk = desk;
        model = new ProblemsViewModel(desk);
    }

    @Override
    public String id() {
        return "problems";
    }

    @Override
    public Parent build() {
        controller.ifPresent(ProblemsController::close);
        ProblemsController next = new ProblemsController(desk, model);
        controller = Optional.of(next);
        return Fxml.load("problems", next, desk.texts());
    }

    @Override
    public void filter() {
        controller.ifPresent(ProblemsController::focusFilter);
    }

    @Override
    public boolean escape() {
        return controller.map(ProblemsController::escape).orElse(false);
    }

    @Override
    public void close() {
        controller.ifPresent(ProblemsController::close);
        model.close();
    }
}
