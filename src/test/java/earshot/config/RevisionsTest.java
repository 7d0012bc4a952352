package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.llm.ModelSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSinkFake;
import earshot.server.ServerSettings;
import earshot.session.IdleSettings;
import earshot.store.Database;
import earshot.store.Durability;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionsTest {
    private static final String FILE = "# mine\r\nserver: {port: 8010}   # not 8000\r\nweather: {city: 北京}\r\nLLM:\r\n  hand: {type: openai, api_key: sk-written-by-hand}\r\n"
        + "# api_key: sk-in-a-comment\r\ngrace_seconds: 20";

    @TempDir
    Path home;

    private final TimeFake time = new TimeFake();
    private final List<Problem> raised = new ArrayList<>();
    private final ProblemSink problems = new ProblemSinkFake(raised::add);
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(new HomeDirectory(home), List.of(DatabaseRevisionStore.SCHEMA));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("U32: the last 50 changes are undone to the very file, done again, and undone after a restart")
    void undoRestoresTheExactFile() throws IOException {
        Files.writeString(file(), FILE);
        Configuration configuration = start();
        List<byte[]> states = new ArrayList<>(List.of(Files.readAllBytes(file())));
        List<Settings> inForce = new ArrayList<>(List.of(configuration.settings().get()));
        Random random = new Random(50);
        List<String> aliases = List.of("big", "gpt-4.1", "hand", "小");
        while (states.size() <= 50) {
            String alias = aliases.get(random.nextInt(aliases.size()));
            Map<String, Object> change = switch (random.nextInt(6)) {
                case 0 -> Map.of(DottedKey.of("LLM", alias, "type"), "openai", DottedKey.of("LLM", alias, "api_key"), "sk-key-number-" + states.size());
                case 1 -> Map.of(DottedKey.of("llm_by_mode", "coding"), Map.of("alias", alias, "overrides", Map.of("temperature", states.size() / 100.0)));
                case 2 -> Map.of(DottedKey.of("LLM", alias), new SettingRemoval());
                case 3 -> Map.of("prompt", "You are number " + states.size() + ":\n  \"brief\" # 你好");
                case 4 -> Map.of("wakeup_words", List.of("小智", "number " + states.size()));
                default -> Map.of("grace_seconds", 5 + states.size() % 25);
            };
            Settings before = configuration.settings().get();
            assertThat(configuration.apply(change)).isInstanceOf(ApplyResult.Done.class);
            if (!before.equals(configuration.settings().get())) {
                states.add(Files.readAllBytes(file()));
                inForce.add(configuration.settings().get());
            }
        }
        for (int i = 49; i >= 25; i--) {
            assertThat(configuration.undo()).isEmpty();
            assertThat(Files.readAllBytes(file())).isEqualTo(states.get(i));
            assertThat(configuration.settings().get()).isEqualTo(inForce.get(i));
        }
        for (int i = 26; i <= 30; i++) {
            assertThat(configuration.redo()).isEmpty();
            assertThat(Files.readAllBytes(file())).isEqualTo(states.get(i));
        }
        Configuration later = start();
        assertThat(later.history().get().redo()).isPresent();
        for (int i = 29; i >= 0; i--) {
            assertThat(later.undo()).isEmpty();
            assertThat(Files.readAllBytes(file())).isEqualTo(states.get(i));
            assertThat(later.settings().get()).isEqualTo(inForce.get(i));
        }
        assertThat(later.history().get().undo()).isEmpty();
        assertThat(later.undo()).hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.REVISION_ABSENT));
        assertThat(Files.readString(file())).isEqualTo(FILE);
        assertThat(raised).extracting(Problem::code).containsOnly(ProblemCode.SETTING_UNKNOWN);
    }

    @Test
    @DisplayName("U32: the history says what changed, before and after; a state restored is a revision too")
    void namesWhatChanged() throws IOException {
        Configuration configuration = start();
        configuration.apply(Map.of("llm_by_mode.coding", "big"));
        configuration.apply(Map.of("llm_by_mode.coding", Map.of("alias", "small"), "LLM.small.api_key", "sk-abcdefghijkl"));
        SettingsHistory history = configuration.history().get();
        assertThat(history.revisions()).extracting(Revision::number).containsExactly(3L, 2L, 1L);
        assertThat(history.revisions().getFirst().changes()).containsExactlyInAnyOrder(
            new Revision.Change("llm_by_mode.coding", Optional.of("big"), Optional.of("{alias: small}")),
            new Revision.Change("LLM.small.api_key", Optional.empty(), Optional.of("sk-…ijkl")));
        assertThat(history.undo()).contains(history.revisions().getFirst());
        assertThat(configuration.restore(2)).isEmpty();
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).byPurpose().get("coding").asText()).isEqualTo("big");
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).providers()).isEmpty();
        Revision restored = configuration.history().get().revisions().getFirst();
        assertThat(restored.origin()).isEqualTo(Revision.Origin.RESTORE);
        assertThat(restored.target()).contains(2L);
        assertThat(configuration.undo()).isEmpty();
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).providers().get("small").path("api_key").asText()).isEqualTo("sk-abcdefghijkl");
        assertThat(configuration.restore(99)).isPresent();
    }

    @Test
    @DisplayName("U33: a file that cannot be read is shown with its line, the last good one is offered, and the broken one is kept")
    void offersTheLastGoodFile() throws IOException {
        Files.writeString(file(), FILE);
        start();
        String bad = "server:\n  port: [1\ngrace_seconds: 20\n";
        Files.writeString(file(), bad);
        Configuration configuration = start();
        SettingsHistory.UnreadableFile unreadableFile = configuration.history().get().unreadableFile().orElseThrow();
        assertThat(unreadableFile.line()).isEqualTo("3");
        assertThat(unreadableFile.reason()).isNotBlank();
        assertThat(raised).extracting(Problem::code).contains(ProblemCode.CONFIG_UNREADABLE);
        assertThat(configuration.apply(Map.of("grace_seconds", 9))).isInstanceOf(ApplyResult.Failed.class);
        assertThat(configuration.undo()).isPresent();
        assertThat(file()).hasContent(bad);
        assertThat(configuration.restore(unreadableFile.lastReadableRevision().orElseThrow())).isEmpty();
        assertThat(Files.readString(file())).isEqualTo(FILE);
        assertThat(configuration.history().get().unreadableFile()).isEmpty();
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(20);
        try (var files = Files.list(home)) {
            assertThat(files.filter(path -> path.getFileName().toString().startsWith("settings.yaml.broken-"))).singleElement()
                .satisfies(kept -> assertThat(kept).hasContent(bad));
        }
    }

    @Test
    void aFileThatBreaksWhileItIsInUseLeavesTheSettingsAsTheyWere() throws IOException {
        Files.writeString(file(), "grace_seconds: 20\n");
        Configuration configuration = start();
        Files.writeString(file(), "grace_seconds: [\n");
        assertThat(configuration.reload()).isFalse();
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(20);
        Files.writeString(file(), "grace_seconds: 21\n");
        assertThat(configuration.reload()).isTrue();
        assertThat(configuration.history().get().revisions().getFirst().origin()).isEqualTo(Revision.Origin.FOUND);
        assertThat(configuration.history().get().revisions().getFirst().changes())
            .containsExactly(new Revision.Change("grace_seconds", Optional.of("20"), Optional.of("21")));
        assertThat(configuration.undo()).isEmpty();
        assertThat(file()).hasContent("grace_seconds: 20\n");
    }

    @Test
    void secretsStandInTheirOwnFileThatOnlyItsOwnerMayReadAndNowhereElse() throws IOException {
        Files.writeString(file(), FILE);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        Configuration configuration = start();
        configuration.apply(Map.of("LLM.big.type", "openai", "LLM.big.api_key", "sk-seeded-one-1111", "LLM.big.max_tokens", 512));
        configuration.apply(Map.of("ASR.cloud", Map.of("type", "openai", "headers", Map.of("Authorization", "Bearer seeded-two-2222"))));
        configuration.apply(Map.of("server.auth.tokens", List.of("seeded-three-3333"), "manager-api.secret", "seeded-four-4444"));
        configuration.apply(Map.of("LLM.big.api_key", "sk-seeded-five-5555"));
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).providers().get("big").path("max_tokens").asInt()).isEqualTo(512);
        assertThat(configuration.settings().get().of(ServerSettings.SECTION).auth().tokens()).containsExactly("seeded-three-3333");
        assertThat(configuration.written("LLM.big").orElseThrow().toString()).contains("sk-…5555").doesNotContain("seeded");
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).providers().get("hand").path("api_key").asText()).isEqualTo("sk-written-by-hand");
        Path secrets = home.resolve(Configuration.SECRETS_FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        assertThat(Files.readString(secrets)).contains("seeded-one-1111", "seeded-five-5555");
        assertThat(configuration.history().get().toString()).doesNotContain("seeded", "sk-written", "sk-in-a-comment");
        database.close();
        try (var files = Files.walk(home)) {
            for (Path path : files.filter(Files::isRegularFile).filter(path -> !path.equals(secrets)).toList()) {
                String bytes = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(path.toString()).doesNotContain("seeded-");
                assertThat(path.equals(file()) || !bytes.contains("sk-written-by-hand") && !bytes.contains("sk-in-a-comment")).as(path.toString()).isTrue();
            }
        }
    }

    private Path file() {
        return home.resolve(Configuration.HOME_FILE);
    }

    private Configuration start() {
        database.write(Durability.POWER_CUT, _ -> true).join(); // waits for the writes queued before
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        configuration.useRevisionStore(new DatabaseRevisionStore(database, problems));
        return configuration;
    }
}
