package earshot.ui.settings;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingRemoval;
import earshot.config.SettingScope;
import earshot.config.Settings;
import earshot.config.SettingsGroup;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.meeting.MeetingSharingSettings;
import earshot.operator.OperatorSettings;
import earshot.server.ServerSettings;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Settings that are applied together, all or none. On the FX thread only.
final class SettingFieldGroup {
    private static final Map<Setting<?>, Function<Settings, Optional<String>>> SHOWN_SECRETS = Map.of(
        ServerSettings.SECRET, settings -> settings.of(ServerSettings.SECTION).secret(), MeetingSharingSettings.API_TOKEN,
        settings -> settings.of(MeetingSharingSettings.SECTION).apiToken(),
        OperatorSettings.TOKEN, settings -> settings.of(OperatorSettings.SECTION).token());

    private final ViewContext viewContext;
    private final List<SettingField> fields;
    private final SettingsGroup group;
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper savedMessage = new ReadOnlyStringWrapper("");

    SettingFieldGroup(ViewContext viewContext, SettingsGroup group) {
        this.viewContext = viewContext;
        this.group = group;
        fields = group.settings().stream().map(setting -> new SettingField(setting, viewContext::texts)).toList();
        for (SettingField field : fields) {
            field.changed().subscribe(() -> changes.set((int) changed().count()));
        }
    }

    /// Reads the value in force of a secret that a person has to give to others.
    Optional<Supplier<Optional<String>>> secret(SettingField field) {
        return Optional.ofNullable(SHOWN_SECRETS.get(field.setting())).map(secret -> () -> secret.apply(viewContext.model().settings().get()));
    }

    Optional<SettingField> apply() {
        return apply(() -> { });
    }

    /// Applies the changed fields, then calls `onSaved`. Returns the first field with an error, in which case nothing is applied.
    Optional<SettingField> apply(Runnable onSaved) {
        Optional<SettingField> wrong = fields.stream().filter(field -> field.error().get().isPresent()).findFirst();
        if (wrong.isEmpty() && changes.get() > 0) {
            Map<String, Object> values = new LinkedHashMap<>();
            changed().forEach(field -> values.put(field.key(), field.value()));
            send(values, latestScope(changed()), onSaved);
        }
        return wrong;
    }

    /// Removes the value set in the console: the layer below counts, in the end the built-in default.
    void removeSetting(SettingField field) {
        field.discard();
        send(Map.of(field.key(), new SettingRemoval()), field.setting().scope(), () -> { });
    }

    private void send(Map<String, Object> values, SettingScope scope, Runnable onSaved) {
        Operation operation = viewContext.send(new Command.ApplySettings(values));
        // a saved secret is not shown: its field is emptied
        List<SettingField> secrets = changed().filter(field -> field.row().get().secret()).toList();
        viewContext.pump().whenDone(operation.outcome(), outcome -> {
            savedMessage.set(outcome instanceof Operation.Outcome.Done done ? savedText(done, scope) : "");
            if (outcome instanceof Operation.Outcome.Done) {
                secrets.forEach(SettingField::discard);
                onSaved.run();
            }
        });
    }

    private Stream<SettingField> changed() {
        return fields.stream().filter(field -> field.changed().get());
    }

    /// The time from which all of them are in force.
    private static SettingScope latestScope(Stream<SettingField> fields) {
        return fields.map(field -> field.setting().scope()).max(Comparator.naturalOrder()).orElse(SettingScope.NOW);
    }

    /// The edited values without errors, applied or not.
    Map<String, Object> validValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        changed().filter(field -> field.error().get().isEmpty()).forEach(field -> values.put(field.key(), field.value()));
        return values;
    }

    /// Says if a value was saved but is overridden by the command line.
    private String savedText(Operation.Outcome.Done done, SettingScope scope) {
        return done.key().equals(Operation.Outcome.Done.COVERED) ? viewContext.texts().done(done)
            : viewContext.texts().get("settings.saved." + Setting.word(scope));
    }

    void discard() {
        fields.forEach(SettingField::discard);
    }

    void clearMessage() {
        savedMessage.set("");
    }

    SettingsGroup group() {
        return group;
    }

    Stream<SettingField> fields() {
        return fields.stream();
    }

    /// Number of edited fields that are not applied.
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    ReadOnlyStringProperty savedMessage() {
        return savedMessage.getReadOnlyProperty();
    }
}
