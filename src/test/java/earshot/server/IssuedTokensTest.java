package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import earshot.access.token.ConfiguredTokenCheck;
import earshot.access.token.TokenSettings;
import earshot.access.token.TokenSettings.Mode;
import earshot.doubles.IntrospectionServerFake;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.remote.SharedHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens that others issue, with real keys, over real sockets, against a real server of introspection.
@DisplayName("badge-protocol section 1.5: JWT and introspection")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuedTokensTest {
    private static final String ACCEPTED = "HTTP/1.1 101 ";
    private static final KeyPair RSA = pair("RSA", 2048);
    private static final KeyPair OTHER_RSA = pair("RSA", 2048);
    private static final KeyPair EC = pair("EC", 256);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final DeviceServerFixture fixture = new DeviceServerFixture(DeviceServerFixture.guarded(List.of("static"), List.of()));
    private final SharedHttpClient http = new SharedHttpClient(fixture.time);
    private final IntrospectionServerFake issuer = new IntrospectionServerFake();
    private volatile TokenSettings settings = settings(Mode.STATIC,
        new TokenSettings.Jwt(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()));
    private final LogCapture log = new LogCapture();

    @BeforeEach
    void begin() {
        fixture.time.advance(WrongTokens.FORGOTTEN_AFTER.plusSeconds(1));
        fixture.attempts.clear();
        issuer.asked().clear();
        fixture.tokens = new ConfiguredTokenCheck(fixture.time, () -> settings, http);
    }

    @AfterAll
    void close() {
        log.close();
        fixture.close();
        issuer.close();
        http.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RS256 | 600   | -    | this      | me      | device:AA:01 | ACCEPTED
        RS256 | -59   | -    | this,that | me      | device:aa:01 | ACCEPTED
        RS256 | -     | 59   | this      | me      | device:aa:01 | ACCEPTED
        RS256 | -61   | -    | this      | me      | device:aa:01 | TOKEN_EXPIRED
        RS256 | 600   | 61   | this      | me      | device:aa:01 | TOKEN_EARLY
        RS256 | 600   | -    | that      | me      | device:aa:01 | TOKEN_AUDIENCE
        RS256 | 600   | -    | this      | you     | device:aa:01 | TOKEN_ISSUER
        RS256 | 600   | -    | this      | me      | device:aa:02 | TOKEN_SUBJECT
        other | 600   | -    | this      | me      | device:aa:01 | TOKEN_SIGNATURE
        RS512 | 600   | -    | this      | me      | device:aa:01 | TOKEN_ALGORITHM
        HS256 | 600   | -    | this      | me      | device:aa:01 | TOKEN_ALGORITHM
        none  | 600   | -    | this      | me      | device:aa:01 | TOKEN_ALGORITHM""")
    void aSignedTokenIsJudgedByWhatItSays(String signed, String expires, String begins, String audience, String issuedBy, String subject, String outcome)
        throws Exception {
        settings = settings(Mode.JWT, new TokenSettings.Jwt(Optional.empty(), Optional.of(pem(RSA)), Optional.empty(), List.of(), Optional.of("this"),
            Optional.of("me"), Optional.of("device:")));
        String token = token(signed, claims(expires, begins, audience, issuedBy, subject));
        String answer = upgrade("AA:01", token);
        if (outcome.equals("ACCEPTED")) {
            assertThat(answer).startsWith(ACCEPTED);
        } else {
            assertThat(answer).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Bearer");
            assertThat(refusal()).isEqualTo(ProblemCode.valueOf(outcome));
        }
        assertThat(log.all()).noneMatch(line -> line.contains(token));
        assertThat(fixture.attempts.toString()).doesNotContain(token);
    }

    @Test
    void aSecretAndAnEllipticKeyServeTheirOwnAlgorithms() throws Exception {
        settings = settings(Mode.JWT, new TokenSettings.Jwt(Optional.of(SECRET), Optional.of(pem(EC)), Optional.empty(), List.of(), Optional.empty(),
            Optional.empty(), Optional.empty()));
        JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("anybody").build();
        assertThat(upgrade("bb", token("secret", claims))).startsWith(ACCEPTED);
        assertThat(upgrade("bb", token("ES256", claims))).startsWith(ACCEPTED);
        assertThat(upgrade("bb", "static")).startsWith(ACCEPTED);
        assertThat(upgrade("bb", "opaque")).startsWith("HTTP/1.1 401 ").contains("{\"error\":\"Invalid token\"}");
        assertThat(settings.toString()).doesNotContain(SECRET);
    }

    @Test
    void aTokenForAnyDeviceIsNotForOneWithItsOwn() throws Exception {
        settings = settings(Mode.JWT, new TokenSettings.Jwt(Optional.of(SECRET), Optional.empty(), Optional.empty(), List.of("HS256"), Optional.empty(),
            Optional.empty(), Optional.empty()));
        JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("device:cc").build();
        fixture.access.issueOwnToken(new DeviceId("cc"));
        assertThat(upgrade("cc", token("secret", claims))).startsWith("HTTP/1.1 401 ");
        settings = settings(Mode.JWT, new TokenSettings.Jwt(Optional.of(SECRET), Optional.empty(), Optional.empty(), List.of("HS256"), Optional.empty(),
            Optional.empty(), Optional.of("device:")));
        assertThat(upgrade("cc", token("secret", claims))).startsWith(ACCEPTED);
    }

    @Test
    void theIssuerIsAskedAndItsAnswerHoldsForAWhile() {
        settings = settings(Mode.OAUTH2, settings.jwt());
        issuer.knows("o p+q", "\"exp\":" + (fixture.time.now().getEpochSecond() + 100));
        assertThat(upgrade("dd", "o p+q")).startsWith(ACCEPTED);
        assertThat(upgrade("dd", "o p+q")).startsWith(ACCEPTED);
        assertThat(issuer.asked()).containsExactly("o p+q");
        fixture.time.advance(Duration.ofSeconds(61));
        assertThat(upgrade("dd", "o p+q")).startsWith(ACCEPTED);
        assertThat(issuer.asked()).hasSize(2);
        fixture.time.advance(Duration.ofSeconds(59));
        fixture.time.advance(Duration.ofSeconds(41));
        assertThat(upgrade("dd", "o p+q")).startsWith("HTTP/1.1 401 ");
        assertThat(refusal()).isEqualTo(ProblemCode.TOKEN_EXPIRED);
        assertThat(upgrade("dd", "revoked")).startsWith("HTTP/1.1 401 ").contains("Invalid token: it is not active");
        assertThat(upgrade("dd", "revoked")).startsWith("HTTP/1.1 401 ");
        assertThat(issuer.asked()).hasSize(4);
        assertThat(log.all()).noneMatch(line -> line.contains("revoked") || line.contains(IntrospectionServerFake.SECRET));
    }

    @Test
    @DisplayName("an issuer that cannot be asked lets nobody in, and says so; others are served meanwhile")
    void anIssuerThatCannotBeAsked() throws Exception {
        settings = settings(Mode.OAUTH2, settings.jwt());
        issuer.answers(Optional.of("<html>"));
        assertThat(upgrade("ee", "t1")).startsWith("HTTP/1.1 503 ");
        assertThat(unchecked()).isEqualTo(ProblemReason.ANSWER_NO_JSON.toString());
        issuer.answers(Optional.of("{\"active\":\"yes\"}"));
        assertThat(upgrade("ee", "t1")).startsWith("HTTP/1.1 503 ");
        issuer.answers(Optional.empty());
        settings = new TokenSettings(Mode.OAUTH2, settings.jwt(),
            new TokenSettings.OAuth2(Optional.of(issuer.address()), Optional.of("somebody"), Optional.of("x")));
        assertThat(upgrade("ee", "t1")).startsWith("HTTP/1.1 503 ");
        assertThat(unchecked()).contains("401");
        settings = new TokenSettings(Mode.OAUTH2, settings.jwt(),
            new TokenSettings.OAuth2(Optional.of("http://127.0.0.1:1/"), Optional.empty(), Optional.empty()));
        assertThat(upgrade("ee", "t1")).startsWith("HTTP/1.1 503 ");
        assertThat(unchecked()).isEqualTo(ProblemReason.CONNECTION_REFUSED.toString());
        settings = settings(Mode.OAUTH2, settings.jwt());
        issuer.answersNothing(true);
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> upgrade("ee", "t2"), Thread::startVirtualThread);
        await().until(() -> issuer.asked().contains("t2"));
        assertThat(upgrade("ff", "static")).startsWith(ACCEPTED);
        await().until(() -> fixture.time.limits().contains(Duration.ofSeconds(3)));
        await().until(() -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return waiting.isDone();
        });
        assertThat(waiting.join()).startsWith("HTTP/1.1 503 ").contains("{\"error\":\"Token could not be checked\"}");
        issuer.answersNothing(false);
    }

    @Test
    void inMixedModeOnlyTokensOfOthersAreAskedAbout() throws Exception {
        settings = settings(Mode.MIXED, new TokenSettings.Jwt(Optional.empty(), Optional.of(pem(RSA)), Optional.empty(), List.of("RS256"), Optional.empty(),
            Optional.empty(), Optional.empty()));
        String foreign = token("other", claims("600", "-", "this", "me", "x"));
        issuer.knows(foreign, "");
        assertThat(upgrade("gg", foreign)).startsWith(ACCEPTED);
        assertThat(upgrade("gg", token("RS256", claims("-90", "-", "this", "me", "x")))).startsWith("HTTP/1.1 401 ");
        assertThat(upgrade("gg", token("RS256", claims("90", "-", "this", "me", "x")))).startsWith(ACCEPTED);
        assertThat(issuer.asked()).containsExactly(foreign);
    }

    private TokenSettings settings(Mode mode, TokenSettings.Jwt jwt) {
        return new TokenSettings(mode, jwt,
            new TokenSettings.OAuth2(Optional.of(issuer.address()), Optional.of(IntrospectionServerFake.CLIENT), Optional.of(IntrospectionServerFake.SECRET)));
    }

    private JWTClaimsSet claims(String expires, String begins, String audience, String issuedBy, String subject) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuedBy).audience(List.of(audience.split(","))).subject(subject);
        if (!expires.equals("-")) {
            claims.expirationTime(at(expires));
        }
        if (!begins.equals("-")) {
            claims.notBeforeTime(at(begins));
        }
        return claims.build();
    }

    private Date at(String seconds) {
        return Date.from(fixture.time.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(Long.parseLong(seconds)));
    }

    private static String token(String signed, JWTClaimsSet claims) throws Exception {
        return switch (signed) {
            case "none" -> new PlainJWT(claims).serialize();
            case "other" -> signed(JWSAlgorithm.RS256, new RSASSASigner(OTHER_RSA.getPrivate()), claims);
            // the public key used as if it were a secret
            case "HS256" -> signed(JWSAlgorithm.HS256, new MACSigner(pem(RSA).getBytes(StandardCharsets.UTF_8)), claims);
            case "secret" -> signed(JWSAlgorithm.HS256, new MACSigner(SECRET), claims);
            case "ES256" -> signed(JWSAlgorithm.ES256, new ECDSASigner((ECPrivateKey) EC.getPrivate()), claims);
            default -> signed(JWSAlgorithm.parse(signed), new RSASSASigner(RSA.getPrivate()), claims);
        };
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static KeyPair pair(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----";
    }

    private String upgrade(String device, String token) {
        fixture.attempts.clear();
        return RawSocketClient.ask(fixture.port(), "GET /xiaozhi/v1/ HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Device-Id: " + device, "Authorization: Bearer " + token);
    }

    private ProblemCode refusal() {
        return fixture.attempt(made -> made.problem().isPresent()).problem().orElseThrow().code();
    }

    private String unchecked() {
        assertThat(refusal()).isEqualTo(ProblemCode.TOKEN_UNCHECKED);
        return fixture.attempt(made -> made.problem().isPresent()).problem().orElseThrow().args().get(2);
    }
}
