package earshot.ui.models;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.id.DeviceId;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// View model of the persona, for all devices or for one. On the FX thread only.
final class PersonaViewModel {
    /// Whom a persona is for: one device, or all if `device` is empty.
    record Whose(Optional<DeviceId> device, String name) {}

    private final ViewContext viewContext;
    private final ObservableList<Whose> owners = FXCollections.observableArrayList();
    private final ObjectProperty<Whose> whose = new SimpleObjectProperty<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private String savedText = "";

    PersonaViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        text.subscribe((_, now) -> changed.set(!now.strip().equals(savedText)));
        whose.subscribe((_, _) -> {
            savedText = readSavedText();
            discard();
        });
        refreshOwners();
    }

    void refreshOwners() {
        Optional<DeviceId> chosen = Optional.ofNullable(whose.get()).flatMap(Whose::device);
        List<Whose> now = Stream.concat(Stream.of(new Whose(Optional.empty(), viewContext.texts().get("models.persona.all"))), Stream.concat(
            viewContext.model().devices().get().stream().map(device -> new Whose(Optional.of(device.id()), device.facts().get().name())),
            viewContext.model().models().get().personas().keySet().stream()
                .filter(id -> viewContext.model().devices().get().stream().noneMatch(device -> device.id().equals(id)))
                .map(id -> new Whose(Optional.of(id), id.value())))).toList();
        if (!now.equals(owners)) {
            String typed = text.get();
            boolean edited = changed.get();
            owners.setAll(now);
            whose.set(now.stream().filter(owner -> owner.device().equals(chosen)).findFirst().orElse(now.getFirst()));
            if (edited) {
                text.set(typed);
            }
        }
        showSaved();
    }

    void showSaved() {
        boolean follows = !changed.get();
        savedText = readSavedText();
        if (follows) {
            discard();
        }
        changed.set(!text.get().strip().equals(savedText));
    }

    private String readSavedText() {
        ModelsState now = viewContext.model().models().get();
        return Optional.ofNullable(whose.get()).flatMap(Whose::device).map(id -> now.personas().getOrDefault(id, "")).orElseGet(() -> now.persona().orElse(""))
            .strip();
    }

    void discard() {
        text.set(savedText);
        changed.set(false);
    }

    void save() {
        viewContext.send(new Command.SetPersona(text.get().strip(), whose.get().device()));
    }

    /// The persona that counts if none is saved for this device.
    String inheritedText() {
        return Optional.ofNullable(whose.get()).flatMap(Whose::device).flatMap(_ -> viewContext.model().models().get().persona()).orElse("");
    }

    /// The choices; the first is all devices.
    ObservableList<Whose> owners() {
        return owners;
    }

    ObjectProperty<Whose> whose() {
        return whose;
    }

    StringProperty text() {
        return text;
    }

    ReadOnlyBooleanProperty changed() {
        return changed.getReadOnlyProperty();
    }
}
