package earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import earshot.problem.ProblemReason;

class BinaryFrameCodecTest {
    @ParameterizedTest
    @EnumSource(Framing.class)
    void takesOutWhatWasWrapped(Framing framing) {
        Random random = new Random(1);
        for (int size : new int[] {1, 2, 3, 120, 1275, 2400, 9000}) {
            byte[] packet = new byte[size];
            random.nextBytes(packet);
            packet[0] = 0x58;
            assertThat(BinaryFrameCodec.unwrap(framing, BinaryFrameCodec.wrap(framing, packet, 0xFFFF_FFFFL)))
                .isInstanceOfSatisfying(UnwrappedFrame.Packet.class, unwrapped -> {
                    assertThat(unwrapped.opus()).isEqualTo(packet);
                    assertThat(unwrapped.timestampMillis()).isEqualTo(framing == Framing.TIMESTAMPED ? 0xFFFF_FFFFL : 0);
                });
        }
    }

    @Test
    void headsAreBigEndian() {
        byte[] packet = {0x58, 0x01};
        assertThat(HexFormat.of().formatHex(BinaryFrameCodec.wrap(Framing.TIMESTAMPED, packet, 0x01020304)))
            .isEqualTo("0002000000000000010203040000000258" + "01");
        assertThat(HexFormat.of().formatHex(BinaryFrameCodec.wrap(Framing.COMPACT, packet, 9))).isEqualTo("000000025801");
        assertThat(BinaryFrameCodec.wrap(Framing.RAW, packet, 9)).isSameAs(packet);
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void aFrameWithoutContentIsEmpty(Framing framing) {
        assertThat(BinaryFrameCodec.unwrap(framing, new byte[0])).isEqualTo(new UnwrappedFrame.Empty());
    }

    @Test
    void aHeadWithoutContentIsEmpty() {
        assertThat(BinaryFrameCodec.unwrap(Framing.COMPACT, new byte[4])).isEqualTo(new UnwrappedFrame.Empty());
        assertThat(BinaryFrameCodec.unwrap(Framing.TIMESTAMPED, BinaryFrameCodec.wrap(Framing.TIMESTAMPED, new byte[0], 0)))
            .isEqualTo(new UnwrappedFrame.Empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "COMPACT|58010203040506|; it looks like a raw Opus packet (framing 1)",
        "COMPACT|5801|shorter than its header of 4",
        "COMPACT|0000000958|says 9 bytes and 1 follow",
        "COMPACT|0700000158|knows no type 7",
        "COMPACT|00020000000000000000000000000002aabb|; it looks like framing 2",
        "TIMESTAMPED|5801|shorter than its header of 16",
        "TIMESTAMPED|00000002aabb|; it looks like framing 3",
        "TIMESTAMPED|000300000000000000000000000000015858|says version 3",
        "TIMESTAMPED|00020000000000000000000000ffffff58|says 16777215 bytes and 1 follow",
        "TIMESTAMPED|0002000000000000000000008000000058|says 2147483648 bytes and 1 follow",
        "TIMESTAMPED|0002000900000000000000000000000158|knows no type 9",
        "RAW|00000002aabb|framed as version 3",
        "RAW|00020000000000000000000000000002aabb|framed as version 2"})
    void whatDoesNotFitIsWrongAndSaysWhy(Framing framing, String hex, String reason) {
        assertThat(BinaryFrameCodec.unwrap(framing, HexFormat.of().parseHex(hex)))
            .isInstanceOfSatisfying(UnwrappedFrame.Malformed.class,
                malformed -> assertThat(ProblemReason.text(malformed.reason(), Locale.ENGLISH)).contains(reason));
    }

    @Test
    void readsATextInBinaryClothes() {
        assertThat(BinaryFrameCodec.unwrap(Framing.COMPACT, HexFormat.of().parseHex("010000027b7d"))).isEqualTo(new UnwrappedFrame.Text("{}"));
    }

    @Test
    void neverThrowsWhateverComes() {
        Random random = new Random(20261122);
        for (int round = 0; round < 60_000; round++) {
            Framing framing = Framing.values()[random.nextInt(3)];
            byte[] frame = new byte[random.nextInt(40)];
            random.nextBytes(frame);
            if (random.nextBoolean()) {
                byte[] whole = BinaryFrameCodec.wrap(Framing.values()[random.nextInt(3)], frame, random.nextLong());
                frame = Arrays.copyOf(whole, random.nextInt(whole.length + 3));
                if (frame.length > 0 && random.nextBoolean()) {
                    frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            assertThat(BinaryFrameCodec.unwrap(framing, frame)).isNotNull();
        }
    }
}
