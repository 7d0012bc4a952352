package earshot.audio.format;

import module java.base;

import earshot.audio.PcmCollector;
import earshot.problem.ProblemReason;

/// Decodes WAV as it arrives: integers, floating point, A-law and µ-law, either byte order (RIFX), long files (RF64). Its lengths may be missing or wrong,
/// because a server that streams does not know them.
final class WavStreamDecoder implements AudioStreamDecoder {
    /// With pictures in it.
    private static final long LARGEST_HEAD = 32 << 20;
    /// Of `RIFF`, a length, `WAVE`.
    private static final int START = 12;
    private static final int CHUNK_HEAD = 8;
    /// Bytes that tell what follows the samples.
    private static final int BEHIND = Id3Tag.HEAD + 1;
    private static final int FORMAT = 16;
    private static final int LONG_SIZES = 16;
    private static final int LOOKED_AT_BEHIND = 512;
    private static final int EXTENSIBLE = 0xfffe;
    private static final long UNKNOWN_LENGTH = 0xffffffffL;
    private static final Set<String> STARTS = Set.of("RIFF", "RIFX", "RF64", "BW64");

    private enum Part {
        START, HEAD, SOUND, BEHIND
    }

    private final ByteQueue input = new ByteQueue();
    private Part part = Part.START;
    private Optional<PcmStreamDecoder> samples = Optional.empty();
    private Optional<PcmStreamDecoder> format = Optional.empty();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long longLength = UNKNOWN_LENGTH;
    private long headEnd;
    private long left;
    private long skip;
    /// Whether a byte may follow that fills up a chunk of odd length; some writers leave it out.
    private boolean padded;
    /// Whether more samples may follow than the length said.
    private boolean mayGoOn;
    private boolean cut;

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        input.add(bytes);
        return decode(false);
    }

    @Override
    public short[] end() throws UnusableAudioException {
        if (samples.isEmpty()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_SOUND, "WAV");
        }
        cut |= part == Part.START || part == Part.HEAD || part == Part.SOUND && left < Long.MAX_VALUE && left > input.size()
            || part == Part.BEHIND && skip > input.size();
        return decode(true);
    }

    @Override
    public boolean incomplete() {
        return cut;
    }

    @Override
    public int rate() {
        return samples.orElseThrow().rate();
    }

    private short[] decode(boolean ended) throws UnusableAudioException {
        PcmCollector decoded = new PcmCollector(192_000);
        for (boolean more = true; more; ) {
            more = switch (part) {
                case START -> start();
                case HEAD -> head();
                case SOUND -> sound(decoded);
                case BEHIND -> behind();
            };
        }
        if (ended) {
            decoded.add(samples.orElseThrow().end());
        }
        return decoded.take();
    }

    private boolean start() throws UnusableAudioException {
        if (input.size() < START) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(input.copy(0, START));
        if (!STARTS.contains(tag(in, 0)) || !tag(in, 8).equals("WAVE")) {
            throw new UnusableAudioException(ProblemReason.SOUND_NO_WAV);
        }
        order = input.at(3) == 'X' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        input.skip(START);
        headEnd = input.position() + LARGEST_HEAD;
        part = Part.HEAD;
        return true;
    }

    /// Reads the next chunk before the sound.
    private boolean head() throws UnusableAudioException {
        if (!chunkComes()) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(input.copy(0, Math.min(input.size(), CHUNK_HEAD + 64))).order(order);
        String tag = tag(in, 0);
        long length = in.getInt(4) & UNKNOWN_LENGTH;
        if (tag.equals("data")) {
            begin(format.orElseThrow(() -> new UnusableAudioException(ProblemReason.SOUND_BEFORE_FORMAT)), length == UNKNOWN_LENGTH ? longLength : length);
            input.skip(CHUNK_HEAD);
            return true;
        }
        if (!printable(tag) || input.position() + length > headEnd) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_SOUND, "WAV");
        }
        int needed = tag.equals("fmt ") ? (int) Math.min(Math.max(length, FORMAT), 40) : tag.equals("ds64") ? LONG_SIZES : 0;
        if (in.limit() < CHUNK_HEAD + needed) {
            return false;
        }
        if (tag.equals("fmt ")) {
            format = Optional.of(format(in, CHUNK_HEAD, needed));
        } else if (tag.equals("ds64")) {
            longLength = in.getLong(CHUNK_HEAD + 8);
        }
        passChunk(length);
        return true;
    }

    private void passChunk(long length) {
        skip = CHUNK_HEAD + length;
        padded = (length & 1) != 0;
    }

    /// Skips to the next chunk; false while its head is not there.
    private boolean chunkComes() {
        skip -= input.skip(skip);
        if (skip > 0 || input.size() < CHUNK_HEAD + 1) {
            return false;
        }
        if (padded) {
            padded = false;
            input.skip(input.at(0) != 0 && chunkAt(0) ? 0 : 1);
        }
        return input.size() >= CHUNK_HEAD;
    }

    private void begin(PcmStreamDecoder found, long length) {
        samples = Optional.of(found);
        // 0 and the largest numbers of 31 and 32 bits mean an unknown length
        boolean unknown = length <= 0 || length > Integer.MAX_VALUE - 4_096 && length <= UNKNOWN_LENGTH;
        left = unknown ? Long.MAX_VALUE : length;
        padded = !unknown && (length & 1) != 0;
        mayGoOn = true;
        part = Part.SOUND;
    }

    private boolean sound(PcmCollector decoded) throws UnusableAudioException {
        int next = (int) Math.min(left, input.size());
        decoded.add(samples.orElseThrow().decode(input.take(next)));
        left = left == Long.MAX_VALUE ? left : left - next;
        if (left > 0) {
            return false;
        }
        decoded.add(samples.orElseThrow().end());
        part = Part.BEHIND;
        return true;
    }

    /// What follows the samples: chunks without sound, one with more of it, or more samples than the length said.
    private boolean behind() throws UnusableAudioException {
        skip -= input.skip(skip);
        if (skip > 0 || input.size() < BEHIND) {
            return false;
        }
        int filled = padded && input.at(0) == 0 && chunkAt(1) ? 1 : 0;
        padded = false;
        input.skip(filled);
        byte[] next = input.copy(0, Math.min(input.size(), LOOKED_AT_BEHIND));
        Optional<String> other = UnreadFormat.name(next);
        if (other.isPresent()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_NOT_READ, other.get());
        }
        if (Id3Tag.at(next, 0) == Match.WHOLE) {
            skip = Id3Tag.length(next, 0);
        } else if (mayGoOn && !chunkAt(0)) {
            left = Long.MAX_VALUE;
            part = Part.SOUND;
        } else {
            chunkBehind(ByteBuffer.wrap(next).order(order));
        }
        return true;
    }

    private void chunkBehind(ByteBuffer in) {
        long length = in.getInt(4) & UNKNOWN_LENGTH;
        if (tag(in, 0).equals("data") && length > 0) {
            begin(samples.orElseThrow(), length);
            input.skip(CHUNK_HEAD);
        } else {
            mayGoOn = false;
            passChunk(length);
        }
    }

    private boolean chunkAt(int at) {
        return printable(new String(input.copy(at, 4), StandardCharsets.ISO_8859_1));
    }

    private static boolean printable(String tag) {
        return tag.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    private static PcmStreamDecoder format(ByteBuffer in, int at, int length) throws UnusableAudioException {
        int kind = in.getShort(at) & 0xffff;
        if (kind == EXTENSIBLE && length >= 26) {
            kind = in.getShort(at + 24) & 0xffff;
        }
        int channels = in.getShort(at + 2) & 0xffff;
        int rate = in.getInt(at + 4);
        int bits = in.getShort(at + 14) & 0xffff;
        Optional<SampleCoding> coding = SampleCoding.of(kind, bits);
        if (coding.isEmpty()) {
            String name = SampleCoding.nameOfOther(kind);
            throw name.isEmpty() ? new UnusableAudioException(ProblemReason.AUDIO_WAV_CODING, kind, bits)
                : new UnusableAudioException(ProblemReason.AUDIO_NOT_READ, "WAV (" + name + ")");
        }
        if (channels < 1 || channels > 8 || rate < 4_000 || rate > 192_000) {
            throw new UnusableAudioException(ProblemReason.AUDIO_CHANNELS, channels, rate);
        }
        return new PcmStreamDecoder(rate, channels, coding.get(), in.order());
    }

    private static String tag(ByteBuffer in, int at) {
        byte[] tag = new byte[4];
        in.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }
}
