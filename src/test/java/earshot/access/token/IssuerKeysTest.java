package earshot.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import earshot.access.token.TokenSettings.Mode;
import earshot.access.token.TokenVerdict.InvalidReason;
import earshot.doubles.IntrospectionServerFake;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that are signed with keys that their issuer publishes; it is a real server.
@DisplayName("badge-protocol 1.5: signed tokens of an issuer that publishes its keys")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerKeysTest {
    private static final DeviceId DEVICE = new DeviceId("aa:01");
    private static final TokenVerdict VALID = new TokenVerdict.Valid(false);
    private static final TokenVerdict UNKNOWN = new TokenVerdict.Invalid(InvalidReason.WRONG_SIGNATURE, "");

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient http = new SharedHttpClient(time);
    private final IntrospectionServerFake issuer = new IntrospectionServerFake();
    private RSAKey first;
    private ECKey second;
    private TokenCheck check = (_, _) -> Optional.empty();

    @BeforeAll
    void makeKeys() throws Exception {
        first = new RSAKeyGenerator(2048).keyID("first").generate();
        second = new ECKeyGenerator(Curve.P_256).keyID("second").generate();
    }

    @BeforeEach
    void begin() {
        check = check(Mode.JWT, List.of());
    }

    @AfterAll
    void close() {
        issuer.close();
        http.close();
    }

    @Test
    void aSetIsFetchedOnceAndAgainForANewKey() throws Exception {
        publish(first);
        String old = signed(new RSASSASigner(first), JWSAlgorithm.RS256, "first");
        String fresh = signed(new ECDSASigner(second), JWSAlgorithm.ES256, "second");
        assertThat(fetches(() -> assertThat(check.check(old, DEVICE)).contains(VALID))).isEqualTo(1);
        assertThat(fetches(() -> assertThat(check.check(old, DEVICE)).contains(VALID))).isZero();
        publish(second);
        assertThat(fetches(() -> assertThat(check.check(fresh, DEVICE)).as("the set has just come").contains(UNKNOWN))).isZero();
        time.advance(IssuerKeys.PAUSE);
        assertThat(fetches(() -> assertThat(check.check(fresh, DEVICE)).contains(VALID))).isEqualTo(1);
        assertThat(check.check(old, DEVICE)).as("a key that was withdrawn").contains(UNKNOWN);
    }

    @Test
    void withoutAKeyIdEveryKeyOfTheKindIsTried() throws Exception {
        publish(first, second, new RSAKeyGenerator(2048).generate());
        assertThat(check.check(signed(new RSASSASigner(first), JWSAlgorithm.RS256, null), DEVICE)).contains(VALID);
        assertThat(check.check(signed(new RSASSASigner(new RSAKeyGenerator(2048).generate()), JWSAlgorithm.RS256, null), DEVICE)).contains(UNKNOWN);
        assertThat(check.check(signed(new RSASSASigner(new RSAKeyGenerator(2048).generate()), JWSAlgorithm.RS256, "first"), DEVICE))
            .as("another key under a known name").contains(UNKNOWN);
    }

    @Test
    void whatTheIssuerPublishesIsNoSecret() throws Exception {
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        issuer.publishes(Optional.of(new JWKSet(new OctetSequenceKey.Builder(secret).keyID("s").build()).toString(false)));
        String token = signed(new MACSigner(secret), JWSAlgorithm.HS256, "s");
        for (List<String> algorithms : List.of(List.<String>of(), List.of("HS256"))) {
            check = check(Mode.JWT, algorithms);
            assertThat(check.check(token, DEVICE)).contains(new TokenVerdict.Invalid(InvalidReason.WRONG_ALGORITHM, "HS256"));
        }
    }

    @Test
    void onlyAllowedAlgorithmsCount() throws Exception {
        publish(first, second);
        check = check(Mode.JWT, List.of(" rs256"));
        assertThat(check.check(signed(new RSASSASigner(first), JWSAlgorithm.RS256, "first"), DEVICE)).contains(VALID);
        assertThat(check.check(signed(new ECDSASigner(second), JWSAlgorithm.ES256, "second"), DEVICE))
            .contains(new TokenVerdict.Invalid(InvalidReason.WRONG_ALGORITHM, "ES256"));
    }

    @Test
    void theLastSetServesADayWhenTheIssuerIsSilent() throws Exception {
        publish(first);
        String token = signed(new RSASSASigner(first), JWSAlgorithm.RS256, "first");
        assertThat(check.check(token, DEVICE)).contains(VALID);
        issuer.publishes(Optional.empty());
        time.advance(IssuerKeys.FRESH);
        assertThat(fetches(() -> assertThat(check.check(token, DEVICE)).contains(VALID))).isEqualTo(1);
        assertThat(fetches(() -> assertThat(check.check(token, DEVICE)).as("not asked again at once").contains(VALID))).isZero();
        time.advance(IssuerKeys.LAST_RESORT);
        assertThat(check.check(token, DEVICE)).contains(new TokenVerdict.Unchecked(ProblemReason.ANSWERED.with(500)));
        publish(first);
        time.advance(IssuerKeys.PAUSE);
        assertThat(check.check(token, DEVICE)).contains(VALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>sign in</html>", "{}", "[]", "{\"keys\":7}", "{\"keys\":[{\"kty\":\"RSA\"}]}"})
    void anAnswerThatIsNoSetOfKeysIsToldAsThat(String body) throws Exception {
        issuer.publishes(Optional.of(body));
        assertThat(check.check(signed(new RSASSASigner(first), JWSAlgorithm.RS256, "first"), DEVICE))
            .contains(new TokenVerdict.Unchecked(ProblemReason.TOKEN_KEYS_UNCLEAR.toString()));
    }

    @Test
    void inMixedModeIntrospectionAnswersForAnIssuerThatGivesNoKeys() throws Exception {
        issuer.publishes(Optional.empty());
        check = check(Mode.MIXED, List.of());
        String token = signed(new RSASSASigner(first), JWSAlgorithm.RS256, "first");
        issuer.knows(token, "");
        assertThat(check.check(token, DEVICE)).contains(VALID);
    }

    private void publish(JWK... keys) {
        issuer.publishes(Optional.of(new JWKSet(List.of(keys)).toString(true)));
    }

    private int fetches(Runnable action) {
        int before = issuer.keysAsked();
        action.run();
        return issuer.keysAsked() - before;
    }

    private TokenCheck check(Mode mode, List<String> algorithms) {
        TokenSettings settings = new TokenSettings(mode,
            new TokenSettings.Jwt(Optional.empty(), Optional.empty(), Optional.of(issuer.keysAddress()), algorithms, Optional.empty(), Optional.empty(),
                Optional.empty()),
            new TokenSettings.OAuth2(Optional.of(issuer.address()), Optional.of(IntrospectionServerFake.CLIENT), Optional.of(IntrospectionServerFake.SECRET)));
        assertThat(settings.toString()).doesNotContain(issuer.keysAddress());
        return new ConfiguredTokenCheck(time, () -> settings, http);
    }

    private static String signed(JWSSigner signer, JWSAlgorithm algorithm, String keyId) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), new JWTClaimsSet.Builder().subject("anybody").build());
        token.sign(signer);
        return token.serialize();
    }
}
