package earshot.ui.models;

import earshot.config.ProviderKind;
import earshot.engine.ModelsState;
import earshot.llm.ModelVendor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
        LOCAL_PROGRAM
    }

    private static final String OPENAI = "https://api.openai.com/v1";

    /// All of a kind, in display order; programs on this computer only if they are installed.
    static List<ProviderProtocol> of(ProviderKind kind, ModelsState state) {
        ProviderProtocol other = new ProviderProtocol(kind, "openai", "", "", AddressKind.URL);
        return switch (kind) {
            case LLM -> Stream.concat(Arrays.stream(ModelVendor.values()).map(vendor -> new ProviderProtocol(kind, vendor.type(), vendor.title(), vendor.address(), AddressKind.URL)), Stream.of(other)).toList();
            case ASR -> List.of(new ProviderProtocol(kind, "openai", "OpenAI", OPENAI, AddressKind.URL), new ProviderProtocol(kind, "fun_server", "FunASR", "ws://127.0.0.1:10095", AddressKind.HOST_AND_PORT), other);
            case TTS -> Stream.concat(Stream.of(new ProviderProtocol(kind, "openai", "OpenAI", OPENAI, AddressKind.URL), other),
                state.installedVoices().stream().map(voice -> new ProviderProtocol(kind, voice.type(), voice.program(), "", AddressKind.LOCAL_PROGRAM))).toList();
            case VAD -> List.of();
        };
    }

    /// Whether a provider from the settings uses this protocol.
    boolean matches(ModelsState.Provider provider) {
        boolean sameType = kind == ProviderKind.LLM ? ModelVendor.of(provider.type()).map(ModelVendor::type).filter(type::equals).isPresent() : type.equalsIgnoreCase(provider.type().strip());
        boolean customAddress = type.equals("openai") && provider.address().filter(where -> !where.equals(OPENAI)).isPresent();
        return sameType && customAddress == title.isEmpty();
    }
}
