package earshot.llm;

import module java.base;

import earshot.data.LetterCase;

/// Suggests the known name that a person may have meant by an unknown one.
public final class SpellingSuggester {
    private static final int MAX_EDITS = 2;

    private SpellingSuggester() {}

    /// The known name with the smallest edit distance, ignoring case: at most two edits, and at most a third of its length.
    public static Optional<String> suggest(String written, Collection<String> known) {
        String plain = normalized(written);
        // a text of another length is not near, and one of any length may be pasted or stand in a file
        return known.stream().filter(name -> Math.abs(normalized(name).length() - plain.length()) <= MAX_EDITS)
            .filter(name -> distance(plain, normalized(name)) <= Math.min(MAX_EDITS, Math.max(name.length(), plain.length()) / 3))
            .min(Comparator.comparingInt(name -> distance(plain, normalized(name))));
    }

    private static String normalized(String name) {
        return LetterCase.lower(name.strip());
    }

    /// Edit distance (optimal string alignment): insertions, deletions, substitutions and swaps of neighbors.
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                edits[i][j] = Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + wrong);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
