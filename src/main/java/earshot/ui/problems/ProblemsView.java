package earshot.ui.problems;

import earshot.ui.kit.FxmlView;
import earshot.ui.kit.ViewContext;

/// The problems view: open and resolved problems, with what to do about them.
public final class ProblemsView extends FxmlView<ProblemsController> {
    private final ProblemsViewModel model;

    public ProblemsView(ViewContext viewContext) {
        super("problems", viewContext);
        model = new ProblemsViewModel(viewContext);
    }

    @Override
    protected ProblemsController newController() {
        return new ProblemsController(viewContext, model);
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
