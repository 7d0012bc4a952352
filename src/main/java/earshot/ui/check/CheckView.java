package earshot.ui.check;

import module java.base;

import earshot.ui.kit.FxmlView;
import earshot.ui.kit.ViewContext;

/// What holds of the settings file: a page of the settings.
public final class CheckView extends FxmlView<CheckController> {
    private final CheckViewModel model;

    public CheckView(ViewContext viewContext) {
        super("check", viewContext);
        model = new CheckViewModel(viewContext);
    }

    @Override
    public Optional<String> parent() {
        return Optional.of("settings");
    }

    @Override
    protected CheckController newController() {
        return new CheckController(viewContext, model);
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
