package earshot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.api.ApiQuery.InvalidParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiQueryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "/meetings?q=budget|budget", "/meetings?x=1&q=a%20b|a b", "/meetings?q=a+b|a b", "?q=%E9%A2%84%E7%AE%97|预算",
        "/m?q=first&q=second|first", "/m?q=%20a%20|a", "/m?q=a=b|a=b" })
    void aTextIsDecoded(String target, String text) throws InvalidParameter {
        assertThat(ApiQuery.of(target).text("q")).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/meetings", "/meetings?", "/meetings?q", "/meetings?q=", "/meetings?q=%20", "/meetings?Q=a", "/meetings?%71=a", "/meetings?=a"})
    void whatIsMissingOrBlankIsAbsent(String target) throws InvalidParameter {
        assertThat(ApiQuery.of(target).text("q")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "'', 50", "7, 7", "+7, 7", "0, 1", "-3, 1", "200, 200", "201, 200", "99999999999999999999999999, 200", "-99999999999999999999999999, 1",
        "999999999999999999, 200" })
    void aNumberIsClampedToItsRange(String value, long number) throws InvalidParameter {
        assertThat(ApiQuery.of("/m?limit=" + value).number("limit", 50, 1, 200)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "1.5", "1e3", "0x10", "--1", "1-"})
    void whatIsNoWholeNumberIsInvalid(String value) throws InvalidParameter {
        ApiQuery query = ApiQuery.of("/m?limit=" + value);
        assertThatThrownBy(() -> query.number("limit", 50, 1, 200)).isInstanceOf(InvalidParameter.class).hasMessage("limit must be a whole number");
    }

    @ParameterizedTest
    @CsvSource({ "1756000000123, 2025-08-24T01:46:40.123Z", "0, 1970-01-01T00:00:00Z", "-1, 1969-12-31T23:59:59.999Z",
        "2026-11-22T06:03:22Z, 2026-11-22T06:03:22Z", "2026-11-22T14:03:22%2B08:00, 2026-11-22T06:03:22Z",
        "2026-11-22T14:03:22+08:00, 2026-11-22T06:03:22Z", "2026-11-22T14:03:22.5+08:00, 2026-11-22T06:03:22.500Z",
        "2026-11-22T04:03:22-02:00, 2026-11-22T06:03:22Z" })
    void aMomentIsMillisecondsOrIso8601(String value, Instant moment) throws InvalidParameter {
        assertThat(ApiQuery.of("/m?since=" + value).moment("since")).contains(moment);
    }

    @Test
    void aMomentWithoutAZoneIsInTheZoneOfThisComputer() throws InvalidParameter {
        ZoneId zone = ZoneId.systemDefault();
        assertThat(ApiQuery.of("/m?since=2026-11-22").moment("since")).contains(LocalDate.of(2026, 11, 22).atStartOfDay(zone).toInstant());
        assertThat(ApiQuery.of("/m?since=2026-11-22T14:03").moment("since")).contains(LocalDateTime.of(2026, 11, 22, 14, 3).atZone(zone).toInstant());
        assertThat(ApiQuery.of("/m?since=2026-11-22%2014:03:22").moment("since")).contains(LocalDateTime.of(2026, 11, 22, 14, 3, 22).atZone(zone).toInstant());
        assertThat(ApiQuery.of("/m").moment("since")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "2026-11-31", "2026-11-22T25:00", "1756000000123456789", "2026-11-22T06:03:22+99:00", "T"})
    void whatIsNoMomentIsInvalid(String value) throws InvalidParameter {
        ApiQuery query = ApiQuery.of("/m?since=" + value);
        assertThatThrownBy(() -> query.moment("since")).isInstanceOf(InvalidParameter.class).hasMessage("since must be milliseconds or an ISO-8601 time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/m?q=%", "/m?q=%4", "/m?q=%zz"})
    void aMalformedEscapeIsInvalid(String target) {
        assertThatThrownBy(() -> ApiQuery.of(target)).isInstanceOf(InvalidParameter.class).hasMessage("the address is not well encoded");
    }
}
