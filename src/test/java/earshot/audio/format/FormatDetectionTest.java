package earshot.audio.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.TestSignals;
import earshot.audio.WavFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands before the sound, around it and in its place: tags, other bytes, chunks, text, and formats that are not read here.
class FormatDetectionTest {
    private static final Path SOUNDS = Path.of("src/test/resources/speech");
    private static final short[] RAMP = ramp();
    private static final byte[] WAV = WavFile.bytes(new PcmAudio(RAMP, 16_000));
    private static final byte[] TAG = ByteArrays.join(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 7, 0x68}, new byte[1_000]);

    @ParameterizedTest
    @ValueSource(strings = {"voice.flac", "voice.aac", "voice.mp3", "voice.opus", "voice.m4a"})
    void aTagOrOtherBytesBeforeTheSoundAreSkipped(String name) throws Exception {
        byte[] file = Files.readAllBytes(SOUNDS.resolve(name));
        // AAC fills in noise, which is another each time
        int whole = decode(file, "", false, 1_024).pcm.length;
        assertThat(decode(ByteArrays.join(TAG, file), "audio/wav", false, 997).pcm).hasSize(whole);
        Decoded behind = decode(ByteArrays.join("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII), file), "text/html", false, 100);
        assertThat(behind.pcm).hasSize(whole);
        assertThat(behind.incomplete).as("nobody knows what is missing").isTrue();
        byte[] noise = new byte[2_000];
        new Random(5).nextBytes(noise);
        assertThat(decode(ByteArrays.join(noise, file), "", false, 1_024).pcm).hasSize(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html; charset=utf-8", "Audio/PCM;rate=8000", "audio/L16", "audio/basic"})
    void theLabelNeverDecides(String label) throws Exception {
        assertThat(decode(WAV, label, false).pcm).isEqualTo(RAMP);
        assertThat(decode(ByteArrays.join(TAG, WAV), label, false).pcm).isEqualTo(RAMP);
        assertThat(decode(ByteArrays.join("\r\n".getBytes(StandardCharsets.US_ASCII), WAV), label, true).pcm).isEqualTo(RAMP);
    }

    @ParameterizedTest
    @MethodSource
    void chunksAndLengthsOfAWavAreReadAsTheyAreWritten(String what, byte[] file) throws Exception {
        Decoded decoded = decode(file, "audio/wav", false);
        assertThat(decoded.pcm).as(what).isEqualTo(RAMP);
        assertThat(decoded.incomplete).isFalse();
    }

    static Stream<Object[]> chunksAndLengthsOfAWavAreReadAsTheyAreWritten() {
        byte[] sound = Arrays.copyOfRange(WAV, 44, WAV.length);
        byte[] swapped = sound.clone();
        for (int i = 0; i < swapped.length; i += 2) {
            swapped[i] = sound[i + 1];
            swapped[i + 1] = sound[i];
        }
        byte[] longSizes = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN).put("ds64".getBytes(StandardCharsets.US_ASCII)).putInt(28).putLong(0)
            .putLong(sound.length).array();
        byte[] list = chunk("LIST", new byte[99], true);
        return Stream.of(new Object[] { "large numbers first", wav("RIFX", new byte[0], swapped, swapped.length, new byte[0]) },
            new Object[] { "long sizes", wav("RF64", longSizes, sound, -1, list) },
            new Object[] { "a chunk of odd length", wav("RIFF", chunk("id3 ", new byte[11], true), sound, sound.length, list) },
            new Object[] { "one that is not filled up",
                wav("RIFF", chunk("note", "abc".getBytes(StandardCharsets.US_ASCII), false), sound, sound.length, list) },
            new Object[] { "a picture", wav("RIFF", chunk("id3 ", new byte[300_001], true), sound, sound.length, list) },
            new Object[] { "a length that ends in a sample", wav("RIFF", new byte[0], sound, sound.length / 2 + 1, new byte[0]) },
            new Object[] {"a riff of no length", wav("RIFF", list, sound, 0, new byte[0])});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"code\":40001,\"message\":\"余额不足\"}", "Internal Server Error", "服务器内部错误，请稍后再试", "\uFEFF{\"error\":\"quota\"}",
        "data: {\"audio\":\"UklGRg\"}" })
    void textIsNamedWhateverItBeginsWithAndWhateverTheLabel(String body) {
        for (String label : List.of("audio/mpeg", "audio/pcm", "")) {
            assertThatThrownBy(() -> decode(body.getBytes(StandardCharsets.UTF_8), label, true)).hasMessage("text in place of sound: " + body);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "72696666 2e91cf11|Wave64", "56e040 2000|AAC (LATM)", "fffd84c0 0000|MP2", "fffb00c4 0000|MP3 (free format)",
        "1f8b0800 0000|gzip", "0b77abcd 0000|AC-3", "25504446 2d31|PDF", "23455854 4d33|M3U8", "00000014 6d6f6f76|QuickTime" })
    void whatIsNotReadHereIsNamed(String head, String name) {
        byte[] file = ByteArrays.join(HexFormat.of().parseHex(head.replace(" ", "")), new byte[3_000]);
        assertThatThrownBy(() -> decode(file, "audio/mpeg", false)).isInstanceOf(UnusableAudioException.class).hasMessageContaining(name)
            .hasMessageEndingWith("which cannot be read here");
    }

    @ParameterizedTest
    @CsvSource({"2, 4, WAV (MS ADPCM)", "17, 4, WAV (IMA ADPCM)", "85, 0, WAV (MP3)", "1, 64, kind 1 with 64 bits"})
    void aCodingThatIsNotReadIsNamed(int kind, int bits, String name) {
        byte[] file = WAV.clone();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(20, (short) kind).putShort(34, (short) bits);
        assertThatThrownBy(() -> decode(file, "", false)).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"audio/basic, -32124", "audio/PCMU, -32124", "audio/pcma;rate=16000, -5504"})
    void samplesOfTelephonesAreReadWhereTheLabelSaysThatTheyAre(String label, short first) throws Exception {
        assertThat(decode(new byte[20], label, false).pcm).hasSize(20).containsOnly(first);
    }

    /// What a server of one's own writes when its samples are no integers of 16 bits.
    @ParameterizedTest
    @ValueSource(strings = {"FLOAT_32", "PCM_24", "PCM_32", "the other byte order"})
    void samplesThatAreWrittenInAnotherWayThanIsSaidAreNeverNoise(String coding) {
        short[] sound = TestSignals.speech();
        ByteBuffer out = ByteBuffer.allocate(4 * sound.length).order(coding.startsWith("the") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (short sample : sound) {
            switch (coding) {
                case "FLOAT_32" -> out.putFloat(sample / 32_768f);
                case "PCM_24" -> out.put((byte) (sample * 91)).putShort(sample);
                case "PCM_32" -> out.putInt(sample << 16 | sample * 91 & 0xffff);
                default -> out.putShort(sample);
            }
        }
        assertThatThrownBy(() -> decode(Arrays.copyOf(out.array(), out.position()), "audio/pcm;rate=16000", true, 1_024))
            .hasMessageContaining("noise at full level");
    }

    /// A server that speaks to telephones sends samples of one byte, and the settings say what others send. Also within a WAV file.
    @ParameterizedTest
    @CsvSource({"MU_LAW, G.711 µ-law", "A_LAW, G.711 A-law", "PCM_8, 'PCM, 8 bit'"})
    void samplesOfOneByteThatAreSaidToBeOfTwoAreNamed(SampleCoding coding, String name) {
        byte[] sound = narrow(new PcmAudio(TestSignals.speech(), 16_000).at(8_000).pcm(), coding);
        for (byte[] file : List.of(sound, ByteArrays.from(sound, 1), wav("RIFF", new byte[0], sound, sound.length, new byte[0]))) {
            assertThatThrownBy(() -> decode(file, "audio/pcm;rate=16000", true, 1_024)).isInstanceOf(UnusableAudioException.class)
                .hasMessageContaining("samples of one byte (" + name + ")");
        }
    }

    /// The code whose sample is the nearest.
    private static byte[] narrow(short[] pcm, SampleCoding coding) {
        ByteBuffer all = ByteBuffer.allocate(256);
        IntStream.range(0, 256).forEach(code -> all.put(code, (byte) code));
        byte[] codes = new byte[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            int sample = pcm[i];
            codes[i] = (byte) IntStream.range(0, 256).boxed().min(Comparator.comparingInt(code -> Math.abs(coding.sample(all, code) - sample))).orElseThrow()
                .intValue();
        }
        return codes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "audio/mpeg", "audio/pcm"})
    void nothingIsNoSound(String label) throws Exception {
        assertThat(decode(new byte[0], label, false).pcm).isEmpty();
        assertThatThrownBy(() -> decode(TAG, label, false)).hasMessage("ID3 without sound");
        assertThatThrownBy(() -> decode(Arrays.copyOf(TAG, 500), label, false)).hasMessage("ID3 without sound");
        assertThatThrownBy(() -> decode(Arrays.copyOf(WAV, 44), label, false)).hasMessage("WAV without sound");
    }

    private record Decoded(short[] pcm, boolean incomplete) {}

    /// In pieces of three sizes, which make no difference.
    private static Decoded decode(byte[] bytes, String type, boolean raw) throws UnusableAudioException {
        Decoded whole = decode(bytes, type, raw, bytes.length + 1);
        for (int size : new int[] {bytes.length < 5_000 ? 1 : 997, 1_024}) {
            assertThat(decode(bytes, type, raw, size).pcm).isEqualTo(whole.pcm);
        }
        return whole;
    }

    private static Decoded decode(byte[] bytes, String type, boolean raw, int size) throws UnusableAudioException {
        PcmCollector all = new PcmCollector(48_000);
        try (FormatDetectingDecoder decoder = new FormatDetectingDecoder(OpusCodecs.concentus(), 16_000, raw)) {
            for (int at = 0; at < bytes.length; at += size) {
                all.add(decoder.read(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)), type));
            }
            for (short[] rest = decoder.end(type); rest.length > 0; rest = decoder.end(type)) {
                all.add(rest);
            }
            return new Decoded(all.take(), decoder.incomplete());
        }
    }

    private static byte[] chunk(String tag, byte[] content, boolean filled) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + content.length + (filled ? content.length & 1 : 0)).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(tag.getBytes(StandardCharsets.US_ASCII)).putInt(content.length).put(content).array();
    }

    private static byte[] wav(String tag, byte[] before, byte[] sound, int length, byte[] behind) {
        ByteBuffer file = ByteBuffer.allocate(44 + before.length + sound.length + behind.length)
            .order(tag.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        file.put(tag.getBytes(StandardCharsets.US_ASCII)).putInt(0).put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1)
            .putShort((short) 1).putInt(16_000).putInt(32_000).putShort((short) 2).putShort((short) 16);
        return file.put(before).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length).put(sound).put(behind).array();
    }

    private static short[] ramp() {
        short[] pcm = new short[501];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (i * 37 - 5_000);
        }
        return pcm;
    }
}
