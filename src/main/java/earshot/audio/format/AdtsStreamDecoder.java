package earshot.audio.format;

import module java.base;

import earshot.audio.PcmCollector;
import earshot.problem.ProblemReason;

/// Decodes AAC in frames that stand for themselves (ADTS) as they arrive; [AacFrameDecoder] decodes each.
final class AdtsStreamDecoder implements AudioStreamDecoder {
    /// Some five frames of speech.
    private static final int CHUNK_BYTES = 1_024;
    private static final int MAX_STRAY_BYTES = 1 << 14;

    private final ByteQueue input = new ByteQueue();
    private Optional<AacFrameDecoder> decoder = Optional.empty();
    private int config;
    private int strayBytes;
    private boolean cut;

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        input.add(bytes);
        return frames(false);
    }

    @Override
    public short[] end() throws UnusableAudioException {
        short[] pcm = frames(true);
        if (pcm.length == 0 && decoder.isEmpty()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_FRAMES, "AAC");
        }
        return pcm;
    }

    @Override
    public boolean incomplete() {
        return cut || strayBytes > 0 || decoder.isEmpty() || decoder.get().anyDamaged();
    }

    @Override
    public int rate() {
        return decoder.orElseThrow().rate();
    }

    @Override
    public int chunkBytes() {
        return CHUNK_BYTES;
    }

    private short[] frames(boolean ended) throws UnusableAudioException {
        PcmCollector decoded = new PcmCollector(96_000);
        while (input.size() >= AdtsHeader.LEAST) {
            Optional<AdtsHeader> header = AdtsHeader.parse(input, 0).filter(one -> decoder.isEmpty() || one.config() == config);
            if (header.isPresent() && header.get().length() + (ended ? 0 : AdtsHeader.LEAST) > input.size()) {
                break;
            }
            if (header.isEmpty() || !follows(header.get())) {
                input.skip(1);
                if (++strayBytes > MAX_STRAY_BYTES) {
                    throw new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_FRAMES, "AAC");
                }
                continue;
            }
            if (decoder.isEmpty()) {
                decoder = Optional.of(new AacFrameDecoder(header.get().configBytes()));
                config = header.get().config();
            }
            byte[] frame = input.take(header.get().length());
            decoded.add(decoder.get().decode(Arrays.copyOfRange(frame, header.get().size(), frame.length), header.get().blocks()));
        }
        cut = ended && input.size() > 0;
        return decoded.take();
    }

    /// Whether another frame follows, or nothing: any two bytes may look like the beginning of one.
    private boolean follows(AdtsHeader header) {
        return header.length() == input.size() || AdtsHeader.parse(input, header.length()).filter(next -> next.config() == header.config()).isPresent();
    }
}
