package earshot.asr;

import earshot.remote.SocketService;

/// A service over a WebSocket whose protocol is known, with what its section says under the keys, and with the values where one is absent, of
/// xiaozhi-esp32-server.
sealed interface SocketRecognition extends SocketService
    permits DoubaoRecognition, DoubaoStreamRecognition, VolcengineGatewayRecognition, XunfeiRecognition, AliyunStreamRecognition, ParaformerRecognition {
    /// Begins an utterance.
    RecognitionExchange exchange();

    /// Whether it hears while the person speaks.
    default boolean streams() {
        return true;
    }
}
