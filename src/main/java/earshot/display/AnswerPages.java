package earshot.display;

import module java.base;

/// The pages that show an answer: lists of five lines, at most two of them. What does not fit is left out, and the last line says so.
/// Source: badge-protocol section 2.15.
final class AnswerPages {
    static final int LINES = 5;
    static final int PAGES = 2;
    private static final String MORE = "…";

    private AnswerPages() {}

    /// No page for a blank answer.
    ///
    /// @param id of the answer, unique on the connection
    static List<DisplayPage> of(String answer, String id, Badge badge) {
        int perPage = Math.min(LINES, badge.screenLines());
        int most = perPage * PAGES;
        List<String> lines = new ArrayList<>(new PageLineWrapper(Badge.COLUMNS).lines(DisplayMessageReader.clean(answer, Integer.MAX_VALUE), most + 1));
        if (lines.size() > most) {
            lines.subList(most, lines.size()).clear();
            lines.set(most - 1, shortened(lines.getLast()));
        }
        int total = (lines.size() + perPage - 1) / perPage;
        return IntStream.range(0, total).mapToObj(i -> page(lines.subList(i * perPage, Math.min(lines.size(), (i + 1) * perPage)), id, i + 1, total)).toList();
    }

    private static DisplayPage page(List<String> lines, String id, int index, int total) {
        return DisplayPage.chat(total == 1 ? id : id + "-" + index, new DisplayPage.Body.Lines(lines), Optional.of(new DisplayPage.PageNumber(index, total)));
    }

    private static String shortened(String line) {
        String kept = line;
        while (PageLineWrapper.width(kept) + PageLineWrapper.width(MORE) > Badge.COLUMNS) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + MORE;
    }
}
