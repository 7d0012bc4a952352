package earshot.ui.problems;

import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import java.util.Optional;
import javafx.scene.Parent;

/// The problems view: open and resolved problems, with what to do about them.
public final class ProblemsView implements View {
    private final ViewContext viewContext;
    private final ProblemsViewModel model;
    private Optional<ProblemsController> controller = Optional.empty();

    public ProblemsView(ViewContext viewContext) {
        this.viewContext = viewContext;
        model = new ProblemsViewModel(viewContext);
    }

    @Override
    public String id() {
        return "problems";
    }

    @Override
    public Parent build() {
        controller.ifPresent(ProblemsController::close);
        ProblemsController next = new ProblemsController(viewContext, model);
        controller = Optional.of(next);
        return FxmlViewLoader.load("problems", next, viewContext.texts());
    }

    @Override
    public void focusFilter() {
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
