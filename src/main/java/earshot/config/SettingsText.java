package earshot.config;

import module java.base;

import earshot.data.ChineseText;

/// The text of a settings file, whatever encoding an editor chose: UTF-8, UTF-16, or GBK where all of it is plausible Chinese.
///
/// @param text including a byte order mark
/// @param encoding its name, where it is neither UTF-8 nor marked as UTF-16
record SettingsText(String text, Optional<String> encoding) {
    /// The bytes are in no encoding that can be told for sure.
    static final class UnknownEncodingException extends CharacterCodingException {
        private static final long serialVersionUID = 1L;

        private final int line;

        UnknownEncodingException(int line) {
            this.line = line;
        }

        /// The first line that is not UTF-8, from 1.
        int line() {
            return line;
        }
    }

    /// @throws UnknownEncodingException when it cannot be told what the bytes mean
    static SettingsText decode(byte[] bytes) throws UnknownEncodingException {
        if (bytes.length >= 2 && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
            Optional<String> wide = strictly(StandardCharsets.UTF_16, bytes);
            if (wide.isPresent()) {
                return new SettingsText(wide.get(), Optional.empty());
            }
        }
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer into = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (!decoder.decode(from, into, true).isError() && !decoder.flush(into).isError()) {
            return new SettingsText(into.flip().toString(), Optional.empty());
        }
        int line = 1 + (int) IntStream.range(0, from.position()).filter(i -> bytes[i] == '\n').count();
        return new SettingsText(ChineseText.decode(bytes).orElseThrow(() -> new UnknownEncodingException(line)), Optional.of("GBK"));
    }

    private static Optional<String> strictly(Charset charset, byte[] bytes) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
