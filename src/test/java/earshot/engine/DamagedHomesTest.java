package earshot.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.EngineState.Phase;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.MeetingSamples;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.store.DatabaseMeetingStore;
import earshot.problem.ProblemCode;
import earshot.store.Database;
import earshot.store.DatabaseBackups;
import earshot.store.HomeDirectory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Homes in which something is broken: the engine starts, says what it set aside, serves a device, and has what is not broken.
class DamagedHomesTest {
    private static final DeviceId DEVICE = new DeviceId("aa:bb:cc:dd:ee:01");
    private static final int MEETINGS = 4;
    private static final int SENTENCES = 130;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path good;

    @FunctionalInterface
    private interface Damage {
        void to(Path home) throws Exception;
    }

    /// @param told the problem that says what happened; empty when nothing is lost and nothing needs to be said
    /// @param lost what cannot be there any more
    private record Case(String name, Damage damage, Optional<ProblemCode> told, Set<Part> lost) {
        @Override
        public String toString() {
            return name;
        }
    }

    private enum Part { NAMES, PERHAPS_NAMES, SETTINGS }

    @BeforeAll
    static void aHomeInWhichEverythingIsUsed() throws Exception {
        try (EngineExtension engine = new EngineExtension()) {
            engine.startFromFile("prompt: You are kind.\n", new SpeechFactoryFake(""));
            engine.connect("xiaozhi", DEVICE.value(), Map.of());
            await().until(() -> engine.findDevice(DEVICE.value()).isPresent());
            engine.done(new Command.RenameDevice(DEVICE, "Kitchen"));
            engine.done(new Command.ApplySettings(Map.of("LLM.big.type", "openai", "LLM.big.api_key", "sk-of-the-home-1234")));
            engine.stop();
            HomeDirectory home = new HomeDirectory(engine.directory());
            try (Database database = Database.open(home, EngineStorage.SCHEMAS)) {
                DatabaseMeetingStore store = new DatabaseMeetingStore(database);
                for (int i = 0; i < MEETINGS; i++) {
                    store.put(MeetingSamples.ended(new MeetingId("m" + i), MeetingSamples.NINE.plusSeconds(3600L * i), SENTENCES, DEVICE.value())).join();
                    store.put(new MeetingId("m" + i), MeetingSamples.sentences(SENTENCES)).join();
                    store.put(new MeetingId("m" + i), MeetingSamples.summary("About " + i, "one", "two"), Optional.empty()).join();
                }
            }
            engine.start(Map.of());
            await().until(() -> Files.exists(home.meetings().resolve("index.json")));
            engine.stop();
            copy(engine.directory(), good);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
            lost("the database is a text file", home -> Files.writeString(db(home), "this is no database\n".repeat(500)), ProblemCode.STORE_PARTLY_RECOVERED),
            lost("the database is random bytes", home -> Files.write(db(home), random(40_000)), ProblemCode.STORE_PARTLY_RECOVERED),
            lost("the database is cut to its first page", home -> cut(db(home), 4096), ProblemCode.STORE_PARTLY_RECOVERED),
            lost("the database is cut in the header", home -> cut(db(home), 60), ProblemCode.STORE_PARTLY_RECOVERED),
            damaged("the database lacks its last third", home -> cut(db(home), Files.size(db(home)) * 2 / 3), ProblemCode.STORE_PARTLY_RECOVERED),
            damaged("a page of sentences is overwritten", home -> overwrite(db(home), find(home, "sentence 70") / 4096 * 4096, random(4096)),
                ProblemCode.STORE_PARTLY_RECOVERED),
            without(Part.PERHAPS_NAMES, "bits are flipped all over the later pages", DamagedHomesTest::flip, ProblemCode.STORE_PARTLY_RECOVERED),
            recovered("the database has a wrong header", home -> overwrite(db(home), 0, "PLite format 9\0".getBytes(UTF_8))),
            recovered("the page size is nonsense", home -> overwrite(db(home), 16, new byte[] {0x12, 0x34})),
            lostWithBackup("the database is empty, and there is a backup", home -> {
                backUp(home);
                Files.write(db(home), new byte[0]);
            }),
            lostWithBackup("the database is gone, and there is a backup", home -> {
                backUp(home);
                Files.delete(db(home));
            }),
            lostWithBackup("the database is noise, the newest backup too, and an older one is good", home -> {
                backUp(home);
                Files.write(db(home), random(30_000));
                Files.write(home.resolve("backups/earshot-29991231-000000.db"), random(30_000));
            }),
            lost("the database is a directory", home -> {
                Files.delete(db(home));
                Files.createDirectories(db(home).resolve("inside"));
            }, ProblemCode.FILE_SET_ASIDE),
            lost("the database is gone, and its log holds no first page", home -> {
                Files.delete(db(home));
                Files.write(home.resolve("earshot.db-wal"), random(10_000));
            }, ProblemCode.STORE_PARTLY_RECOVERED),
            recovered("the database is gone, its log is whole", home -> {
                fillLog(home);
                Files.delete(db(home));
            }),
            recovered("the database is empty, its log is whole", home -> {
                fillLog(home);
                cut(db(home), 0);
            }),
            recovered("the version is older than the tables", home -> sql(home, "pragma user_version = 5")),
            whole("an older database was put in the place of the newer one", home -> sql(home, "delete from meeting where id in ('m1', 'm2')"),
                Optional.of(ProblemCode.MEETINGS_RESTORED)),
            whole("the database knows only the beginning of a meeting that ended", home -> {
                sql(home, "delete from segment where number > 20 and meeting = (select number from meeting where id = 'm1')");
                sql(home, "delete from summary where meeting = (select number from meeting where id = 'm1')");
                sql(home, "update meeting set state = 'LIVE', ended_at = null, segments = 20 where id = 'm1'");
            }, Optional.of(ProblemCode.MEETINGS_RESTORED)),
            whole("a library is a directory", home -> Files.createDirectories(home.resolve("native/libsomething.so/x")),
                Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the socket is a directory", home -> Files.createDirectories(home.resolve("socket/x")), Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the log of the database is noise", home -> Files.write(home.resolve("earshot.db-wal"), random(10_000)), Optional.empty()),
            whole("the log of the database is a directory", home -> Files.createDirectories(home.resolve("earshot.db-wal/x")),
                Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the index of meetings is cut", home -> cut(home.resolve("meetings/index.json"), 70), Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the index of meetings is noise", home -> Files.write(home.resolve("meetings/index.json"), random(500)),
                Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the index of meetings is huge", home -> extend(home.resolve("meetings/index.json")), Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the window's preferences are huge", home -> extend(home.resolve("console.properties")), Optional.empty()),
            whole("the index of meetings is an object", home -> Files.writeString(home.resolve("meetings/index.json"), "{\"a\":[1]}"), Optional.empty()),
            whole("the index of meetings is a list of nonsense", home -> Files.writeString(home.resolve("meetings/index.json"), "[1,null,\"x\",{}]"),
                Optional.empty()),
            whole("the index of meetings is a directory", home -> {
                Files.delete(home.resolve("meetings/index.json"));
                Files.createDirectories(home.resolve("meetings/index.json/x"));
            }, Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the file of a meeting is cut", home -> cut(home.resolve("meetings/m1.json"), 200), Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("a shard of a meeting is empty", home -> Files.write(home.resolve("meetings/segments/m1_shard_1.json"), new byte[0]), Optional.empty()),
            whole("the folder of meetings is a file", home -> {
                move(home.resolve("meetings"), home.resolve("elsewhere"));
                Files.writeString(home.resolve("meetings"), "x");
            }, Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the folder of logs is a link that leads nowhere", home -> {
                move(home.resolve("logs"), home.resolve("elsewhere"));
                Files.createSymbolicLink(home.resolve("logs"), home.resolve("nowhere"));
            }, Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the folder for temporary files is a file", home -> {
                move(home.resolve("tmp"), home.resolve("elsewhere"));
                Files.writeString(home.resolve("tmp"), "x");
            }, Optional.of(ProblemCode.FILE_SET_ASIDE)),
            whole("the folder of libraries is a file", home -> {
                move(home.resolve("native"), home.resolve("elsewhere"));
                Files.writeString(home.resolve("native"), "x");
            }, Optional.of(ProblemCode.FILE_SET_ASIDE)),
            without(Part.SETTINGS, "the settings are noise", home -> Files.write(home.resolve("settings.yaml"), random(3000)), ProblemCode.ACCESS_UNKNOWN),
            without(Part.SETTINGS, "the settings are a directory", home -> {
                Files.delete(home.resolve("settings.yaml"));
                Files.createDirectories(home.resolve("settings.yaml/x"));
            }, ProblemCode.FILE_SET_ASIDE),
            whole("the secrets are noise", home -> Files.write(home.resolve("secrets.yaml"), random(300)), Optional.of(ProblemCode.CONFIG_UNREADABLE)),
            whole("the list of tool servers is cut", home -> Files.writeString(home.resolve("mcp_server_settings.json"), "{\"mcpServers\": {"),
                Optional.empty()),
            whole("the window's preferences are a directory", home -> Files.createDirectories(home.resolve("console.properties/x")),
                Optional.of(ProblemCode.FILE_SET_ASIDE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("a damaged home starts, tells, serves, and keeps what is whole")
    void startsTellsServesAndKeepsWhatIsWhole(Case one) throws Exception {
        try (EngineExtension engine = new EngineExtension()) {
            copy(good, engine.directory());
            one.damage.to(engine.directory());
            engine.start(Map.of());
            assertThat(engine.model().state().get().phase()).isEqualTo(Phase.RUNNING);
            ClientFake device = engine.connect("xiaozhi", "aa:bb:cc:dd:ee:02", Map.of());
            device.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
            device.awaitReceived("\"transport\":\"websocket\"");
            one.told.ifPresent(code -> await().until(() -> engine.open(code)));
            assertThat(engine.open(ProblemCode.HOME_UNUSABLE)).isFalse();
            if (one.told.filter(code -> code == ProblemCode.FILE_SET_ASIDE || code == ProblemCode.STORE_PARTLY_RECOVERED).isPresent()) {
                // what the server writes meanwhile comes and goes
                await().ignoreException(UncheckedIOException.class).untilAsserted(() -> assertSetAside(engine, one.told.get()));
            }
            assertThat(engine.open(ProblemCode.STORE_FAILED)).isFalse();
            Optional<String> name = engine.findDevice(DEVICE.value()).map(found -> found.facts().get().name());
            assertThat(one.lost.contains(Part.PERHAPS_NAMES) ? Optional.of("Kitchen") : name)
                .isEqualTo(one.lost.contains(Part.NAMES) ? Optional.empty() : Optional.of("Kitchen"));
            assertThat(engine.model().settings().get().toString().contains("You are kind.")).isEqualTo(!one.lost.contains(Part.SETTINGS));
            assertMeetings(engine);
        }
    }

    private static void assertSetAside(EngineExtension engine, ProblemCode code) throws IOException {
        ProblemEntry told = engine.model().problems().get().stream().filter(entry -> entry.problem().code() == code).findFirst().orElseThrow();
        try (Stream<Path> all = Files.walk(engine.directory())) {
            List<String> aside = all.map(Path::toString).filter(path -> path.contains(".damaged-")).toList();
            if (!aside.isEmpty()) {
                assertThat(told.problem().args()).anyMatch(aside::contains);
            } else {
                assertThat(told.problem().args().getFirst()).isEqualTo("–");
            }
        }
    }

    /// All meetings are there, in the console and for other programs, with every sentence.
    private static void assertMeetings(EngineExtension engine) throws Exception {
        await().until(() -> engine.model().meetings().meetings().get().size() == MEETINGS);
        for (int i = 0; i < MEETINGS; i++) {
            MeetingTranscript read = engine.model().meetings().open(new MeetingId("m" + i)).join().get();
            // a sentence of which only a letter is damaged reads as one that the files do not have
            assertThat(read.countedSentences()).hasSizeGreaterThanOrEqualTo(SENTENCES);
            assertThat(read.summary().orElseThrow().title()).isEqualTo("About " + i);
        }
        await().untilAsserted(() -> assertThat(engine.model().meetings().search("129").join()).hasSizeGreaterThanOrEqualTo(MEETINGS));
        await().untilAsserted(() -> {
            String recent = get(engine, "/supie/meetings/recent?limit=100");
            assertThat(IntStream.range(0, MEETINGS).mapToObj(i -> "\"m" + i + "\"")).allMatch(recent::contains);
        });
        assertThat(get(engine, "/supie/meetings/m1/transcript?offset=120&limit=20")).contains("sentence 129");
    }

    private static String get(EngineExtension engine, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + engine.model().state().get().httpPort() + path);
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Case whole(String name, Damage damage, Optional<ProblemCode> told) {
        return new Case(name, damage, told, Set.of());
    }

    private static Case recovered(String name, Damage damage) {
        return new Case(name, damage, Optional.of(ProblemCode.STORE_RECOVERED), Set.of());
    }

    private static Case lostWithBackup(String name, Damage damage) {
        return new Case(name, damage, Optional.of(ProblemCode.STORE_PARTLY_RECOVERED), Set.of());
    }

    /// The devices stand on the first pages: they can be read.
    private static Case damaged(String name, Damage damage, ProblemCode told) {
        return new Case(name, damage, Optional.of(told), Set.of());
    }

    private static Case lost(String name, Damage damage, ProblemCode told) {
        return new Case(name, damage, Optional.of(told), Set.of(Part.NAMES));
    }

    private static Case without(Part part, String name, Damage damage, ProblemCode told) {
        return new Case(name, damage, Optional.of(told), Set.of(part));
    }

    private static Path db(Path home) {
        return home.resolve("earshot.db");
    }

    /// Leaves everything that the database holds in its log too, as a process does that is killed before a checkpoint.
    private static void fillLog(Path home) throws Exception {
        Path log = home.resolve("earshot.db-wal");
        Path kept = home.resolve("kept");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db(home)); Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_autocheckpoint = 0");
            statement.execute("vacuum");
            Files.copy(log, kept);
        }
        Files.move(kept, log, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sql(Path home, String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db(home)); Statement sql = connection.createStatement()) {
            sql.execute("pragma foreign_keys = on");
            sql.execute(statement);
        }
    }

    private static void backUp(Path home) throws Exception {
        new DatabaseBackups(new HomeDirectory(home)).make(Instant.parse("2026-11-20T10:00:00Z"));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private static void extend(Path file) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
    }

    private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    /// Where a text stands in the database.
    private static int find(Path home, String text) throws IOException {
        return Files.readString(db(home), ISO_8859_1).indexOf(text);
    }

    private static void flip(Path home) throws IOException {
        byte[] bytes = Files.readAllBytes(db(home));
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            bytes[bytes.length / 2 + random.nextInt(bytes.length / 2)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(db(home), bytes);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
