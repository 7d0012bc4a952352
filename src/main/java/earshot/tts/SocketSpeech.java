package earshot.tts;

import earshot.catalog.ProviderType;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import java.net.URI;

/// A service over a WebSocket whose protocol is known, with what its section says under the keys, and with the values where one is absent, of
/// xiaozhi-esp32-server.
sealed interface SocketSpeech permits Huoshan, CosyVoice, AliyunStreamSpeech, VolcengineGateway, XunfeiSpeech, PaddleSpeech {
    ProviderSettings provider();

    /// What the sound is where it has no sign of its format.
    SampleFormat samples();

    /// Begins a sentence.
    SpeechExchange exchange(String sentence, ProviderErrors errors);

    /// Where the service is, as it is written, else its usual address.
    default URI address() {
        String written = provider().text("base_url", "ws_url", "api_url", "url")
            .or(() -> provider().kind().type(provider().type()).flatMap(ProviderType::usualAddress)).orElseThrow();
        return ProviderAddress.parseWebSocket(written).orElseThrow(() -> ProviderErrors.incomplete(provider(), "base_url"));
    }
}
