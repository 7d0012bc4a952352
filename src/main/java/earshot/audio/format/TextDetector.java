package earshot.audio.format;

import module java.base;

/// Tells text from sound: some servers send error messages in its place.
final class TextDetector {
    /// Bytes of a letter, at most.
    private static final int LETTER = 4;
    private static final int LOOKED = 1_024;

    private TextDetector() {}

    /// Whether the bytes are nothing but text, in UTF-8 or, after a bracket, in any coding: samples have bytes that no text has.
    static boolean isText(byte[] bytes) {
        int length = Math.min(bytes.length, LOOKED);
        for (int i = 0; i < length; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t' || bytes[i] == 127) {
                return false;
            }
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        // what is left may be the beginning of a letter
        boolean whole = !StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(length), false).isError() && in.remaining() < LETTER;
        return whole || bytes[0] == '{' || bytes[0] == '<';
    }

    /// Whether a content type in small letters is one of text.
    static boolean isNamedBy(String type) {
        return type.startsWith("text/") || type.contains("json") || type.contains("html") || type.contains("xml");
    }
}
