package earshot.data;

import module java.base;

/// SHA-256, as far as it tells contents apart.
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
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, length / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
