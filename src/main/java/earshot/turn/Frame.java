package earshot.turn;

/// One encoded frame with the sound in it.
record Frame(byte[] packet, short[] pcm) {}
