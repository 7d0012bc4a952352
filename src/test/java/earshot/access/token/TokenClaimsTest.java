package earshot.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.token.TokenVerdict.InvalidReason;
import earshot.id.DeviceId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The time and the subject of a token, by seconds from now.
class TokenClaimsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00.500Z");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        # expires, begins, verdict
        -,    -,   free
        1,    -,   free
        -59,  -,   free
        -60,  -,   EXPIRED
        -61,  -,   EXPIRED
        -,    60,  free
        -,    61,  NOT_YET_VALID
        -60,  61,  EXPIRED
        600,  -600,free""")
    void clocksMayDifferByAMinute(Integer expires, Integer begins, String verdict) {
        assertThat(outcome(TokenClaims.judge(Optional.empty(), Optional.empty(), at(expires), at(begins), new DeviceId("aa"), NOW))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # prefix | subject        | verdict
        -        | -              | free
        -        | somebody       | free
        device:  | device:aa:01   | bound
        device:  | DEVICE:AA:01   | bound
        device:  | aa:01          | WRONG_SUBJECT aa:01
        device:  | device:aa:011  | WRONG_SUBJECT device:aa:011
        device:  | device:aa:0    | WRONG_SUBJECT device:aa:0
        device:  | xdevice:aa:01  | WRONG_SUBJECT xdevice:aa:01
        device:  | -              | WRONG_SUBJECT –
        device:  | ''             | WRONG_SUBJECT –
        ''       | aa:01          | bound
        ''       | aa:02          | WRONG_SUBJECT aa:02""")
    void aSubjectBindsToOneDeviceOnly(String prefix, String subject, String verdict) {
        assertThat(outcome(
            TokenClaims.judge(Optional.ofNullable(prefix), Optional.ofNullable(subject), Optional.empty(), Optional.empty(), new DeviceId("aa:01"), NOW)))
            .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"-31557014167219200", "31556889864403199"})
    void aMomentAtTheEndOfTimeIsAMoment(long seconds) {
        Instant moment = Instant.ofEpochSecond(seconds).plusSeconds(seconds < 0 ? 60 : -60);
        assertThat(outcome(TokenClaims.judge(Optional.empty(), Optional.empty(), Optional.of(moment), Optional.of(Instant.EPOCH), new DeviceId("aa"), NOW)))
            .isEqualTo(seconds < 0 ? "EXPIRED" : "free");
    }

    private static Optional<Instant> at(Integer seconds) {
        return Optional.ofNullable(seconds).map(NOW::plusSeconds);
    }

    private static String outcome(TokenVerdict verdict) {
        return switch (verdict) {
            case TokenVerdict.Valid(boolean bound) -> bound ? "bound" : "free";
            case TokenVerdict.Invalid(InvalidReason reason, String detail) -> reason == InvalidReason.WRONG_SUBJECT ? reason + " " + detail : reason.name();
            case TokenVerdict.Unchecked(String reason) -> reason;
        };
    }
}
