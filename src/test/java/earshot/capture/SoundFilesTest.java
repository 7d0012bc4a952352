package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.format.OggOpusWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packets that lines of a session file point at, and those that are not there.
class SoundFilesTest {
    private static final String IN = "sound/1-in.ogg";
    private static final String OUT = "sound/1-out.ogg";

    @TempDir
    private Path directory;

    private final ReadBudget budget = new ReadBudget(1 << 20, 1 << 20);

    @Test
    void eachPacketIsFoundByItsPlace() throws IOException {
        write(IN, 3);
        write(OUT, 1);
        SoundFiles sounds = sounds(budget);
        assertThat(sounds.packet(new EntryJson.Place(IN, 2))).contains(SampleSession.packet(2));
        assertThat(sounds.packet(new EntryJson.Place(OUT, 0))).contains(SampleSession.packet(0));
        assertThat(sounds.packet(new EntryJson.Place(IN, 0))).contains(SampleSession.packet(0));
        assertThat(sounds.missing()).isZero();
    }

    @Test
    void whatIsNotThereIsCountedEachTimeItIsAskedFor() throws IOException {
        write(IN, 3);
        SoundFiles sounds = sounds(budget);
        assertThat(sounds.packet(new EntryJson.Place(IN, 3))).as("behind the last").isEmpty();
        assertThat(sounds.packet(new EntryJson.Place(IN, Integer.MAX_VALUE))).isEmpty();
        assertThat(sounds.packet(new EntryJson.Place(OUT, 0))).as("no such file").isEmpty();
        assertThat(sounds.packet(new EntryJson.Place("../" + IN, 0))).as("none of a session").isEmpty();
        assertThat(sounds.missing()).isEqualTo(4);
        assertThat(sounds.packet(new EntryJson.Place(IN, 1))).isPresent();
        assertThat(sounds.missing()).isEqualTo(4);
    }

    @Test
    void aFileIsReadOnceAndOnlyWhenItIsAskedFor() throws IOException {
        SoundFiles sounds = sounds(budget);
        write(IN, 2);
        long memory = budget.memory();
        assertThat(sounds.packet(new EntryJson.Place(IN, 0))).isPresent();
        long left = budget.memory();
        assertThat(left).isEqualTo(memory - 2 * (SampleSession.packet(0).length + 40));
        write(IN, 1);
        assertThat(sounds.packet(new EntryJson.Place(IN, 1))).contains(SampleSession.packet(1));
        assertThat(budget.memory()).isEqualTo(left);
    }

    @Test
    void aFileIsReadAsFarAsItsPacketsAreAskedForHoweverManyAreOpen() throws IOException {
        List<String> names = IntStream.rangeClosed(1, 210).mapToObj(number -> "sound/" + number + "-in.ogg").toList();
        for (String name : names) {
            write(name, 600);
        }
        ReadBudget large = new ReadBudget(1 << 24, 1 << 24);
        try (SoundFiles sounds = sounds(large)) {
            long memory = large.memory();
            assertThat(sounds.packet(new EntryJson.Place(names.getFirst(), 0))).isPresent();
            assertThat(memory - large.memory()).as("not the whole file").isLessThan(400L * (SampleSession.packet(0).length + 40));
            for (int index : new int[] {0, 300, 599}) {
                for (String name : names) {
                    assertThat(sounds.packet(new EntryJson.Place(name, index))).contains(SampleSession.packet(index));
                }
            }
            assertThat(sounds.missing()).isZero();
        }
    }

    @Test
    void aFileThatIsNoSoundHasNoPackets() throws IOException {
        write(IN, 2);
        Files.write(directory.resolve(OUT), new byte[5_000]);
        SoundFiles sounds = sounds(budget);
        assertThat(sounds.packet(new EntryJson.Place(OUT, 0))).isEmpty();
        assertThat(sounds.packet(new EntryJson.Place(IN, 0))).as("the other is not harmed").isPresent();
        assertThat(sounds.missing()).isEqualTo(1);
    }

    @Test
    void ofADamagedFileTheBeginIsUsed() throws IOException {
        Path path = write(IN, 2_000);
        byte[] whole = Files.readAllBytes(path);
        whole[whole.length - 10] ^= 1;
        Files.write(path, whole);
        SoundFiles sounds = sounds(budget);
        assertThat(sounds.packet(new EntryJson.Place(IN, 0))).contains(SampleSession.packet(0));
        assertThat(sounds.packet(new EntryJson.Place(IN, 1_999))).isEmpty();
    }

    @Test
    void aPacketThatCannotBePlayedIsMissingAndKeepsItsPlace() throws IOException {
        Files.createDirectories(directory.resolve("sound"));
        try (OggOpusWriter ogg = new OggOpusWriter(Files.newOutputStream(directory.resolve(IN)), 1, "test")) {
            ogg.write(SampleSession.packet(0));
            // its number of frames is missing
            ogg.write(new byte[] {0x5b});
            ogg.write(SampleSession.packet(2));
        }
        SoundFiles sounds = sounds(budget);
        assertThat(sounds.packet(new EntryJson.Place(IN, 1))).isEmpty();
        assertThat(sounds.packet(new EntryJson.Place(IN, 2))).contains(SampleSession.packet(2));
        assertThat(sounds.missing()).isEqualTo(1);
    }

    @Test
    void whenTheMemoryIsSpentNoOtherFileIsRead() throws IOException {
        write(IN, 20);
        write(OUT, 20);
        ReadBudget little = new ReadBudget(500, 1 << 20);
        SoundFiles sounds = sounds(little);
        sounds.packet(new EntryJson.Place(IN, 0));
        assertThat(little.spent()).isTrue();
        assertThat(sounds.packet(new EntryJson.Place(OUT, 0))).isEmpty();
    }

    @Test
    void whenTheBytesAreSpentNoOtherFileIsRead() throws IOException {
        Path path = write(IN, 20);
        write(OUT, 20);
        SoundFiles sounds = sounds(new ReadBudget(1 << 20, Files.size(path)));
        assertThat(sounds.packet(new EntryJson.Place(IN, 19))).isPresent();
        assertThat(sounds.packet(new EntryJson.Place(OUT, 0))).isEmpty();
    }

    private SoundFiles sounds(ReadBudget limit) {
        return new SoundFiles(new SessionSource.Directory(directory), limit);
    }

    private Path write(String name, int packets) throws IOException {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        try (OggOpusWriter ogg = new OggOpusWriter(Files.newOutputStream(path), 1, "test")) {
            for (int i = 0; i < packets; i++) {
                ogg.write(SampleSession.packet(i));
            }
        }
        return path;
    }
}
