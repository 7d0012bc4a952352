package earshot.ui.models;

import module java.base;

import earshot.catalog.ModelVendor;
import earshot.catalog.ProviderField;
import earshot.catalog.ProviderType;
import earshot.catalog.RecognizerType;
import earshot.catalog.VoiceType;
import earshot.engine.ModelsState;
import earshot.remote.ProviderKind;

/// A protocol or service for which a provider can be added.
///
/// @param type its `type` in the settings
/// @param title name of the service; empty for "any other with OpenAI's protocol"
/// @param address default address
record ProviderProtocol(ProviderKind kind, String type, String title, String address, AddressKind addressKind) {
    /// What the form asks for to reach the provider.
    enum AddressKind {
        /// A URL.
        URL,
        /// Host and port.
        HOST_AND_PORT,
        /// Nothing: it is a program on this computer and needs neither address nor key.
        LOCAL_PROGRAM,
        /// The name of a fetched model, or the path of its file.
        MODEL_FILE
    }

    private static final String OTHERS_TYPE = ModelVendor.OPENAI.entry().typeName();

    /// All of a kind, in display order; programs on this computer only if they are installed.
    static List<ProviderProtocol> of(ProviderKind kind, ModelsState state) {
        List<ProviderProtocol> remote = kind.types().stream().filter(type -> type.location() == ProviderType.Location.REMOTE)
            .map(type -> new ProviderProtocol(kind, type.typeName(), type.title(), type.usualAddress().orElse(""),
                type.hasField(ProviderField.HOST) ? AddressKind.HOST_AND_PORT : AddressKind.URL))
            .toList();
        Stream<ProviderProtocol> other = remote.isEmpty() ? Stream.of() : Stream.of(new ProviderProtocol(kind, OTHERS_TYPE, "", "", AddressKind.URL));
        Stream<ProviderProtocol> installed = kind != ProviderKind.TTS ? Stream.of()
            : state.installedVoices().stream().map(voice -> new ProviderProtocol(kind, voice.typeName(), voice.program(), "", AddressKind.LOCAL_PROGRAM));
        Stream<ProviderProtocol> inside = kind.types().stream().filter(type -> type.location() == ProviderType.Location.MODEL_FILE)
            .map(type -> new ProviderProtocol(kind, type.typeName(), type.title(), "", AddressKind.MODEL_FILE));
        return Stream.of(remote.stream(), other, installed, inside).flatMap(part -> part).toList();
    }

    /// Whether a provider from the settings uses this protocol.
    boolean matches(ModelsState.Provider provider) {
        boolean sameType = kind == ProviderKind.LLM ? ModelVendor.of(provider.type()).filter(vendor -> vendor.entry().typeName().equals(type)).isPresent()
            : type.equalsIgnoreCase(provider.type().strip());
        boolean customAddress = type.equals(OTHERS_TYPE) && provider.address().filter(where -> !where.equals(ProviderField.OPENAI_ADDRESS)).isPresent();
        return sameType && customAddress == title.isEmpty();
    }

    /// Whether it says which models or voices it has, beside language models.
    boolean listsOffers() {
        return RecognizerType.WYOMING.entry().typeName().equals(type)
            || VoiceType.of(type).filter(Set.of(VoiceType.WYOMING, VoiceType.EDGE)::contains).isPresent();
    }

    /// The field of its section that holds the address; where several may, the one that is read first.
    String addressKey() {
        return isTemplate() ? "url" : ProviderField.BASE_URL.key();
    }

    /// Whether its request is written in its section, where names in braces are filled, also within the address.
    boolean isTemplate() {
        return type.equals(RecognizerType.CUSTOM.entry().typeName());
    }

    /// The fields of its section that hold its keys, where it has several; empty for one or none.
    List<String> keyNames() {
        return kind.type(type).filter(ProviderType::hasSeveralKeys).stream().flatMap(known -> known.fields().stream())
            .filter(ProviderField::secret).map(ProviderField::key).toList();
    }

    /// The sets of keys of which one is enough.
    List<List<String>> keySets() {
        return kind.type(type).map(ProviderType::keySets).orElse(List.of());
    }

    /// Whether there is a model to choose.
    boolean hasModel() {
        return kind.type(type).filter(known -> known.modelKey().isEmpty()).isEmpty();
    }

    /// The field of its section that names the model.
    String modelKey() {
        return kind.type(type).flatMap(ProviderType::modelKey).orElse("model_name");
    }
}
