package earshot.cli;

import module java.base;

import earshot.data.LetterCase;

/// Word error rate: words to insert, delete and replace in the recognized text, divided by the number of words said. 0 is perfect; more
/// than 1 is possible. Case and punctuation do not count.
public final class WordErrorRate {
    private WordErrorRate() {}

    public static double of(String said, String understood) {
        List<String> expected = words(said);
        List<String> actual = words(understood);
        if (expected.isEmpty()) {
            return actual.isEmpty() ? 0 : 1;
        }
        int[] row = new int[actual.size() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= expected.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= actual.size(); j++) {
                int above = row[j];
                int replace = diagonal + (expected.get(i - 1).equals(actual.get(j - 1)) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[actual.size()] / (double) expected.size();
    }

    public static List<String> words(String text) {
        return Arrays.stream(LetterCase.lower(text).split("[^\\p{L}\\p{Nd}']+")).filter(word -> !word.isEmpty()).toList();
    }
}
