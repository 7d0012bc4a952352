package earshot.ui.meetings;

import module java.base;

import earshot.data.LetterCase;

/// Finds search words in a text.
final class SearchHighlighter {
    private SearchHighlighter() {}

    /// @param searchWords as [LetterCase#folded] gives them, separated by blanks
    /// @return start and end of each match, in order, not overlapping
    static List<int[]> spans(String text, String searchWords) {
        String folded = LetterCase.folded(text);
        BitSet marked = new BitSet();
        for (String word : searchWords.split("\\s+")) {
            for (int at = word.isEmpty() ? -1 : folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length())) {
                marked.set(at, at + word.length());
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
