package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.event.SecretMasker;
import earshot.meeting.MeetingSharingSettings;
import earshot.operator.OperatorSettings;
import earshot.problem.ProblemSinkFake;
import earshot.time.TimeFake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The secrets of meetings: the token for reading them over HTTP, and the key and headers of the webhook.
class MeetingSecretsTest {
    private static final String[] HUSH = {"signing-hush-1", "reading-hush-2", "header-hush-3", "key-hush-4"};

    @TempDir
    Path home;

    private Configuration configuration;

    @BeforeEach
    void open() {
        configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(), new TimeFake());
    }

    @Test
    void writtenByHandTheyHoldAndAreShownNowhere() throws IOException {
        Files.writeString(home.resolve(Configuration.HOME_FILE), """
            server: {meeting_api_token: reading-hush-2, operator_token: key-hush-4}
            meeting:
              webhook:
                url: http://127.0.0.1/hook
                secret: signing-hush-1
                headers: {Authorization: Bearer header-hush-3, X-Api-Key: key-hush-4, X-Room: seven}
            """);
        configuration.reload();

        MeetingSharingSettings meetings = configuration.settings().get().of(MeetingSharingSettings.SECTION);
        assertThat(meetings.apiToken()).contains("reading-hush-2");
        assertThat(configuration.settings().get().of(OperatorSettings.SECTION).token()).contains("key-hush-4");
        assertThat(meetings.webhook().orElseThrow().secret()).contains("signing-hush-1");
        assertThat(meetings.webhook().orElseThrow().headers()).containsEntry("Authorization", "Bearer header-hush-3").containsEntry("X-Api-Key", "key-hush-4");
        shownNowhere();
        assertThat(configuration.written("meeting.webhook.headers").toString()).as("the name of a header is shown, no value").contains("X-Room")
            .doesNotContain("seven");
    }

    @Test
    void givenInTheConsoleTheyStandApartAndTheHistoryDoesNotHaveThem() throws IOException {
        assertThat(
            configuration.apply(Map.of("server.meeting_api_token", "reading-hush-2", "meeting.webhook.url", "http://127.0.0.1/hook", "meeting.webhook.secret",
            "signing-hush-1", "meeting.webhook.headers", Map.of("Authorization", "Bearer header-hush-3", "X-Api-Key", "key-hush-4", "X-Room", "seven"))))
            .isInstanceOf(ApplyResult.Done.class);

        MeetingSharingSettings meetings = configuration.settings().get().of(MeetingSharingSettings.SECTION);
        assertThat(meetings.webhook().orElseThrow().secret()).contains("signing-hush-1");
        assertThat(meetings.webhook().orElseThrow().headers()).containsEntry("Authorization", "Bearer header-hush-3").containsEntry("X-Room", "seven");
        assertThat(Files.readString(home.resolve(Configuration.HOME_FILE))).doesNotContain("seven").doesNotContain(HUSH);
        assertThat(Files.readString(home.resolve(Configuration.SECRETS_FILE))).contains(HUSH);
        shownNowhere();
        assertThat(configuration.history().get().toString()).doesNotContain(HUSH);
    }

    @Test
    void aTokenBehindAQuestionMarkIsMaskedInWhatIsLoggedAndShown() {
        assertThat(SecretMasker.mask("GET /supie/meetings/recent?limit=3&token=reading-hush-2 HTTP/1.1"))
            .isEqualTo("GET /supie/meetings/recent?limit=3&token=*** HTTP/1.1");
        assertThat(SecretMasker.mask("{x-api-token=reading-hush-2, x-meeting-signature=00}")).isEqualTo("{x-api-token=***, x-meeting-signature=00}");
    }

    private void shownNowhere() {
        assertThat(configuration.settings().get().of(MeetingSharingSettings.SECTION).toString()).doesNotContain(HUSH);
        assertThat(configuration.settings().get().toString()).doesNotContain(HUSH);
        assertThat(configuration.overview().get().values().toString()).doesNotContain(HUSH);
        for (String key : List.of("server.meeting_api_token", "server.operator_token", "meeting.webhook.secret", "meeting.webhook.headers",
            "meeting.webhook.headers.Authorization", "meeting.webhook",
            "meeting.webhook.headers.X-Api-Key", "meeting", "server")) {
            assertThat(configuration.written(key).toString()).as(key).doesNotContain(HUSH);
        }
    }
}
