package earshot.capture;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.Severity;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A session file is written, read by others and by Earshot, and read when it is another's or hostile.
class SessionFileTest {
    @TempDir
    private Path directory;

    /// An entry with all that it holds: arrays are equal only to themselves.
    private static String line(SessionEntry entry) {
        return entry instanceof SessionEntry.Packet packet
            ? List.of(packet.nanos(), packet.connection(), packet.direction(), packet.timestampMillis(), HexFormat.of().formatHex(packet.opus())).toString()
            : EntryJson.of(entry, SampleSession.file().manifest().clock(), Optional.empty(), Optional.empty()).toString();
    }

    @Test
    @DisplayName("U27, U53: what was written is read again, byte for byte, and nothing is left beside the file")
    void whatWasWrittenIsReadAgain() throws IOException {
        SessionFile written = SampleSession.file();
        SessionFile read = SessionFileReader.read(save(written));
        assertThat(read.notes()).isEmpty();
        assertThat(read.manifest()).isEqualTo(written.manifest());
        assertThat(read.entries()).extracting(SessionFileTest::line).isEqualTo(written.entries().stream().map(SessionFileTest::line).toList());
        assertThat(read.turns()).isEqualTo(written.turns());
        assertThat(read.problems()).isEqualTo(written.problems());
        assertThat(read.at(SampleSession.at(1_000))).isEqualTo(SampleSession.START.plusSeconds(1));
        assertThat(read.connections()).singleElement().satisfies(one -> {
            assertThat(one.texts(Direction.OUT)).hasSize(1);
            assertThat(one.packets(Direction.IN)).hasSize(40);
            assertThat(one.closed()).isPresent();
            assertThat(one.handshake().path()).isEqualTo("/xiaozhi/v1/");
            assertThat(one.handshake().query()).isEqualTo("x=1&client-id=***");
            assertThat(one.handshake().handshake().identity().deviceId()).isEqualTo(SampleSession.BOARD);
        });
        assertThat(directory).isDirectoryContaining("glob:**.earshot").isDirectoryNotContaining("glob:**.{part,new}");
    }

    @Test
    void longTextsOfRowsAreKeptInFull() throws IOException {
        String text = "{\"x\":\"" + "é".repeat(20_000) + "\"}";
        SessionFile sample = SampleSession.file();
        SessionFile with = new SessionFile(sample.manifest(), List.of(new SessionEntry.Row(new Event(SampleSession.START, SampleSession.at(1), Optional.empty(),
            Direction.IN, "odd", Severity.INFO, "odd", EventPayload.Text.whole(text, 40_009)))), List.of(), List.of(), List.of());
        EventPayload.Text read = (EventPayload.Text) SessionFileReader.read(save(with)).rows().getFirst().payload();
        assertThat(read.fullText().text()).contains(text);
        assertThat(read.head()).hasSizeLessThan(4_097).startsWith("{\"x\":\"é");
        assertThat(read.bytes()).isEqualTo(40_009);
    }

    @Test
    void otherProgramsFindWhatTheDocumentSays() throws IOException {
        Path file = save(SampleSession.file());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("manifest.json", "events.ndjson", "turns.ndjson", "problems.ndjson",
                "sound/1-in.ogg", "sound/1-out.ogg");
            List<JsonNode> lines = new String(zip.getInputStream(zip.getEntry("events.ndjson")).readAllBytes(), StandardCharsets.UTF_8).lines()
                .map(SessionFileTest::tree).toList();
            assertThat(lines).allSatisfy(line -> assertThat(line.fieldNames()).toIterable().contains("nanos", "at", "kind"));
            assertThat(lines.stream().map(line -> line.path("kind").asText()).distinct()).containsExactly("connected", "text", "packet", "frame", "lost", "row",
                "ota", "closed");
            JsonNode packet = lines.stream().filter(line -> line.path("kind").asText().equals("packet")).skip(3).findFirst().orElseThrow();
            assertThat(packet.toString()).isEqualTo(
                "{\"nanos\":5000280000000,\"at\":\"2026-11-22T14:00:00.403Z\",\"kind\":\"packet\",\"device\":\"aa:bb:cc:00:00:01\",\"connection\":1,\"direction\":\"in\","
                + "\"sound\":\"sound/1-in.ogg\",\"index\":3,\"bytes\":9,\"ms\":60.0,\"timestamp\":4294967043}");
            assertThat(lines).anySatisfy(row -> {
                assertThat(row.path("en").asText()).contains("hello");
                assertThat(row.path("zh").asText()).isNotEqualTo(row.path("en").asText());
                assertThat(row.path("text").path("raised").path("subject").path("rule").asText()).isEqualTo("hello-late");
            });
        }
        String document = Files.readString(Path.of("assets/docs/session-file.md"));
        assertThat(document).contains("`connected`", "`text`", "`packet`", "`frame`", "`closed`", "`row`", "`ota`", "`lost`", "jq", "ffplay", "unzip");
    }

    @Test
    void whatANewerVersionAddsIsPassedOver() throws IOException {
        Path file = save(SampleSession.file());
        change(file, entries -> {
            String events = text(entries, "events.ndjson").replace("\"code\":\"audio_first\"", "\"code\":\"of_the_future\"");
            entries.put("events.ndjson", (events + "{\"nanos\":5000000000000,\"kind\":\"dream\",\"x\":{}}\n").getBytes(StandardCharsets.UTF_8));
            entries.put("future.bin", new byte[10]);
            entries.put("../../evil.txt", new byte[10]);
        });
        SessionFile read = SessionFileReader.read(file);
        assertThat(read.notes()).isEmpty();
        assertThat(read.entries()).hasSameSizeAs(SampleSession.file().entries());
        assertThat(read.rows().get(1).summary()).as("the English words stay").isEqualTo(SampleSession.file().rows().get(1).summary());
        assertThat(directory.resolve("../../evil.txt").normalize()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        format   | written by a newer Earshot (format 2)
        manifest | no session file of Earshot
        cut      | Its end is missing
        empty    | no session file of Earshot
        text     | no session file of Earshot
        absent   | There is no such file
        twice    | contains a file twice
        many     | contains too many files""")
    void whatCannotBeOpenedIsRefusedInWords(String how, String why) throws IOException {
        Path file = save(SampleSession.file());
        switch (how) {
            case "format" -> change(file, entries -> entries
                .put("manifest.json", text(entries, "manifest.json").replace("\"format\" : 1", "\"format\" : 2").getBytes(StandardCharsets.UTF_8)));
            case "manifest" -> change(file, entries -> entries.put("manifest.json", "[".repeat(3_000).getBytes(StandardCharsets.UTF_8)));
            case "empty" -> Files.write(file, new byte[0]);
            case "text" -> Files.writeString(file, "This is no archive. ".repeat(10));
            case "cut" -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1_000));
            case "absent" -> Files.delete(file);
            case "twice" -> Files.write(file, replaced(Files.readAllBytes(file), "sound/1-out.ogg", "problems.ndjson"));
            default -> {
                byte[] bytes = Files.readAllBytes(file);
                Arrays.fill(bytes, bytes.length - 14, bytes.length - 10, (byte) 0xff);
                Files.write(file, bytes);
            }
        }
        assertThat(problem(() -> SessionFileReader.read(file)).why(Locale.ENGLISH)).contains(why);
    }

    @Test
    void aFileThatUnpacksToMoreThanMemoryIsOpenedAsFarAsItFits() throws IOException {
        Path file = save(SampleSession.file());
        change(file, entries -> {
            String more = text(entries, "events.ndjson").lines().skip(1).findFirst().orElseThrow() + "\n";
            entries.put("events.ndjson", (text(entries, "events.ndjson") + more.repeat(20_000) + "x".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8));
        });
        SessionFile read = SessionFileReader.read(file, new ReadBudget(1 << 20, 1 << 30));
        assertThat(read.entries()).hasSizeBetween(1_000, 6_000);
        assertThat(words(read)).anyMatch(words -> words.contains("too large"));
        SessionFile fewer = SessionFileReader.read(file, new ReadBudget(1 << 30, 1 << 16));
        assertThat(fewer.entries()).hasSizeBetween(20, 1_000);
        assertThat(words(fewer)).anyMatch(words -> words.contains("too large"));
    }

    @Test
    void momentsThatCannotBelongToARecordingAreNoneOfIt() throws IOException {
        Path file = save(SampleSession.file());
        String ended = SampleSession.file().manifest().clock().ended().toString();
        for (String moment : List.of("9998-01-01T00:00:00Z", "1971-01-01T00:00:00Z")) {
            change(file, entries -> {
                entries.put("manifest.json", text(entries, "manifest.json").replace(ended, moment).getBytes(StandardCharsets.UTF_8));
                entries.put("turns.ndjson",
                    text(entries, "turns.ndjson").replaceFirst("\"at\":\"[^\"]+\"", "\"at\":\"" + moment + "\"").getBytes(StandardCharsets.UTF_8));
            });
            SessionFile read = SessionFileReader.read(file);
            assertThat(read.manifest().clock().ended()).as("the last that happened").isEqualTo(read.at(read.entries().getLast().nanos()));
            assertThat(read.turns()).isEmpty();
            file = save(SampleSession.file());
        }
    }

    @Test
    void whatIsShortBesideARecordingIsReadAlsoWhereThatIsTooLarge() throws IOException {
        Path file = save(SampleSession.file());
        SessionFile read = SessionFileReader.read(file, new ReadBudget(14_000, 1 << 30));
        assertThat(read.entries()).hasSizeLessThan(SampleSession.file().entries().size());
        assertThat(read.turns()).isEqualTo(SampleSession.file().turns());
        assertThat(read.notes()).anySatisfy(note -> {
            assertThat(note.code()).isEqualTo(ProblemCode.SESSION_LARGE);
            assertThat(note.why(Locale.ENGLISH)).contains("what passed after 20");
            assertThat(note.remedy(Locale.ENGLISH)).contains("-Xmx");
        });
    }

    @Test
    void linesAndPacketsThatCannotBeReadAreCounted() throws IOException {
        Path file = save(SampleSession.file());
        change(file, entries -> {
            entries.put("events.ndjson", text(entries, "events.ndjson").replace("\"status\":200", "\"status\":\"many\"")
                .replaceFirst("\"index\":5", "\"index\":5000").getBytes(StandardCharsets.UTF_8));
            byte[] ogg = entries.get("sound/1-out.ogg");
            ogg[ogg.length - 30] ^= 1;
        });
        SessionFile read = SessionFileReader.read(file);
        assertThat(words(read)).anyMatch(words -> words.contains("Lines that cannot be read in events.ndjson: 1"))
            .anyMatch(words -> words.contains("Packets of sound that cannot be read: 2"));
        assertThat(read.entries()).hasSize(SampleSession.file().entries().size() - 3);
    }

    @Test
    @DisplayName("a hundred files damaged at random are opened or refused in words")
    void damagedFilesAreOpenedOrRefused() throws IOException {
        byte[] whole = Files.readAllBytes(save(SampleSession.file()));
        Map<String, byte[]> parts = entries(directory.resolve("x.earshot"));
        int opened = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Path file = directory.resolve("damaged.earshot");
            if (seed % 2 == 0) {
                Files.write(file, damaged(whole, random));
            } else {
                // damage that the checks of the archive do not find
                Map<String, byte[]> all = new LinkedHashMap<>(parts);
                String name = List.copyOf(all.keySet()).get(random.nextInt(all.size()));
                all.put(name, damaged(all.get(name), random));
                pack(file, all);
            }
            try {
                SessionFile read = SessionFileReader.read(file);
                read.connections();
                read.rows().forEach(row -> assertThat(row.text().in(Locale.SIMPLIFIED_CHINESE)).isNotNull());
                opened++;
            } catch (ProblemException e) {
                assertThat(e.problem().code()).as("seed %s", seed).isEqualTo(ProblemCode.SESSION_UNREADABLE);
                assertThat(e.problem().why(Locale.ENGLISH) + e.problem().why(Locale.SIMPLIFIED_CHINESE)).doesNotContain("reason.", "Exception");
            }
        }
        assertThat(opened).isBetween(20, 95);
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(40)), (byte) "0{\"\0".charAt(random.nextInt(4)));
            }
        }
        return bytes;
    }

    private Path save(SessionFile session) {
        Path file = directory.resolve("x.earshot");
        SessionFileWriter.write(session, file, _ -> {});
        return file;
    }

    private static List<String> words(SessionFile file) {
        return file.notes().stream().map(note -> note.why(Locale.ENGLISH)).toList();
    }

    private static Problem problem(ThrowingCallable call) {
        Throwable[] thrown = {null};
        assertThatThrownBy(call).isInstanceOf(ProblemException.class).satisfies(failure -> thrown[0] = failure);
        return ((ProblemException) thrown[0]).problem();
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Map<String, byte[]> entries, String name) {
        return new String(entries.get(name), StandardCharsets.UTF_8);
    }

    private static void change(Path file, Consumer<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> all = entries(file);
        change.accept(all);
        pack(file, all);
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.put(entry.getName(), zip.readAllBytes());
            }
        }
        return all;
    }

    private static void pack(Path file, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> one : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue());
                zip.closeEntry();
            }
        }
    }

    /// All places of a name replaced by one of the same length.
    private static byte[] replaced(byte[] bytes, String name, String other) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(name, other).getBytes(StandardCharsets.ISO_8859_1);
    }
}
