package earshot.audio;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;

/// Reads and writes WAV files. Reads integer samples of 8, 16, 24 and 32 bits and floating-point samples of 32 and 64 bits, with
/// any number of channels (mixed to their mean); writes 16 bits.
public final class WavFile {
    /// Bytes of ten minutes in stereo at 48 kHz and 24 bits. A larger file is taken for a mistake.
    private static final int MAX_BYTES = 180 << 20;
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xfffe;

    private WavFile() {}

    /// Reads a file, without changing its sample rate.
    ///
    /// @throws ProblemException `SPEECH_FILE_UNUSABLE` with the reason
    public static PcmAudio read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableWavException(ProblemReason.SOUND_TOO_LARGE.with(MAX_BYTES >> 20));
            }
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw unusable(file.toString(), e);
        }
    }

    /// Reads a stream to its end and does not close it.
    ///
    /// @param name of the source, for the problem
    /// @throws ProblemException as [#read(Path)]
    public static PcmAudio read(InputStream in, String name) {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableWavException(ProblemReason.SOUND_TOO_LARGE.with(MAX_BYTES >> 20));
            }
            return parse(bytes);
        } catch (IOException e) {
            throw unusable(name, e);
        }
    }

    /// Writes a file, 16 bits mono.
    ///
    /// @throws ProblemException `SPEECH_FILE_UNUSABLE` when it cannot be written
    public static void write(Path file, PcmAudio audio) {
        try {
            Files.write(file, bytes(audio));
        } catch (IOException e) {
            throw unusable(file.toString(), e);
        }
    }

    /// The bytes of a WAV file, 16 bits mono.
    public static byte[] bytes(PcmAudio audio) {
        return bytes(audio.pcm(), 1, audio.rate());
    }

    /// The bytes of a WAV file, 16 bits.
    ///
    /// @param pcm the channels in turn
    public static byte[] bytes(short[] pcm, int channels, int rate) {
        int size = 2 * pcm.length;
        ByteBuffer out = ByteBuffer.allocate(44 + size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(36 + size).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(16).putShort((short) PCM).putShort((short) channels);
        out.putInt(rate).putInt(2 * channels * rate).putShort((short) (2 * channels)).putShort((short) 16);
        out.put(ascii("data")).putInt(size);
        out.put(PcmBytes.littleEndian(pcm));
        return out.array();
    }

    private static PcmAudio parse(byte[] bytes) throws UnusableWavException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12 || !tag(in).equals("RIFF") || !tag(in.position(8)).equals("WAVE")) {
            throw new UnusableWavException(ProblemReason.SOUND_NO_WAV.toString());
        }
        Format format = null;
        while (in.remaining() >= 8) {
            String chunk = tag(in);
            long length = in.getInt() & 0xffffffffL;
            if (chunk.equals("fmt ")) {
                if (length < 16 || length > in.remaining()) {
                    throw new UnusableWavException(ProblemReason.SOUND_FORMAT_CUT.toString());
                }
                format = Format.of(in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN));
            } else if (chunk.equals("data")) {
                if (format == null) {
                    throw new UnusableWavException(ProblemReason.SOUND_BEFORE_FORMAT.toString());
                }
                // a recorder that was interrupted or writes into a pipe leaves a length of 0 or of the maximum
                int size = (int) (length == 0 ? in.remaining() : Math.min(length, in.remaining()));
                return format.decode(in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN));
            }
            long next = in.position() + length + (length & 1);
            in.position((int) Math.min(next, in.limit()));
        }
        throw new UnusableWavException((format == null ? ProblemReason.SOUND_NO_FORMAT : ProblemReason.SOUND_NO_SOUND).toString());
    }

    private record Format(int kind, int channels, int rate, int bits) {
        static Format of(ByteBuffer in) throws UnusableWavException {
            int kind = in.getShort() & 0xffff;
            int channels = in.getShort() & 0xffff;
            int rate = in.getInt();
            in.getInt();
            in.getShort();
            int bits = in.getShort() & 0xffff;
            if (kind == EXTENSIBLE && in.remaining() >= 10) {
                kind = in.getShort(in.position() + 8) & 0xffff;
            }
            boolean known = kind == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32) || kind == FLOAT && (bits == 32 || bits == 64);
            if (!known) {
                throw new UnusableWavException(ProblemReason.SOUND_CODED.with(kind, bits));
            }
            if (channels < 1 || channels > 32 || rate < 1000 || rate > 384_000) {
                throw new UnusableWavException(ProblemReason.SOUND_CLAIMS.with(channels, rate));
            }
            return new Format(kind, channels, rate, bits);
        }

        PcmAudio decode(ByteBuffer in) throws UnusableWavException {
            int samples = in.remaining() / (channels * bits / 8);
            if (samples == 0) {
                throw new UnusableWavException(ProblemReason.SOUND_NO_SOUND.toString());
            }
            short[] pcm = new short[samples];
            for (int i = 0; i < samples; i++) {
                double sum = 0;
                for (int channel = 0; channel < channels; channel++) {
                    sum += sample(in);
                }
                pcm[i] = (short) Math.clamp(Math.round(sum / channels), Short.MIN_VALUE, Short.MAX_VALUE);
            }
            return new PcmAudio(pcm, rate);
        }

        /// The next sample, scaled to 16 bits.
        private double sample(ByteBuffer in) {
            return switch (bits) {
                case 8 -> ((in.get() & 0xff) - 128) * 256;
                case 16 -> in.getShort();
                case 24 -> ((in.get() & 0xff) | (in.get() & 0xff) << 8 | in.get() << 16) / 256.0;
                case 32 -> kind == FLOAT ? in.getFloat() * 32768 : in.getInt() / 65536.0;
                default -> in.getDouble() * 32768;
            };
        }
    }

    /// Why a file cannot be used.
    private static final class UnusableWavException extends IOException {
        private static final long serialVersionUID = 1L;

        UnusableWavException(String reason) {
            super(reason);
        }
    }

    private static ProblemException unusable(String file, IOException e) {
        return new ProblemException(Problem.of(ProblemCode.SPEECH_FILE_UNUSABLE, new ProblemSubject.File(file), file, Failures.argument(e)), e);
    }

    private static String tag(ByteBuffer in) {
        byte[] tag = new byte[4];
        in.get(tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
