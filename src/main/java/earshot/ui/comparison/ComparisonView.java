package earshot.ui.comparison;

import module java.base;

import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.ViewContext;

/// The comparison view: the session of the window beside another one.
public final class ComparisonView extends FxmlView<ComparisonController> {
    private final ComparisonViewModel model;

    public ComparisonView(ViewContext viewContext) {
        super("comparison", viewContext);
        model = new ComparisonViewModel(viewContext);
    }

    @Override
    protected ComparisonController newController() {
        return new ComparisonController(viewContext, model);
    }

    /// Compares with the session of a file.
    @Override
    public void show(String target) {
        Path file = Path.of(target);
        if (!model.compares(file)) {
            model.compare(file);
        }
    }

    @Override
    public List<PaletteEntry> paletteEntries() {
        return List.of(PaletteEntry.command(viewContext.texts(), "comparison.choose", "", () -> {
            viewContext.navigate().accept(NavigationTarget.of(id()));
            controller().ifPresent(ComparisonController::choose);
        }));
    }

    @Override
    public void close() {
        super.close();
        model.close();
    }
}
