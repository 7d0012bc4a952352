package earshot.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/xiaozhi/v1/?device-id=a|a", "/?Device-Id=a|a", "?DEVICE-ID=a|a", "/?x=1&device-id=a|a", "/?device-id=%61%3Ab|a:b", "/?device-id=a+b|a b",
        "/?device-id=a=b|a=b",
        "/?device-id=&device-id=second|second", "/?device-id=first&device-id=second|first", "/?device-id=%20&device-id=a|a", "/?device-id=a?b|a?b",
        "/?%64evice-id=a|a", "/?device-id=%E4%BD%A0|你" })
    void aValueIsFoundByItsNameInLowerCase(String target, String value) {
        assertThat(QueryParameters.of(target).first("device-id")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "/xiaozhi/v1/", "?", "/?", "/?device-id", "/?device-id=", "/?device-id=%20%09", "/?=a", "/?&&&", "/?other=a",
        "device-id=a" })
    void whatIsMissingOrBlankIsAbsent(String target) {
        assertThat(QueryParameters.of(target).first("device-id")).isEmpty();
    }

    @Test
    void theFirstNameThatHasAValueCounts() {
        QueryParameters parameters = QueryParameters.of("/?client-id=c&mac=m&device-id=");
        assertThat(parameters.first("device-id", "mac", "client-id")).contains("m");
        assertThat(parameters.first("client-id", "mac")).contains("c");
        assertThat(parameters.first()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?a=%", "/?a=%4", "/?a=%zz", "/?%zz=a"})
    void aMalformedEscapeIsRefused(String target) {
        assertThatThrownBy(() -> QueryParameters.of(target)).isInstanceOf(IllegalArgumentException.class);
    }
}
