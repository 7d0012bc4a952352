package earshot.ui.turns;

import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.View;
import java.util.Optional;
import javafx.scene.Parent;

/// The turns view: shows why a turn was slow or wrong.
public final class TurnsView implements View {
    private final Desk desk;
    private final TurnsViewModel model;
    private Optional<TurnsController> controller = Optional.empty();

    public TurnsView(Desk desk) {
        this.desk = desk;
        model = new TurnsViewModel(desk);
    }

    @Override
    public String id() {
        return "turns";
    }

    @Override
    public Parent build() {
        controller.ifPresent(TurnsController::close);
        TurnsController next = new TurnsController(desk, model);
        controller = Optional.of(next);
        return Fxml.load("turns", next, desk.texts());
    }

    /// Shows the turns of one device.
    @Override
    public void show(String device) {
        model.showDevice(device);
    }

    @Override
    public void filter() {
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
