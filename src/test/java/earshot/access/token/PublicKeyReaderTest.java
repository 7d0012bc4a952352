package earshot.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms in which issuers show their public keys.
class PublicKeyReaderTest {
    private static final String KEY = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAElUyegB1Evkjo8m8asprrxNpCCTgD
        Jg13QZ8xXNwsbLN66DHMMJ+JeXifgwEThCLfPjp8ETdNIitL0HQu3YxoZg==
        -----END PUBLIC KEY-----
        """;
    /// Of the same key.
    private static final String CERTIFICATE = """
        -----BEGIN CERTIFICATE-----
        MIIBeDCCAR+gAwIBAgIUdLbUzVBlvk0KtVLlxqThiyGiN98wCgYIKoZIzj0EAwIw
        ETEPMA0GA1UEAwwGaXNzdWVyMCAXDTI2MTEzMDAyMTA1OFoYDzIxMjYxMTA2MDIx
        MDU4WjARMQ8wDQYDVQQDDAZpc3N1ZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
        AASVTJ6AHUS+SOjybxqymuvE2kIJOAMmDXdBnzFc3Cxss3roMcwwn4l5eJ+DAROE
        It8+OnwRN00iK0vQdC7djGhmo1MwUTAdBgNVHQ4EFgQUeKhI08q2/fxs/dFipPbm
        wMjL3SowHwYDVR0jBBgwFoAUeKhI08q2/fxs/dFipPbmwMjL3SowDwYDVR0TAQH/
        BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBVRbb7OYQbPFett0c4LFBTjGvf8FNV
        VX1PUXlhunl0OwIgAI4LGgclLLn9cUC2xW3QG+x+nHdnnSe76vzNBNLyeWI=
        -----END CERTIFICATE-----
        """;
    /// What `PUBLIC KEY` has before `RSA PUBLIC KEY`, for a key of 2048 bits.
    private static final int RSA_2048_HEAD = 24;

    @Test
    void aKeyAndItsCertificateAreTheSame() {
        Optional<PublicKey> key = PublicKeyReader.read(KEY);
        assertThat(key).isPresent();
        assertThat(PublicKeyReader.read(CERTIFICATE)).isEqualTo(key);
        assertThat(PublicKeyReader.read(CERTIFICATE.replaceAll("-----.*-----|\\s", ""))).as("base64 alone, in one line").isEqualTo(key);
        assertThat(PublicKeyReader.read(KEY.replace("\n", "\\n"))).as("line breaks as two characters").isEqualTo(key);
        assertThat(PublicKeyReader.read(KEY.replace("\n", "\r\n"))).isEqualTo(key);
    }

    @Test
    void anRsaKeyIsReadWithItsKindAndWithout() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] whole = generator.generateKeyPair().getPublic().getEncoded();
        Optional<PublicKey> key = PublicKeyReader.read(Base64.getEncoder().encodeToString(whole));
        assertThat(key.map(PublicKey::getEncoded)).contains(whole);
        byte[] bare = Arrays.copyOfRange(whole, RSA_2048_HEAD, whole.length);
        assertThat(PublicKeyReader.read("-----BEGIN RSA PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(bare) + "\n-----END RSA PUBLIC KEY-----\n"))
            .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "/etc/issuer.pem", "AAAA", "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----", "密钥"})
    void whatIsNoneIsNone(String text) {
        assertThat(PublicKeyReader.read(text)).isEmpty();
    }
}
