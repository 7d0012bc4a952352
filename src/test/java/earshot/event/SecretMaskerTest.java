package earshot.event;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.proof.CpuCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"type\":\"server\",\"content\":{\"secret\":\"hush\"}}|{\"type\":\"server\",\"content\":{\"secret\":\"***\"}}",
        "{\"API_KEY\": \"hu\\\"sh\", \"a\":1}|{\"API_KEY\": \"***\", \"a\":1}",
        "{\"personal_access_token\":\"hush\"}|{\"personal_access_token\":\"***\"}",
        "{\"access_key_secret\":12345}|{\"access_key_secret\":\"***\"}",
        "{\"tokens\":[\"hush\",{\"b\":\"hush]\"}],\"c\":2}|{\"tokens\":\"***\",\"c\":2}",
        "{\"payload\":\"{\\\"token\\\":\\\"hush\\\",\\\"b\\\":1}\"}|{\"payload\":\"{\\\"token\\\":\\\"***\\\",\\\"b\\\":1}\"}",
        "GET /supie/v1/?device-id=aa&token=hush&x=1 HTTP/1.1|GET /supie/v1/?device-id=aa&token=***&x=1 HTTP/1.1",
        "/xiaozhi/v1/?authorization=Bearer%20hush&device-id=aa|/xiaozhi/v1/?authorization=***&device-id=aa",
        "Authorization: Bearer hush-hush|Authorization: ***",
        "{authorization=Bearer hush, device-id=aa}|{authorization=***, device-id=aa}",
        "sent Bearer hush-hush-hush to me|sent Bearer *** to me",
        "{\"token\":\"hush|{\"token\":\"***",
        "{\"secret\":{\"a\":\"hush|{\"secret\":\"***\"",
        "token: hush|token: ***", "mqtt_signature_key: hush|mqtt_signature_key: ***", "private_key=hush|private_key=***",
        "{\"access_key_id\":\"hush\"}|{\"access_key_id\":\"***\"}", "{passwd=hush, a=b}|{passwd=***, a=b}",
        "{\"wifi\":{\"ssid\":\"home\",\"psk\":\"hush\"}}|{\"wifi\":{\"ssid\":\"home\",\"psk\":\"***\"}}", "wifi_pwd=hush&a=1|wifi_pwd=***&a=1",
        "{\"appkey\":\"hush\"}|{\"appkey\":\"***\"}", "{\"passphrase\":\"hush hush\"}|{\"passphrase\":\"***\"}", "client_secret = 'hush'|client_secret = '***'"})
    void hidesTheValuesOfSecretKeysWhereverTheyStand(String text, String masked) {
        assertThat(SecretMasker.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"type\":\"stt\",\"text\":\"the token is secret\"}", "Missing or invalid Authorization header", "Invalid token", "a bearer of news",
        "ABBA taps stop" })
    void leavesEverythingElseAsItWasSent(String text) {
        assertThat(SecretMasker.mask(text)).isSameAs(text);
    }

    @Test
    void hidesWhatAMapOfHeadersPrints() {
        assertThat(SecretMasker.mask(Map.of("x-api-key", "hush").toString())).isEqualTo("{x-api-key=***}");
    }

    @Test
    void neverThrowsAndNeverShowsASecretWhereverTextIsCut() {
        Random random = new Random(20261122);
        List<String> texts = List.of("{\"a\":{\"token\":\"SECRETVALUE\"},\"b\":[1]}", "?x=1&access_token=SECRETVALUE#f", "Authorization: Bearer SECRETVALUE",
            "\"\\\"secret\\\":\\\"SECRETVALUE\\\"\"");
        for (int round = 0; round < 20_000; round++) {
            String text = texts.get(random.nextInt(texts.size()));
            String cut = text.substring(0, random.nextInt(text.length() + 1));
            assertThat(SecretMasker.mask(cut)).as(cut).doesNotContain("SECRETV");
            StringBuilder damaged = new StringBuilder(cut);
            if (!cut.isEmpty()) {
                damaged.setCharAt(random.nextInt(cut.length()), "\\\"'{}[]:=& x".charAt(random.nextInt(12)));
            }
            assertThat(SecretMasker.mask(damaged.toString())).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "tokenbearer hush-hush|tokenbearer ***", "x-token-authorization: <a b>|x-token-authorization: ***", "bearer = hush|bearer = ***",
        "tokentoken=hush;secret_token: hush|tokentoken=***;secret_token: ***" })
    void looksAtTheWholeKey(String text, String masked) {
        assertThat(SecretMasker.mask(text)).isEqualTo(masked);
    }

    /// Each of these took a time that grew with the square of its length: 21 s for the first.
    @ParameterizedTest
    @ValueSource(strings = { "token", "token\"", "token ", "token: ", "bearer+a ", "tokenbearer", "api-key.", "secret\\", "token:[", "token:\"",
        "authorization-", "bearer%20", "\"token\":{\"", "token=\\\\\"" })
    void repeatedWordsCostNoMoreThanTheirLength(String word) {
        String text = "{\"type\":\"x\",\"a\":\"" + word.repeat(250_000 / word.length()) + "\"}";
        assertThat(CpuCost.least(() -> SecretMasker.mask(text), SECOND)).isLessThan(SECOND);
    }
}
