package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Both codecs where both are installed; a defect found in one of them is tested in both.
class OpusCodecsTest {
    static Stream<OpusCodec> codecs() {
        return Stream.concat(Stream.of(OpusCodecs.concentus()), OpusCodecs.libopus().stream());
    }

    static Stream<Arguments> pairs() {
        return codecs().flatMap(encoder -> codecs().flatMap(decoder ->
            Stream.of(8000, 16_000, 24_000, 48_000).map(rate -> Arguments.of(encoder, decoder, rate))));
    }

    @Test
    void prefersTheInstalledLibraryAndNamesIt() {
        assertThat(OpusCodecs.best()).isSameAs(OpusCodecs.libopus().orElse(OpusCodecs.concentus()));
        assertThat(OpusCodecs.concentus().name()).isEqualTo("concentus 1.0.2");
        OpusCodecs.libopus().ifPresent(codec -> assertThat(codec.name()).startsWith("libopus "));
    }

    @ParameterizedTest(name = "{2} Hz")
    @MethodSource("pairs")
    void whatOneEncodesTheOtherPlays(OpusCodec encoding, OpusCodec decoding, int rate) {
        short[] sent = TestSignals.voice(rate, 1.8);
        short[] heard = decode(decoding, rate, encode(encoding, rate, 60, 32_000, 5, sent));
        assertThat(heard).hasSameSizeAs(sent);
        assertThat(TestSignals.rmsDb(heard)).isCloseTo(TestSignals.rmsDb(sent), within(1.5));
        assertThat(TestSignals.similarityDb(Arrays.copyOf(sent, rate), heard, rate / 50)).isGreaterThan(6);
    }

    /// Answers are encoded at 24 kHz, which gives hybrid packets: the mode that one decoder decodes to silence.
    @ParameterizedTest
    @MethodSource("codecs")
    void hybridPacketsAreHeardAtEveryRate(OpusCodec codec) throws Exception {
        short[] sent = TestSignals.voice(48_000, 1.2);
        List<byte[]> packets = forced(OpusMode.MODE_HYBRID, OpusBandwidth.OPUS_BANDWIDTH_FULLBAND, 1, 20, sent);
        assertThat(packets).allSatisfy(packet -> assertThat(OpusPacket.of(packet).mode()).isEqualTo(OpusPacket.Mode.HYBRID));
        for (int rate : new int[] {8000, 12_000, 16_000, 24_000, 48_000}) {
            short[] heard = decode(codec, rate, packets);
            short[] wanted = Resampler.resample(sent, 48_000, rate);
            assertThat(heard).hasSameSizeAs(wanted);
            assertThat(TestSignals.rmsDb(heard)).as("level at %d Hz", rate).isCloseTo(TestSignals.rmsDb(wanted), within(1.5));
            assertThat(TestSignals.similarityDb(Arrays.copyOf(wanted, rate), heard, rate / 40)).as("likeness at %d Hz", rate).isGreaterThan(6);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void ourDownlinkIsHeardAt24And16Kilohertz(OpusCodec codec) {
        short[] sent = TestSignals.voice(24_000, 1.2);
        for (OpusCodec encoding : codecs().toList()) {
            List<byte[]> packets = encode(encoding, 24_000, 60, 32_000, 5, sent);
            assertThat(TestSignals.rmsDb(decode(codec, 24_000, packets))).isCloseTo(TestSignals.rmsDb(sent), within(1.5));
            assertThat(TestSignals.rmsDb(decode(codec, 16_000, packets))).isCloseTo(TestSignals.rmsDb(sent), within(1.5));
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void framesOf20To120MillisecondsAreDecodedByTheirOwnLength(OpusCodec codec) {
        for (int millis : new int[] {10, 20, 40, 60}) {
            for (byte[] packet : encode(codec, 16_000, millis, 24_000, 0, TestSignals.voice(16_000, 0.6))) {
                try (var decoder = codec.decoder(16_000)) {
                    assertThat(decoder.decode(packet)).hasSize(16 * millis);
                }
            }
        }
        List<byte[]> sixty = encode(codec, 16_000, 60, 24_000, 0, TestSignals.voice(16_000, 0.12));
        try (var decoder = codec.decoder(16_000)) {
            assertThat(decoder.decode(joined(sixty.get(0), sixty.get(1)))).hasSize(1920);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void tinyPacketsAreSilenceAndAnEmptyOneIsNothing(OpusCodec codec) {
        try (var decoder = codec.decoder(16_000)) {
            encode(codec, 16_000, 60, 24_000, 0, TestSignals.voice(16_000, 0.6)).forEach(decoder::decode);
            short[] last = {};
            for (int i = 0; i < 20; i++) {
                last = decoder.decode(Arrays.copyOf(new byte[] {(byte) (11 << 3)}, 1 + i % 3));
                assertThat(last).hasSize(960);
            }
            assertThat(TestSignals.rmsDb(last)).isLessThan(-40);
            assertThat(decoder.decode(new byte[0])).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void aBrowsersPacketOf2400BytesInStereoBecomesMono(OpusCodec codec) throws Exception {
        short[] left = TestSignals.voice(48_000, 0.6);
        short[] stereo = new short[2 * left.length];
        for (int i = 0; i < left.length; i++) {
            stereo[2 * i] = left[i];
            stereo[2 * i + 1] = left[i];
        }
        List<byte[]> packets = forced(OpusMode.MODE_CELT_ONLY, OpusBandwidth.OPUS_BANDWIDTH_FULLBAND, 2, 60, stereo);
        assertThat(packets).anySatisfy(packet -> assertThat(packet.length).isGreaterThan(2000));
        assertThat(packets).allSatisfy(packet -> assertThat(OpusPacket.of(packet).channels()).isEqualTo(2));
        short[] heard = decode(codec, 16_000, packets);
        assertThat(heard).hasSize(9600);
        assertThat(TestSignals.rmsDb(heard)).isCloseTo(TestSignals.rmsDb(left), within(1.5));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void aLostPacketIsHidden(OpusCodec codec) {
        List<byte[]> packets = encode(codec, 16_000, 60, 24_000, 5, TestSignals.sine(16_000, 300, 0.6, 0.3));
        try (var decoder = codec.decoder(16_000)) {
            packets.forEach(decoder::decode);
            assertThat(TestSignals.rmsDb(decoder.conceal(960))).isGreaterThan(-30);
            assertThat(decoder.conceal(1)).hasSize(1);
            assertThat(decoder.conceal(5000)).hasSize(5000);
            assertThat(decoder.conceal(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void nothingButUndecodableAudioComesOutOfRandomBytesAndTheStreamGoesOn(OpusCodec codec) {
        Random random = new Random(42);
        byte[] good = encode(codec, 16_000, 60, 24_000, 5, TestSignals.voice(16_000, 0.06)).getFirst();
        int refused = 0;
        try (var decoder = codec.decoder(16_000)) {
            for (int i = 0; i < 30_000; i++) { // with this seed two of them make concentus throw an AssertionError
                byte[] packet = new byte[1 + random.nextInt(1200)];
                random.nextBytes(packet);
                try {
                    assertThat(decoder.decode(packet).length).isEqualTo(OpusPacket.of(packet).samples(16_000));
                } catch (UndecodableAudioException expected) {
                    refused++;
                }
            }
            assertThat(refused).isBetween(1, 29_000);
            decoder.decode(good);
            assertThat(decoder.decode(good)).hasSize(960);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void useAfterCloseIsAnErrorAndClosingTwiceIsNot(OpusCodec codec) {
        var decoder = codec.decoder(16_000);
        var encoder = codec.encoder(16_000, 960, 24_000, 0);
        byte[] packet = encoder.encode(new short[960]);
        decoder.close();
        decoder.close();
        encoder.close();
        encoder.close();
        assertThatThrownBy(() -> decoder.decode(packet)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decoder.conceal(960)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> encoder.encode(new short[960])).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesRatesAndFramesThatOpusDoesNotHave(OpusCodec codec) {
        assertThatThrownBy(() -> codec.decoder(44_100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encoder(22_050, 960, 24_000, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encoder(16_000, 1000, 24_000, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encoder(16_000, 960, 24_000, 11)).isInstanceOf(IllegalArgumentException.class);
        try (var encoder = codec.encoder(16_000, 960, 24_000, 5)) {
            assertThatThrownBy(() -> encoder.encode(new short[959])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void tenThousandStreamsLeaveNoMemoryBehind(OpusCodec codec) {
        long before = residentKilobytes();
        for (int i = 0; i < 10_000; i++) {
            codec.decoder(16_000).close();
            if (i % 10 == 0) {
                codec.encoder(16_000, 960, 24_000, 0).close();
            }
        }
        // 10 000 decoders left open would be over 250 MB
        assertThat(residentKilobytes() - before).isLessThan(150_000);
    }

    private static List<byte[]> encode(OpusCodec codec, int rate, int millis, int bitrate, int complexity, short[] pcm) {
        int frame = rate * millis / 1000;
        List<byte[]> packets = new ArrayList<>();
        try (var encoder = codec.encoder(rate, frame, bitrate, complexity)) {
            for (int at = 0; at + frame <= pcm.length; at += frame) {
                packets.add(encoder.encode(Arrays.copyOfRange(pcm, at, at + frame)));
            }
        }
        return packets;
    }

    private static short[] decode(OpusCodec codec, int rate, List<byte[]> packets) {
        short[] all = {};
        try (var decoder = codec.decoder(rate)) {
            for (byte[] packet : packets) {
                short[] pcm = decoder.decode(packet);
                all = Arrays.copyOf(all, all.length + pcm.length);
                System.arraycopy(pcm, 0, all, all.length - pcm.length, pcm.length);
            }
        }
        return all;
    }

    /// Packets of a mode that our own encoders choose only sometimes, at 48 kHz.
    private static List<byte[]> forced(OpusMode mode, OpusBandwidth bandwidth, int channels, int millis, short[] pcm) throws Exception {
        var encoder = new io.github.jaredmdobson.concentus.OpusEncoder(48_000, channels, OpusApplication.OPUS_APPLICATION_AUDIO);
        encoder.setForceMode(mode);
        encoder.setBandwidth(bandwidth);
        encoder.setForceChannels(channels);
        encoder.setBitrate(channels == 1 ? 40_000 : 320_000);
        encoder.setUseVBR(false);
        int frame = 48 * millis;
        byte[] out = new byte[4000];
        List<byte[]> packets = new ArrayList<>();
        for (int at = 0; at + frame * channels <= pcm.length; at += frame * channels) {
            packets.add(Arrays.copyOf(out, encoder.encode(pcm, at, frame, out, 0, out.length)));
        }
        return packets;
    }

    /// Two packets of one frame each as one of two frames (RFC 6716, code 2).
    private static byte[] joined(byte[] a, byte[] b) {
        byte[] packet = new byte[2 + a.length - 1 + b.length - 1];
        packet[0] = (byte) (a[0] | 2);
        packet[1] = (byte) (a.length - 1);
        System.arraycopy(a, 1, packet, 2, a.length - 1);
        System.arraycopy(b, 1, packet, 2 + a.length - 1, b.length - 1);
        return packet;
    }

    private static long residentKilobytes() {
        try (var lines = java.nio.file.Files.lines(java.nio.file.Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
