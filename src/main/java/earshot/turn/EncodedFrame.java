package earshot.turn;

/// One frame, encoded with Opus.
///
/// @param pcm the samples in it, for the console's level meter and the recording of the turn
record EncodedFrame(byte[] packet, short[] pcm) {}
