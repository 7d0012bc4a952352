package earshot.audio.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.TestSignals;
import earshot.audio.WavFile;
import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Recordings of every format: 1.5 s of the sentence that the program ships, from its second 0.3, as ffmpeg encodes it.
@Timeout(120)
class AudioReaderTest {
    private static final Path SOUNDS = Path.of("src/test/resources/speech");
    private static final int RATE = 16_000;
    private static final short[] REFERENCE = Arrays.copyOfRange(TestSignals.speech(), 4_800, 28_800);
    /// Of what an encoder of few bits leaves of a waveform, at least; other speech is below 0.3.
    private static final double LIKE = 0.75;
    private static final double LOUDEST = loudest(REFERENCE);

    @TempDir
    Path folder;

    private record Read(short[] pcm, boolean incomplete) {}

    @Test
    void aTransportStreamIsNamedThoughItHoldsFramesThatAreRead() throws Exception {
        byte[] file = new byte[188 * 40];
        byte[] aac = bytes("voice.aac");
        System.arraycopy(aac, 0, file, 188 * 3 + 4, Math.min(aac.length, 188 * 36));
        for (int at = 0; at < file.length; at += 188) {
            file[at] = 'G';
        }
        assertThatThrownBy(() -> readBytes(file)).isInstanceOf(UnusableAudioException.class).hasMessageContaining("MPEG-TS");
    }

    /// The mean of two channels of such noise has what depends on the sample before.
    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void channelsThatAreAByteOffAreNamedAndNeverNoise(int channels) throws Exception {
        ByteBuffer sound = ByteBuffer.allocate(44 + 2 * channels * REFERENCE.length).order(ByteOrder.LITTLE_ENDIAN);
        sound.put(WavFile.bytes(new PcmAudio(new short[0], RATE))).putShort(22, (short) channels).putShort(32, (short) (2 * channels));
        sound.putInt(40, sound.remaining());
        for (short sample : REFERENCE) {
            IntStream.range(0, channels).forEach(channel -> sound.putShort(channel < 2 ? sample : 0));
        }
        Read whole = readBytes(sound.array());
        assertThat(likeness(whole.pcm(), 0)).isGreaterThan(0.999);
        assertThat(whole.pcm()).hasSameSizeAs(REFERENCE);
        byte[] shifted = ByteArrays.join(Arrays.copyOf(sound.array(), sound.capacity() / 2), ByteArrays.from(sound.array(), sound.capacity() / 2 + 1));
        assertThatThrownBy(() -> readBytes(shifted)).isInstanceOf(UnusableAudioException.class).hasMessageContaining("noise at full level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice.flac", "voice.aac", "voice.m4a", "voice-fragments.m4a", "voice.mp3", "voice.opus"})
    void everyFormatIsHeardAsAFileAndAsAStreamWhateverItsName(String name) throws Exception {
        Path file = Files.copy(SOUNDS.resolve(name), folder.resolve("recording.wav"));
        Read heard = read(AudioReader.of(file, RATE, OpusCodecs.concentus()));
        assertThat(heard.incomplete()).isFalse();
        assertThat(heard.pcm().length).isCloseTo(REFERENCE.length, within(3_000));
        assertThat(likeness(heard.pcm(), 0)).isGreaterThan(name.endsWith("flac") ? 0.99999 : LIKE);
        assertThat(likeness(readBytes(Files.readAllBytes(file)).pcm(), 0)).isCloseTo(likeness(heard.pcm(), 0), within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice.flac", "voice.aac", "voice.m4a", "voice-fragments.m4a", "voice.mp3", "voice.opus", "wav"})
    void filesInARowAreAllHeard(String name) throws Exception {
        byte[] one = name.equals("wav") ? openWav() : bytes(name);
        Read once = readBytes(one);
        Read twice = readBytes(ByteArrays.join(one, one));
        assertThat(twice.pcm().length).isCloseTo(2 * once.pcm().length, within(1_000));
        assertThat(likeness(twice.pcm(), once.pcm().length)).isGreaterThan(LIKE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice.flac", "voice.aac", "voice.m4a", "voice.mp3", "voice.opus", "wav"})
    void filesOfOtherFormatsBehindAreHeard(String name) throws Exception {
        byte[] first = wavOr(name);
        int once = readBytes(first).pcm().length;
        for (String second : List.of("voice.flac", "voice.aac", "voice.m4a", "voice-fragments.m4a", "voice.mp3", "voice.opus", "wav")) {
            Path file = Files.write(folder.resolve("joined"), ByteArrays.join(first, wavOr(second)));
            Read both = read(AudioReader.of(file, RATE, OpusCodecs.concentus()));
            assertThat(both.pcm().length).as("%s and %s", name, second).isCloseTo(once + REFERENCE.length, within(3_500));
            assertThat(likeness(both.pcm(), once)).as("%s and %s", name, second).isGreaterThan(LIKE);
            assertThat(both.incomplete()).as("%s and %s", name, second).isFalse();
        }
    }

    /// Text, which is like chunks of WAV, a tag of ID3, and noise.
    @ParameterizedTest
    @ValueSource(strings = {"voice.flac", "voice.aac", "voice.m4a", "voice.mp3", "voice.opus", "wav"})
    void otherBytesBetweenFilesAreToldAndNeverNoise(String name) throws Exception {
        byte[] noise = new byte[3_000];
        new Random(9).nextBytes(noise);
        for (byte[] between : List.of("HTTP/1.1 200 OK, next part\r\n".repeat(60).getBytes(StandardCharsets.US_ASCII), noise)) {
            try {
                Read all = readBytes(ByteArrays.join(ByteArrays.join(wavOr(name), between), bytes("voice.flac")));
                assertThat(all.incomplete()).isTrue();
                assertThat(likeness(all.pcm(), all.pcm().length - REFERENCE.length)).isGreaterThan(0.99);
                assertThat(loudest(all.pcm())).isLessThan(2.2 * LOUDEST);
            } catch (UnusableAudioException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 2, 0};
        Read tagged = readBytes(ByteArrays.join(ByteArrays.join(wavOr(name), ByteArrays.join(tag, new byte[256])), bytes("voice.mp3")));
        assertThat(likeness(tagged.pcm(), tagged.pcm().length - REFERENCE.length - 2_500)).isGreaterThan(LIKE);
    }

    /// These are tried for ever by jFLAC alone, as are frames of AMR.
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void bytesBehindFlacThatAreNoFramesAreNamed() throws Exception {
        byte[] noise = new byte[6_000];
        new Random(1).nextBytes(noise);
        try (AudioReader reader = AudioReader.of(new ByteArrayInputStream(ByteArrays.join(bytes("voice.flac"), noise)), RATE, OpusCodecs.concentus())) {
            assertThat(likeness(reader.next().orElseThrow().pcm(), 0)).isGreaterThan(0.999);
            assertThatThrownBy(reader::next).isInstanceOf(UnusableAudioException.class).hasMessageContaining("FLAC whose frames");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"voice.flac", "voice.aac", "voice.m4a", "voice-fragments.m4a", "voice.mp3", "voice.opus", "wav"})
    void whatWasCutOrDamagedIsHeardOrNamedAndNeverNoise(String name) throws Exception {
        byte[] whole = name.equals("wav") ? WavFile.bytes(new PcmAudio(REFERENCE, RATE)) : bytes(name);
        Random random = new Random(20261129);
        for (int round = 0; round < 16; round++) {
            byte[] file = round % 2 == 0 ? Arrays.copyOf(whole, 4 + random.nextInt(whole.length - 8)) : whole.clone();
            for (int damage = round % 2 == 0 ? 0 : 1 + random.nextInt(20); damage > 0; damage--) {
                file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Read heard = readBytes(file);
                assertThat(loudest(heard.pcm())).as("round %d", round).isLessThan(2.2 * LOUDEST);
                assertThat(heard.incomplete() || round % 2 != 0).as("round %d is told to be cut", round).isTrue();
            } catch (UnusableAudioException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void aTableAtTheEndOfAFileIsReadAheadAndAStreamIsKeptUpToABound() throws Exception {
        byte[] file = bytes("voice.m4a");
        int table = new String(file, StandardCharsets.ISO_8859_1).indexOf("moov") - 4;
        assertThat(table).isGreaterThan(5_000);
        Path large = folder.resolve("large.m4a");
        Files.write(large, Arrays.copyOf(file, table));
        try (RandomAccessFile out = new RandomAccessFile(large.toFile(), "rw")) {
            out.seek(table);
            out.writeInt(70 << 20);
            out.writeBytes("free");
            out.seek(table + (70L << 20));
            out.write(file, table, file.length - table);
        }
        assertThat(likeness(read(AudioReader.of(large, RATE, OpusCodecs.concentus())).pcm(), 0)).isGreaterThan(LIKE);
        assertThatThrownBy(() -> read(AudioReader.of(Files.newInputStream(large), RATE, OpusCodecs.concentus()))).isInstanceOf(UnusableAudioException.class)
            .hasMessageContaining("64 MB");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileWhoseSoundIsOfAnotherKindIsNotLeftOpen() throws Exception {
        byte[] file = bytes("voice.m4a");
        int config = new String(file, StandardCharsets.ISO_8859_1).indexOf("\u0005\u0080\u0080\u0080\u0005") + 5;
        file[config] = 0;
        Path other = Files.write(folder.resolve("other.m4a"), file);
        assertThatThrownBy(() -> AudioReader.of(other, RATE, OpusCodecs.concentus())).isInstanceOf(UnusableAudioException.class);
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(handles.map(AudioReaderTest::target)).doesNotContain(other.toString());
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void anEndlessStreamIsReadPieceByPiece() throws Exception {
        byte[] head = Arrays.copyOf(openWav(), 44);
        byte[] sound = Arrays.copyOfRange(openWav(), 44, 44 + 2 * REFERENCE.length);
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(head), new SequenceInputStream(
            Collections.enumeration(Collections.nCopies(100_000, sound).stream().map(one -> (InputStream) new ByteArrayInputStream(one)).toList())));
        try (AudioReader reader = AudioReader.of(endless, RATE, OpusCodecs.concentus())) {
            for (int seconds = 0; seconds < 20; seconds++) {
                assertThat(reader.next().orElseThrow().pcm().length).isBetween(RATE, 2 * RATE);
            }
            assertThat(reader.bytesRead()).isBetween(640_000L, 1_400_000L);
            reader.close();
            assertThatThrownBy(reader::next).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void closingEndsAReaderThatWaitsForBytes() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Integer> bytes = new CompletableFuture<>();
        InputStream silent = new InputStream() {
            @Override
            public int read() {
                reading.countDown();
                return bytes.join();
            }

            @Override
            public int read(byte[] to, int offset, int most) {
                return read();
            }

            @Override
            public void close() {
                bytes.complete(-1);
            }
        };
        AudioReader reader = AudioReader.of(silent, RATE, OpusCodecs.concentus());
        FutureTask<Optional<PcmAudio>> piece = new FutureTask<>(reader::next);
        Thread.startVirtualThread(piece);
        reading.await();
        reader.close();
        assertThatThrownBy(piece::get).hasCauseInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "fff1508004fffc|没有数据帧的 AAC", "0000001c667479704d3441200000020069736f6d|缺少声音索引的 MP4 文件（M4A）", "664c6143|FLAC", "4f6767530002|本该有 Ogg 页的位置没有页",
        "fffb90c0|没有数据帧的 MP3",
        "52494646000000004156492000|不是 WAV 文件", "464f524d00000000|AIFF 格式，这里不支持", "0102030405060708|格式未知的声音"})
    void aReaderOfChineseIsToldWhatIsWrongInChinese(String head, String reason) {
        byte[] noise = new byte[200_000];
        new Random(15).nextBytes(noise);
        byte[] file = ByteArrays.join(HexFormat.of().parseHex(head), noise);
        assertThatThrownBy(() -> readBytes(file))
            .satisfies(e -> assertThat(ProblemReason.text(Failures.argument(e), Locale.SIMPLIFIED_CHINESE)).contains(reason).doesNotContain(" is ", " of "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "fff1508004fffc|AAC without frames", "0000001c667479704d3441200000020069736f6d|an MP4 file (M4A) without a table", "664c6143|FLAC without",
        "4f6767530002|no page of Ogg", "fffb90c0|MP3 without frames" })
    void aHeadWithNoiseBehindItIsNamedAndNeverPlayed(String head, String name) {
        byte[] noise = new byte[200_000];
        new Random(15).nextBytes(noise);
        byte[] file = ByteArrays.join(HexFormat.of().parseHex(head), noise);
        assertThatThrownBy(() -> readBytes(file)).isInstanceOf(UnusableAudioException.class).hasMessageContaining(name);
    }

    /// In the middle of a piece, and behind a page in the same bytes.
    @ParameterizedTest
    @ValueSource(strings = {"wav", "voice.opus"})
    void whatIsBeforeAFaultIsHeard(String name) throws Exception {
        byte[] flac = HexFormat.of().parseHex("4f6767530002" + "00".repeat(20) + "01057f464c4143");
        List<short[]> heard = new ArrayList<>();
        try (AudioReader reader = AudioReader.of(new ByteArrayInputStream(ByteArrays.join(wavOr(name), flac)), RATE, OpusCodecs.concentus())) {
            assertThatThrownBy(() -> {
                while (true) {
                    heard.add(reader.next().orElseThrow().pcm());
                }
            }).isInstanceOf(UnusableAudioException.class).hasMessageContaining("Ogg FLAC");
        }
        short[] all = Samples.joined(heard);
        assertThat(all.length).isCloseTo(REFERENCE.length, within(3_000));
        assertThat(likeness(all, 0)).isGreaterThan(LIKE);
    }

    @Test
    void whatIsNoFileOfSoundIsNamed() {
        assertThatThrownBy(() -> readBytes(new byte[0])).isInstanceOf(UnusableAudioException.class).hasMessage("no sound");
        assertThatThrownBy(() -> readBytes("# Minutes of the meeting".getBytes(StandardCharsets.UTF_8))).isInstanceOf(UnusableAudioException.class)
            .hasMessageContaining("text in place of sound: # Minutes");
        byte[] vorbis = ByteArrays.join("OggS\0\2".getBytes(StandardCharsets.ISO_8859_1), new byte[200]);
        assertThatThrownBy(() -> readBytes(vorbis)).isInstanceOf(UnusableAudioException.class);
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(SOUNDS.resolve(name));
    }

    private static byte[] wavOr(String name) throws IOException {
        return name.equals("wav") ? WavFile.bytes(new PcmAudio(REFERENCE, RATE)) : bytes(name);
    }

    /// A WAV file whose lengths say nothing, as a server writes it that does not know them yet.
    private static byte[] openWav() {
        byte[] file = WavFile.bytes(new PcmAudio(REFERENCE, RATE));
        ByteBuffer.wrap(file).putInt(4, -1).putInt(40, -1);
        return file;
    }

    private static Read readBytes(byte[] file) throws IOException, UnusableAudioException {
        return read(AudioReader.of(new ByteArrayInputStream(file), RATE, OpusCodecs.concentus()));
    }

    private static Read read(AudioReader opened) throws IOException, UnusableAudioException {
        try (AudioReader reader = opened) {
            List<Short> all = new ArrayList<>();
            for (Optional<PcmAudio> piece = reader.next(); piece.isPresent(); piece = reader.next()) {
                for (short sample : piece.get().pcm()) {
                    all.add(sample);
                }
            }
            short[] pcm = new short[all.size()];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = all.get(i);
            }
            return new Read(pcm, reader.incomplete());
        }
    }

    /// The correlation of what is heard with the reference, where it is best: encoders delay.
    private static double likeness(short[] heard, int from) {
        double best = 0;
        for (int delay = 0; delay < 2_500; delay++) {
            double product = 0;
            double a = 1;
            double b = 1;
            for (int i = 2_000; i < 18_000 && from + i + delay < heard.length; i += 5) {
                product += REFERENCE[i] * heard[from + i + delay];
                a += REFERENCE[i] * REFERENCE[i];
                b += heard[from + i + delay] * heard[from + i + delay];
            }
            best = Math.max(best, product / Math.sqrt(a * b));
        }
        return best;
    }

    /// The level of the loudest 16 ms.
    private static double loudest(short[] pcm) {
        double most = 0;
        for (int from = 0; from + 256 <= pcm.length; from += 128) {
            double square = 0;
            for (int i = from; i < from + 256; i++) {
                square += pcm[i] * pcm[i];
            }
            most = Math.max(most, Math.sqrt(square / 256));
        }
        return most;
    }
}
