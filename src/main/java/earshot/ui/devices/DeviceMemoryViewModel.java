package earshot.ui.devices;

import module java.base;

import earshot.config.Settings;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.memory.ConversationExporter;
import earshot.memory.ConversationKeepSettings;
import earshot.memory.DeviceMemory;
import earshot.memory.MemorySettings;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Memory of one device: read, edit, erase. Edits are local until they are saved; erasing can be undone for ten seconds. On the
/// FX thread only.
final class DeviceMemoryViewModel {
    static final Duration UNDO = Duration.ofSeconds(10);

    private final ViewContext viewContext;
    private final DeviceId device;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<DeviceMemory>> remembered = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper off = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper tooLong = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper changedMeanwhile = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<DeviceMemory>> erased = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper daysKept = new ReadOnlyIntegerWrapper();
    private WatchSubscription undoTimeout = () -> { };

    /// @param device the normalized id
    DeviceMemoryViewModel(ViewContext viewContext, DeviceId device) {
        this.viewContext = viewContext;
        this.device = device;
        text.subscribe(this::validate);
        showMemory(viewContext.model().memories().get());
        showSettings(viewContext.model().settings().get());
    }

    private void showSettings(Settings settings) {
        off.set(!settings.of(MemorySettings.SECTION).enabled());
        daysKept.set(settings.of(ConversationKeepSettings.SECTION).days());
    }

    void start() {
        subscriptionGroup.close();
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().memories(), this::showMemory));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().settings(), this::showSettings));
    }

    void stop() {
        subscriptionGroup.close();
        undoTimeout.close();
        erased.set(Optional.empty());
        message.set("");
    }

    /// An unedited text follows the stored memory; an edited one stays, and [#changedMeanwhile] says that there is a newer one.
    private void showMemory(List<DeviceMemory> all) {
        Optional<DeviceMemory> now = all.stream().filter(row -> row.device().equals(device)).findFirst();
        if (now.equals(remembered.get())) {
            return;
        }
        boolean follows = !changed.get();
        remembered.set(now);
        if (follows) {
            text.set(savedText());
        } else {
            changedMeanwhile.set(true);
        }
        validate();
    }

    private String savedText() {
        return remembered.get().map(DeviceMemory::text).orElse("");
    }

    private void validate() {
        changed.set(!text.get().strip().equals(savedText()));
        tooLong.set(text.get().strip().length() > DeviceMemory.MAX_CHARACTERS);
        if (!changed.get()) {
            changedMeanwhile.set(false);
        }
    }

    /// Saves the edited text as the memory; does nothing while it is too long.
    void save() {
        if (changed.get() && !tooLong.get()) {
            changedMeanwhile.set(false);
            send(new Command.EditMemory(device, text.get().strip()), "memory.saved");
        }
    }

    void discard() {
        text.set(savedText());
        changedMeanwhile.set(false);
    }

    /// Erases the memory; for [#UNDO] it can be restored by [#undo].
    void erase() {
        Optional<DeviceMemory> before = remembered.get();
        text.set(savedText());
        send(new Command.EraseMemory(device), "memory.erased");
        erased.set(before);
        undoTimeout.close();
        undoTimeout = viewContext.pump().after(UNDO, () -> {
            erased.set(Optional.empty());
            message.set("");
        });
    }

    /// Restores the erased memory; its source is then the user.
    void undo() {
        erased.get().ifPresent(before -> send(new Command.EditMemory(device, before.text()), "memory.back"));
        erased.set(Optional.empty());
        undoTimeout.close();
    }

    /// Writes what was said to the device to a file; a notice says how it ended.
    void export(ConversationExporter.Format format, Path file) {
        viewContext.send(new Command.ExportConversations(Optional.of(device), format, file));
    }

    private void send(Command command, String messageKey) {
        message.set("");
        viewContext.pump().whenDone(viewContext.send(command).outcome(),
            outcome -> message.set(outcome instanceof Operation.Outcome.Done ? viewContext.texts().get(messageKey) : ""));
    }

    /// How long conversations are kept; 0 for not at all.
    ReadOnlyIntegerProperty daysKept() {
        return daysKept.getReadOnlyProperty();
    }

    StringProperty text() {
        return text;
    }

    ReadOnlyObjectProperty<Optional<DeviceMemory>> remembered() {
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
    ReadOnlyBooleanProperty changedMeanwhile() {
        return changedMeanwhile.getReadOnlyProperty();
    }

    /// What [#undo] would restore.
    ReadOnlyObjectProperty<Optional<DeviceMemory>> erased() {
        return erased.getReadOnlyProperty();
    }

    ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }
}
