package earshot.tts;

import module java.base;

/// Decodes a WAV file as it arrives: integers, floating point, A-law and µ-law. Its lengths may be missing, because a server that streams
/// does not know them, and a second file may follow the first, because some servers join what they made in parts.
final class WavStreamDecoder implements AudioStreamDecoder {
    private static final int LARGEST_HEAD = 64 << 10;
    private static final int EXTENSIBLE = 0xfffe;

    private byte[] head = new byte[0];
    private PcmStreamDecoder samples;
    private long left = Long.MAX_VALUE;
    private long skip;
    private int rate;

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        if (samples != null) {
            return sound(bytes);
        }
        head = ByteArrays.join(head, bytes);
        ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12) {
            return new short[0];
        }
        if (!tag(in, 0).equals("RIFF") || !tag(in, 8).equals("WAVE")) {
            throw new UnusableAudioException("no WAV file");
        }
        PcmStreamDecoder format = null;
        for (int at = 12; at + 8 <= head.length; ) {
            String chunk = tag(in, at);
            long length = in.getInt(at + 4) & 0xffffffffL;
            if (chunk.equals("data")) {
                if (format == null) {
                    throw new UnusableAudioException("a WAV file whose sound comes before its format");
                }
                samples = format;
                rate = format.rate();
                // 0 and the largest numbers mean an unknown length; any other is believed, because chunks after the data hold no audio
                left = length == 0 || length > Integer.MAX_VALUE - 4_096 ? Long.MAX_VALUE : length;
                byte[] sound = ByteArrays.from(head, at + 8);
                head = new byte[0];
                return sound(sound);
            }
            if (chunk.equals("fmt ") && at + 8 + 16 <= head.length) {
                format = format(in, at + 8, (int) Math.min(length, head.length - at - 8));
            }
            long next = at + 8 + length + (length & 1);
            if (next > LARGEST_HEAD) {
                throw new UnusableAudioException("a WAV file without sound");
            }
            at = (int) next;
        }
        return new short[0];
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public void close() {}

    private short[] sound(byte[] bytes) throws UnusableAudioException {
        int taken = (int) Math.min(left, bytes.length);
        left = left == Long.MAX_VALUE ? left : left - taken;
        short[] pcm = samples.decode(taken == bytes.length ? bytes : Arrays.copyOf(bytes, taken));
        return taken == bytes.length ? pcm : joined(pcm, behind(ByteArrays.from(bytes, taken)));
    }

    /// What follows the samples: chunks without sound, or the next file.
    private short[] behind(byte[] bytes) throws UnusableAudioException {
        head = ByteArrays.join(head, bytes);
        int skipped = (int) Math.min(skip, head.length);
        skip -= skipped;
        head = ByteArrays.from(head, skipped);
        while (skip == 0 && head.length >= 8) {
            ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            if (tag(in, 0).equals("RIFF")) {
                int before = samples.rate();
                byte[] next = head;
                head = new byte[0];
                samples = null;
                short[] pcm = decode(next);
                if (samples != null && samples.rate() != before) {
                    throw new UnusableAudioException("WAV files of different rates in one answer");
                }
                return pcm;
            }
            long length = in.getInt(4) & 0xffffffffL;
            skip = 8 + length + (length & 1);
            int more = (int) Math.min(skip, head.length);
            skip -= more;
            head = ByteArrays.from(head, more);
        }
        return new short[0];
    }

    private static short[] joined(short[] a, short[] b) {
        if (b.length == 0) {
            return a;
        }
        short[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
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
            throw new UnusableAudioException("a WAV file of kind " + kind + " with " + bits + " bits, which is not read here: choose 16-bit PCM");
        }
        if (channels < 1 || channels > 8 || rate < 4_000 || rate > 192_000) {
            throw new UnusableAudioException("a WAV file of " + channels + " channels at " + rate + " Hz");
        }
        return new PcmStreamDecoder(rate, channels, coding.get());
    }

    private static String tag(ByteBuffer in, int at) {
        byte[] tag = new byte[4];
        in.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }
}
