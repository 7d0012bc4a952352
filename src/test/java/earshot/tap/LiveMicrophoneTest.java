package earshot.tap;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.OpusCodec;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusEncoder;
import earshot.capture.HandshakeFake;
import earshot.capture.TrafficJudge;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.watch.WatchSubscription;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The sound that a device sends anyway, while somebody listens to it.
class LiveMicrophoneTest {
    private static final DeviceId BOARD = new DeviceId("aa");
    private static final DeviceId OTHER = new DeviceId("bb");
    private static final CloseStatus GONE = new CloseStatus(1006, "", CloseStatus.Cause.DEVICE);

    private final CountingCodec codec = new CountingCodec();
    private final LiveMicrophone microphones = new LiveMicrophone(codec);
    private final List<short[]> heard = new ArrayList<>();
    private final byte[] packet = packet();

    @Test
    @DisplayName("U51: a device is heard from when somebody listens until he does no more, and only that device")
    void isHeardWhileSomebodyListens() {
        TrafficJudge board = microphones.of(HandshakeFake.of(BOARD, Framing.RAW), 0);
        TrafficJudge other = microphones.of(HandshakeFake.of(OTHER, Framing.RAW), 0);
        board.frameReceived(packet, 1);
        assertThat(codec.made).as("nobody listens").isZero();
        WatchSubscription hearing = microphones.listen(BOARD, this::hear);
        board.frameReceived(packet, 2);
        board.frameReceived(packet, 3);
        other.frameReceived(packet, 3);
        assertThat(heard).hasSize(2).allSatisfy(pcm -> assertThat(pcm).hasSize(960));
        assertThat(AudioLevel.of(heard.getLast()).rmsDb()).isGreaterThan(-30);
        hearing.close();
        board.frameReceived(packet, 4);
        assertThat(heard).hasSize(2);
        assertThat(codec.made).isEqualTo(1);
        assertThat(codec.open).as("nothing is kept for nobody").isZero();
    }

    @Test
    void isHeardOverTheNextConnectionAndInEveryFraming() {
        microphones.listen(BOARD, this::hear);
        for (Framing framing : Framing.values()) {
            TrafficJudge board = microphones.of(HandshakeFake.of(BOARD, framing), 0);
            board.frameReceived(BinaryFrameCodec.wrap(framing, packet, 0), 1);
            board.closed(GONE, 2);
        }
        assertThat(heard).hasSize(3);
        assertThat(codec.open).isZero();
    }

    @Test
    void whatIsNoSoundIsNotHeard() {
        microphones.listen(BOARD, this::hear);
        TrafficJudge board = microphones.of(HandshakeFake.of(BOARD, Framing.RAW), 0);
        board.frameReceived(new byte[0], 1);
        board.frameReceived(new byte[] {(byte) 0xff, 0}, 2);
        assertThat(heard).isEmpty();
        board.frameReceived(packet, 3);
        assertThat(heard).hasSize(1);
        board.lost(4);
        assertThat(codec.open).isZero();
    }

    @Test
    void whoListensNextTakesThePlaceOfWhoDidBefore() {
        WatchSubscription before = microphones.listen(BOARD, (_, _) -> heard.add(new short[0]));
        WatchSubscription now = microphones.listen(BOARD, this::hear);
        before.close();
        TrafficJudge board = microphones.of(HandshakeFake.of(BOARD, Framing.RAW), 0);
        board.frameReceived(packet, 1);
        assertThat(heard).singleElement().satisfies(pcm -> assertThat(pcm).hasSize(960));
        now.close();
    }

    private void hear(short[] pcm, int rate) {
        assertThat(rate).isEqualTo(16_000);
        heard.add(pcm);
    }

    private static byte[] packet() {
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(16_000, 960, 24_000, 0)) {
            return encoder.encode(FirmwareDebuggerFake.tone(960, 16_000));
        }
    }

    private static final class CountingCodec implements OpusCodec {
        private int made;
        private int open;

        @Override
        public OpusDecoder decoder(int rate) {
            made++;
            open++;
            OpusDecoder decoder = OpusCodecs.concentus().decoder(rate);
            return new OpusDecoder() {
                @Override
                public short[] decode(byte[] packet) {
                    return decoder.decode(packet);
                }

                @Override
                public short[] conceal(int samples) {
                    return decoder.conceal(samples);
                }

                @Override
                public int rate() {
                    return decoder.rate();
                }

                @Override
                public void close() {
                    open--;
                    decoder.close();
                }
            };
        }

        @Override
        public OpusEncoder encoder(int rate, int frameSamples, int bitrate, int complexity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String name() {
            return "counting";
        }
    }
}
