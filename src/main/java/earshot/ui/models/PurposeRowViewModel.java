package earshot.ui.models;

import module java.base;

import earshot.config.ValidationResult;
import earshot.engine.Command;
import earshot.engine.ModelsState.ModelInForce;
import earshot.engine.ModelsState.PurposeRow;
import earshot.engine.ModelsState.WrittenEntry;
import earshot.event.SecretMasker;
import earshot.llm.Purpose;
import earshot.llm.SpellingSuggester;
import earshot.remote.ProviderFields;
import earshot.remote.ProviderKind;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// View model of one purpose: the assigned model, overrides of its fields, the model in force and why. A row that was not
/// edited follows the saved settings. On the FX thread only.
final class PurposeRowViewModel {
    /// The fields of a model that can be overridden here; other saved overrides are kept.
    static final List<String> OVERRIDES = List.of("model_name", "temperature", "max_tokens");

    private static final ProviderFields MODEL_FIELDS = ProviderFields.of(ProviderKind.LLM);
    /// Purposes without a built-in fallback: without a model nothing serves them.
    private static final Set<String> WITHOUT_BUILT_IN = Stream.of(Purpose.MEETING, Purpose.INTENT, Purpose.MEMORY).map(Purpose::key)
        .collect(Collectors.toUnmodifiableSet());

    private final String purpose;
    private final Supplier<Optional<String>> note;
    private final Supplier<Texts> texts;
    private final Supplier<List<String>> aliases;
    private final StringProperty alias = new SimpleStringProperty("");
    private final Map<String, StringProperty> overrides = new LinkedHashMap<>();
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<InputError>> errors = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<PurposeRow> row = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<TrialResult> trial = new ReadOnlyObjectWrapper<>(TrialResult.NONE);

    /// @param note a remark on the purpose's current state
    PurposeRowViewModel(PurposeRow now, Supplier<Optional<String>> note, Supplier<Texts> texts, Supplier<List<String>> aliases) {
        purpose = now.purpose();
        this.note = note;
        this.texts = texts;
        this.aliases = aliases;
        row.set(now);
        OVERRIDES.forEach(key -> overrides.put(key, new SimpleStringProperty("")));
        discard();
        alias.subscribe((_, _) -> validate());
        overrides.values().forEach(text -> text.subscribe((_, _) -> validate()));
        validate();
    }

    void show(PurposeRow now) {
        boolean follows = !changed.get();
        row.set(now);
        if (follows) {
            discard();
        }
        validate();
    }

    void discard() {
        alias.set(savedAlias());
        overrides.forEach((key, text) -> text.set(savedOverride(key)));
    }

    void validate() {
        changed.set(!alias.get().strip().equals(savedAlias())
            || overrides.entrySet().stream().anyMatch(entry -> !entry.getValue().get().strip().equals(savedOverride(entry.getKey()))));
        errors.set(changed.get() ? findErrors() : row.get().warnings().stream().map(why -> new InputError(why.text(locale()), suggestedAlias())).toList());
    }

    private List<InputError> findErrors() {
        List<InputError> found = new ArrayList<>();
        String name = alias.get().strip();
        if (!name.isEmpty() && !aliases.get().contains(name)) {
            Optional<String> nearest = suggestedAlias();
            found.add(new InputError(nearest.map(suggestion -> texts.get().get("models.alias.near", name, suggestion))
                .orElseGet(() -> texts.get().get("models.alias.unknown", name)), nearest));
        }
        overrides.forEach((key, text) -> {
            if (!text.get().isBlank()) {
                switch (MODEL_FIELDS.validate(key, text.get())) {
                    case ValidationResult.Ok _ -> { }
                    case ValidationResult.Clamped clamped -> found
                        .add(InputError.of(texts.get().get("models.override.wrong", key, clamped.why().text(locale()))));
                    case ValidationResult.Refused refused -> found.add(InputError.of(texts.get().get("models.override.wrong", key, refused.text(locale()))));
                }
                if (name.isEmpty()) {
                    found.add(InputError.of(texts.get().get("models.override.alone", key)));
                }
            }
        });
        return found;
    }

    private Optional<String> suggestedAlias() {
        String name = alias.get().strip();
        return name.isEmpty() || aliases.get().contains(name) ? Optional.empty() : SpellingSuggester.suggest(name, aliases.get());
    }

    void useAlias(String suggestion) {
        alias.set(suggestion);
    }

    Command.Edit command() {
        Map<String, Object> values = new LinkedHashMap<>(otherOverrides());
        overrides.forEach((key, text) -> {
            if (!text.get().isBlank() && MODEL_FIELDS.validate(key, text.get()) instanceof ValidationResult.Ok ok) {
                values.put(key, ok.value());
            }
        });
        return alias.get().isBlank() ? new Command.ClearPurpose(purpose) : new Command.SetPurpose(purpose, alias.get().strip(), values);
    }

    /// Text of the model in force: `big (big-2)`.
    String inForce() {
        return row.get().inForce()
            .map(now -> now.alias().isEmpty() ? texts.get().get(WITHOUT_BUILT_IN.contains(purpose) ? "models.inforce.nobody" : "models.inforce.builtin")
                : now.name())
            .orElseGet(() -> texts.get().get("models.inforce.default"));
    }

    /// Why it is in force, and since when: `own entry · rev 12, 11-22 14:03`.
    String reason() {
        return row.get().inForce().map(now -> texts.get().getOrDefault("models.reason." + now.reason().key(), now.reason().key(), now.detail()) + since(now))
            .orElse("");
    }

    /// Whether a fallback is used instead of the assigned model.
    boolean usesFallback() {
        return row.get().inForce().map(now -> now.reason().fallback()).orElse(false);
    }

    private String since(ModelInForce now) {
        return now.revision().map(revision -> " · " + texts.get().get("models.since", Long.toString(revision), TimeFormatter.DAY_MINUTE.format(now.since())))
            .orElse("");
    }

    /// Saved overrides that cannot be edited here, for example `top_p 0.9`; empty for none.
    String keptOverrides() {
        return otherOverrides().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(" · "));
    }

    /// Whether it can only be edited in the file: saving here would lose an API key among the overrides, as keys are never shown.
    boolean editableOnlyInFile() {
        return otherOverrides().keySet().stream().anyMatch(SecretMasker::isSecretKey);
    }

    /// Why it cannot be edited here, else the remark on the purpose, else the value of the layer below.
    String note() {
        if (editableOnlyInFile()) {
            return texts.get().get("models.locked");
        }
        return note.get().or(() -> row.get().written().flatMap(WrittenEntry::given).map(given -> texts.get().get("models.given", given))).orElse("");
    }

    void showTrial(TrialResult now) {
        trial.set(now);
    }

    private Map<String, Object> otherOverrides() {
        Map<String, Object> others = new LinkedHashMap<>(row.get().written().map(WrittenEntry::overrides).orElse(Map.of()));
        OVERRIDES.forEach(others::remove);
        return others;
    }

    private String savedAlias() {
        return row.get().written().map(WrittenEntry::alias).orElse("");
    }

    private String savedOverride(String key) {
        return row.get().written().map(entry -> entry.overrides().get(key)).map(String::valueOf).orElse("");
    }

    private Locale locale() {
        return texts.get().language().locale();
    }

    String purpose() {
        return purpose;
    }

    StringProperty alias() {
        return alias;
    }

    /// @param key one of [#OVERRIDES]
    StringProperty override(String key) {
        return overrides.get(key);
    }

    ReadOnlyBooleanProperty changed() {
        return changed.getReadOnlyProperty();
    }

    /// Errors of the edits, or of the saved values if nothing is edited.
    ReadOnlyObjectProperty<List<InputError>> errors() {
        return errors.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<PurposeRow> row() {
        return row.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TrialResult> trial() {
        return trial.getReadOnlyProperty();
    }
}
