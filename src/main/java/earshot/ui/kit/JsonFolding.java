package earshot.ui.kit;

import module java.base;

/// Which lines of an outline are folded, so that only their first line is shown.
final class JsonFolding {
    /// Of more lines than this only the outermost levels are unfolded at first.
    private static final int MANY_LINES = 2_000;
    private static final int LEVELS = 2;

    private final JsonOutline outline;
    private final BitSet folded = new BitSet();

    JsonFolding(JsonOutline outline) {
        this.outline = outline;
        if (outline.lines().size() > MANY_LINES) {
            IntStream.range(0, outline.lines().size()).filter(i -> outline.folds(i) && outline.line(i).depth() >= LEVELS).forEach(folded::set);
        }
    }

    JsonOutline outline() {
        return outline;
    }

    boolean folded(int line) {
        return folded.get(line);
    }

    /// Folds or unfolds a line. Returns whether that changed anything.
    boolean fold(int line, boolean fold) {
        boolean changes = outline.folds(line) && folded.get(line) != fold;
        folded.set(line, changes ? fold : folded.get(line));
        return changes;
    }

    /// All but the outermost.
    void foldAll(boolean fold) {
        folded.clear();
        IntStream.range(1, outline.lines().size()).filter(i -> fold && outline.folds(i)).forEach(folded::set);
    }

    /// Unfolds all that hides a line.
    void reveal(int line) {
        for (int above = outline.parent(line); above >= 0; above = outline.parent(above)) {
            folded.clear(above);
        }
    }

    /// The lines that are shown, in order.
    List<Integer> shown() {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < outline.lines().size(); i = folded.get(i) ? outline.line(i).end() + 1 : i + 1) {
            shown.add(i);
        }
        return shown;
    }
}
