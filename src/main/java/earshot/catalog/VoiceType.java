package earshot.catalog;

import static earshot.catalog.ProviderField.number;
import static earshot.catalog.ProviderField.text;
import static earshot.catalog.ProviderField.whole;

import module java.base;

/// The types of voices.
public enum VoiceType {
    FREETTS(ProviderType.embedded("freetts", "FreeTTS")),
    /// Speech over HTTP with OpenAI's API.
    OPENAI(ProviderType.remote("openai", "OpenAI", ProviderField.OPENAI_ADDRESS,
        ProviderField.BASE_URL, text("api_url"), ProviderField.KEY, text("model"), ProviderField.MODEL_NAME, ProviderField.VOICE, text("response_format"),
        number("speed", 0.25, 4),
        whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// Any service over HTTP that answers a request with sound.
    CUSTOM(ProviderType.remote("custom", "HTTP", "http://127.0.0.1:9880/tts",
        text("url"), ProviderField.METHOD, ProviderField.HEADERS, ProviderField.PARAMS, ProviderField.BODY, text("format"), ProviderField.KEY,
        whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN)),
    /// The public read-aloud service of the Edge browser.
    EDGE(ProviderType.remote("edge", "Edge", "wss://speech.platform.bing.com/consumer/speech/synthesize/readaloud/edge/v1",
        ProviderField.BASE_URL, ProviderField.VOICE, number("speed", 0.25, 4), ProviderField.KEY, number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// Any voice behind the Wyoming protocol, such as Piper.
    WYOMING(ProviderType.remote("wyoming", "Wyoming", "tcp://127.0.0.1:10200",
        ProviderField.HOST, whole("port", 1, 65_535), ProviderField.VOICE, text("speaker"), text("language"), ProviderField.KEY, number("timeout", 1, 600),
        ProviderField.STAND_IN)),
    ESPEAK(ProviderType.localProgram("espeak", "espeak-ng", ProviderField.VOICE, number("speed", 0.25, 4), ProviderField.STAND_IN)),
    /// The voice of the operating system.
    SYSTEM(ProviderType.localProgram("system", "System", ProviderField.VOICE, ProviderField.STAND_IN));

    private final ProviderType entry;

    VoiceType(ProviderType entry) {
        this.entry = entry;
    }

    /// Finds one by its `type`, in lower case.
    public static Optional<VoiceType> of(String typeName) {
        return Arrays.stream(values()).filter(type -> type.entry.typeName().equals(typeName)).findFirst();
    }

    public ProviderType entry() {
        return entry;
    }
}
