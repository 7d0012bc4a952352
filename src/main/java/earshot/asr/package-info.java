/// Speech recognition behind one small interface, [earshot.asr.Recognizer]; [earshot.asr.RecognizerFactory] makes the one that the settings choose.
///
/// - Embedded: Sphinx4, which recognizes while the person speaks, needs neither network nor account, and is weak: English only, about every fourth word
///   wrong. It is the fallback when another one fails. Whisper, with a model that its owner fetches.
/// - Servers that speak a protocol of many: OpenAI's API over HTTP, FunASR and Wyoming, which recognize while the person speaks, and any that takes sound
///   in an HTTP request (`CustomRecognizer`).
/// - Services of clouds, each with a protocol of its own: a record that says how it is reached and what is said to it, an `HttpRecognition` for those that
///   take a whole utterance in a request, a `SocketRecognition` for those over a WebSocket, where a `RecognitionExchange` leads one connection. One class
///   runs all of each kind: `ServiceRecognizer`, `SocketRecognizer`. So a further service is one record and one case of the factory.
///
/// Decisions about sharing (badge-protocol row 11): all connections share the embedded recognizer, but a remote one is made for each
/// connection and closed with it, so that closing one connection cancels only its own calls. The audio of an utterance is held by
/// its [earshot.asr.RecognitionStream] and nowhere else. What a service answers is foreign text: 4 000 characters of it are kept.
///
/// Decisions about what nobody said: recognizers give sentences for sounds without speech. Whether one was said is decided by the sound, in
/// [earshot.asr.HallucinationDetector]: words alone would drop what people do say, the recognizer's own doubt comes too often and too seldom, and a voice
/// detector takes coughs for voices. So a text is dropped where speech is unlikely for what the sound does ([earshot.audio.SpeechLikelihood]), less unlikely
/// where the text is one that recognizers are known to invent, or where nobody could say so much in the time. What is dropped is shown and counted wherever
/// it would have appeared.
///
/// Decisions about Sphinx4: it is unloaded when it is not used, since it holds some 400 MB, and decodes one utterance at a time, because
/// it is not thread safe and a second instance would double the memory. It pulls its audio and waits where there is none, which no thread
/// of the compute pool may do: so the first stage of its front end and the last are our own, and the search is asked for as many frames as
/// there are. The level of a voice (the mean of its cepstra) comes from the stretch of speech itself, of which up to 3 s are held back for
/// that, not from earlier sentences: a mean that is learned makes the first sentences pay, and carries the sound of one device's microphone
/// over to the next. When the assistant says which sentences it expects, a grammar replaces the language model: faster, more accurate,
/// smaller.
///
/// Decisions about Whisper: its model is not part of the program, since the smallest has 78 MB; it is fetched on request ([earshot.asr.WhisperModel]).
/// One is loaded at a time, for all connections, and computes one utterance at a time. The native code trusts its file, so [earshot.asr.WhisperModelFile]
/// reads it first: a damaged one is a problem and not the end of the process. A cancelled recognition ends before the next token is decoded; the encoder
/// before that, most of the time of a short utterance, runs to its end.
package earshot.asr;
