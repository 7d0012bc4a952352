package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PacketRingTest {
    private static final long FRAME = 60_000_000;
    private final PacketRing ring = new PacketRing();

    @Test
    void keepsTwentySecondsAndNoMore() {
        for (int i = 0; i < 500; i++) {
            ring.add(new byte[100], i * FRAME, FRAME);
        }
        assertThat(ring.packets()).hasSize(333);
        assertThat(ring.packets().getLast().arrivalNanos()).isEqualTo(499 * FRAME);
    }

    @Test
    void keepsLessOfAStreamThatIsLarge() {
        for (int i = 0; i < 500; i++) {
            ring.add(new byte[2_400], i * FRAME, FRAME);
        }
        assertThat(ring.packets().stream().mapToInt(packet -> packet.opus().length).sum()).isLessThanOrEqualTo(PacketRing.BYTES);
        ring.clear();
        assertThat(ring.empty()).isTrue();
    }

    @Test
    void isDecodedAsItWasHeardWithThePausesOfTheStream() {
        OpusCodec codec = OpusCodecs.best();
        short[] voice = TestSignals.voice(16_000, 1.2);
        try (OpusEncoder encoder = codec.encoder(16_000, 960, 24_000, 5)) {
            long at = 0;
            for (int i = 0; i < 20; i++) {
                at += i == 10 ? 5_000_000_000L : FRAME;
                ring.add(encoder.encode(Arrays.copyOfRange(voice, i * 960, (i + 1) * 960)), at, FRAME);
            }
        }
        RecentAudio recent = RecentAudio.of(ring, codec);
        assertThat(recent.frames()).hasSize(20).containsOnly(960);
        assertThat(recent.breaks()).containsExactly(10);
        assertThat(TestSignals.similarityDb(voice, recent.audio().pcm(), 800)).isGreaterThan(0.5);
    }
}
