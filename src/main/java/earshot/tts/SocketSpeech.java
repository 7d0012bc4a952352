package earshot.tts;

import earshot.remote.SocketService;

/// A service over a WebSocket whose protocol is known, with what its section says under the keys, and with the values where one is absent, of
/// xiaozhi-esp32-server.
sealed interface SocketSpeech extends SocketService
    permits HuoshanSpeech, CosyVoiceSpeech, AliyunStreamSpeech, VolcengineGatewaySpeech, XunfeiSpeech, PaddleSpeech {
    /// What the sound is where it has no sign of its format.
    SampleFormat samples();

    /// Begins a sentence.
    SpeechExchange exchange(String sentence);
}
