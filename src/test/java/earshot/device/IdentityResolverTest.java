package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceIdentity.Source;
import earshot.id.DeviceId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityResolverTest {
    @ParameterizedTest(name = "query {0}, header device {1}, header client {2} -> {3} from {5}")
    @DisplayName("row 38 (and 13, 1): query before header device before header client before automatic")
    @CsvSource(nullValues = "-", value = {
        "q, d, c, q, q, QUERY",
        "q, d, -, q, q, QUERY",
        "q, -, c, q, q, QUERY",
        "q, -, -, q, q, QUERY",
        "-, d, c, d, c, HEADER",
        "-, d, -, d, d, HEADER",
        "-, -, c, c, c, HEADER"})
    void authority(String query, String device, String client, String id, String clientId, Source source) {
        assertThat(IdentityResolver.resolve(List.of("/xiaozhi/v1/" + (query == null ? "" : "?device-id=" + query)), headers(device, client)))
            .isEqualTo(new DeviceIdentity(new DeviceId(id), clientId, source));
    }

    @Test
    @DisplayName("row 1, 28: nothing anywhere gives auto- and eight hex digits, for both ids, different each time")
    void automatic() {
        DeviceIdentity first = IdentityResolver.resolve(List.of("/"), Map.of());
        DeviceIdentity second = IdentityResolver.resolve(List.of("/"), Map.of());

        assertThat(first.deviceId().value()).matches("auto-[0-9a-f]{8}").isEqualTo(first.clientId()).isNotEqualTo(second.deviceId().value());
        assertThat(first.source()).isEqualTo(Source.AUTOMATIC);
    }

    @Test
    @DisplayName("row 1: a query that cannot be parsed gives way to the header, whose quotes go and whose case falls")
    void brokenQuery() {
        assertThat(IdentityResolver.resolve(List.of("/?device-id=%zz"), Map.of("x-device_id", "\"AA:BB\"")).deviceId()).isEqualTo(new DeviceId("aa:bb"));
    }

    @Test
    void theFirstValueThatIsNotBlankCounts() {
        assertThat(find("/?device-id=&device-id=%20&device-id=One&device-id=two")).contains(new DeviceIdentity(new DeviceId("one"), "one", Source.QUERY));
        assertThat(find("/?device_id=under&client_id=Both")).contains(new DeviceIdentity(new DeviceId("under"), "both", Source.QUERY));
    }

    @Test
    void aQueryWithOnlyAClientIdYieldsNeither() {
        assertThat(find("/?client-id=c")).isEmpty();
    }

    @Test
    void aTargetThatIsOnlyAQueryIsParsed() {
        assertThat(find("?device-id=a")).isPresent();
    }

    @Test
    void theFirstPathThatIsNotEmptyWins() {
        assertThat(IdentityResolver.find(List.of("", "/?device-id=one", "/?device-id=two"), Map.of())).map(DeviceIdentity::deviceId)
            .contains(new DeviceId("one"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", quoteCharacter = '`', value = {"`  \"'Ab'\"  `,ab", "''x'',x", "`\"\"`,-", "`  `,-", "02:00:00:FE:00:01,02:00:00:fe:00:01"})
    void normalization(String raw, String id) {
        assertThat(IdentityResolver.normalized(Optional.of(raw))).isEqualTo(Optional.ofNullable(id));
    }

    @Test
    void whatWouldForgeLogLinesOrFillThemIsNoId() {
        assertThat(find("/?device-id=a%0aERROR%20forged")).isEmpty();
        assertThat(find("/?device-id=" + "a".repeat(129))).isEmpty();
    }

    private static Optional<DeviceIdentity> find(String target) {
        return IdentityResolver.find(List.of(target), Map.of());
    }

    private static Map<String, String> headers(String device, String client) {
        Map<String, String> headers = new java.util.HashMap<>();
        if (device != null) {
            headers.put("device-id", device);
        }
        if (client != null) {
            headers.put("client-id", client);
        }
        return headers;
    }
}
