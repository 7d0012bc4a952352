package earshot.audio.format;

import module java.base;

import earshot.audio.PcmCollector;
import earshot.problem.ProblemReason;
import org.kc7bfi.jflac.ChannelData;
import org.kc7bfi.jflac.FLACDecoder;
import org.kc7bfi.jflac.FrameListener;
import org.kc7bfi.jflac.frame.Frame;
import org.kc7bfi.jflac.frame.Header;
import org.kc7bfi.jflac.metadata.Metadata;

/// Decodes the frames of a FLAC stream with jFLAC, each once all its bytes are there, because jFLAC loses a frame in whose middle the bytes end.
/// Channels are mixed ([ChannelMixer]). A frame whose checksum is wrong is silence of its duration.
final class FlacFrames implements FrameListener {
    /// Damaged frames in a row after which the stream is rejected.
    private static final int MAX_DAMAGED = 20;
    /// Samples at a time, so that a call takes little.
    private static final int MOST = 1 << 16;

    private final ByteQueue input;
    private final FlacStreamInfo info;
    private final ChannelMixer mixer = new ChannelMixer();
    private final FLACDecoder decoder;
    private byte[] head;
    private int headRead;
    private long samples;
    private int damagedInARow;
    private boolean damaged;

    FlacFrames(ByteQueue input, FlacStreamInfo info) throws UnusableAudioException {
        this.input = input;
        this.info = info;
        head = info.unlimited();
        decoder = new FLACDecoder(new Source());
        decoder.addFrameListener(this);
        try {
            decoder.readMetadata();
        } catch (IOException | RuntimeException _) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_HEAD, "FLAC");
        }
    }

    /// Decodes what has arrived.
    ///
    /// @param ended whether no more comes
    short[] decode(boolean ended) throws UnusableAudioException {
        PcmCollector decoded = new PcmCollector(info.rate());
        while (decoded.length() < MOST && available() >= (ended ? 1 : info.longestFrame())) {
            int before = available();
            Optional<Frame> frame = next();
            frame.ifPresent(one -> decoded.add(mono(one.header)));
            if (frame.isEmpty() && available() == before) {
                break;
            }
            if (damagedInARow > MAX_DAMAGED) {
                throw new UnusableAudioException(ProblemReason.AUDIO_FRAMES_DAMAGED, "FLAC");
            }
        }
        samples += decoded.length();
        return decoded.take();
    }

    /// Whether frames were damaged, or are missing at the end.
    boolean incomplete() {
        return damaged || samples < info.samples();
    }

    private int available() {
        return input.size() + decoder.getBitInputStream().getInputBytesUnconsumed();
    }

    private Optional<Frame> next() throws UnusableAudioException {
        int damagedBefore = damagedInARow;
        try {
            Frame frame = decoder.readNextFrame();
            if (frame == null) {
                return Optional.empty();
            }
            if (frame.header.sampleRate != info.rate()) {
                throw new UnusableAudioException(ProblemReason.AUDIO_RATE_CHANGES, "FLAC");
            }
            damagedInARow = damagedInARow == damagedBefore ? 0 : damagedInARow;
            return Optional.of(frame);
        } catch (IOException | RuntimeException _) {
            // on invalid data it fails with an array index out of bounds
            damaged = true;
            damagedInARow++;
            return Optional.empty();
        }
    }

    private short[] mono(Header header) {
        ChannelData[] channels = decoder.getChannelData();
        int shift = header.bitsPerSample - 16;
        short[] pcm = new short[header.blockSize];
        int[] samples = new int[header.channels];
        for (int i = 0; i < pcm.length; i++) {
            for (int channel = 0; channel < samples.length; channel++) {
                int sample = channels[channel].getOutput()[i];
                samples[channel] = Math.clamp(shift >= 0 ? sample >> shift : (long) sample << -shift, Short.MIN_VALUE, Short.MAX_VALUE);
            }
            pcm[i] = mixer.mix(samples);
        }
        return pcm;
    }

    @Override
    public void processMetadata(Metadata metadata) {}

    @Override
    public void processFrame(Frame frame) {}

    /// A lost place or a wrong checksum. Without an end here jFLAC tries some bytes that are none for ever.
    @Override
    public void processError(String message) {
        damaged = true;
        if (++damagedInARow > MAX_DAMAGED) {
            throw new IllegalStateException("only damaged frames");
        }
    }

    private final class Source extends InputStream {
        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int most) {
            if (headRead < head.length) {
                int length = Math.min(most, head.length - headRead);
                System.arraycopy(head, headRead, to, offset, length);
                headRead += length;
                return length;
            }
            int length = input.take(to, offset, most);
            return length == 0 ? -1 : length;
        }
    }
}
