package earshot.remote;

import module java.base;

import earshot.config.DottedKey;
import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.ValidationResult;
import earshot.config.ValueType;

/// The fields that the sections of a kind of provider have: `<kind>.<alias>.<field>`. Other fields are kept for the provider.
///
/// @param kind the name of its section
/// @param types field to the type of its values
public record ProviderFields(ProviderKind kind, Map<String, ValueType> types) {
    private static final ValueType TEXT = new ValueType.Text();
    private static final ValueType FLAG = new ValueType.Flag();

    public static ProviderFields of(ProviderKind kind) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        List.of("type", "base_url", "api_key", "model_name").forEach(field -> types.put(field, TEXT));
        switch (kind) {
            case LLM -> addModel(types);
            case ASR, TTS -> addService(types);
            case VAD -> { }
        }
        return new ProviderFields(kind, types);
    }

    private static void addModel(Map<String, ValueType> types) {
        types.put("url", TEXT);
        types.put("model", TEXT);
        types.put("temperature", new ValueType.Decimal(0, 2));
        types.put("top_p", new ValueType.Decimal(0, 1));
        types.put("max_tokens", new ValueType.Whole(1, 1_000_000, false));
        types.put("max_completion_tokens", new ValueType.Whole(1, 1_000_000, false));
        types.put("frequency_penalty", new ValueType.Decimal(-2, 2));
        types.put("presence_penalty", new ValueType.Decimal(-2, 2));
        types.put("seed", new ValueType.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, false));
        types.put("timeout", new ValueType.Decimal(1, 3_600));
        types.put("extra_body", new ValueType.KeyValueMap());
    }

    private static void addService(Map<String, ValueType> types) {
        List.of("api_url", "model", "language", "prompt", "voice", "response_format", "host", "hotwords").forEach(field -> types.put(field, TEXT));
        types.put("speed", new ValueType.Decimal(0.25, 4));
        types.put("sample_rate", new ValueType.Whole(8_000, 48_000, false));
        types.put("port", new ValueType.Whole(1, 65_535, false));
        types.put("is_ssl", FLAG);
        types.put("mode", new ValueType.Choice(List.of("offline", "2pass", "online")));
        types.put("itn", FLAG);
        types.put("timeout", new ValueType.Decimal(1, 600));
        types.put("stand_in", FLAG);
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
