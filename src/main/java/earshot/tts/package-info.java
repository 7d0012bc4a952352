/// Text to speech behind one small interface, [earshot.tts.Voice]. The voices are speech over HTTP with OpenAI's API, espeak-ng, the
/// voice of the operating system, and the embedded FreeTTS. FreeTTS needs neither network nor account, speaks a sentence in some
/// 10 ms, and is the fallback when another voice fails.
///
/// Decisions about streaming: a sentence is pulled piece by piece, so that its first frame is sent before its last word is
/// synthesized. What a provider sends is decoded as it arrives, whatever it calls it ([earshot.audio.format]), and resampled to the
/// device's rate. Short sentences are cached for all connections: they hold only the voice's audio, nobody's recording.
package earshot.tts;
