package earshot.ui.turns;

import earshot.id.DeviceId;
import earshot.ui.kit.FxmlView;
import earshot.ui.kit.ViewContext;

/// The turns view: shows why a turn was slow or wrong.
public final class TurnsView extends FxmlView<TurnsController> {
    private final TurnsViewModel model;

    public TurnsView(ViewContext viewContext) {
        super("turns", viewContext);
        model = new TurnsViewModel(viewContext);
    }

    @Override
    protected TurnsController newController() {
        return new TurnsController(viewContext, model);
    }

    /// Shows the turns of one device, or the turn `#number` among all.
    @Override
    public void show(String target) {
        if (target.startsWith("#")) {
            model.select(Long.parseLong(target.substring(1)));
        } else {
            model.filter().set(target);
        }
    }

    @Override
    public void onShown() {
        model.start();
    }

    @Override
    public void onHidden() {
        model.stop();
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
