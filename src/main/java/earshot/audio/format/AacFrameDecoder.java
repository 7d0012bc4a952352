package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;
import java.util.logging.Logger;
import net.sourceforge.jaad.aac.ChannelConfiguration;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.aac.DecoderConfig;
import net.sourceforge.jaad.aac.syntax.BitStream;
import net.sourceforge.jaad.aac.syntax.SyntacticElements;

/// Decodes frames of AAC (LC, HE) with JAAD; channels are mixed to their mean. A frame has no checksum. So one that does not end where its bytes do, or
/// whose sound is far louder than sound can be, counts as damaged and becomes silence of its duration: a decoder makes noise of what it does not
/// understand. Holds the state of one stream; not safe for use from several threads at once.
final class AacFrameDecoder {
    /// Damaged frames in a row after which the stream is rejected.
    private static final int MAX_DAMAGED = 10;
    /// JAAD's full scale is that of 16 bits. Coded sound may exceed it a little, and by the change of level at a loud begin.
    private static final float LOUDEST = 2 * 32_768f;

    private static final Logger LIBRARY = Logger.getLogger("jaad");

    static {
        // it warns of what it does not know in each frame
        LIBRARY.setUseParentHandlers(false);
    }

    private final byte[] description;
    private final SuddenNoise suddenNoise = new SuddenNoise();
    private final ChannelMixer mixer = new ChannelMixer();
    private final ChannelConfiguration layout;
    private DecoderConfig config;
    private SyntacticElements elements;
    private int rate;
    private int damagedInARow;
    private boolean damaged;
    private boolean anyWhole;

    /// @param description how the sound is coded (AudioSpecificConfig)
    AacFrameDecoder(byte[] description) throws UnusableAudioException {
        this.description = description;
        open();
        layout = config.getChannelConfiguration();
        rate = config.getOutputFrequency().getFrequency();
        if (rate < 4_000 || rate > 192_000) {
            throw new UnusableAudioException(ProblemReason.AUDIO_FORMAT_RATE, "AAC", rate);
        }
    }

    /// Decodes the next frame.
    ///
    /// @param blocks of sound in the frame
    short[] decode(byte[] frame, int blocks) throws UnusableAudioException {
        try {
            BitStream in = BitStream.open(frame);
            List<short[]> decoded = new ArrayList<>();
            for (int i = 0; i < blocks; i++) {
                decoded.add(block(in));
            }
            while (in.getBitsLeft() >= 8) {
                if (in.readBits(8) != 0) {
                    throw new DamagedFrameException("bytes behind its end");
                }
            }
            damagedInARow = 0;
            anyWhole = true;
            short[] pcm = Samples.joined(decoded);
            boolean noise = suddenNoise.in(pcm);
            damaged |= noise;
            return noise ? new short[pcm.length] : pcm;
        } catch (DamagedFrameException | RuntimeException _) {
            return damaged(blocks);
        }
    }

    /// Hz of the decoded samples.
    int rate() {
        return rate;
    }

    /// Whether a frame was damaged.
    boolean anyDamaged() {
        return damaged;
    }

    private short[] block(BitStream in) throws DamagedFrameException, UnusableAudioException {
        elements.startNewFrame();
        elements.decode(in);
        List<float[]> channels = elements.process();
        int actual = config.getOutputFrequency().getFrequency();
        if (channels.isEmpty() || config.getChannelConfiguration() != layout) {
            throw new DamagedFrameException("other channels than the stream");
        }
        if (actual != rate && anyWhole) {
            throw new UnusableAudioException(ProblemReason.AUDIO_RATE_CHANGES, "AAC");
        }
        rate = actual;
        return mono(channels, config.getSampleLength());
    }

    private short[] mono(List<float[]> channels, int length) throws DamagedFrameException {
        short[] pcm = new short[length];
        int[] samples = new int[channels.size()];
        for (int i = 0; i < length; i++) {
            for (int channel = 0; channel < samples.length; channel++) {
                float sample = channels.get(channel)[i];
                if (!(Math.abs(sample) < LOUDEST)) {
                    throw new DamagedFrameException("louder than sound is");
                }
                samples[channel] = Math.round(sample);
            }
            pcm[i] = mixer.mix(samples);
        }
        return pcm;
    }

    private short[] damaged(int blocks) throws UnusableAudioException {
        damaged = true;
        if (++damagedInARow > MAX_DAMAGED) {
            throw new UnusableAudioException(ProblemReason.AUDIO_FRAMES_DAMAGED, "AAC");
        }
        int length = blocks * config.getSampleLength();
        open();
        return new short[length];
    }

    /// Starts over: a failure in the middle of a frame leaves a state that the next one must not build on.
    private void open() throws UnusableAudioException {
        try {
            config = Decoder.create(description).getConfig();
            elements = new SyntacticElements(config);
        } catch (IOException | RuntimeException _) {
            throw new UnusableAudioException(ProblemReason.AUDIO_AAC_KIND);
        }
    }

    /// Why a frame is not played.
    private static final class DamagedFrameException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedFrameException(String why) {
            super(why, null, false, false);
        }
    }
}
