package earshot.audio.format;

import module java.base;

import earshot.audio.PcmCollector;
import earshot.problem.ProblemReason;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.MP3Decoder;
import javazoom.jl.decoder.OutputBuffer;

/// Decodes MP3 as it arrives. The stream is split into frames here and JLayer decodes each complete frame, because JLayer by itself
/// would block for more input in the middle. Channels are mixed ([ChannelMixer]). A damaged frame becomes silence of its duration.
final class Mp3StreamDecoder implements AudioStreamDecoder {
    /// Some 15 frames of speech, which decode in well under a millisecond.
    private static final int CHUNK_BYTES = 2_048;
    /// Bytes outside frames after which the stream is rejected; ID3 tags, which may hold pictures, do not count.
    private static final int MAX_STRAY_BYTES = 1 << 16;
    /// More of them than the rest of a frame has are sound that was not heard, unless they are zeros or a tag behind the sound: ID3v1, APE, Lyrics3.
    private static final int MOST_LOST = 512;
    private static final Set<String> TAGS_BEHIND = Set.of("TAG", "APE", "LYR");
    private static final int TAG_SIGN = 3;
    private static final int MAX_DAMAGED = 20;

    private final SuddenNoise suddenNoise = new SuddenNoise();
    private byte[] rest = new byte[0];
    private int skip;
    private int strayBytes;
    private int lost;
    private boolean inTag;
    private int damaged;
    private boolean anyDamaged;
    /// Whether the last frame ended where the next bytes begin.
    private boolean inStep;
    private Optional<Mp3Header> format = Optional.empty();
    private Optional<FrameDecoder> frameDecoder = Optional.empty();

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        rest = ByteArrays.join(rest, bytes);
        PcmCollector decoded = new PcmCollector(48_000);
        int at = 0;
        while (true) {
            int skipped = Math.min(skip, rest.length - at);
            skip -= skipped;
            at += skipped;
            if (rest.length - at < Id3Tag.HEAD) {
                break;
            }
            if (Id3Tag.at(rest, at) == Match.WHOLE) {
                skip = Id3Tag.length(rest, at);
                continue;
            }
            Optional<Mp3Header> header = Mp3Header.parse(rest, at);
            int ahead = inStep || format.isEmpty() ? 0 : Mp3Header.SIZE;
            if (header.isPresent() && at + header.get().length() + ahead > rest.length) {
                break;
            }
            if (header.isEmpty() || !follows(header.get(), at)) {
                stray(at);
                at++;
                continue;
            }
            frame(header.get(), at, decoded);
            at += header.get().length();
            inStep = true;
        }
        rest = ByteArrays.from(rest, at);
        return decoded.take();
    }

    @Override
    public short[] end() throws UnusableAudioException {
        if (format.isEmpty()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_FRAMES, "MP3");
        }
        // a tag of ID3v1 is not a frame
        anyDamaged |= Mp3Header.parse(rest, 0).isPresent() || skip > 0;
        return new short[0];
    }

    @Override
    public boolean incomplete() {
        return anyDamaged || format.isEmpty() || lost > MOST_LOST;
    }

    @Override
    public int rate() {
        return format.orElseThrow().rate();
    }

    @Override
    public int chunkBytes() {
        return CHUNK_BYTES;
    }

    /// Notes a byte that belongs to no frame.
    private void stray(int at) throws UnusableAudioException {
        inTag = inStep ? TAGS_BEHIND.contains(new String(rest, at, TAG_SIGN, StandardCharsets.ISO_8859_1)) : inTag;
        inStep = false;
        lost += inTag || rest[at] == 0 ? 0 : 1;
        if (++strayBytes > MAX_STRAY_BYTES) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_FRAMES, "MP3");
        }
    }

    /// Whether a frame belongs to the stream of those before it. The first one, and one that does not begin where the last ended, must be followed by
    /// another, unless that has not arrived yet: any bytes may look like the beginning of one.
    private boolean follows(Mp3Header header, int at) throws UnusableAudioException {
        if (inStep && header.rate() == format.orElseThrow().rate()) {
            return true;
        }
        int next = at + header.length();
        boolean another = Mp3Header.parse(rest, next).filter(other -> other.rate() == header.rate()).isPresent();
        if (another && format.isPresent() && header.rate() != format.get().rate()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_RATE_CHANGES, "MP3");
        }
        return (format.isEmpty() || header.rate() == format.get().rate()) && (another || format.isEmpty() && next + Mp3Header.SIZE > rest.length);
    }

    private void frame(Mp3Header header, int at, PcmCollector decoded) throws UnusableAudioException {
        boolean first = format.isEmpty();
        if (frameDecoder.isEmpty() || format.get().channels() != header.channels()) {
            frameDecoder = Optional.of(new FrameDecoder(header.channels()));
        }
        format = Optional.of(header);
        if (first && at + header.infoOffset() + 4 <= rest.length) {
            String mark = new String(rest, at + header.infoOffset(), 4, StandardCharsets.ISO_8859_1);
            if (mark.equals("Xing") || mark.equals("Info")) {
                return;
            }
        }
        try {
            short[] pcm = frameDecoder.get().decode(rest, at, header.length());
            boolean noise = suddenNoise.in(pcm);
            anyDamaged |= noise;
            decoded.add(noise ? new short[pcm.length] : pcm);
            damaged = 0;
        } catch (BitstreamException | DecoderException | RuntimeException _) {
            // on invalid data the decoder fails with an array index out of bounds
            frameDecoder = Optional.empty();
            anyDamaged = true;
            decoded.add(new short[header.samples()]);
            if (++damaged > MAX_DAMAGED) {
                throw new UnusableAudioException(ProblemReason.AUDIO_FRAMES_DAMAGED, "MP3");
            }
        }
    }

    /// Gives JLayer one frame at a time: at the end of each it reads end of stream, and reads on with the next frame.
    private static final class FrameDecoder extends InputStream {
        private final Bitstream bits;
        private final MP3Decoder decoder = new MP3Decoder();
        private final OutputBuffer out;
        private final int channels;
        private final ChannelMixer mixer = new ChannelMixer();
        private byte[] bytes = new byte[0];
        private int at;
        private int end;

        FrameDecoder(int channels) {
            this.channels = channels;
            out = new OutputBuffer(channels, false);
            decoder.setOutputBuffer(out);
            bits = new Bitstream(this);
        }

        short[] decode(byte[] all, int from, int length) throws BitstreamException, DecoderException {
            bytes = all;
            at = from;
            end = from + length;
            Header header = bits.readFrame();
            if (header == null) {
                throw new IllegalStateException("no frame");
            }
            decoder.decodeFrame(header, bits);
            bits.closeFrame();
            return mixed(ByteBuffer.wrap(out.getBuffer(), 0, out.reset()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer());
        }

        private short[] mixed(ShortBuffer in) {
            short[] pcm = new short[in.remaining() / channels];
            int[] samples = new int[channels];
            for (int i = 0; i < pcm.length; i++) {
                for (int channel = 0; channel < channels; channel++) {
                    samples[channel] = in.get();
                }
                pcm[i] = mixer.mix(samples);
            }
            return pcm;
        }

        @Override
        public int read() {
            return at < end ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int offset, int most) {
            if (at == end) {
                return -1;
            }
            int length = Math.min(most, end - at);
            System.arraycopy(bytes, at, to, offset, length);
            at += length;
            return length;
        }
    }
}
