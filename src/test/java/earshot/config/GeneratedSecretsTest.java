package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.EngineSettings;
import earshot.meeting.MeetingSharingSettings;
import earshot.problem.ProblemSinkFake;
import earshot.server.ServerSettings;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are made at the first start.
class GeneratedSecretsTest {
    @TempDir
    Path home;

    @Test
    void theyAreMadeOnceAndStandInTheFileOfSecrets() throws IOException {
        Configuration first = opened();
        String secret = secret(first).orElseThrow();
        String token = token(first).orElseThrow();
        assertThat(secret).hasSizeGreaterThan(20).isNotEqualTo(token);
        assertThat(secret(opened())).contains(secret);
        first.reload();
        assertThat(token(first)).contains(token);
        assertThat(Files.readString(home.resolve(Configuration.SECRETS_FILE))).contains("generated", secret, token);
        assertThat(home.resolve(Configuration.HOME_FILE)).doesNotExist();
        assertThat(first.isGenerated(ServerSettings.SECRET, secret)).isTrue();
        assertThat(first.overview().get().toString()).doesNotContain(secret, token);
    }

    @Test
    void whatAPersonWritesCountsAndUndoBringsTheGeneratedOneBack() {
        Configuration configuration = opened();
        String secret = secret(configuration).orElseThrow();
        assertThat(configuration.history().get()).isEqualTo(SettingsHistory.NONE);
        configuration.apply(Map.of(ServerSettings.SECRET.key(), "sesame-123456"));
        assertThat(secret(configuration)).contains("sesame-123456");
        assertThat(configuration.isGenerated(ServerSettings.SECRET, "sesame-123456")).isFalse();
        assertThat(configuration.undo()).isEmpty();
        assertThat(secret(configuration)).contains(secret);
    }

    @Test
    void anEmptyOneAndOneLeftOverFromATemplateAreNone() throws IOException {
        Files.writeString(home.resolve(Configuration.HOME_FILE), "server: {meeting_api_token: ''}\nmanager-api: {secret: 你的server.secret}\n");
        Configuration configuration = opened();
        assertThat(secret(configuration)).isPresent().isNotEqualTo(Optional.of("你的server.secret"));
        assertThat(token(configuration)).isPresent();
    }

    private Configuration opened() {
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), new ProblemSinkFake(), new TimeFake());
        configuration.generateSecrets(List.of(ServerSettings.SECRET, MeetingSharingSettings.API_TOKEN));
        return configuration;
    }

    private static Optional<String> secret(Configuration configuration) {
        return configuration.settings().get().of(ServerSettings.SECTION).secret();
    }

    private static Optional<String> token(Configuration configuration) {
        return configuration.settings().get().of(MeetingSharingSettings.SECTION).apiToken();
    }
}
