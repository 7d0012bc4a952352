package earshot.tool;

import module java.base;

import earshot.data.TextLimit;
import earshot.event.SecretMasker;

/// The last lines that a program has written for people, without what says nothing to them, such as the places in its code. Safe for use from any thread.
final class LastLines {
    private static final int MAX_LINES = 8;
    private static final int MAX_LINE_CHARS = 300;
    private static final int MAX_CHARS = 700;
    private static final Pattern COLORS = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    /// Places in the code, and lines without a letter.
    private static final Pattern EMPTY = Pattern.compile("at .*[:(].*|Node\\.js v.*|throw \\w+;|File \".*\", line \\d+.*|[^\\p{L}]*");

    private final Deque<String> lines = new ArrayDeque<>();
    private final Collection<String> secrets;

    /// @param secrets values that are masked wherever they stand
    LastLines(Collection<String> secrets) {
        this.secrets = secrets;
    }

    /// Returns the line as it may be shown.
    String add(String line) {
        String text = COLORS.matcher(line).replaceAll("").stripTrailing();
        boolean empty = EMPTY.matcher(text.strip()).matches();
        for (String secret : secrets) {
            text = text.replace(secret, SecretMasker.MASK);
        }
        String kept = TextLimit.cut(text.strip(), MAX_LINE_CHARS);
        synchronized (lines) {
            if (!empty && lines.size() == MAX_LINES) {
                lines.removeFirst();
            }
            if (!empty) {
                lines.addLast(kept);
            }
        }
        return text;
    }

    /// On one line; the beginning of a longer one is left out.
    @Override
    public String toString() {
        synchronized (lines) {
            String all = String.join(" | ", lines);
            return all.length() > MAX_CHARS ? "…" + all.substring(all.length() - MAX_CHARS) : all;
        }
    }
}
