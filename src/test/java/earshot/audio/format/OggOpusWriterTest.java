package earshot.audio.format;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import org.junit.jupiter.api.Test;

/// Packets that are put into Ogg are what others play and what is taken out again.
class OggOpusWriterTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void packetsOfAllLengthsAreTakenOutAsTheyWerePutIn() throws IOException {
        List<byte[]> packets = new ArrayList<>();
        for (int length : new int[] {1, 2, 254, 255, 256, 509, 510, 511, 1_275}) {
            packets.add(packet(length));
        }
        for (int i = 0; i < 600; i++) {
            packets.add(packet(1 + i));
        }
        write(packets, 100);
        OggOpusPackets read = OggOpusPackets.read(new ByteArrayInputStream(file.toByteArray()), Long.MAX_VALUE);
        assertThat(read.whole()).isTrue();
        assertThat(read.packets()).usingElementComparator(Arrays::compare).isEqualTo(packets);
        assertThat(OggOpusPackets.read(new ByteArrayInputStream(file.toByteArray()), 30_000).packets()).hasSizeBetween(10, 400);
    }

    @Test
    void soundPlaysAsLongAsItsPackets() throws Exception {
        List<byte[]> packets = new ArrayList<>();
        try (OpusEncoder encoder = OpusCodecs.best().encoder(16_000, 960, 24_000, 3)) {
            for (int i = 0; i < 10; i++) {
                packets.add(encoder.encode(new short[960]));
            }
        }
        write(packets, 3);
        try (OggOpusStreamDecoder decoder = new OggOpusStreamDecoder(OpusCodecs.best())) {
            int samples = decoder.decode(file.toByteArray()).length + decoder.end().length;
            assertThat(samples).isEqualTo(10 * 60 * 48);
            assertThat(decoder.incomplete()).isFalse();
        }
    }

    @Test
    void aFileThatWasCutIsReadUpToItsLastWholePage() throws IOException {
        List<byte[]> packets = IntStream.range(0, 20).mapToObj(_ -> packet(100)).toList();
        write(packets, 5);
        byte[] cut = Arrays.copyOf(file.toByteArray(), file.size() - 300);
        OggOpusPackets read = OggOpusPackets.read(new ByteArrayInputStream(cut), Long.MAX_VALUE);
        assertThat(read.whole()).isFalse();
        assertThat(read.packets()).hasSize(15);
        byte[] damaged = file.toByteArray();
        damaged[damaged.length - 700] ^= 4;
        assertThat(OggOpusPackets.read(new ByteArrayInputStream(damaged), Long.MAX_VALUE).packets()).as("what follows cannot be counted").hasSizeLessThan(15);
    }

    @Test
    void whatIsNoPacketDoesNotFit() {
        assertThat(OggOpusWriter.fits(packet(9))).isTrue();
        assertThat(OggOpusWriter.fits(new byte[0])).isFalse();
        assertThat(OggOpusWriter.fits(new byte[2_000])).isFalse();
    }

    private void write(List<byte[]> packets, int together) throws IOException {
        try (OggOpusWriter ogg = new OggOpusWriter(file, 7, "test")) {
            for (int i = 0; i < packets.size(); i++) {
                ogg.write(packets.get(i));
                if (i % together == together - 1) {
                    ogg.flush();
                }
            }
        }
    }

    private static byte[] packet(int length) {
        byte[] packet = new byte[length];
        Arrays.fill(packet, (byte) length);
        packet[0] = 11 << 3;
        return packet;
    }
}
