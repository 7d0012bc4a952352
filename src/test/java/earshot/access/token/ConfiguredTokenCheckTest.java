package earshot.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import earshot.access.token.TokenSettings.Mode;
import earshot.access.token.TokenVerdict.InvalidReason;
import earshot.doubles.IntrospectionServerFake;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tokens and answers of strange forms come to; the answers come from a real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfiguredTokenCheckTest {
    private static final DeviceId DEVICE = new DeviceId("aa:01");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient http = new SharedHttpClient(time);
    private final IntrospectionServerFake issuer = new IntrospectionServerFake();
    private volatile TokenSettings settings = settings(Mode.STATIC, Optional.empty(), issuer.address());
    private TokenCheck check = (_, _) -> Optional.empty();

    @BeforeEach
    void begin() {
        check = new ConfiguredTokenCheck(time, () -> settings, http);
        issuer.asked().clear();
        issuer.answers(Optional.empty());
    }

    @AfterAll
    void close() {
        issuer.close();
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"exp\":\"tomorrow\"}", "{\"nbf\":true}", "{\"aud\":{}}", "7", "no JSON", "", "{\"exp\":"})
    void whatIsSignedAndCannotBeReadIsToldAsThat(String payload) throws Exception {
        settings = settings(Mode.JWT, Optional.of("device:"), issuer.address());
        assertThat(check.check(signed(payload), DEVICE)).contains(new TokenVerdict.Invalid(InvalidReason.WRONG_CLAIMS, ""));
        settings = settings(Mode.MIXED, Optional.of("device:"), issuer.address());
        assertThat(check.check(signed(payload), DEVICE)).contains(new TokenVerdict.Invalid(InvalidReason.WRONG_CLAIMS, ""));
        assertThat(issuer.asked()).as("it is signed by our key, so nobody else is asked").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "opaque", "a.b", "a.b.c.d"})
    void whatIsNoJwtIsNoTokenOfThisKind(String token) {
        settings = settings(Mode.JWT, Optional.empty(), issuer.address());
        assertThat(check.check(token, DEVICE)).isEmpty();
    }

    @Test
    void aTokenThatIsTooLongIsNotVerified() throws Exception {
        settings = settings(Mode.JWT, Optional.empty(), issuer.address());
        assertThat(check.check(signed("{\"x\":\"" + "y".repeat(5_000) + "\"}"), DEVICE)).contains(new TokenVerdict.Valid(false));
        assertThat(check.check(signed("{\"x\":\"" + "y".repeat(6_000) + "\"}"), DEVICE)).as("over 8000 characters").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"active":true}                              | Valid[bound=false]
        {"active":true,"exp":"tomorrow"}             | Valid[bound=false]
        {"active":true,"exp":1e300}                  | Valid[bound=false]
        {"active":true,"exp":99999999999999999999}   | Valid[bound=false]
        {"active":true,"exp":-5.5}                   | Invalid[reason=EXPIRED, detail=1969-12-31T23:59:55Z]
        {"active":true,"exp":0}                      | Invalid[reason=EXPIRED, detail=1970-01-01T00:00:00Z]
        {"active":true,"nbf":9999999999}             | Invalid[reason=NOT_YET_VALID, detail=2286-11-20T17:46:39Z]
        {"active":false,"exp":0}                     | Invalid[reason=NOT_ACTIVE, detail=]
        {"active":"true"}                            | Unchecked[reason=reason.token_answer_unclear]
        {"active":1}                                 | Unchecked[reason=reason.token_answer_unclear]
        {}                                           | Unchecked[reason=reason.token_answer_unclear]
        []                                           | Unchecked[reason=reason.token_answer_unclear]
        null                                         | Unchecked[reason=reason.token_answer_unclear]
        <html>sign in</html>                         | Unchecked[reason=reason.answer_no_json]
        {"active":tru                                | Unchecked[reason=reason.answer_no_json]""")
    void onlyAPlainYesIsAYes(String answer, String verdict) {
        settings = settings(Mode.OAUTH2, Optional.empty(), issuer.address());
        issuer.answers(Optional.of(answer));
        assertThat(check.check("token", DEVICE).map(Object::toString)).contains(verdict);
    }

    @Test
    void aNoHoldsForTenSecondsAYesForSixtyAndAnAnswerThatIsNoneForNone() {
        settings = settings(Mode.OAUTH2, Optional.empty(), issuer.address());
        issuer.knows("good", "");
        assertThat(asked(() -> check.check("bad", DEVICE))).isEqualTo(1);
        time.advance(TokenIntrospection.NO_HOLDS.minusNanos(1));
        assertThat(asked(() -> check.check("bad", DEVICE))).isZero();
        time.advance(Duration.ofNanos(1));
        assertThat(asked(() -> check.check("bad", DEVICE))).isEqualTo(1);
        assertThat(asked(() -> check.check("good", DEVICE))).isEqualTo(1);
        time.advance(TokenIntrospection.YES_HOLDS.minusNanos(1));
        assertThat(asked(() -> check.check("good", new DeviceId("bb")))).as("of the token, whoever gives it").isZero();
        time.advance(Duration.ofNanos(1));
        issuer.answers(Optional.of("broken"));
        assertThat(asked(() -> check.check("good", DEVICE))).isEqualTo(1);
        assertThat(asked(() -> check.check("good", DEVICE))).isEqualTo(1);
    }

    @Test
    void aChangeOfTheSettingsForgetsWhatTheOldOnesSaid() {
        settings = settings(Mode.OAUTH2, Optional.empty(), issuer.address());
        issuer.knows("good", "\"sub\":\"device:aa:01\"");
        assertThat(check.check("good", DEVICE)).contains(new TokenVerdict.Valid(false));
        settings = settings(Mode.OAUTH2, Optional.of("device:"), issuer.address());
        assertThat(check.check("good", DEVICE)).contains(new TokenVerdict.Valid(true));
        assertThat(check.check("good", new DeviceId("bb"))).contains(new TokenVerdict.Invalid(InvalidReason.WRONG_SUBJECT, "device:aa:01"));
        assertThat(issuer.asked()).hasSize(2);
        settings = settings(Mode.STATIC, Optional.of("device:"), issuer.address());
        assertThat(check.check("good", DEVICE)).as("none are taken").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        -                    | TOKEN_NO_ADDRESS
        ''                   | TOKEN_NO_ADDRESS
        example.org          | TOKEN_NO_ADDRESS
        ftp://example.org/   | TOKEN_NO_ADDRESS
        http://              | TOKEN_NO_ADDRESS
        http://a b/          | TOKEN_NO_ADDRESS
        file:///etc/passwd   | TOKEN_NO_ADDRESS
        http://127.0.0.1:1/  | CONNECTION_REFUSED""")
    void whoCannotBeAskedLetsNobodyIn(String address, ProblemReason reason) {
        settings = settings(Mode.OAUTH2, Optional.empty(), address);
        assertThat(check.check("token", DEVICE)).contains(new TokenVerdict.Unchecked(reason.toString()));
        assertThat(ProblemReason.text(reason.toString(), Locale.SIMPLIFIED_CHINESE)).as("in the language of the reader").containsPattern("\\p{IsHan}");
        assertThat(settings.toString()).doesNotContain(SECRET, IntrospectionServerFake.SECRET);
    }

    private int asked(Runnable action) {
        int before = issuer.asked().size();
        action.run();
        return issuer.asked().size() - before;
    }

    private static String signed(String payload) throws Exception {
        JWSObject object = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(payload));
        object.sign(new MACSigner(SECRET));
        return object.serialize();
    }

    private static TokenSettings settings(Mode mode, Optional<String> subPrefix, String address) {
        return new TokenSettings(mode,
            new TokenSettings.Jwt(Optional.of(SECRET), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), subPrefix),
            new TokenSettings.OAuth2(Optional.ofNullable(address), Optional.of(IntrospectionServerFake.CLIENT), Optional.of(IntrospectionServerFake.SECRET)));
    }
}
