package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;

/// Decodes FLAC as it arrives (RFC 9639). Its metadata, which may hold pictures, is skipped here; the rest is for [FlacFrames].
final class FlacStreamDecoder implements AudioStreamDecoder {
    /// Of some 0.1 s of speech.
    private static final int CHUNK_BYTES = 4_096;
    private static final int MAGIC = 4;
    private static final int BLOCK_HEAD = 4;
    private static final int LAST_BLOCK = 0x80;

    private final ByteQueue input = new ByteQueue();
    private Optional<FlacStreamInfo> info = Optional.empty();
    private Optional<FlacFrames> frames = Optional.empty();
    private boolean lastBlock;
    private long skip = MAGIC;

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        input.add(bytes);
        if (frames.isEmpty() && head()) {
            frames = Optional.of(new FlacFrames(input, info.orElseThrow()));
        }
        return frames.isPresent() ? frames.get().decode(false) : new short[0];
    }

    @Override
    public short[] end() throws UnusableAudioException {
        if (frames.isEmpty()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_SOUND, "FLAC");
        }
        return frames.get().decode(true);
    }

    @Override
    public boolean incomplete() {
        return frames.isEmpty() || frames.get().incomplete();
    }

    @Override
    public int rate() {
        return info.orElseThrow().rate();
    }

    @Override
    public int chunkBytes() {
        return CHUNK_BYTES;
    }

    /// Reads the blocks before the sound; true when it has begun.
    private boolean head() throws UnusableAudioException {
        while (true) {
            skip -= input.skip(skip);
            if (skip > 0 || lastBlock) {
                return skip == 0;
            }
            if (input.size() < BLOCK_HEAD + (info.isEmpty() ? FlacStreamInfo.SIZE : 0)) {
                return false;
            }
            int type = input.at(0) & ~LAST_BLOCK;
            int length = input.at(1) << 16 | input.at(2) << 8 | input.at(3);
            if (info.isEmpty()) {
                if (type != 0 || length != FlacStreamInfo.SIZE) {
                    throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_HEAD, "FLAC");
                }
                info = Optional.of(FlacStreamInfo.of(input.copy(BLOCK_HEAD, length)));
            }
            lastBlock = (input.at(0) & LAST_BLOCK) != 0;
            skip = BLOCK_HEAD + length;
        }
    }
}
