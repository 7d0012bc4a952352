package earshot.data;

import module java.base;

/// SHA-256, of contents and of certificates.
public final class Digest {
    private Digest() {}

    /// The same of a text in UTF-8.
    public static String of(String text, int length) {
        return of(text.getBytes(StandardCharsets.UTF_8), length);
    }

    /// The first characters of the SHA-256.
    ///
    /// @param length hexadecimal characters, even, 2 to 64
    public static String of(byte[] bytes, int length) {
        return HexFormat.of().formatHex(sha256().digest(bytes), 0, length / 2);
    }

    /// The whole SHA-256 of a certificate as browsers show it: in capitals, a colon between two bytes.
    public static String fingerprint(byte[] certificate) {
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha256().digest(certificate));
    }

    /// A new SHA-256, for what comes in pieces. For one thread at a time.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
