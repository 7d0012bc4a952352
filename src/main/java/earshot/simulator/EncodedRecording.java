package earshot.simulator;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusEncoder;
import earshot.audio.PcmAudio;

/// A recorded sentence encoded as by the firmware: 16 kHz mono, 60 ms, complexity 0. Encoded once and shared by any number of devices.
///
/// @param packets of 60 ms each
public record EncodedRecording(List<byte[]> packets) {
    /// Samples of 60 ms.
    public static final int FRAME_SAMPLES = 960;
    public static final int RATE = 16_000;
    private static final int BITRATE = 24_000;
    /// Frames of silence that are still encoded before DTX begins, as in libopus.
    private static final int TRAILING_FRAMES = 4;

    /// The DTX packet of 60 ms of silence: only a table-of-contents byte (SILK wide-band, 60 ms, mono, one frame). Source: RFC 6716 section 3.1.
    static final byte[] DTX = {0x58};

    public EncodedRecording {
        packets = List.copyOf(packets);
    }

    /// @param pcmAudio 16 kHz mono
    public static EncodedRecording of(OpusCodec codec, PcmAudio pcmAudio) {
        if (pcmAudio.rate() != RATE) {
            throw new IllegalArgumentException("a recording has " + RATE + " Hz, this one has " + pcmAudio.rate());
        }
        List<byte[]> packets = new ArrayList<>();
        try (OpusEncoder encoder = codec.encoder(RATE, FRAME_SAMPLES, BITRATE, 0)) {
            short[] padded = Arrays.copyOf(pcmAudio.pcm(), pcmAudio.pcm().length + TRAILING_FRAMES * FRAME_SAMPLES);
            for (int at = 0; at + FRAME_SAMPLES <= padded.length; at += FRAME_SAMPLES) {
                packets.add(encoder.encode(Arrays.copyOfRange(padded, at, at + FRAME_SAMPLES)));
            }
        }
        return new EncodedRecording(packets);
    }

    static EncodedRecording silence() {
        return new EncodedRecording(List.of());
    }

    /// Frames of the sentence itself, without the encoded silence after it.
    int spokenFrames() {
        return Math.max(0, packets.size() - TRAILING_FRAMES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedRecording(List<byte[]> theirs) && theirs.size() == packets.size()
            && Arrays.deepEquals(packets.toArray(), theirs.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(packets.toArray());
    }
}
