package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which upgrade requests are accepted while tokens are required, over real sockets.
@DisplayName("badge-protocol section 1.5: who needs which token")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTableTest {
    private static final String ACCEPTED = "HTTP/1.1 101 ";
    private static final String REFUSED = "HTTP/1.1 401 ";
    private final DeviceServerFixture fixture = new DeviceServerFixture(
        DeviceServerFixture.guarded(List.of("first", "second-token"), List.of(new DeviceId("aa:bb"), new DeviceId("free"))));

    @BeforeEach
    void clear() {
        fixture.time.advance(WrongTokens.FORGOTTEN_AFTER.plusSeconds(1));
        fixture.attempts.clear();
        fixture.settings = DeviceServerFixture.guarded(List.of("first", "second-token"), List.of(new DeviceId("aa:bb"), new DeviceId("free")));
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer first", "Bearer second-token", "bearer first", "BEARER first", "Bearer   first", " Bearer first "})
    void aConfiguredTokenInTheHeaderIsAccepted(String header) {
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: d", "Authorization: " + header)).startsWith(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "?token=first", "?authorization=Bearer%20first", "?authorization=first", "?token=Bearer+second-token", "?TOKEN=first",
        "?x=1&token=first", "?token=%20first%20" })
    void aConfiguredTokenInTheQueryIsAcceptedBecauseBrowsersCannotSetHeaders(String query) {
        assertThat(upgrade("/xiaozhi/v1/" + query, "Device-Id: d")).startsWith(ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Authorization: Bearer third", "Authorization: Bearer First", "Authorization: Bearer firs",
        "Authorization: Bearer first,second-token", "Authorization: Bearer first second-token" })
    void anUnknownTokenIsRefusedAsInvalid(String header) {
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: d", header)).startsWith(REFUSED).contains("{\"error\":\"Invalid token\"}");
        assertThat(fixture.refusal()).isEqualTo("Invalid token");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Authorization: first", "Authorization: Basic first", "Authorization: Bearer", "Authorization: Bearer ", "Authorization:",
        "X-Authorization: Bearer first", "Bearer: first" })
    void aHeaderWithoutABearerTokenIsMissing(String header) {
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: d", header)).startsWith(REFUSED).contains("{\"error\":\"Missing or invalid Authorization header\"}");
    }

    @Test
    void aRefusalSaysHowToAuthenticateAndIsAnAttemptOfItsDevice() {
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: D-1")).startsWith(REFUSED).contains("WWW-Authenticate: Bearer realm=\"xiaozhi\"", "Connection: close");
        ConnectionAttempt attempt = fixture.attempt(made -> made.problem().isPresent());
        assertThat(attempt.device()).contains(new DeviceId("d-1"));
        assertThat(attempt.step()).isEqualTo(ConnectionAttempt.Step.IDENTIFIED);
        assertThat(attempt.problem().orElseThrow().code()).isEqualTo(ProblemCode.DEVICE_UNAPPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aa:bb", "AA:BB", "free", "FREE", "\"aa:bb\""})
    void anExemptDeviceNeedsNoTokenAndAWrongOneDoesNotHurt(String id) {
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: " + id)).startsWith(ACCEPTED);
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: " + id, "Authorization: Bearer wrong")).startsWith(ACCEPTED);
    }

    @Test
    void anExemptClientIdAloneIsTheDeviceId() {
        assertThat(upgrade("/xiaozhi/v1/", "Client-Id: aa:bb")).startsWith(ACCEPTED);
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: other", "Client-Id: aa:bb")).startsWith(REFUSED);
    }

    @Test
    void theHeaderCountsBeforeTheQueryAndAMalformedQueryIsNoToken() {
        assertThat(upgrade("/xiaozhi/v1/?token=wrong", "Device-Id: d", "Authorization: Bearer first")).startsWith(ACCEPTED);
        assertThat(upgrade("/xiaozhi/v1/?token=first", "Device-Id: d", "Authorization: Bearer wrong")).startsWith(REFUSED);
        assertThat(upgrade("/xiaozhi/v1/?token=%zz", "Device-Id: d")).startsWith(REFUSED).contains("Missing or invalid");
    }

    @Test
    void withoutTokensNobodyButTheExemptIsAccepted() {
        fixture.settings = DeviceServerFixture.guarded(List.of(), List.of(new DeviceId("aa:bb")));
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: d", "Authorization: Bearer first")).startsWith(REFUSED);
        assertThat(upgrade("/xiaozhi/v1/", "Device-Id: aa:bb")).startsWith(ACCEPTED);
    }

    @Test
    void whereNoneIsRequiredAnyTokenIsIgnored() {
        fixture.settings = DeviceServerFixture.server(0, 0);
        assertThat(upgrade("/supie/v1/", "Device-Id: d", "Authorization: Bearer wrong")).startsWith(ACCEPTED);
        assertThat(upgrade("/supie/v1/")).startsWith(ACCEPTED);
    }

    @Test
    void noTokenIsInAnAttempt() {
        upgrade("/xiaozhi/v1/?token=first", "Device-Id: d");
        upgrade("/xiaozhi/v1/?token=wrong-one", "Device-Id: d");
        fixture.attempt(made -> made.problem().isPresent());
        assertThat(fixture.attempts.toString()).doesNotContain("first", "wrong-one").contains("token=***");
    }

    private String upgrade(String target, String... headers) {
        List<String> lines = new ArrayList<>(List.of("GET " + target + " HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        Stream.of(headers).forEach(lines::add);
        return RawSocketClient.ask(fixture.port(), lines.toArray(String[]::new));
    }
}
