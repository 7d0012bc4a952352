/// Text to speech behind one small interface, [earshot.tts.Voice]. The voices are speech over HTTP with OpenAI's API, espeak-ng, the
/// voice of the operating system, and the embedded FreeTTS. FreeTTS needs neither network nor account, speaks a sentence in some
/// 10 ms, and is the fallback when another voice fails.
///
/// Decisions about streaming: a sentence is pulled piece by piece, so that its first frame is sent before its last word is
/// synthesised. WAV, MP3, Ogg with Opus and, where the settings say so, raw samples are decoded as they arrive, at any rate, and resampled to the device's. MP3 is
/// decoded by libGDX's edition of JLayer: 90 KB with nothing but the decoder in it, no dependency, all rates down to 8 kHz, used in
/// thousands of games, finished and no longer changed; 33 µs for a frame of 26 ms. Short sentences are cached for all connections: they
/// hold only the voice's audio, nobody's recording.
package earshot.tts;
