package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;

/// What the head of a FLAC stream states. Source: RFC 9639, section 8.2.
///
/// @param block its bytes
/// @param samples of the whole stream; 0 when it does not say
/// @param longestFrame bytes
record FlacStreamInfo(byte[] block, int rate, int bits, long samples, int longestFrame) {
    static final int SIZE = 34;

    private static final long SAMPLES = 0xf_ffff_ffffL;
    /// Of a frame, beside its samples, at most.
    private static final int OVERHEAD = 64;

    static FlacStreamInfo of(byte[] block) throws UnusableAudioException {
        ByteBuffer in = ByteBuffer.wrap(block);
        int blockSamples = in.getShort(2) & 0xffff;
        int stated = in.getInt(6) & 0xffffff;
        long rest = in.getLong(10);
        int rate = (int) (rest >>> 44);
        int channels = (int) (rest >>> 41 & 7) + 1;
        int bits = (int) (rest >>> 36 & 31) + 1;
        if (rate < 4_000 || rate > 192_000 || bits < 8 || bits > 24) {
            throw new UnusableAudioException(ProblemReason.AUDIO_FORMAT_BITS, "FLAC", bits, rate);
        }
        // a frame that does not get smaller is written as it is; one channel may hold a difference, which takes a bit more
        int largest = channels * (bits + 1) * blockSamples / 8 + OVERHEAD;
        return new FlacStreamInfo(block, rate, bits, rest & SAMPLES, stated > 0 ? Math.min(stated, largest) : largest);
    }

    /// The beginning of a stream for jFLAC: it knows no streams of unknown length, and would stop at the end of the first of two that were joined.
    byte[] unlimited() {
        ByteBuffer head = ByteBuffer.allocate(8 + SIZE).put("fLaC".getBytes(StandardCharsets.US_ASCII)).putInt(0x8000_0000 | SIZE).put(block);
        return head.putLong(8 + 10, head.getLong(8 + 10) | SAMPLES).array();
    }
}
