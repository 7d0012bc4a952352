package earshot.ui.models;

import earshot.config.ProviderKind;
import earshot.engine.ModelsState;
import earshot.llm.Vendor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A protocol or service for which a provider can be added.
///
/// @param type its `type` in the settings
/// @param title name of the service; empty for "any other with OpenAI's protocol"
/// @param address default address
record Protocol(ProviderKind kind, String type, String title, String address, Reach reach) {
    /// What the form asks for to reach the provider.
    enum Reach {
        /// A URL.
        ADDRESS,
        /// Host and port.
        HOST,
        /// Nothing: it is a program on this computer and needs neither address nor key.
        HERE
    }

    private static final String OPENAI = "https://api.openai.com/v1";

    /// All of a kind, in display order; programs on this computer only if they are installed.
    static List<Protocol> of(ProviderKind kind, ModelsState state) {
        Protocol other = new Protocol(kind, "openai", "", "", Reach.ADDRESS);
        return switch (kind) {
            case LLM -> Stream.concat(Arrays.stream(Vendor.values()).map(vendor -> new Protocol(kind, vendor.type(), vendor.title(), vendor.address(), Reach.ADDRESS)), Stream.of(other)).toList();
            case ASR -> List.of(new Protocol(kind, "openai", "OpenAI", OPENAI, Reach.ADDRESS), new Protocol(kind, "fun_server", "FunASR", "ws://127.0.0.1:10095", Reach.HOST), other);
            case TTS -> Stream.concat(Stream.of(new Protocol(kind, "openai", "OpenAI", OPENAI, Reach.ADDRESS), other),
                state.localVoices().stream().map(voice -> new Protocol(kind, voice.type(), voice.program(), "", Reach.HERE))).toList();
            case VAD -> List.of();
        };
    }

    /// Whether a provider from the settings uses this protocol.
    boolean speaks(ModelsState.Provider provider) {
        boolean sameType = kind == ProviderKind.LLM ? Vendor.of(provider.type()).map(Vendor::type).filter(type::equals).isPresent() : type.equalsIgnoreCase(provider.type().strip());
        boolean elsewhere = type.equals("openai") && provider.address().filter(where -> !where.equals(OPENAI)).isPresent();
        return sameType && elsewhere == title.isEmpty();
    }
}
