package earshot.proof;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusEncoder;
import earshot.audio.UndecodableAudioException;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;

/// Binary messages: the framings and the Opus packets in them.
final class HostileMedia {
    private static final int RATE = 16_000;
    private static final int FRAME = 960;
    private static final int LARGEST = 8 * 1024;

    private HostileMedia() {}

    static List<HostileTarget> targets() {
        List<String> packets = packets();
        List<HostileTarget> targets = new ArrayList<>();
        targets.add(HostileTarget.of("framing", LARGEST, 20,
            Stream.of(Framing.values()).flatMap(framing -> packets.stream().map(packet -> text(BinaryFrameCodec.wrap(framing, bytes(packet), 7)))).toList(),
            frame -> Stream.of(Framing.values()).forEach(framing -> BinaryFrameCodec.unwrap(framing, frame))));
        targets.add(opus(OpusCodecs.concentus(), packets));
        OpusCodecs.libopus().ifPresent(codec -> targets.add(opus(codec, packets)));
        return targets;
    }

    /// One decoder takes them all, as that of a connection does.
    private static HostileTarget opus(OpusCodec codec, List<String> packets) {
        OpusDecoder decoder = codec.decoder(RATE);
        return HostileTarget.of("Opus, " + codec.name(), LARGEST, 10, packets, packet -> {
            try {
                decoder.decode(packet);
            } catch (UndecodableAudioException e) {
                // refused: the decoder stays usable
            }
        });
    }

    private static List<String> packets() {
        List<String> packets = new ArrayList<>();
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(RATE, FRAME, 24_000, 2)) {
            Random random = new Random(1);
            for (int i = 0; i < 20; i++) {
                short[] sound = new short[FRAME];
                for (int at = 0; at < FRAME; at++) {
                    sound[at] = (short) (8_000 * Math.sin(at * (0.02 + i * 0.01)) + random.nextGaussian() * 100 * i);
                }
                packets.add(text(encoder.encode(sound)));
            }
        }
        return packets;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
