/// Formats of sound, told by their bytes and never by a label, decoded to mono samples as they arrive: WAV, MP3, Opus in Ogg, FLAC, AAC alone (ADTS) and in
/// MP4 (M4A). [earshot.audio.format.AudioReader] is the entry for files and streams; [earshot.audio.format.FormatDetectingDecoder] that for bytes that are
/// pushed, as from a voice.
///
/// **What is not understood is not played.** Other formats are named. Frames with a wrong checksum (FLAC, Ogg), or that do not decode as a whole (AAC, MP3),
/// become silence, many in a row a refusal. Noise at full level, which is what bytes become that are not samples, is refused whatever they claim to be. Each
/// decoder tells at the end whether sound was cut or damaged.
///
/// **Frames are found here, libraries decode them**, each once all its bytes are there, because the libraries would block in the middle of one. MP3: libGDX's
/// edition of JLayer, 90 KB with nothing but the decoder in it, no dependency, all rates down to 8 kHz, finished and no longer changed; 33 µs for a frame of
/// 26 ms. FLAC: jFLAC and AAC: JAAD, both in the editions of Tianscar, pure Java, as finished as their formats. Their providers for Java Sound are left out of
/// the image: nothing here asks Java Sound for formats.
package earshot.audio.format;
