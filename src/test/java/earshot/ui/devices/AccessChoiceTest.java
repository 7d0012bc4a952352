package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.Reach;
import earshot.config.Settings;
import earshot.config.SettingsVariants;
import earshot.engine.Command;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.server.WebAccessSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sentence about who gets in, and what one click allows.
class AccessChoiceTest {
    @ParameterizedTest
    @CsvSource({ "COMPUTER, true, COMPUTER", "COMPUTER, false, COMPUTER", "NETWORK, true, NETWORK_APPROVAL", "NETWORK, false, NETWORK_OPEN",
        "ANYWHERE, true, ANYWHERE_APPROVAL", "ANYWHERE, false, ANYWHERE_OPEN" })
    void theSettingsAreOneSentence(Reach reach, boolean approval, AccessChoice choice) {
        assertThat(AccessChoice.of(SettingsVariants.access(Settings.defaults(), reach, approval))).isEqualTo(choice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.5.0.1", "localhost", "::1"})
    void aServerThatListensHereAloneIsReachedFromHereAloneWhateverElseIsSet(String host) {
        assertThat(AccessChoice.of(SettingsVariants.host(SettingsVariants.access(Settings.defaults(), Reach.ANYWHERE, false), host)))
            .isEqualTo(AccessChoice.BOUND);
    }

    @Test
    void aChoicePutsInForceWhatItSays() {
        for (AccessChoice choice : AccessChoice.OFFERED) {
            Map<String, Object> settings = choice.settings();
            Reach reach = Reach.valueOf(String.valueOf(settings.get("server.reach")).equals("computer") ? "COMPUTER" : "NETWORK");
            assertThat(AccessChoice.of(SettingsVariants.access(Settings.defaults(), reach, settings.get("server.auth.enabled") == Boolean.TRUE)))
                .isEqualTo(choice);
        }
        assertThat(AccessChoice.COMPUTER.settings()).as("who needs approval from elsewhere is kept").doesNotContainKey("server.auth.enabled");
    }

    @Test
    void aRefusedPageOrNameIsAllowedWithOneClickAndThenNoMore() {
        ConnectionAttempt page = refused(ProblemCode.ORIGIN_REFUSED, "https://example.org");
        assertThat(RefusalRemedy.of(page)).contains(new RefusalRemedy("attempt.allow.origin", new Command.AllowOrigin("https://example.org")));
        ConnectionAttempt name = refused(ProblemCode.HOST_REFUSED, "pc.example");
        assertThat(RefusalRemedy.of(name)).contains(new RefusalRemedy("attempt.allow.host", new Command.AllowHost("pc.example")));
        WebAccessSettings before = Settings.defaults().of(WebAccessSettings.SECTION);
        assertThat(before.allowedOrigins()).doesNotContain("https://example.org");
        assertThat(RefusalRemedy.allowedSince(page, Settings.defaults())).isFalse();
        assertThat(RefusalRemedy.allowedSince(name, Settings.defaults())).isFalse();
    }

    @Test
    void whatNamesNothingOrIsRefusedForAnotherReasonHasNoSuchClick() {
        assertThat(RefusalRemedy.of(refused(ProblemCode.ORIGIN_REFUSED, " "))).isEmpty();
        assertThat(RefusalRemedy.of(refused(ProblemCode.PORT_WRONG, "8000"))).isEmpty();
        assertThat(RefusalRemedy.of(attempt(Optional.of(Problem.of(ProblemCode.ORIGIN_REFUSED, "aa", "of an older version"))))).isEmpty();
        assertThat(RefusalRemedy.of(attempt(Optional.empty()))).isEmpty();
    }

    private static ConnectionAttempt refused(ProblemCode code, String what) {
        return attempt(Optional.of(Problem.of(code, "aa", "it is not allowed", what)));
    }

    private static ConnectionAttempt attempt(Optional<Problem> problem) {
        return new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "192.168.1.9", "GET /", Optional.empty(),
            ConnectionAttempt.Step.UPGRADE, problem);
    }
}
