/// Text to speech behind one small interface, [earshot.tts.Voice]; [earshot.tts.VoiceFactory] makes the one that the settings choose.
///
/// - Embedded: FreeTTS, which needs neither network nor account and speaks a sentence in some 10 ms. It is the fallback when another voice fails.
/// - Programs of this computer: espeak-ng and the voice of the operating system (`VoiceProcess`).
/// - Over the network (`RemoteVoice`): OpenAI's API, Wyoming, the read-aloud service of Edge, and any that answers an HTTP request with sound
///   (`CustomVoice`).
/// - Services with a protocol of their own: a record that says how it is reached and what it is asked, an `HttpSpeech` for one request a sentence, a
///   `SocketSpeech` for one WebSocket a sentence, where a `SpeechExchange` leads the connection. One class runs all of each kind: `ServiceVoice`,
///   `SocketVoice`. So a further service is one record and one case of the factory.
///
/// Decisions about streaming: a sentence is pulled piece by piece, so that its first frame is sent before its last word is
/// synthesized. What a provider sends is decoded as it arrives, whatever it calls it ([earshot.audio.format]), and resampled to the
/// device's rate. Sound in base64 or hexadecimal digits within JSON, or only named by an address there, is found (`JsonSoundSource`). Short
/// sentences are cached for all connections: they hold only the voice's audio, nobody's recording.
package earshot.tts;
