package earshot.remote;

import module java.base;

import earshot.catalog.DetectorType;
import earshot.catalog.ModelVendor;
import earshot.catalog.ProviderType;
import earshot.catalog.RecognizerType;
import earshot.catalog.VoiceType;

/// What a provider does. The name of the constant is its section in the settings and its key in `selected_module`.
public enum ProviderKind {
    LLM(Stream.of(ModelVendor.values()).map(ModelVendor::entry)),
    ASR(Stream.of(RecognizerType.values()).map(RecognizerType::entry)),
    TTS(Stream.of(VoiceType.values()).map(VoiceType::entry)),
    VAD(Stream.of(DetectorType.values()).map(DetectorType::entry));

    private final List<ProviderType> types;

    ProviderKind(Stream<ProviderType> types) {
        this.types = types.toList();
    }

    public List<ProviderType> types() {
        return types;
    }

    /// The type of this name, in lower case.
    public Optional<ProviderType> type(String typeName) {
        return types.stream().filter(type -> type.typeName().equals(typeName)).findFirst();
    }

    /// The built-in one; models have none.
    public Optional<ProviderType> embedded() {
        return types.stream().filter(type -> type.location() == ProviderType.Location.EMBEDDED).findFirst();
    }
}
