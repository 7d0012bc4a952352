package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `NO_PROXY` and the addresses of proxies may hold, which every program writes in its own way.
class ProxyRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "*|https://a.example/v1", "a.example|https://A.Example/v1", ".example|https://a.example/v1",
        "*.example|https://b.a.example/v1", "a.example:443|https://a.example/v1", "a.example:80|http://a.example/v1",
        "8.8.*|https://8.8.4.4/v1", "8.0.0.0/8|https://8.8.4.4/v1", "8.8.4.4/32|https://8.8.4.4/v1", "2001:db8::/32|https://[2001:db8::1]/v1",
        "2001:db8::1|https://[2001:db8::1]/v1", "x, , a.example|https://a.example/v1" })
    void anAddressThatIsExceptedIsReachedDirectly(String except, String address) {
        assertThat(proxy(except, address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "example|https://notexample/v1.org", "a.example:8443|https://a.example/v1",
        "a.example:99999999999|https://a.example/v1", ":443|https://a.example/v1", "9.0.0.0/8|https://8.8.4.4/v1", "8.0.0.0/x|https://8.8.4.4/v1",
        "8.0.0.0/|https://8.8.4.4/v1", "/8|https://8.8.4.4/v1", "8.0.0.0/8|https://a.example/v1", "2001:db8::/32|https://8.8.4.4/v1",
        "''|https://a.example/v1" })
    void everyOtherGoesByTheProxyWhateverElseIsWritten(String except, String address) {
        assertThat(proxy(except, address.replace("notexample/v1.org", "notexample.org/v1"))).contains("http://p:1");
    }

    @ParameterizedTest
    @CsvSource({ "http://127.0.0.1:7890, http://127.0.0.1:7890", "127.0.0.1:7890, http://127.0.0.1:7890", "proxy, http://proxy:8080",
        "HTTP://Proxy:1/, http://Proxy:1", "'\"http://p:1\"', http://p:1", "socks5h://p:1080, socks5h://p:1080",
        "http://ann:sec%20ret@p:1, http://p:1"})
    void aProxyIsReadInEverySpellingAndShownWithoutItsPassword(String written, String shown) {
        assertThat(ProxyAddress.parse(written).map(String::valueOf)).contains(shown);
    }

    @Test
    void onlyHttpIsSpokenToAProxyAndItsPasswordIsDecoded() {
        assertThat(ProxyAddress.parse("socks5://p:1").orElseThrow().usable()).isFalse();
        assertThat(ProxyAddress.parse("http://ann:sec%20ret@p:1").orElseThrow().user()).contains("ann:sec ret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://", "http://p:99999", "http://a b:1", "://p"})
    void whatIsNoProxyIsNone(String written) {
        assertThat(ProxyAddress.parse(written)).isEmpty();
    }

    private static Optional<String> proxy(String except, String address) {
        return ProxyRules.ofEnvironment(Map.of("HTTPS_PROXY", "p:1", "HTTP_PROXY", "p:1", "NO_PROXY", except)::get, _ -> null).proxy(URI.create(address))
            .map(String::valueOf);
    }
}
