package earshot.meeting.recording;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.meeting.recording.OpusPacketFile.Excerpt;
import earshot.meeting.recording.OpusPacketFile.Packet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpusPacketFileTest {
    private static final int FRAME = 960;

    @TempDir
    Path directory;
    private Path file;

    @BeforeEach
    void choose() {
        file = directory.resolve("m/aa.packets");
    }

    @Test
    void aNewFileIsEmptyAndItsFolderIsMade() throws IOException {
        try (OpusPacketFile recording = OpusPacketFile.open(file)) {
            assertThat(recording.length()).isZero();
        }
        assertThat(file).exists().isEmptyFile();
    }

    @Test
    void whatIsAppendedIsReadInItsOrder() throws IOException {
        write(10);
        Excerpt whole = read(Duration.ZERO, Duration.ofMillis(600), Duration.ZERO);
        assertThat(numbers(whole)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(whole.packets()).allSatisfy(packet -> assertThat(packet.samples()).isEqualTo(FRAME));
        assertThat(whole.before()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 0, 0", "60, 60, 1, 1", "59, 2, 0, 1", "120, 180, 2, 4", "540, 60, 9, 9", "90, 60, 1, 2"})
    void aSpanIsReadWithThePacketsThatHoldIt(long from, long length, int first, int last) throws IOException {
        write(10);
        Excerpt excerpt = read(Duration.ofMillis(from), Duration.ofMillis(length), Duration.ZERO);
        assertThat(numbers(excerpt)).first().isEqualTo(first);
        assertThat(numbers(excerpt)).last().isEqualTo(last);
        assertThat(excerpt.before()).isEqualTo(Duration.ofMillis(from - 60L * first));
    }

    @ParameterizedTest
    @CsvSource({"300, 120, 3, 120", "300, 100, 3, 120", "60, 500, 0, 60", "0, 80, 0, 0"})
    void aDecoderGetsTheSoundBeforeTheSpanAsFarAsThereIsSome(long from, long lead, int first, long before) throws IOException {
        write(10);
        Excerpt excerpt = read(Duration.ofMillis(from), Duration.ofMillis(60), Duration.ofMillis(lead));
        assertThat(numbers(excerpt)).first().isEqualTo(first);
        assertThat(excerpt.before()).isEqualTo(Duration.ofMillis(before));
    }

    @Test
    void aSpanThatIsNotRecordedYetIsReadAsFarAsItIs() throws IOException {
        write(3);
        assertThat(numbers(read(Duration.ofMillis(120), Duration.ofSeconds(10), Duration.ZERO))).containsExactly(2);
        assertThat(read(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ZERO).packets()).isEmpty();
    }

    @Test
    void openedAgainItGoesOn() throws IOException {
        write(4);
        try (OpusPacketFile recording = OpusPacketFile.open(file)) {
            assertThat(recording.length()).isEqualTo(Duration.ofMillis(240));
            recording.append(new Packet(new byte[] {77}, 320));
            assertThat(recording.length()).isEqualTo(Duration.ofMillis(260));
        }
        assertThat(numbers(read(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO))).containsExactly(0, 1, 2, 3, 77);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aRecordThatACrashLeftIncompleteIsCutOff(int missing) throws IOException {
        write(3);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - missing));
        try (OpusPacketFile recording = OpusPacketFile.open(file)) {
            assertThat(recording.length()).isEqualTo(Duration.ofMillis(120));
            assertThat(Files.size(file)).as("two whole records").isEqualTo(2 * (4 + 3));
            recording.append(new Packet(new byte[] {9, 9, 9}, FRAME));
        }
        assertThat(numbers(read(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO))).containsExactly(0, 1, 9);
    }

    @Test
    void aPacketMayHaveManyBytesAndADurationOfItsOwn() throws IOException {
        try (OpusPacketFile recording = OpusPacketFile.open(file)) {
            recording.append(new Packet(new byte[60_000], 1_920));
            recording.append(new Packet(new byte[] {1}, 320));
            assertThat(recording.length()).isEqualTo(Duration.ofMillis(140));
        }
        List<Packet> packets = read(Duration.ofMillis(120), Duration.ofMillis(20), Duration.ofMillis(1)).packets();
        assertThat(packets).extracting(packet -> packet.opus().length).containsExactly(60_000, 1);
        assertThat(packets).extracting(Packet::samples).containsExactly(1_920, 320);
    }

    private void write(int packets) throws IOException {
        try (OpusPacketFile recording = OpusPacketFile.open(file)) {
            for (int number = 0; number < packets; number++) {
                recording.append(new Packet(new byte[] {(byte) number, 0, 0}, FRAME));
            }
        }
    }

    private Excerpt read(Duration from, Duration length, Duration lead) throws IOException {
        return OpusPacketFile.read(file, from, length, lead);
    }

    private static List<Integer> numbers(Excerpt excerpt) {
        return excerpt.packets().stream().map(packet -> (int) packet.opus()[0]).toList();
    }
}
