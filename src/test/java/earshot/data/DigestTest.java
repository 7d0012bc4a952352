package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
    /// Source: FIPS 180-4, the examples of SHA-256.
    @ParameterizedTest
    @CsvSource({ "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" })
    void isTheBeginOfSha256(String text, String all) {
        assertThat(Digest.of(text, 64)).isEqualTo(all);
        assertThat(Digest.of(text, 12)).isEqualTo(all.substring(0, 12));
        assertThat(Digest.of(text, 2)).isEqualTo(all.substring(0, 2));
    }

    @Test
    void aTextIsDigestedInUtf8() {
        assertThat(Digest.of("你好", 16)).isEqualTo(Digest.of("你好".getBytes(StandardCharsets.UTF_8), 16))
            .isNotEqualTo(Digest.of("你好".getBytes(StandardCharsets.UTF_16), 16));
    }

    /// As `openssl x509 -fingerprint -sha256` prints it.
    @Test
    void aFingerprintIsTheWholeDigestInCapitalsWithColons() {
        byte[] content = "abc".getBytes(StandardCharsets.UTF_8);
        assertThat(Digest.fingerprint(content)).hasSize(95).startsWith("BA:78:16:BF").endsWith("F2:00:15:AD");
        assertThat(Digest.fingerprint(content).replace(":", "")).isEqualToIgnoringCase(Digest.of(content, 64));
    }

    @Test
    void contentInPiecesHasTheDigestOfTheWhole() {
        MessageDigest digest = Digest.sha256();
        digest.update(new byte[] {'a'});
        digest.update(new byte[] {'b', 'c'});
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(Digest.of("abc", 64));
    }

    @Test
    void closingQuietlyClosesAndThrowsNothing() {
        AtomicBoolean closed = new AtomicBoolean();
        Closeables.closeQuietly(() -> closed.set(true));
        assertThat(closed).isTrue();
        Closeables.closeQuietly(() -> {
            throw new java.io.IOException("broken");
        });
    }
}
