package earshot.asr;

import earshot.catalog.ProviderType;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import java.net.URI;

/// A service over a WebSocket whose protocol is known, with what its section says under the keys, and with the values where one is absent, of
/// xiaozhi-esp32-server.
sealed interface SocketRecognition permits DoubaoRecognition, DoubaoStreamRecognition, VolcengineGatewayRecognition, XunfeiRecognition,
    AliyunStreamRecognition, ParaformerRecognition {
    ProviderSettings provider();

    /// Begins an utterance.
    RecognitionExchange exchange(ProviderErrors errors);

    /// Whether it hears while the person speaks.
    default boolean streams() {
        return true;
    }

    /// Where the service is, as it is written, else its usual address.
    default URI address() {
        String written = provider().text("base_url", "ws_url", "api_url", "url").orElseGet(this::usualAddress);
        return ProviderAddress.parseWebSocket(written).orElseThrow(() -> ProviderErrors.incomplete(provider(), "base_url"));
    }

    default String usualAddress() {
        return provider().kind().type(provider().type()).flatMap(ProviderType::usualAddress).orElseThrow();
    }
}
