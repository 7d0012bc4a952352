/// Text to speech behind one small interface, [earshot.tts.Voice]. Voices are speech over HTTP as OpenAI has it, espeak-ng, the voice of
/// the operating system, and the embedded FreeTTS, which needs neither network nor account, speaks a sentence in some 10 ms, and
/// stands in when another one fails.
///
/// Decisions about streaming: a sentence is pulled piece by piece, so that its first frame leaves before its last word is made; WAV,
/// bare samples, MP3 and Ogg with Opus are read as they come, at any rate, and come out at the device's. MP3 is decoded by libGDX's
/// edition of JLayer: 90 KB with nothing but the decoder in it, no dependency, all rates down to 8 kHz, in daily use in thousands of
/// games, though complete and no longer changed; 33 µs for a frame of 26 ms. Its frames are cut here, because it pulls and a network
/// pushes. Loudness is evened while the sound streams, beginning with what the voice was like before. What a service spoke in
/// full and is short is kept for all connections: it holds nobody's sound but the voice's.
///
/// Decisions about FreeTTS: it is not thread safe, so one sentence at a time on the compute pool; it plays through an
/// `AudioPlayer` of ours that keeps the samples; every sentence is brought to the same loudness; short sentences are kept,
/// since an assistant says the same ones over and over.
package earshot.tts;
