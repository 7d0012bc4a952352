package earshot.audio.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.TestSignals;
import earshot.audio.WavFile;
import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers of voices as bytes that arrive in pieces: each format, cut anywhere, and damaged.
class StreamDecodersTest {
    private static final int BARE_RATE = 24_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 44, 45, 1_000, 1_000_000})
    void aWavFileIsTheSameHoweverItIsCut(int size) throws Exception {
        PcmAudio sound = new PcmAudio(ramp(3_000), 22_050);
        Decoded decoded = decode(WavFile.bytes(sound), "audio/wav", size);
        assertThat(decoded.rate).isEqualTo(22_050);
        assertThat(decoded.pcm).isEqualTo(sound.pcm());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 4_096})
    void rawSamplesAreTheSameHoweverTheyAreCut(int size) throws Exception {
        short[] pcm = ramp(1_001);
        Decoded decoded = decode(bytes(pcm), "application/octet-stream", size);
        assertThat(decoded.rate).isEqualTo(BARE_RATE);
        assertThat(decoded.pcm).isEqualTo(pcm);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "audio/pcm;rate=16000|16000", "audio/L16; rate=\"44100\"; channels=1|44100", "audio/pcm|24000", "''|24000",
        "audio/pcm; rate=12|24000" })
    void theContentTypeNamesTheRateOfRawSamples(String type, int rate) throws Exception {
        assertThat(decode(bytes(ramp(100)), type, 200).rate).isEqualTo(rate);
    }

    @Test
    void channelsAreMixedToTheirMean() throws Exception {
        short[] interleaved = {100, 300, -100, -300, 32_767, 32_767, -32_768, -32_768, 1, 0};
        assertThat(decode(bytes(interleaved), "audio/pcm;channels=2", 3).pcm).containsExactly(200, -200, 32_767, -32_768, 0);
        assertThat(decode(wav(1, 2, 16_000, 16, -1, bytes(interleaved)), "audio/wav", 3).pcm).containsExactly(200, -200, 32_767, -32_768, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x7fff_ffff, 0x7fff_ff00})
    void aWavFileOfUnknownLengthIsReadToItsEnd(int length) throws Exception {
        assertThat(decode(wav(1, 1, 16_000, 16, length, bytes(ramp(50))), "audio/wav", 20).pcm).isEqualTo(ramp(50));
    }

    @Test
    void chunksBehindTheSoundAreNoSound() throws Exception {
        byte[] file = ByteArrays.join(wav(1, 1, 16_000, 16, 100, bytes(ramp(50))), "LIST\4\0\0\0data".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(decode(file, "audio/wav", 33).pcm).isEqualTo(ramp(50));
    }

    @Test
    void chunksBeforeTheSoundAreSkippedAlsoThoseOfOddLength() throws Exception {
        byte[] plain = wav(1, 1, 16_000, 16, 100, bytes(ramp(50)));
        ByteBuffer file = ByteBuffer.allocate(plain.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        file.put(plain, 0, 12).put("LIST".getBytes(StandardCharsets.US_ASCII)).putInt(3).put(new byte[4]).put(plain, 12, plain.length - 12);
        assertThat(decode(file.array(), "audio/wav", 5).pcm).isEqualTo(ramp(50));
    }

    @ParameterizedTest
    @CsvSource({ "3, 1, 16000, 16, kind 3 with 16 bits", "2, 1, 16000, 4, WAV (MS ADPCM)", "1, 0, 16000, 16, 0 channels", "1, 9, 16000, 16, 9 channels",
        "1, 1, 3999, 16, at 3999 Hz", "1, 1, 192001, 16, at 192001 Hz" })
    void aWavFormatThatIsNotReadIsNamed(int kind, int channels, int rate, int bits, String reason) {
        assertThatThrownBy(() -> decode(wav(kind, channels, rate, bits, 100, new byte[100]), "audio/wav", 1_000)).isInstanceOf(UnusableAudioException.class)
            .hasMessageContaining(reason);
    }

    @Test
    void aWavFileWithoutSoundEndsAtABound() {
        ByteBuffer endless = ByteBuffer.allocate(200_000).order(ByteOrder.LITTLE_ENDIAN);
        endless.put(wav(1, 1, 16_000, 16, 0, new byte[0]), 0, 36).put("junk".getBytes(StandardCharsets.US_ASCII)).putInt(70_000);
        assertThatThrownBy(() -> decode(endless.array(), "audio/wav", 1_000)).isInstanceOf(UnusableAudioException.class).hasMessage("WAV without sound");
        byte[] soundFirst = ByteArrays.join("RIFF\0\0\0\0WAVE".getBytes(StandardCharsets.ISO_8859_1), "data\4\0\0\0abcd".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> decode(soundFirst, "audio/wav", 1_000)).hasMessage("its sound comes before its format");
        assertThatThrownBy(() -> decode("RIFF\0\0\0\0AVI LIST".getBytes(StandardCharsets.ISO_8859_1), "audio/wav", 1_000)).hasMessage("it is not a WAV file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"error\":\"quota\"}|audio/wav|quota", "<html>bad gateway</html>|audio/mpeg|bad gateway", "no sound today|text/plain|no sound today",
        "[1,2,3]|application/json|[1,2,3]", "fLaC1234|audio/flac|FLAC" })
    void whatIsNoSoundSaysWhatItIs(String body, String type, String reason) {
        assertThatThrownBy(() -> decode(body.getBytes(StandardCharsets.UTF_8), type, 1_000)).isInstanceOf(UnusableAudioException.class)
            .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"audio/pcm;rate=3000", "audio/pcm;rate=200000"})
    void aRateThatNobodyHasIsRefused(String type) {
        assertThatThrownBy(() -> decode(bytes(ramp(10)), type, 100)).isInstanceOf(UnusableAudioException.class).hasMessageContaining(" Hz");
    }

    @Test
    void fewerThanFourBytesAreNoSoundYet() throws Exception {
        assertThat(decode(new byte[] {1, 2, 3}, "audio/pcm", 1).pcm).isEmpty();
        assertThat(decode(new byte[0], "audio/wav", 1).pcm).isEmpty();
    }

    @Test
    void damagedFilesAreSoundOrARefusalAndNeverAnythingElse() throws IOException {
        Random random = new Random(20261122);
        byte[][] files = {WavFile.bytes(new PcmAudio(ramp(800), 16_000)), Files.readAllBytes(Path.of("src/test/resources/speech/voice-24k-mono.mp3")),
            "OggS\0\2\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\1\23OpusHead\1\1\0\0\300\135\0\0\0\0\0OggS".getBytes(StandardCharsets.ISO_8859_1)};
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] file = files[round % files.length].clone();
            for (int damage = 1 + random.nextInt(20); damage > 0; damage--) {
                file[random.nextInt(Math.min(file.length, 200))] = (byte) random.nextInt(256);
            }
            try {
                decode(Arrays.copyOf(file, random.nextInt(Math.min(file.length, 6_000))), "", 1 + random.nextInt(2_000));
            } catch (UnusableAudioException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 1_000})
    void filesInARowAreOneSound(int size) throws Exception {
        byte[] one = ByteArrays.join(wav(1, 1, 16_000, 16, 100, bytes(ramp(50))), "LIST\4\0\0\0data".getBytes(StandardCharsets.ISO_8859_1));
        Decoded decoded = decode(ByteArrays.join(one, one), "audio/wav", size, false);
        assertThat(decoded.pcm).hasSize(100).startsWith(ramp(50)).endsWith(ramp(50));
    }

    @Test
    void thousandsOfFilesInARowAreOneSound() throws Exception {
        byte[] one = wav(1, 1, 16_000, 16, 20, bytes(ramp(10)));
        byte[] all = new byte[10_000 * one.length];
        for (int at = 0; at < all.length; at += one.length) {
            System.arraycopy(one, 0, all, at, one.length);
        }
        assertThat(decode(all, "audio/wav", all.length, false).pcm).hasSize(100_000).startsWith(ramp(10)).endsWith(ramp(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 33, 10_000})
    void filesWithoutALengthAndThoseWithAWrongOneAreReadToTheirEnd(int size) throws Exception {
        for (int length : new int[] {0, -1, 60, 8_000}) {
            byte[] one = wav(1, 1, 16_000, 16, length, bytes(ramp(50)));
            assertThat(decode(ByteArrays.join(one, one), "audio/wav", size, false).pcm).as("length %d", length).isEqualTo(twice(ramp(50)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000})
    void filesInARowOfDifferentRatesAreHeardAtTheRateOfTheFirst(int size) throws Exception {
        byte[] wavs = ByteArrays.join(wav(1, 1, 16_000, 16, 1_000, bytes(ramp(500))), wav(1, 1, 24_000, 16, 1_500, bytes(ramp(750))));
        Decoded decoded = decode(wavs, "", size, false);
        assertThat(decoded.rate).isEqualTo(16_000);
        assertThat(decoded.pcm).hasSize(1_000).startsWith(ramp(500));
    }

    @Test
    void mp3WhoseRateChangesIsNamed() throws Exception {
        Path sounds = Path.of("src/test/resources/speech");
        byte[] mp3s = ByteArrays.join(Files.readAllBytes(sounds.resolve("voice-24k-mono.mp3")), Files.readAllBytes(sounds.resolve("voice.mp3")));
        assertThatThrownBy(() -> decode(mp3s, "", 100, false)).hasMessage("MP3 whose rate changes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 10_000})
    void allChunksOfSoundInAWavFileAreHeard(int size) throws Exception {
        byte[] chunk = ByteArrays.join("LIST\4\0\0\0abcddata\144\0\0\0".getBytes(StandardCharsets.ISO_8859_1), bytes(ramp(50)));
        byte[] file = ByteArrays.join(ByteArrays.join(wav(1, 1, 16_000, 16, 100, bytes(ramp(50))), chunk), "data\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(decode(file, "audio/wav", size, false).pcm).isEqualTo(twice(ramp(50)));
    }

    @Test
    void whatIsNotReadBehindAWavFileIsNamed() {
        byte[] file = ByteArrays.join(wav(1, 1, 16_000, 16, 100, bytes(ramp(50))), Arrays.copyOf("FORM\0\0\0\0AIFF".getBytes(StandardCharsets.US_ASCII), 400));
        assertThatThrownBy(() -> decode(file, "audio/wav", 7, false)).isInstanceOf(UnusableAudioException.class).hasMessageContaining("AIFF");
    }

    @Test
    void oneOfSixChannelsIsAsLoudAsItIs() throws Exception {
        short[] said = ramp(300);
        short[] interleaved = new short[6 * said.length];
        for (int i = 0; i < said.length; i++) {
            for (int channel = 0; channel < 6; channel++) {
                interleaved[6 * i + channel] = (short) (channel == 2 ? said[i] : i % 3 - 1);
            }
        }
        short[] heard = decode(wav(1, 6, 16_000, 16, -1, bytes(interleaved)), "audio/wav", 1_000, false).pcm;
        assertThat(heard).hasSameSizeAs(said);
        for (int i = 0; i < said.length; i++) {
            assertThat((int) heard[i]).as("sample %d", i).isBetween(said[i] - 6, said[i] + 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice.mp3", "voice.aac", "voice.flac", "voice.m4a", "voice.opus"})
    void whatIsSaidToBeSamplesAndIsNoneIsHeardAsWhatItIs(String name) throws Exception {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/speech", name));
        assertThat(decode(file, "audio/pcm;rate=24000", 700, true).pcm.length).isEqualTo(decode(file, "", 700, false).pcm.length);
    }

    @Test
    void bytesThatAreNoSamplesAreNeverPlayed() {
        byte[] noise = new byte[20_000];
        new Random(4).nextBytes(noise);
        assertThatThrownBy(() -> decode(noise, "audio/pcm", 1_000, true)).isInstanceOf(UnusableAudioException.class)
            .hasMessageContaining("noise at full level");
        for (int bits : new int[] {8, 16, 24, 32}) {
            assertThatThrownBy(() -> decode(wav(1, 1, 16_000, bits, 20_000, noise), "audio/wav", 1_000 * bits / 8 + 100, false)).as("%d bits", bits)
                .hasMessageContaining("noise at full level");
        }
    }

    @Test
    void loudSoundIsNoNoise() throws Exception {
        for (int hertz : new int[] {50, 440, 4_000, 7_900}) {
            short[] tone = TestSignals.sine(16_000, hertz, 0.5, 1);
            assertThat(decode(bytes(tone), "audio/pcm;rate=16000", 4_000, true).pcm).isEqualTo(tone);
        }
        short[] square = new short[8_000];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        assertThat(decode(bytes(square), "audio/pcm;rate=16000", 4_000, true).pcm).isEqualTo(square);
    }

    @Test
    void loudTonesAndNarrowSamplesThatWereMadeWideAreSound() throws Exception {
        for (int hertz = 100; hertz < 12_000; hertz += 100) {
            for (double amplitude : new double[] {1, 0.9, 0.7, 0.5, 0.3}) {
                short[] tone = TestSignals.sine(24_000, hertz, 0.05, amplitude);
                assertThat(decode(bytes(tone), "audio/pcm;rate=24000", 4_000, true).pcm).as("%d Hz, %.1f", hertz, amplitude).isEqualTo(tone);
            }
        }
        short[] wide = TestSignals.speech();
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (short) ((wide[i] >> 8) * 257);
        }
        assertThat(decode(bytes(wide), "audio/pcm;rate=16000", 4_000, true).pcm).isEqualTo(wide);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000})
    void everySampleCodingGivesTheSameSound(int size) throws Exception {
        ByteBuffer floats = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.5f).putFloat(-0.25f).putFloat(7).putFloat(Float.NaN);
        assertThat(decode(wav(3, 1, 16_000, 32, 16, floats.array()), "audio/wav", size, false).pcm).containsExactly(16_384, -8_192, 32_767, 0);
        assertThat(decode(wav(1, 1, 16_000, 24, 6, new byte[] {9, 0, 64, 9, 0, -32}), "audio/mpeg", size, false).pcm).containsExactly(16_384, -8_192);
        assertThat(decode(wav(1, 1, 16_000, 8, 2, new byte[] {(byte) 192, 96}), "", size, false).pcm).containsExactly(16_384, -8_192);
        // values of ITU-T G.711
        assertThat(decode(wav(6, 1, 8_000, 8, 3, new byte[] {(byte) 0xd5, 0x55, (byte) 0xaa}), "", size, false).pcm).containsExactly(8, -8, 32_256);
        assertThat(decode(wav(7, 1, 8_000, 8, 3, new byte[] {(byte) 0xff, 0x00, (byte) 0x80}), "", size, false).pcm).containsExactly(0, -32_124, 32_124);
    }

    @ParameterizedTest
    @CsvSource({"464f524d00, AIFF", "1a45dfa300, WebM", "0102030405060708, not known"})
    void whatIsNotUnderstoodIsNamedAndNeverPlayed(String start, String name) {
        byte[] file = Arrays.copyOf(HexFormat.of().parseHex(start), 4_000);
        new Random(1).nextBytes(file);
        byte[] head = HexFormat.of().parseHex(start);
        System.arraycopy(head, 0, file, 0, head.length);
        for (String type : List.of("", "audio/wav", "application/octet-stream")) {
            assertThatThrownBy(() -> decode(file, type, 3, false)).isInstanceOf(UnusableAudioException.class).hasMessageContaining(name)
                .satisfies(e -> assertThat(ProblemReason.text(Failures.argument(e), Locale.SIMPLIFIED_CHINESE)).containsAnyOf("这里不支持", "格式未知"));
        }
    }

    private record Decoded(short[] pcm, int rate) {}

    private static Decoded decode(byte[] bytes, String type, int size) throws UnusableAudioException {
        return decode(bytes, type, size, true);
    }

    private static Decoded decode(byte[] bytes, String type, int size, boolean raw) throws UnusableAudioException {
        PcmCollector all = new PcmCollector(16_000);
        try (FormatDetectingDecoder decoder = new FormatDetectingDecoder(OpusCodecs.concentus(), BARE_RATE, raw)) {
            for (int at = 0; at < bytes.length; at += size) {
                all.add(decoder.read(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)), type));
            }
            for (short[] rest = decoder.end(type); rest.length > 0; rest = decoder.end(type)) {
                all.add(rest);
            }
            return new Decoded(all.take(), all.length() >= 0 && bytes.length > 50 ? rate(decoder) : 0);
        }
    }

    private static int rate(FormatDetectingDecoder decoder) {
        try {
            return decoder.rate();
        } catch (RuntimeException noSoundYet) {
            return 0;
        }
    }

    private static byte[] wav(int kind, int channels, int rate, int bits, int length, byte[] sound) {
        ByteBuffer file = ByteBuffer.allocate(44 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF\0\0\0\0WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1)).putInt(16).putShort((short) kind).putShort((short) channels).putInt(rate)
            .putInt(0).putShort((short) 0).putShort((short) bits);
        return file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length).put(sound).array();
    }

    private static byte[] bytes(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return bytes.array();
    }

    private static short[] twice(short[] pcm) {
        short[] all = Arrays.copyOf(pcm, 2 * pcm.length);
        System.arraycopy(pcm, 0, all, pcm.length, pcm.length);
        return all;
    }

    private static short[] ramp(int length) {
        short[] pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) (i * 37 - 5_000);
        }
        return pcm;
    }
}
