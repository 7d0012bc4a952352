package earshot.ui.settings;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.ui.part.Desk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Fields that are applied together, all or none. On the FX thread only.
final class FieldGroup {
    private final Desk desk;
    private final List<Field> fields;
    private final String savedKey;
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");

    /// @param savedKey of the text that says that they were applied
    FieldGroup(Desk desk, String savedKey, Field... fields) {
        this.desk = desk;
        this.savedKey = savedKey;
        this.fields = List.of(fields);
        for (Field field : fields) {
            field.changed().subscribe(() -> changes.set((int) this.fields.stream().filter(f -> f.changed().get()).count()));
        }
    }

    /// The first field that is wrong, or empty after the changed ones were sent to be applied.
    Optional<Field> apply() {
        Optional<Field> wrong = fields.stream().filter(field -> field.wrong().get().isPresent()).findFirst();
        if (wrong.isEmpty() && changes.get() > 0) {
            Map<String, Object> values = new LinkedHashMap<>();
            fields.stream().filter(field -> field.changed().get()).forEach(field -> values.put(field.key(), field.value()));
            Operation operation = desk.send(new Command.ApplySettings(values));
            desk.pump().when(operation.outcome(), outcome -> saved.set(outcome instanceof Operation.Outcome.Done done ? said(done) : ""));
        }
        return wrong;
    }

    /// What the command line decides is kept and does not hold.
    private String said(Operation.Outcome.Done done) {
        return done.key().equals("covered") ? desk.texts().done(done) : desk.texts().get(savedKey);
    }

    void discard() {
        fields.forEach(Field::discard);
    }

    void retell() {
        saved.set("");
    }

    Stream<Field> fields() {
        return fields.stream();
    }

    /// How many are edited and not applied.
    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    ReadOnlyStringProperty saved() {
        return saved.getReadOnlyProperty();
    }
}
