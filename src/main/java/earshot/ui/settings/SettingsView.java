package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.FxmlView;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PaletteEntry;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;

/// The settings view: every setting that is not about models, and the restart.
public final class SettingsView extends FxmlView<SettingsController> {
    private static final String BACKUP = "backup";
    private static final String RESTORE = "restore";

    private final SettingsViewModel model;

    public SettingsView(ViewContext viewContext) {
        super("settings", viewContext);
        model = new SettingsViewModel(viewContext);
    }

    @Override
    protected SettingsController newController() {
        model.refreshTexts();
        return new SettingsController(viewContext, model);
    }

    @Override
    public void onShown() {
        model.start();
        controller().ifPresent(SettingsController::shown);
    }

    @Override
    public void onHidden() {
        model.stop();
        controller().ifPresent(SettingsController::hidden);
    }

    /// Focuses the field of a setting, given by its key, or a button of the backups.
    @Override
    public void show(String key) {
        switch (key) {
            case BACKUP -> controller().ifPresent(SettingsController::focusBackup);
            case RESTORE -> controller().ifPresent(SettingsController::focusRestore);
            default -> model.field(key).ifPresent(field -> controller().ifPresent(shown -> shown.focus(field)));
        }
    }

    /// All settings, by name and by key, and the restarts.
    @Override
    public List<PaletteEntry> paletteEntries() {
        Texts texts = viewContext.texts();
        Stream<PaletteEntry> restarts = Stream.of(PaletteEntry.command(texts, "settings.restart.verb", "", () -> here(SettingsController::askToRestart)),
            PaletteEntry.command(texts, "settings.restart.program", "", () -> here(SettingsController::askToRestartProgram)),
            PaletteEntry.command(texts, "palette.backup", "", () -> viewContext.navigate().accept(NavigationTarget.of(id(), BACKUP))),
            PaletteEntry.command(texts, "palette.restore", "", () -> viewContext.navigate().accept(NavigationTarget.of(id(), RESTORE))));
        Stream<PaletteEntry> fields = model.fields().stream()
            .map(field -> new PaletteEntry(texts.get("palette.setting"), texts.get("setting." + field.key()), field.key(), "",
                PaletteEntry.words("setting." + field.key(), field.key()) + " " + field.note(),
                () -> viewContext.navigate().accept(NavigationTarget.of(id(), field.key()))));
        return Stream.concat(restarts, fields).toList();
    }

    private void here(Consumer<SettingsController> command) {
        viewContext.navigate().accept(NavigationTarget.of(id()));
        controller().ifPresent(command);
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
        super.close();
        model.close();
    }
}
