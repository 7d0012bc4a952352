package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() {
        Path file = folder.resolve("a.wav");
        short[] pcm = TestSignals.voice(22_050, 0.3);
        WavFile.write(file, new PcmAudio(pcm, 22_050));
        PcmAudio read = WavFile.read(file);
        assertThat(read.rate()).isEqualTo(22_050);
        assertThat(read.pcm()).isEqualTo(pcm);
        assertThat(read.at(16_000).pcm()).hasSize(4800);
    }

    @ParameterizedTest(name = "kind {0}, {1} bits")
    @CsvSource({"1,8", "1,16", "1,24", "1,32", "3,32", "3,64"})
    void everyKindOfSampleIsReadAndTwoChannelsBecomeTheirMean(int kind, int bits) {
        ByteBuffer sound = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : new double[] {0.5, 0.25, -1, -1, 0, 0.5}) {
            switch (kind * 100 + bits) {
                case 108 -> sound.put((byte) (128 + 128 * value));
                case 116 -> sound.putShort((short) (32768 * value));
                case 124 -> sound.putShort((short) ((int) (8388608 * value) & 0xffff)).put((byte) ((int) (8388608 * value) >> 16));
                case 132 -> sound.putInt((int) (2147483648.0 * value));
                case 332 -> sound.putFloat((float) value);
                default -> sound.putDouble(value);
            }
        }
        PcmAudio read = read(wav(kind, 2, 44_100, bits, Arrays.copyOf(sound.array(), sound.position())));
        assertThat(read.pcm()).containsExactly(12_288, -32_768, 8192);
        assertThat(read.rate()).isEqualTo(44_100);
    }

    @Test
    void aFloatBeyondFullScaleIsCut() {
        byte[] sound = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(2).putFloat(Float.NaN).array();
        assertThat(read(wav(3, 1, 16_000, 32, sound)).pcm()).containsExactly(32_767, 0);
    }

    @Test
    void otherChunksAreSkippedAndACutOrUnknownLengthEndsWithTheFile() {
        byte[] plain = wav(1, 1, 16_000, 16, new byte[] {1, 0, 2, 0});
        ByteBuffer listed = ByteBuffer.allocate(plain.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        listed.put(plain, 0, 12).put("LIST".getBytes()).putInt(3).put(new byte[4]).put(plain, 12, plain.length - 12);
        assertThat(read(listed.array()).pcm()).containsExactly(1, 2);
        for (int length : new int[] {0, -1, 1000}) {
            ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).putInt(40, length);
            assertThat(read(plain).pcm()).containsExactly(1, 2);
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        assertProblem("it is not a WAV file", "hello, this is text".getBytes());
        assertProblem("it is not a WAV file", new byte[3]);
        assertProblem("it has no sound", wav(1, 1, 16_000, 16, new byte[0]));
        assertProblem("it has no format", Arrays.copyOf(wav(1, 1, 16_000, 16, new byte[2]), 12));
        assertProblem("its format is cut off", Arrays.copyOf(wav(1, 1, 16_000, 16, new byte[2]), 30));
        assertProblem("it claims 0 channels at 16000 Hz", wav(1, 0, 16_000, 16, new byte[2]));
        assertProblem("its encoding (kind 85, 16 bits) cannot be read here: make it 16-bit PCM", wav(85, 1, 16_000, 16, new byte[2]));
        assertThatThrownBy(() -> WavFile.read(folder.resolve("missing.wav"))).isInstanceOfSatisfying(ProblemException.class,
            e -> assertThat(e.problem().why(Locale.ENGLISH)).contains("There is no such file"));
        assertThatThrownBy(() -> WavFile.write(folder.resolve("no").resolve("such.wav"), new PcmAudio(new short[1], 16_000)))
            .isInstanceOf(ProblemException.class);
    }

    private void assertProblem(String reason, byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("bad.wav"), content);
        assertThatThrownBy(() -> WavFile.read(file)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.SPEECH_FILE_UNUSABLE);
            assertThat(e.problem().args()).first().isEqualTo(file.toString());
            assertThat(e.problem().why(Locale.ENGLISH)).containsIgnoringCase(reason);
        });
    }

    private static PcmAudio read(byte[] content) {
        return WavFile.read(new ByteArrayInputStream(content), "test");
    }

    private static byte[] wav(int kind, int channels, int rate, int bits, byte[] sound) {
        ByteBuffer out = ByteBuffer.allocate(44 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes()).putInt(36 + sound.length).put("WAVEfmt ".getBytes()).putInt(16).putShort((short) kind).putShort((short) channels);
        out.putInt(rate).putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8)).putShort((short) bits).put("data".getBytes());
        out.putInt(sound.length).put(sound);
        return out.array();
    }
}
