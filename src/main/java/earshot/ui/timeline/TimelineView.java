package earshot.ui.timeline;

import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.View;
import java.util.Optional;
import javafx.scene.Parent;

/// The timeline view: all events in order, to the millisecond.
public final class TimelineView implements View {
    private final Desk desk;
    private final TimelineViewModel model;
    private Optional<TimelineController> controller = Optional.empty();

    public TimelineView(Desk desk) {
        this.desk = desk;
        model = new TimelineViewModel(desk);
    }

    @Override
    public String id() {
        return "timeline";
    }

    @Override
    public Parent build() {
        controller.ifPresent(TimelineController::close);
        TimelineController next = new TimelineController(desk, model);
        controller = Optional.of(next);
        return Fxml.load("timeline", next, desk.texts());
    }

    @Override
    public void shown() {
        model.start();
    }

    @Override
    public void hidden() {
        model.stop();
    }

    /// Shows the events of one device.
    @Override
    public void show(String device) {
        model.filterText().set("device:" + device);
    }

    @Override
    public void filter() {
        controller.ifPresent(TimelineController::focusFilter);
    }

    @Override
    public boolean escape() {
        return controller.map(TimelineController::escape).orElse(false);
    }

    @Override
    public void close() {
        controller.ifPresent(TimelineController::close);
        model.close();
    }
}
