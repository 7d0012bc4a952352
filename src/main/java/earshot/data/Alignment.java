package earshot.data;

import module java.base;

/// The longest common subsequence of two lists: which of the one are the same as which of the other, in order.
public final class Alignment {
    /// Beyond it nothing between the common begin and end is taken for the same: comparing takes this number squared.
    public static final int MOST = 2_000;

    private Alignment() {}

    /// A pair, or one that has no other; never both empty.
    public record Pair<T>(Optional<T> left, Optional<T> right) {}

    /// @param key of what is the same
    public static <T, K> List<Pair<T>> of(List<T> left, List<T> right, Function<T, K> key) {
        List<K> a = left.stream().map(key).toList();
        List<K> b = right.stream().map(key).toList();
        List<Pair<T>> pairs = new ArrayList<>();
        int begin = 0;
        while (begin < a.size() && begin < b.size() && a.get(begin).equals(b.get(begin))) {
            pairs.add(pair(left, begin, right, begin));
            begin++;
        }
        int endA = a.size();
        int endB = b.size();
        while (endA > begin && endB > begin && a.get(endA - 1).equals(b.get(endB - 1))) {
            endA--;
            endB--;
        }
        middle(pairs, left.subList(begin, endA), right.subList(begin, endB), a.subList(begin, endA), b.subList(begin, endB));
        for (int i = endA; i < a.size(); i++) {
            pairs.add(pair(left, i, right, i - endA + endB));
        }
        return pairs;
    }

    private static <T> Pair<T> pair(List<T> left, int i, List<T> right, int j) {
        return new Pair<>(Optional.of(left.get(i)), Optional.of(right.get(j)));
    }

    private static <T, K> void middle(List<Pair<T>> pairs, List<T> left, List<T> right, List<K> a, List<K> b) {
        if (a.size() > MOST || b.size() > MOST) {
            left.forEach(one -> pairs.add(new Pair<>(Optional.of(one), Optional.empty())));
            right.forEach(one -> pairs.add(new Pair<>(Optional.empty(), Optional.of(one))));
            return;
        }
        int[][] longest = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                longest[i][j] = a.get(i).equals(b.get(j)) ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                pairs.add(pair(left, i++, right, j++));
            } else if (j == b.size() || i < a.size() && longest[i + 1][j] >= longest[i][j + 1]) {
                pairs.add(new Pair<>(Optional.of(left.get(i++)), Optional.empty()));
            } else {
                pairs.add(new Pair<>(Optional.empty(), Optional.of(right.get(j++))));
            }
        }
    }
}
