package earshot.ui.settings;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.ui.part.Desk;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Settings that are applied together, all or none. On the FX thread only.
final class FieldGroup {
    private final Desk desk;
    private final List<Field> fields;
    private final Group group;
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");

    FieldGroup(Desk desk, Group group) {
        this.desk = desk;
        this.group = group;
        fields = group.settings().stream().map(setting -> new Field(setting, desk::texts)).toList();
        for (Field field : fields) {
            field.changed().subscribe(() -> changes.set((int) this.fields.stream().filter(f -> f.changed().get()).count()));
        }
    }

    /// Applies the changed fields. Returns the first field with an error, in which case nothing is applied.
    Optional<Field> apply() {
        return apply(() -> { });
    }

    /// As [#apply()].
    /// @param onSaved called once they are saved
    Optional<Field> apply(Runnable then) {
        Optional<Field> wrong = fields.stream().filter(field -> field.wrong().get().isPresent()).findFirst();
        if (wrong.isEmpty() && changes.get() > 0) {
            Map<String, Object> values = new LinkedHashMap<>();
            changed().forEach(field -> values.put(field.key(), field.value()));
            send(values, latest(changed()), then);
        }
        return wrong;
    }

    /// Removes the value set in the console: the layer below counts, in the end the built-in default.
    void clear(Field field) {
        field.discard();
        send(Map.of(field.key(), Optional.empty()), field.setting().scope(), () -> { });
    }

    private void send(Map<String, Object> values, Scope scope, Runnable then) {
        Operation operation = desk.send(new Command.ApplySettings(values));
        // a saved secret is not shown: its field is emptied
        List<Field> given = changed().filter(field -> field.row().get().secret()).toList();
        desk.pump().when(operation.outcome(), outcome -> {
            saved.set(outcome instanceof Operation.Outcome.Done done ? said(done, scope) : "");
            if (outcome instanceof Operation.Outcome.Done) {
                given.forEach(Field::discard);
                then.run();
            }
        });
    }

    private Stream<Field> changed() {
        return fields.stream().filter(field -> field.changed().get());
    }

    /// The time from which all of them are in force.
    private static Scope latest(Stream<Field> fields) {
        return fields.map(field -> field.setting().scope()).max(Comparator.naturalOrder()).orElse(Scope.NOW);
    }

    /// The edited values without errors, applied or not.
    Map<String, Object> written() {
        Map<String, Object> values = new LinkedHashMap<>();
        changed().filter(field -> field.wrong().get().isEmpty()).forEach(field -> values.put(field.key(), field.value()));
        return values;
    }

    /// Says if a value was saved but is overridden by the command line.
    private String said(Operation.Outcome.Done done, Scope scope) {
        return done.key().equals("covered") ? desk.texts().done(done) : desk.texts().get("settings.saved." + scope.name().toLowerCase(Locale.ROOT));
    }

    void discard() {
        fields.forEach(Field::discard);
    }

    void retell() {
        saved.set("");
    }

    Group group() {
        return group;
    }

    Stream<Field> fields() {
        return fields.stream();
    }

    /// Number of edited fields that are not applied.
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    ReadOnlyStringProperty saved() {
        return saved.getReadOnlyProperty();
    }
}
