package earshot.audio.format;

import module java.base;

import earshot.audio.PcmCollector;
import earshot.problem.ProblemReason;

/// Decodes WAV as it arrives: integers, floating point, A-law and µ-law. Its lengths may be missing or wrong, because a server that streams does not know
/// them, and another file may follow, because some servers join what they made in parts.
final class WavStreamDecoder implements AudioStreamDecoder {
    private static final int LARGEST_HEAD = 64 << 10;
    /// Of `RIFF`, a length, `WAVE`.
    private static final int START = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int EXTENSIBLE = 0xfffe;
    private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
    private static final byte[] WAVE = {'W', 'A', 'V', 'E'};

    private enum Part {
        HEAD, SOUND, BEHIND
    }

    private final ByteQueue input = new ByteQueue();
    private Part part = Part.HEAD;
    private Optional<PcmStreamDecoder> samples = Optional.empty();
    private long left;
    private long skip;
    /// Whether the length that was stated is one of whole samples, so that more may follow it.
    private boolean aligned;
    private boolean cut;

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        input.add(bytes);
        return decode(false);
    }

    @Override
    public short[] end() throws UnusableAudioException {
        cut |= part == Part.HEAD || part == Part.SOUND && left < Long.MAX_VALUE && left > input.size();
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

    @Override
    public void close() {}

    private short[] decode(boolean ended) throws UnusableAudioException {
        PcmCollector decoded = new PcmCollector(192_000);
        for (boolean more = true; more; ) {
            more = switch (part) {
                case HEAD -> head();
                case SOUND -> sound(decoded, ended);
                case BEHIND -> behind();
            };
        }
        return decoded.take();
    }

    private boolean head() throws UnusableAudioException {
        if (input.size() < START) {
            return false;
        }
        if (!startsFile(0, true)) {
            throw new UnusableAudioException(ProblemReason.SOUND_NO_WAV);
        }
        ByteBuffer in = ByteBuffer.wrap(input.copy(0, Math.min(input.size(), LARGEST_HEAD + CHUNK_HEAD))).order(ByteOrder.LITTLE_ENDIAN);
        Optional<PcmStreamDecoder> format = Optional.empty();
        for (long at = START; at + CHUNK_HEAD <= in.limit(); ) {
            int chunk = (int) at;
            String tag = tag(in, chunk);
            long length = in.getInt(chunk + 4) & 0xffffffffL;
            if (tag.equals("data")) {
                begin(format.orElseThrow(() -> new UnusableAudioException(ProblemReason.SOUND_BEFORE_FORMAT)), length);
                input.skip(chunk + CHUNK_HEAD);
                return true;
            }
            if (tag.equals("fmt ") && chunk + CHUNK_HEAD + 16 <= in.limit()) {
                format = Optional.of(format(in, chunk + CHUNK_HEAD, (int) Math.min(length, in.limit() - chunk - CHUNK_HEAD)));
            }
            at += CHUNK_HEAD + length + (length & 1);
            if (at > LARGEST_HEAD) {
                throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_SOUND, "WAV");
            }
        }
        return false;
    }

    private void begin(PcmStreamDecoder format, long length) throws UnusableAudioException {
        if (samples.isPresent() && samples.get().rate() != format.rate()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_RATES_DIFFER, "WAV");
        }
        samples = Optional.of(format);
        // 0 and the largest numbers mean an unknown length
        left = length == 0 || length > Integer.MAX_VALUE - 4_096 ? Long.MAX_VALUE : length;
        aligned = length % format.frameBytes() == 0;
        skip = 0;
        part = Part.SOUND;
    }

    private boolean sound(PcmCollector decoded, boolean ended) {
        int most = (int) Math.min(left, input.size());
        int next = nextFile(most, ended);
        byte[] bytes = input.take(next);
        decoded.add(samples.orElseThrow().decode(bytes));
        left = left == Long.MAX_VALUE ? left : left - next;
        if (left == 0) {
            part = Part.BEHIND;
        } else if (input.size() >= START && startsFile(0, true)) {
            cut |= left < Long.MAX_VALUE;
            part = Part.HEAD;
        } else {
            return false;
        }
        return true;
    }

    /// The index of the next file in the first bytes, whatever the length of this one says; as many bytes as there are when there is none. Bytes at the
    /// end that may be its begin are left until more have come.
    private int nextFile(int most, boolean ended) {
        for (int at = 0; at < most; at++) {
            if (input.at(at) == 'R' && startsFile(at, ended)) {
                return at;
            }
        }
        return most;
    }

    /// What follows the samples: chunks without sound, the next file, or more samples than the length said.
    private boolean behind() {
        skip -= input.skip(skip);
        if (skip > 0 || input.size() < START) {
            return false;
        }
        if (startsFile(0, true)) {
            part = Part.HEAD;
            return true;
        }
        ByteBuffer in = ByteBuffer.wrap(input.copy(0, CHUNK_HEAD)).order(ByteOrder.LITTLE_ENDIAN);
        long length = in.getInt(4) & 0xffffffffL;
        if (aligned && tag(in, 0).chars().anyMatch(letter -> letter < ' ' || letter > '~')) {
            left = Long.MAX_VALUE;
            part = Part.SOUND;
        } else {
            aligned = false;
            skip = CHUNK_HEAD + length + (length & 1);
        }
        return true;
    }

    /// Whether a file begins at an index.
    ///
    /// @param whole whether all of the begin must be there; else the bytes that are there are enough
    private boolean startsFile(int at, boolean whole) {
        int there = Math.min(START, input.size() - at);
        for (int i = 0; i < there; i++) {
            if (i < 4 && input.at(at + i) != RIFF[i] || i >= 8 && input.at(at + i) != WAVE[i - 8]) {
                return false;
            }
        }
        return there == START || !whole && there > 0;
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
            throw new UnusableAudioException(ProblemReason.AUDIO_WAV_CODING, kind, bits);
        }
        if (channels < 1 || channels > 8 || rate < 4_000 || rate > 192_000) {
            throw new UnusableAudioException(ProblemReason.AUDIO_CHANNELS, channels, rate);
        }
        return new PcmStreamDecoder(rate, channels, coding.get());
    }

    private static String tag(ByteBuffer in, int at) {
        byte[] tag = new byte[4];
        in.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }
}
