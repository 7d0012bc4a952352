package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressSecretsTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "https://api.host/v1, https://api.host/v1",
        "http://127.0.0.1:8003/xiaozhi/ota/, http://127.0.0.1:8003/xiaozhi/ota/",
        "https://user:pw@host/x, https://***@host/x",
        "https://user:p@w@host/x, https://***@host/x",
        "https://user:p/w?@host/x, https://***@host/x",
        "wss://key@host:80/x?a=1&b=2 failed, wss://***@host:80/x?*** failed",
        "GET https://h/x?k=v\" then http://u:p@g/, GET https://h/x?***\" then http://***@g/",
        "`{\"url\":\"https:\\/\\/u:p@h\\/x?k=v\"}`, `{\"url\":\"https:\\/\\/***@h\\/x?***\"}`",
        "https://h/@scope/package, https://h/@scope/package",
        "https://h:8080/a@b, https://h:8080/a@b",
        "who? me@home, who? me@home",
        "https://h/?, https://h/?"})
    void userAndQueryOfAnAddressAreMasked(String text, String masked) {
        assertThat(AddressSecrets.mask(text)).isEqualTo(masked);
        assertThat(AddressSecrets.mask(masked)).as("twice").isEqualTo(masked);
        assertThat(AddressSecrets.in(text)).isEqualTo(!text.equals(masked));
    }

    @Test
    void aLongTextCostsNoMoreThanItsLength() {
        assertThat(AddressSecrets.mask("://".repeat(400_000))).hasSize(1_200_000);
        assertThat(AddressSecrets.mask("http://a".repeat(200_000))).hasSize(1_600_000);
        assertThat(AddressSecrets.mask("x@?:/".repeat(200_000))).hasSize(1_000_000);
    }
}
