package earshot.ui;

import module java.base;

import earshot.data.LetterCase;
import earshot.ui.kit.PaletteEntry;

/// Finds entries of the palette by words: each has to occur, in any order. What stands at the beginning of a label comes first, then beginnings of words in
/// it, then those in what is searched beside it, then what only contains the word, then first letters of pinyin. What ranks alike keeps its order.
final class PaletteSearch {
    /// Nobody looks through more.
    static final int MOST = 200;
    private static final int NOWHERE = 100;

    private final List<Searchable> entries;

    /// @param rest what is searched beside the label
    private record Searchable(PaletteEntry entry, String label, String rest, String initials) {
        static Searchable of(PaletteEntry entry) {
            return new Searchable(entry, LetterCase.folded(entry.label()), LetterCase.folded(String.join(" ", entry.hint(), entry.kind(), entry.keywords())),
                PinyinInitials.of(entry.label() + " " + entry.keywords()));
        }

        int rank(List<String> words) {
            int sum = 0;
            for (String word : words) {
                int rank = rank(word);
                if (rank == NOWHERE) {
                    return NOWHERE;
                }
                sum += rank;
            }
            return sum;
        }

        private int rank(String word) {
            if (label.startsWith(word)) {
                return 0;
            }
            boolean inLabel = label.contains(word);
            if (inLabel && beginsWord(label, word)) {
                return 1;
            }
            boolean inRest = rest.contains(word);
            return inRest && beginsWord(rest, word) ? 2 : inLabel ? 3 : inRest ? 4 : word.length() > 1 && initials.contains(word) ? 5 : NOWHERE;
        }

        private static boolean beginsWord(String text, String word) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) || Character.isIdeographic(text.charAt(at))) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Hit(PaletteEntry entry, int rank) {}

    PaletteSearch(List<PaletteEntry> entries) {
        this.entries = entries.stream().map(Searchable::of).toList();
    }

    /// At most [#MOST] entries, the best first.
    List<PaletteEntry> find(String typed) {
        List<String> words = Stream.of(LetterCase.folded(typed).strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
        return entries.stream().map(one -> new Hit(one.entry(), one.rank(words))).filter(hit -> hit.rank() < NOWHERE).sorted(Comparator.comparingInt(Hit::rank))
            .limit(MOST).map(Hit::entry).toList();
    }
}
