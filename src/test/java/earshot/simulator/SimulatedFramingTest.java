package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.wire.Framing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedFramingTest {
    private static final byte[] PACKET = {0x58, 1, 2, 3};

    @ParameterizedTest
    @EnumSource
    void whatIsWrappedIsUnwrapped(Framing framing) {
        assertThat(SimulatedFraming.unwrap(framing, SimulatedFraming.wrap(framing, PACKET))).contains(PACKET);
        assertThat(SimulatedFraming.unwrap(framing, SimulatedFraming.wrap(framing, new byte[0]))).contains(new byte[0]);
        byte[] large = new byte[40_000];
        large[39_999] = 7;
        assertThat(SimulatedFraming.unwrap(framing, SimulatedFraming.wrap(framing, large))).contains(large);
    }

    @Test
    void theHeadsAreThoseOfTheFirmware() {
        assertThat(HexFormat.of().formatHex(SimulatedFraming.wrap(Framing.TIMESTAMPED, PACKET)))
            .isEqualTo("0002" + "0000" + "00000000" + "00000000" + "00000004" + "58010203");
        assertThat(HexFormat.of().formatHex(SimulatedFraming.wrap(Framing.COMPACT, PACKET))).isEqualTo("0000" + "0004" + "58010203");
        assertThat(SimulatedFraming.wrap(Framing.RAW, PACKET)).isEqualTo(PACKET);
    }

    @ParameterizedTest
    @CsvSource({ "TIMESTAMPED, ''", "TIMESTAMPED, 000200000000000000000000000000", "TIMESTAMPED, 0002000000000000000000000000000558010203",
        "TIMESTAMPED, 00020000000000000000000080000000", "TIMESTAMPED, 000200000000000000000000ffffffff58",
        "COMPACT, ''", "COMPACT, 000000", "COMPACT, 0000000558010203", "COMPACT, 0000ffff58"})
    void aLengthBeyondTheMessageIsRefused(Framing framing, String hex) {
        assertThat(SimulatedFraming.unwrap(framing, HexFormat.of().parseHex(hex))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAW")
    void aHeadThatWasNotAnnouncedIsNoSound(Framing framing) {
        assertThat(SimulatedFraming.unwrap(Framing.RAW, SimulatedFraming.wrap(framing, PACKET))).isEmpty();
    }

    @Test
    void whatFollowsThePacketIsNotPlayed() {
        assertThat(SimulatedFraming.unwrap(Framing.COMPACT, HexFormat.of().parseHex("00000002580102"))).contains(new byte[] {0x58, 1});
        assertThat(SimulatedFraming.unwrap(Framing.TIMESTAMPED, HexFormat.of().parseHex("0002000000000000000000000000000158ff"))).contains(new byte[] {0x58});
    }
}
