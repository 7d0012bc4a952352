package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.FxmlViewLoader;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.View;
import earshot.ui.kit.ViewContext;
import javafx.scene.Parent;

/// The settings view: every setting that is not about models, and the restart.
public final class SettingsView implements View {
    private final ViewContext viewContext;
    private final SettingsViewModel model;
    private Optional<SettingsController> controller = Optional.empty();

    public SettingsView(ViewContext viewContext) {
        this.viewContext = viewContext;
        model = new SettingsViewModel(viewContext);
    }

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public Parent build() {
        controller.ifPresent(SettingsController::close);
        model.refreshTexts();
        SettingsController next = new SettingsController(viewContext, model);
        controller = Optional.of(next);
        return FxmlViewLoader.load("settings", next, viewContext.texts());
    }

    @Override
    public void onShown() {
        model.start();
    }

    @Override
    public void onHidden() {
        model.stop();
    }

    /// Focuses the field of a setting, given by its key.
    @Override
    public void show(String key) {
        model.field(key).ifPresent(field -> controller.ifPresent(c -> c.focus(field)));
    }

    /// All settings, by name and by key.
    @Override
    public List<PaletteEntry> paletteEntries() {
        return model.fields().stream().map(field -> new PaletteEntry(viewContext.texts().get("palette.setting"), viewContext.texts().get("setting." + field.key()), field.key(), "",
            () -> viewContext.navigate().accept(NavigationTarget.of(id(), field.key())))).toList();
    }

    @Override
    public void focusFilter() {
        controller.ifPresent(SettingsController::focusFilter);
    }

    /// Esc clears the search.
    @Override
    public boolean escape() {
        boolean searching = !model.filter().get().isEmpty();
        model.filter().set("");
        return searching;
    }

    @Override
    public void close() {
        controller.ifPresent(SettingsController::close);
        model.close();
    }
}
