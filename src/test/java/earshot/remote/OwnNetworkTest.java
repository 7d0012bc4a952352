package earshot.remote;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.data.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses are of the own network, which never goes by a proxy and needs no key, and which certificates of it are trusted.
class OwnNetworkTest {
    @ParameterizedTest
    @ValueSource(strings = { "http://127.0.0.1:11434/v1", "localhost", "http://LOCALHOST:8000", "192.168.1.5:10095", "10.0.0.7", "172.16.3.4", "172.31.255.1",
        "169.254.1.1", "0.0.0.0", "http://[::1]:8000/v1", "::1", "fe80::1", "[fd12::3]:80",
        "ws://ann:word@nas:8000/x", "kitchen.local", "http://pc.home.arpa/v1", "nas.LAN:80", "box.internal?x=1", "tcp://speech:10300#x", "nas"})
    void whatIsHereOrNearIsOwn(String address) {
        assertThat(OwnNetwork.contains(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://api.openai.com/v1", "8.8.8.8", "172.32.0.1", "172.15.0.1", "http://[2001:db8::1]/v1", "2001:db8::1",
        "https://192.168.1.5.example.org", "https://example.org/127.0.0.1", "https://localhost.example.org",
        "https://127.0.0.1@example.org/v1", "https://example.org?x=.local", "local.example", "999.1.1.1", "1.2.3", "[zz::1]", ""})
    void whatIsElsewhereIsNot(String address) {
        assertThat(OwnNetwork.contains(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "localhost, true", "LOCALHOST, true", "ear.localhost, true", "127.0.0.9, true", "::1, true", "[::1], true", "192.168.1.5, false",
        "localhost.example.org, false", "example.org, false", "'', false" })
    void onlyLoopbackIsThisComputer(String host, boolean here) {
        assertThat(OwnNetwork.isThisComputer(host)).isEqualTo(here);
    }

    @Test
    void aPeerWithoutANameIsNotThisComputer() {
        assertThat(OwnNetwork.isThisComputer("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB:CD:01", "abcd01", "ab cd 01", "SHA256:ABCD01", "sha-256=AB:CD:01", "SHA256 / abcd01"})
    void aFingerprintIsReadAsAnyProgramShowsIt(String written) {
        assertThat(
            CertificateTrust.fingerprint(ProviderSettings.of(ProviderKind.ASR, "a", JsonMappers.JSON.createObjectNode().put("certificate_sha256", written))))
            .contains("abcd01");
    }

    @Test
    void withoutAFingerprintNoneIsTrusted() {
        assertThat(CertificateTrust.fingerprint(ProviderSettings.of(ProviderKind.ASR, "a", JsonMappers.JSON.createObjectNode()))).isEmpty();
    }
}
