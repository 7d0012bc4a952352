package earshot.ui.settings;

import earshot.ui.part.Desk;
import earshot.ui.part.Fxml;
import earshot.ui.part.Offer;
import earshot.ui.part.Place;
import earshot.ui.part.View;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;

/// The settings view: every setting that is not about models, and the restart.
public final class SettingsView implements View {
    private final Desk desk;
    private final SettingsViewModel model;
    private Optional<SettingsController> controller = Optional.empty();

    public SettingsView(Desk desk) {
        this.desk = desk;
        model = new SettingsViewModel(desk);
    }

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public Parent build() {
        controller.ifPresent(SettingsController::close);
        model.retell();
        SettingsController next = new SettingsController(desk, model);
        controller = Optional.of(next);
        return Fxml.load("settings", next, desk.texts());
    }

    @Override
    public void shown() {
        model.start();
    }

    @Override
    public void hidden() {
        model.stop();
    }

    /// Focuses the field of a setting, given by its key.
    @Override
    public void show(String key) {
        model.field(key).ifPresent(field -> controller.ifPresent(c -> c.focus(field)));
    }

    /// All settings, by name and by key.
    @Override
    public List<Offer> offers() {
        return model.fields().stream().map(field -> new Offer(desk.texts().get("palette.setting"), desk.texts().get("setting." + field.key()), field.key(), "",
            () -> desk.go().accept(Place.of(id(), field.key())))).toList();
    }

    @Override
    public void filter() {
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
