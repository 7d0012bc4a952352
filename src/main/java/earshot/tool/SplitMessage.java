package earshot.tool;

import module java.base;

import earshot.data.JsonEndFinder;

/// A message that a program writes over several lines, as printers for people do; lines that are no part of JSON may stand between them. Not safe for
/// use from several threads at once.
final class SplitMessage {
    /// Characters of a message; a longer one is none.
    private static final int MAX_CHARS = 4 << 20;
    private static final Pattern BEGIN = Pattern.compile("\\s*(?:\\{\\s*(?:\".*)?|\\[\\s*(?:\\{.*)?)", Pattern.DOTALL);
    /// What a line within JSON can begin with: a log line may begin with a bracket, a number or a word as well, but goes on otherwise.
    private static final Pattern PART = Pattern.compile(
        "\\s*(?:[\"{}\\],].*|\\[\\s*(?:[\"{\\[\\]\\d-].*)?|(?:-?\\d[\\d.eE+-]*|true|false|null)\\s*[,\\]}]*\\s*)", Pattern.DOTALL);

    private final StringBuilder text = new StringBuilder();
    private JsonEndFinder end = new JsonEndFinder();

    /// Takes a line that is no message by itself; false when it is no part of one.
    boolean add(String line) {
        if (!(begun() ? PART : BEGIN).matcher(line).matches()) {
            return false;
        }
        if (text.length() + line.length() > MAX_CHARS) {
            clear();
            return false;
        }
        text.append(line).append('\n');
        return true;
    }

    boolean begun() {
        return !text.isEmpty();
    }

    /// Whether an object that is the next line belongs to a list of messages that has begun.
    boolean awaitsMember() {
        String written = text.toString().strip();
        return written.startsWith("[") && (written.endsWith(",") || written.endsWith("["));
    }

    void clear() {
        text.setLength(0);
        end = new JsonEndFinder();
    }

    /// The whole message with the line that was added last; empty while its end has not come. To be called after each line.
    Optional<String> whole() {
        int last = text.lastIndexOf("\n", text.length() - 2) + 1;
        if (end.end(text.substring(last), 0).isEmpty()) {
            return Optional.empty();
        }
        String whole = text.toString();
        clear();
        return Optional.of(whole);
    }
}
