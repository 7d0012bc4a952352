package earshot.ui.turns;

import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import java.util.Optional;
import javafx.scene.Parent;

/// The turns view: shows why a turn was slow or wrong.
public final class TurnsView implements View {
    private final ViewContext viewContext;
    private final TurnsViewModel model;
    private Optional<TurnsController> controller = Optional.empty();

    public TurnsView(ViewContext viewContext) {
        this.viewContext = viewContext;
        model = new TurnsViewModel(viewContext);
    }

    @Override
    public String id() {
        return "turns";
    }

    @Override
    public Parent build() {
        controller.ifPresent(TurnsController::close);
        TurnsController next = new TurnsController(viewContext, model);
        controller = Optional.of(next);
        return FxmlViewLoader.load("turns", next, viewContext.texts());
    }

    /// Shows the turns of one device.
    @Override
    public void show(String device) {
        model.showDevice(device);
    }

    @Override
    public void focusFilter() {
        controller.ifPresent(TurnsController::focusFilter);
    }

    @Override
    public boolean escape() {
        return controller.map(TurnsController::escape).orElse(false);
    }

    @Override
    public void close() {
        controller.ifPresent(TurnsController::close);
        model.close();
    }
}
