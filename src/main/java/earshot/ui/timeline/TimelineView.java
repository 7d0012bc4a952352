package earshot.ui.timeline;

import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import java.util.Optional;
import javafx.scene.Parent;

/// The timeline view: all events in order, to the millisecond.
public final class TimelineView implements View {
    private final ViewContext viewContext;
    private final TimelineViewModel model;
    private Optional<TimelineController> controller = Optional.empty();

    public TimelineView(ViewContext viewContext) {
        this.viewContext = viewContext;
        model = new TimelineViewModel(viewContext);
    }

    @Override
    public String id() {
        return "timeline";
    }

    @Override
    public Parent build() {
        controller.ifPresent(TimelineController::close);
        TimelineController next = new TimelineController(viewContext, model);
        controller = Optional.of(next);
        return FxmlViewLoader.load("timeline", next, viewContext.texts());
    }

    @Override
    public void onShown() {
        model.start();
    }

    @Override
    public void onHidden() {
        model.stop();
    }

    /// Shows the events of one device.
    @Override
    public void show(String device) {
        model.filterText().set("device:" + device);
    }

    @Override
    public void focusFilter() {
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
