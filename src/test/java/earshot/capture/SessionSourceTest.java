package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.event.Direction;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ReasonException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read of a session file that a stranger made, and how much.
class SessionSourceTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({ "sound/1-in.ogg, true", "sound/4294967295-out.ogg, true", "sound/0-in.ogg, false", "sound/01-in.ogg, false", "sound/1-here.ogg, false",
        "sound/1-in.ogg/x, false",
        "../sound/1-in.ogg, false", "sound/../manifest.json, false", "sound\\1-in.ogg, false", "SOUND/1-in.ogg, false", "sound/99999999999-in.ogg, false"})
    void onlyNamesOfSoundsAreSounds(String name, boolean sound) {
        assertThat(SoundName.is(name)).isEqualTo(sound);
    }

    @Test
    void aNameIsThatOfItsConnectionAndDirection() {
        assertThat(new SoundName(12, Direction.OUT).path()).isEqualTo("sound/12-out.ogg").matches(SoundName::is);
    }

    @Test
    void aLineMayNotNameAnotherFileAsItsSound() throws IOException {
        SessionFile sample = SampleSession.file();
        Path part = directory.resolve("x.earshot.part");
        try (SessionDirectory written = new SessionDirectory(part, sample.manifest().clock())) {
            for (SessionEntry entry : sample.entries()) {
                written.append(entry);
            }
            written.manifest(sample.manifest());
            written.problems(List.of());
        }
        Path ogg = Files.copy(part.resolve("sound/1-out.ogg"), directory.resolve("elsewhere.ogg"));
        String events = Files.readString(part.resolve("events.ndjson"));
        Files.writeString(part.resolve("events.ndjson"),
            events.replace("sound/1-out.ogg", "../" + ogg.getFileName()).replace("sound/1-in.ogg", ogg.toString()));
        SessionFile read = SessionFileReader.read(part);
        assertThat(read.entries()).noneMatch(SessionEntry.Packet.class::isInstance).hasSize(sample.entries().size() - 41);
        assertThat(read.notes()).anySatisfy(note -> assertThat(note.why(Locale.ENGLISH)).contains("41"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("a directory whose parts are links or devices is not followed")
    void linksAreNotFollowed() throws IOException {
        SessionFile sample = SampleSession.file();
        Path part = directory.resolve("x.earshot.part");
        try (SessionDirectory written = new SessionDirectory(part, sample.manifest().clock())) {
            written.manifest(sample.manifest());
            written.append(sample.entries().getFirst());
        }
        Files.createSymbolicLink(part.resolve("problems.ndjson"),
            Files.writeString(directory.resolve("elsewhere"), ProblemJson.of(sample.problems().getFirst()).toString()));
        assertThat(SessionFileReader.read(part)).satisfies(read -> {
            assertThat(read.entries()).hasSize(1);
            assertThat(read.problems()).isEmpty();
        });
        assertThatThrownBy(() -> SessionFileReader.read(Path.of("/dev/null"))).isInstanceOf(ProblemException.class);
    }

    @Test
    void linesAreHandedOverWholeAndLongOnesCut() throws IOException {
        List<String> lines = new ArrayList<>();
        String text = "one\n\ntwo two two\r\n" + "x".repeat(200_000) + "\nlast";
        BoundedLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 10, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
        assertThat(lines).containsExactly("one", "", "two two tw", "xxxxxxxxxx", "last");
        lines.clear();
        BoundedLines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 10, line -> {
            lines.add("read");
            return lines.size() < 2;
        });
        assertThat(lines).hasSize(2);
    }

    @Test
    void aBudgetIsSpentByAllThatIsRead() throws IOException {
        ReadBudget budget = new ReadBudget(100, 10);
        InputStream first = budget.limit(new ByteArrayInputStream(new byte[7]));
        assertThat(first.readAllBytes()).hasSize(7);
        assertThat(budget.spent()).isFalse();
        InputStream second = budget.limit(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}));
        assertThat(second.read()).isEqualTo(1);
        assertThat(second.readAllBytes()).containsExactly(2, 3);
        assertThat(second.read()).isEqualTo(-1);
        assertThat(budget.spent()).isTrue();
        ReadBudget memory = new ReadBudget(100, 10);
        assertThat(memory.take(60)).isTrue();
        assertThat(memory.take(60)).isFalse();
        assertThat(memory.spent()).isTrue();
    }

    @Test
    void workThatIsCancelledLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(directory.resolve("x.earshot"), "what was there before");
        for (double limit : new double[] {0.71, 0.999}) {
            assertThatThrownBy(() -> SessionFileWriter.write(SampleSession.file(), file, done -> {
                if (done >= limit) {
                    throw new CancellationException();
                }
            })).isInstanceOf(CancellationException.class);
            assertThat(file).hasContent("what was there before");
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left).containsExactly(file);
            }
        }
        SessionFileWriter.write(SampleSession.file(), file, _ -> {});
        assertThat(SessionFileReader.read(file).notes()).isEmpty();
    }

    @Test
    void ofAnArchiveOnlyWhatBelongsToASessionIsOpened() throws IOException {
        Path file = archive("manifest.json", "sound/1-in.ogg", "notes.txt", "../events.ndjson");
        try (SessionSource source = SessionSource.of(file)) {
            assertThat(source.growing()).isFalse();
            assertThat(content(source, "manifest.json")).isEqualTo("in manifest.json");
            assertThat(content(source, "sound/1-in.ogg")).isEqualTo("in sound/1-in.ogg");
            assertThat(source.open("notes.txt")).isEmpty();
            assertThat(source.open("../events.ndjson")).isEmpty();
            assertThat(source.open("turns.ndjson")).as("absent").isEmpty();
        }
    }

    @Test
    void contentThatIsNotWhatWasWrittenIsDamagedOnceItWasRead() throws IOException {
        Path file = archive("manifest.json", "turns.ndjson");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("in manifest.json");
        bytes[at] = 'I';
        Files.write(file, bytes);
        try (SessionSource source = SessionSource.of(file)) {
            SessionSource.Content changed = source.open("manifest.json").orElseThrow();
            assertThat(new String(changed.in().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("In manifest.json");
            assertThat(changed.damaged().getAsBoolean()).isTrue();
            SessionSource.Content whole = source.open("turns.ndjson").orElseThrow();
            whole.in().readAllBytes();
            assertThat(whole.damaged().getAsBoolean()).isFalse();
        }
    }

    @Test
    void anArchiveThatHoldsAFileTwiceIsRefused() throws IOException {
        Path file = archive("sound/1-in.ogg", "sound/2-in.ogg");
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, bytes.replace("sound/2-in.ogg", "sound/1-in.ogg").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(file, ProblemReason.DUPLICATE_FILE);
        Path foreign = archive("notes-1.txt", "notes-2.txt");
        bytes = new String(Files.readAllBytes(foreign), StandardCharsets.ISO_8859_1);
        Files.write(foreign, bytes.replace("notes-2.txt", "notes-1.txt").getBytes(StandardCharsets.ISO_8859_1));
        try (SessionSource source = SessionSource.of(foreign)) {
            assertThat(source.open("manifest.json")).as("what nobody reads may stand there twice").isEmpty();
        }
    }

    @Test
    void aFileWithoutTheEndOfAnArchiveIsRefusedBeforeItIsRead() throws IOException {
        Path file = archive("manifest.json");
        byte[] whole = Files.readAllBytes(file);
        for (byte[] other : List.of(new byte[0], new byte[21], new byte[22], new byte[70_000])) {
            Files.write(file, other);
            assertRefused(file, ProblemReason.SESSION_NO_FILE);
        }
        for (int length : new int[] {5, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file, ProblemReason.SESSION_TRUNCATED);
        }
    }

    @Test
    void anArchiveMayEndWithAComment() throws IOException {
        Path file = archive("manifest.json");
        byte[] whole = Files.readAllBytes(file);
        byte[] comment = "sent by mail".getBytes(StandardCharsets.UTF_8);
        ByteBuffer longer = ByteBuffer.allocate(whole.length + comment.length).order(ByteOrder.LITTLE_ENDIAN).put(whole).put(comment).putShort(whole.length - 2,
            (short) comment.length);
        Files.write(file, longer.array());
        try (SessionSource source = SessionSource.of(file)) {
            assertThat(content(source, "manifest.json")).isEqualTo("in manifest.json");
        }
    }

    @Test
    void anArchiveThatCannotBeReadIsToldAsThat() throws IOException {
        Path file = archive("manifest.json");
        byte[] whole = Files.readAllBytes(file);
        int entry = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        // as encrypted
        whole[entry + 8] |= 1;
        Files.write(file, whole);
        assertRefused(file, ProblemReason.SESSION_ARCHIVE);
    }

    @Test
    void theEndOfALargeArchiveIsReadToo() throws IOException {
        Path file = archive("manifest.json");
        byte[] whole = Files.readAllBytes(file);
        int end = whole.length - 22;
        for (long files : new long[] {1, 60_001, Long.MAX_VALUE, -1}) {
            ByteBuffer large = ByteBuffer.allocate(whole.length + 76).order(ByteOrder.LITTLE_ENDIAN).put(whole, 0, end);
            large.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0).putLong(1).putLong(files)
                .putLong(whole.length - end + 41).putLong(0);
            large.putInt(0x07064b50).putInt(0).putLong(end).putInt(1).put(whole, end, 22);
            Files.write(file, large.array());
            try (FileChannel channel = FileChannel.open(file)) {
                assertThat(ArchiveEnd.of(channel).files()).isEqualTo(files);
            }
            if (files != 1) {
                assertRefused(file, ProblemReason.TOO_MANY_FILES);
            }
        }
    }

    @Test
    void anArchiveThatClaimsTooManyFilesIsRefusedBeforeItsListIsRead() throws IOException {
        Path file = archive("manifest.json");
        byte[] whole = Files.readAllBytes(file);
        byte[] many = whole.clone();
        ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN).putShort(many.length - 12, (short) 60_001);
        byte[] large = whole.clone();
        ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putInt(large.length - 10, -1);
        for (byte[] claim : List.of(many, large)) {
            Files.write(file, claim);
            assertRefused(file, ProblemReason.TOO_MANY_FILES);
        }
    }

    @Test
    void aDirectoryGrowsAndIsNeverDamaged() throws IOException {
        Files.writeString(directory.resolve("turns.ndjson"), "half a li");
        Files.createDirectories(directory.resolve("events.ndjson"));
        try (SessionSource source = SessionSource.of(directory)) {
            assertThat(source.growing()).isTrue();
            assertThat(content(source, "turns.ndjson")).isEqualTo("half a li");
            assertThat(source.open("events.ndjson")).as("a directory is no file").isEmpty();
            assertThat(source.open("manifest.json")).isEmpty();
        }
    }

    private static void assertRefused(Path file, ProblemReason reason) {
        assertThatThrownBy(() -> SessionSource.of(file)).isInstanceOfSatisfying(ReasonException.class,
            refused -> assertThat(refused.argument()).isEqualTo(reason.toString()));
    }

    private static String content(SessionSource source, String name) throws IOException {
        try (InputStream in = source.open(name).orElseThrow().in()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Each file says where it is, uncompressed.
    private Path archive(String... names) throws IOException {
        Path file = directory.resolve("made.earshot");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (String name : names) {
                byte[] content = ("in " + name).getBytes(StandardCharsets.UTF_8);
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry entry = new ZipEntry(name);
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
        return file;
    }
}
