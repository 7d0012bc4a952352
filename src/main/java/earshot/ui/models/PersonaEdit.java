package earshot.ui.models;

import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.ui.part.Desk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// View model of the persona, for all devices or for one. On the FX thread only.
final class PersonaEdit {
    /// Whom a persona is for.
    ///
    /// @param device empty for all devices
    record Whose(Optional<String> device, String name) {}

    private final Desk desk;
    private final ObservableList<Whose> owners = FXCollections.observableArrayList();
    private final ObjectProperty<Whose> whose = new SimpleObjectProperty<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private String written = "";

    PersonaEdit(Desk desk) {
        this.desk = desk;
        text.subscribe((_, now) -> changed.set(!now.strip().equals(written)));
        whose.subscribe((_, _) -> {
            written = writtenNow();
            discard();
        });
        retell();
    }

    void retell() {
        Optional<String> chosen = Optional.ofNullable(whose.get()).flatMap(Whose::device);
        List<Whose> now = Stream.concat(Stream.of(new Whose(Optional.empty(), desk.texts().get("models.persona.all"))), Stream.concat(
            desk.model().devices().get().stream().map(device -> new Whose(Optional.of(device.id()), device.facts().get().name())),
            desk.model().models().get().personas().keySet().stream().filter(id -> desk.model().devices().get().stream().noneMatch(device -> device.id().equals(id)))
                .map(id -> new Whose(Optional.of(id), id)))).toList();
        if (!now.equals(owners)) {
            String typed = text.get();
            boolean edited = changed.get();
            owners.setAll(now);
            whose.set(now.stream().filter(owner -> owner.device().equals(chosen)).findFirst().orElse(now.getFirst()));
            if (edited) {
                text.set(typed);
            }
        }
        show();
    }

    /// The saved persona may have changed.
    void show() {
        boolean follows = !changed.get();
        written = writtenNow();
        if (follows) {
            discard();
        }
        changed.set(!text.get().strip().equals(written));
    }

    private String writtenNow() {
        ModelsState now = desk.model().models().get();
        return Optional.ofNullable(whose.get()).flatMap(Whose::device).map(id -> now.personas().getOrDefault(id, "")).orElseGet(() -> now.persona().orElse("")).strip();
    }

    void discard() {
        text.set(written);
        changed.set(false);
    }

    void save() {
        desk.send(new Command.SetPersona(text.get().strip(), whose.get().device()));
    }

    /// The persona that counts if none is saved for this device.
    String otherwise() {
        return Optional.ofNullable(whose.get()).flatMap(Whose::device).flatMap(_ -> desk.model().models().get().persona()).orElse("");
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
