package earshot.ui.meetings;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// Finds the words of a search in a text.
final class Highlight {
    private Highlight() {}

    /// @param words in lower case, with blanks between
    /// @return begin and end of each place, in order, not overlapping
    static List<int[]> spans(String text, String words) {
        String lower = text.toLowerCase(Locale.ROOT);
        BitSet marked = new BitSet();
        // a letter that is longer in lower case would shift the places
        if (lower.length() == text.length()) {
            for (String word : words.split("\\s+")) {
                for (int at = word.isEmpty() ? -1 : lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length())) {
                    marked.set(at, at + word.length());
                }
            }
        }
        List<int[]> spans = new ArrayList<>();
        for (int from = marked.nextSetBit(0); from >= 0;) {
            int to = marked.nextClearBit(from);
            spans.add(new int[] {from, to});
            from = marked.nextSetBit(to);
        }
        return spans;
    }
}
