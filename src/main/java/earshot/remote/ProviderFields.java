package earshot.remote;

import module java.base;

import earshot.catalog.ProviderField;
import earshot.config.DottedKey;
import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.ValidationResult;
import earshot.config.ValueType;

/// The fields that the sections of a kind of provider have: `<kind>.<alias>.<field>`. Other fields are kept for the provider, those of
/// one type alone among them.
public record ProviderFields(ProviderKind kind, Map<String, ValueType> types) {
    public static ProviderFields of(ProviderKind kind) {
        // recognizers and voices have each other's fields too, since one provider may serve as both
        Stream<ProviderKind> kinds = kind == ProviderKind.ASR || kind == ProviderKind.TTS ? Stream.of(ProviderKind.ASR, ProviderKind.TTS) : Stream.of(kind);
        Map<String, ValueType> types = new LinkedHashMap<>();
        Stream.concat(ProviderField.COMMON.stream(), kinds.flatMap(each -> each.types().stream()).flatMap(type -> type.fields().stream()))
            .filter(field -> !(field.form() instanceof ProviderField.Form.Passed)).forEach(field -> types.putIfAbsent(field.key(), type(field.form())));
        return new ProviderFields(kind, types);
    }

    private static ValueType type(ProviderField.Form form) {
        return switch (form) {
            case ProviderField.Form.Text _ -> new ValueType.Text();
            case ProviderField.Form.Flag _ -> new ValueType.Flag();
            // the cast limits a seed, which may be any whole number, to 32 bits
            case ProviderField.Form.Number(double min, double max, boolean whole) -> whole ? new ValueType.Whole((int) min, (int) max, false)
                : new ValueType.Decimal(min, max);
            case ProviderField.Form.OneOf(List<String> values) -> new ValueType.Choice(values);
            case ProviderField.Form.Anything _ -> new ValueType.KeyValueMap();
            case ProviderField.Form.Content _, ProviderField.Form.Passed _ -> new ValueType.Any();
        };
    }

    /// The family of sections, by alias.
    public Setting<?> section() {
        return Setting.ofType(kind.name() + ".<alias>", new ValueType.KeyValueMap());
    }

    /// The families of all fields, those of no declared type last.
    public SettingsGroup group() {
        List<Setting<?>> settings = new ArrayList<>(List.of(section()));
        types.forEach((field, type) -> settings.add(Setting.ofType(DottedKey.of(kind.name(), "<alias>", field), type)));
        settings.add(Setting.ofType(kind.name() + ".<alias>.<field>", new ValueType.Any()));
        return SettingsGroup.elsewhere("providers", settings.toArray(Setting[]::new));
    }

    /// Validates the value of a field. One of no declared type accepts everything.
    public ValidationResult validate(String field, Object value) {
        return types.getOrDefault(field, new ValueType.Any()).validate(value);
    }
}
