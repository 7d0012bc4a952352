package earshot.cli;

import module java.base;

import earshot.data.ControlCharacters;

/// Escapes the control characters in what is printed on a terminal: names and texts in it come from devices and servers. Line ends and
/// tabs stay.
final class EscapingWriter extends FilterWriter {
    private static final String KEPT = "\n\r\t";

    EscapingWriter(Writer terminal) {
        super(terminal);
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        write(new String(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(ControlCharacters.escape(text.substring(from, from + length), KEPT));
    }
}
