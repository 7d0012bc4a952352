package earshot.ui.timeline;

import earshot.id.DeviceId;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.ViewContext;

/// The timeline view: all events in order, to the millisecond.
public final class TimelineView extends FxmlView<TimelineController> {
    private final TimelineViewModel model;

    public TimelineView(ViewContext viewContext) {
        super("timeline", viewContext);
        model = new TimelineViewModel(viewContext);
    }

    @Override
    protected TimelineController newController() {
        return new TimelineController(viewContext, model);
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
    public void close() {
        super.close();
        model.close();
    }
}
