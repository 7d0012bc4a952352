package earshot.ui.models;

import earshot.config.ProviderKind;
import earshot.engine.ModelsState;
import earshot.llm.Vendor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What a provider speaks, as it can be added here.
///
/// @param type its `type` in the settings
/// @param title as the service writes itself; empty for "any other that speaks OpenAI's protocol"
/// @param address where it usually is
record Protocol(ProviderKind kind, String type, String title, String address, Reach reach) {
    /// How it is reached.
    enum Reach {
        /// By an address of the web.
        ADDRESS,
        /// By host and port.
        HOST,
        /// It is a program on this computer, and needs neither address nor key.
        HERE
    }

    private static final String OPENAI = "https://api.openai.com/v1";

    /// Those of a kind, in the order of offering; programs on this computer only where they are.
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

    /// Whether a provider that is written so speaks this.
    boolean speaks(ModelsState.Provider provider) {
        boolean sameType = kind == ProviderKind.LLM ? Vendor.of(provider.type()).map(Vendor::type).filter(type::equals).isPresent() : type.equalsIgnoreCase(provider.type().strip());
        boolean elsewhere = type.equals("openai") && provider.address().filter(where -> !where.equals(OPENAI)).isPresent();
        return sameType && elsewhere == title.isEmpty();
    }
}
