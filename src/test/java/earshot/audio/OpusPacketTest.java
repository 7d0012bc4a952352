package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.OpusPacket.Mode;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpusPacketTest {
    @ParameterizedTest
    @CsvSource({"0,SILK,10000", "3,SILK,60000", "5,SILK,20000", "11,SILK,60000", "12,HYBRID,10000", "15,HYBRID,20000",
        "16,CELT,2500", "21,CELT,5000", "26,CELT,10000", "31,CELT,20000"})
    void readsModeAndDurationFromTheFirstByte(int config, Mode mode, int micros) {
        var packet = OpusPacket.of(new byte[] {(byte) (config << 3), 1, 2});
        assertThat(packet.mode()).isEqualTo(mode);
        assertThat(packet.micros()).isEqualTo(micros);
        assertThat(packet.channels()).isEqualTo(1);
    }

    @Test
    void countsSeveralFramesAndTwoChannels() {
        var two = OpusPacket.of(new byte[] {(byte) (11 << 3 | 4 | 1), 1, 2, 3, 4});
        assertThat(two.micros()).isEqualTo(120_000);
        assertThat(two.channels()).isEqualTo(2);
        assertThat(two.samples(16_000)).isEqualTo(1920);
        var three = OpusPacket.of(new byte[] {(byte) (9 << 3 | 3), 3, 1, 2, 3});
        assertThat(three.micros()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aPacketOfOneToThreeBytesIsSilenceOfTheUsualLength(int length) {
        assertThat(OpusPacket.of(Arrays.copyOf(new byte[] {(byte) (11 << 3)}, length)).micros()).isEqualTo(60_000);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> OpusPacket.of(new byte[0])).isInstanceOf(UndecodableAudioException.class).hasMessage("an empty packet");
        assertThatThrownBy(() -> OpusPacket.of(new byte[] {1, 2})).hasMessage("a packet that is not Opus (two equal frames in an odd number of bytes)");
        assertThatThrownBy(() -> OpusPacket.of(new byte[] {2, 90, 1})).hasMessage("a packet that is not Opus (a frame longer than its packet)");
        assertThatThrownBy(() -> OpusPacket.of(new byte[] { (byte) (11 << 3 | 3), 3, 0, 0, 0 }))
            .hasMessage("a packet that is not Opus (frames of 0 or over 120 ms)");
        assertThatThrownBy(() -> OpusPacket.of(new byte[] {3, 0x41, -1, -1})).hasMessage("a packet that is not Opus (padding longer than its packet)");
        assertThatThrownBy(() -> OpusPacket.of(new byte[1500])).hasMessage("a packet that is not Opus (a frame of over 1275 bytes)");
    }

    @Test
    void refusesExactlyWhatTheReferenceParserRefuses() {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[1 + random.nextInt(i % 10 == 0 ? 3000 : 20)];
            random.nextBytes(packet);
            assertThat(refused(packet)).as("packet %s", Arrays.toString(packet)).isEqualTo(refusedByConcentus(packet));
            refused += refused(packet) ? 1 : 0;
        }
        assertThat(refused).isBetween(1000, 19_000);
    }

    private static boolean refused(byte[] packet) {
        try {
            OpusPacket.of(packet);
            return false;
        } catch (UndecodableAudioException e) {
            return true;
        }
    }

    private static boolean refusedByConcentus(byte[] packet) {
        try {
            OpusPacketInfo.parseOpusPacket(packet, 0, packet.length);
            return false;
        } catch (Exception e) {
            return true;
        }
    }
}
