package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.token.TokenSettings;
import earshot.coding.CodingSettings;
import earshot.config.Configuration;
import earshot.config.Settings;
import earshot.display.DisplaySettings;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSinkFake;
import earshot.problem.ProblemSubject;
import earshot.task.WorkingSettings;
import earshot.time.TimeFake;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the settings of the families of messages come to as they are written in a file, at the borders of each and beyond.
@DisplayName("badge-protocol 8.7: settings of the families")
class FamilySettingsTest {
    @TempDir
    Path home;

    private final List<Problem> problems = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ~~                                      | 1200 512 200 1600 5 6 ALL      | 0
        insight_debounce_ms: 300                | 300 512 200 1600 5 6 ALL       | 0
        insight_debounce_ms: 299                | 300 512 200 1600 5 6 ALL       | 1
        insight_debounce_ms: 600000             | 600000 512 200 1600 5 6 ALL    | 0
        insight_debounce_ms: 600001             | 600000 512 200 1600 5 6 ALL    | 1
        insight_debounce_ms: soon               | 1200 512 200 1600 5 6 ALL      | 1
        per_message_max_len: 40                 | 1200 40 200 1600 5 6 ALL       | 0
        per_message_max_len: 0                  | 1200 40 200 1600 5 6 ALL       | 1
        per_message_max_len: 4001               | 1200 4000 200 1600 5 6 ALL     | 1
        history_max_lines: 0                    | 1200 512 1 1600 5 6 ALL        | 1
        history_max_lines: 2001                 | 1200 512 2000 1600 5 6 ALL     | 1
        insight_max_chars: 99                   | 1200 512 200 100 5 6 ALL       | 1
        insight_max_chars: 100001               | 1200 512 200 100000 5 6 ALL    | 1
        insight_max_items: 0                    | 1200 512 200 1600 1 6 ALL      | 1
        insight_max_items: 7                    | 1200 512 200 1600 6 6 ALL      | 1
        summary_max_items: 1                    | 1200 512 200 1600 5 1 ALL      | 0
        summary_max_items: [1]                  | 1200 512 200 1600 5 6 ALL      | 1
        broadcast: coding                       | 1200 512 200 1600 5 6 CODING   | 0
        broadcast: "off"                        | 1200 512 200 1600 5 6 OFF      | 0
        broadcast: nobody                       | 1200 512 200 1600 5 6 ALL      | 1""")
    void numbersOfCodingStayWithinTheirLimits(String written, String values, int count) throws IOException {
        CodingSettings coding = read("coding: {" + written + "}").of(CodingSettings.SECTION);
        assertThat(Stream.of(coding.debounce().toMillis(), coding.messageChars(), coding.historyLines(), coding.insightChars(), coding.insightItems(),
            coding.summaryItems(), coding.broadcast()).map(String::valueOf).collect(Collectors.joining(" "))).isEqualTo(values);
        assertThat(problems).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        workflow: {}                                                             | 0
        workflow: {snapshot_on_register_delay_ms: 500}                           | 0
        workflow: {test_mode: true, snapshot_on_register_delay_ms: 500}          | 500
        workflow: {test_mode: true, snapshot_on_register_delay_ms: 60001}        | 60000
        workflow: {test_mode: true, snapshot_on_register_delay_ms: -1}           | 0
        workflow: {test_mode: true}                                              | 0""")
    void aListIsDelayedInTestModeOnly(String written, long millis) throws IOException {
        assertThat(read(written).of(WorkingSettings.SECTION).registrationDelay()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aliasesAreReadFromBothPlacesAndOnesOfTheWorkflowGoBefore() throws IOException {
        WorkingSettings working = read("""
            device_alias: {"AA": Anna, "bb": " Bert\\u0007 ", cc: "", dd: 7, ee: null}
            workflow: {device_alias: {aa: Anja, "ff": "%s"}}
            """.formatted("x".repeat(100))).of(WorkingSettings.SECTION);
        assertThat(working.owner(new DeviceId("aa"))).isEqualTo("Anja");
        assertThat(working.owner(new DeviceId("bb"))).isEqualTo("Bert");
        assertThat(working.owner(new DeviceId("cc"))).as("a blank one is none").isEqualTo("cc");
        assertThat(working.owner(new DeviceId("dd"))).isEqualTo("7");
        assertThat(working.owner(new DeviceId("ee"))).as("nothing is none").isEqualTo("ee");
        assertThat(working.owner(new DeviceId("ff"))).hasSize(64).endsWith("…");
        assertThat(working.isOwner("Anna", new DeviceId("aa"))).isFalse();
        assertThat(working.isOwner("aa", new DeviceId("aa"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ~~                                                | false 800 devices.yaml
        enable_ready_ui: true                             | true 800 devices.yaml
        listen_ready_delay_ms: 0                          | false 0 devices.yaml
        listen_ready_delay_ms: 86400001                   | false 86400000 devices.yaml
        display: {badge_file: /srv/badges.json}           | false 800 /srv/badges.json""")
    void screensAreSet(String written, String values) throws IOException {
        DisplaySettings display = read(written).of(DisplaySettings.SECTION);
        assertThat(display.readyPage() + " " + display.readyDelay().toMillis() + " " + display.badgeFile()).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        mode: static                                                                                | STATIC | -
        mode: static, jwt: {secret: short}                                                          | STATIC | -
        mode: jwt                                                                                   | JWT    | server.auth.jwt.public_key
        mode: jwt, jwt: {secret: short}                                                             | JWT    | server.auth.jwt.secret
        mode: jwt, jwt: {secret: 0123456789abcdef0123456789abcdef}                                  | JWT    | -
        mode: jwt, jwt: {secret: 0123456789abcdef0123456789abcdef, algorithms: [none, HS256]}       | JWT    | server.auth.jwt.algorithms
        mode: jwt, jwt: {public_key: abc}                                                           | JWT    | server.auth.jwt.public_key
        mode: jwt, jwt: {jwks_uri: "https://example.org/keys"}                                      | JWT    | -
        mode: jwt, jwt: {jwks_uri: "example.org/keys"}                                              | JWT    | server.auth.jwt.jwks_uri
        mode: oauth2                                                                                | OAUTH2 | server.auth.oauth2.introspection_url
        mode: oauth2, oauth2: {introspection_url: "ftp://example.org"}                              | OAUTH2 | server.auth.oauth2.introspection_url
        mode: oauth2, oauth2: {introspection_url: "https://example.org/introspect"}                 | OAUTH2 | -
        mode: mixed, jwt: {secret: 0123456789abcdef0123456789abcdef}                                | MIXED  | server.auth.oauth2.introspection_url
        mode: other                                                                                 | STATIC | server.auth.mode""")
    void tokenSettingsThatLetNobodyInAreNamed(String written, TokenSettings.Mode mode, String key) throws IOException {
        assertThat(read("server: {auth: {" + written + "}}").of(TokenSettings.SECTION).mode()).isEqualTo(mode);
        assertThat(problems.stream().map(Problem::subject).toList())
            .isEqualTo(Stream.ofNullable(key).<ProblemSubject>map(ProblemSubject.Setting::new).toList());
        assertThat(problems).allMatch(problem -> !problem.what(Locale.ENGLISH).contains("{") && !problem.why(Locale.SIMPLIFIED_CHINESE).contains("{"));
    }

    private Settings read(String yaml) throws IOException {
        Files.writeString(home.resolve(Configuration.HOME_FILE), yaml);
        return new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(problems::add), new TimeFake()).settings().get();
    }
}
