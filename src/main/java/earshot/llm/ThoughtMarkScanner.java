package earshot.llm;

import earshot.remote.BoundedLineReader.ByteScanner;

/// Looks for the start of a [ThoughtMark] in the bytes of an event stream, before they are read as lines and JSON: most answers have none, and somebody waits
/// for the first words. What it cannot tell counts as found. Not safe for use from several threads at once.
final class ThoughtMarkScanner implements ByteScanner {
    private boolean withinString;
    private boolean escaped;
    /// The character of several bytes that has begun, and how many of them follow.
    private int character;
    private int following;
    private boolean found;

    /// Whether a mark may begin in what was scanned.
    boolean found() {
        return found;
    }

    @Override
    public void scan(byte[] bytes, int from, int to) {
        for (int i = from; i < to && !found; i++) {
            if (bytes[i] < 0) {
                addToCharacter(bytes[i] & 0xFF);
            } else {
                add(bytes[i]);
            }
        }
    }

    private void add(int c) {
        boolean lineEnds = c == '\n' || c == '\r';
        if (escaped) {
            escaped = false;
            // any character may be written as its number
            found = c == 'u' || lineEnds;
        } else if (c == '"') {
            withinString = !withinString;
        } else if (withinString) {
            escaped = c == '\\';
            // a string of JSON ends in its line
            found = lineEnds || ThoughtMark.starts((char) c);
        }
    }

    private void addToCharacter(int b) {
        escaped = false;
        if (b >= 0xC0) {
            following = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
            character = b & 0x3F >> following;
        } else {
            following--;
            character = character << 6 | b & 0x3F;
            found = following == 0 && withinString && character <= Character.MAX_VALUE && ThoughtMark.starts((char) character);
        }
    }
}
