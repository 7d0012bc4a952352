package earshot.coding;

import module java.base;

/// What a device reported of its work, on one connection. Used on the connection's thread only.
final class CodingLog {
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private String phase = "";
    private String step = "";
    private String lastEvent = "";
    private boolean changed;

    void clear() {
        lines.clear();
        phase = "";
        step = "";
        lastEvent = "";
        changed = false;
    }

    void add(LogLine line, int most) {
        lines.add(line);
        while (lines.size() > most) {
            lines.removeFirst();
        }
        lastEvent = "log";
        changed = true;
    }

    void phase(String name) {
        phase = name;
        lastEvent = "phase";
        changed = true;
    }

    void step(String name) {
        step = name;
        lastEvent = "step";
        changed = true;
    }

    /// Whether something came since the last summary.
    boolean changed() {
        return changed;
    }

    void summarized() {
        changed = false;
    }

    /// The newest lines, as many as have so many characters together.
    LogExcerpt newest(int maxChars) {
        List<LogLine> newest = new ArrayList<>();
        int chars = 0;
        for (Iterator<LogLine> from = lines.descendingIterator(); from.hasNext();) {
            LogLine line = from.next();
            chars += line.text().length() + 1;
            if (chars > maxChars && !newest.isEmpty()) {
                break;
            }
            newest.addFirst(line);
        }
        return excerpt(newest);
    }

    /// All lines that are kept.
    LogExcerpt all() {
        return excerpt(List.copyOf(lines));
    }

    private LogExcerpt excerpt(List<LogLine> some) {
        return new LogExcerpt(phase, step, lastEvent, List.copyOf(some));
    }
}
