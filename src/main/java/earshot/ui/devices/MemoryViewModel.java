package earshot.ui.devices;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.memory.Recollection;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Memory of one device: read, edit, erase. Edits are local until they are saved; erasing can be undone for ten seconds. On the
/// FX thread only.
final class MemoryViewModel {
    static final Duration UNDO = Duration.ofSeconds(10);

    private final Desk desk;
    private final String device;
    private final Pins pins = new Pins();
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<Recollection>> remembered = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper off = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper tooLong = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper meanwhile = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Recollection>> erased = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private Pin forgetting = () -> { };

    /// @param device the normalised id
    MemoryViewModel(Desk desk, String device) {
        this.desk = desk;
        this.device = device;
        text.subscribe(this::judge);
        take(desk.model().memories().get());
        off.set(!desk.model().settings().get().memory().kept());
    }

    void hold() {
        pins.close();
        pins.add(desk.pump().watch(desk.model().memories(), this::take));
        pins.add(desk.pump().watch(desk.model().settings(), settings -> off.set(!settings.memory().kept())));
    }

    void release() {
        pins.close();
        forgetting.close();
        erased.set(Optional.empty());
        said.set("");
    }

    /// An unedited text follows the stored memory; an edited one stays, and [#meanwhile] says that there is a newer one.
    private void take(List<Recollection> all) {
        Optional<Recollection> now = all.stream().filter(row -> row.device().equals(device)).findFirst();
        if (now.equals(remembered.get())) {
            return;
        }
        boolean follows = !changed.get();
        remembered.set(now);
        if (follows) {
            text.set(kept());
        } else {
            meanwhile.set(true);
        }
        judge();
    }

    private String kept() {
        return remembered.get().map(Recollection::text).orElse("");
    }

    private void judge() {
        changed.set(!text.get().strip().equals(kept()));
        tooLong.set(text.get().strip().length() > Recollection.LONGEST);
        if (!changed.get()) {
            meanwhile.set(false);
        }
    }

    /// Saves the edited text as the memory; does nothing while it is too long.
    void save() {
        if (changed.get() && !tooLong.get()) {
            meanwhile.set(false);
            send(new Command.EditMemory(device, text.get().strip()), "memory.saved");
        }
    }

    void discard() {
        text.set(kept());
        meanwhile.set(false);
    }

    /// Erases the memory; for [#UNDO] it can be restored by [#undo].
    void erase() {
        Optional<Recollection> before = remembered.get();
        text.set(kept());
        send(new Command.EraseMemory(device), "memory.erased");
        erased.set(before);
        forgetting.close();
        forgetting = desk.pump().after(UNDO, () -> {
            erased.set(Optional.empty());
            said.set("");
        });
    }

    /// Restores the erased memory; its source is then the user.
    void undo() {
        erased.get().ifPresent(before -> send(new Command.EditMemory(device, before.text()), "memory.back"));
        erased.set(Optional.empty());
        forgetting.close();
    }

    private void send(Command command, String words) {
        said.set("");
        desk.pump().when(desk.send(command).outcome(), outcome -> said.set(outcome instanceof Operation.Outcome.Done ? desk.texts().get(words) : ""));
    }

    StringProperty text() {
        return text;
    }

    ReadOnlyObjectProperty<Optional<Recollection>> remembered() {
        return remembered.getReadOnlyProperty();
    }

    /// Whether memory is off in the settings.
    ReadOnlyBooleanProperty off() {
        return off.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty changed() {
        return changed.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty tooLong() {
        return tooLong.getReadOnlyProperty();
    }

    /// Whether the stored memory changed while the text was edited.
    ReadOnlyBooleanProperty meanwhile() {
        return meanwhile.getReadOnlyProperty();
    }

    /// What [#undo] would restore.
    ReadOnlyObjectProperty<Optional<Recollection>> erased() {
        return erased.getReadOnlyProperty();
    }

    ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }
}
