package earshot.meeting.summary;

import module java.base;

import earshot.data.LetterCase;
import earshot.meeting.Summary;

/// The content of minutes within its limits: at most 6 bullets and 4 items in every other list, no repeats (badge-protocol 6.1).
record MinutesFields(String title, List<String> bullets, List<String> decisions, List<String> actions, List<String> risks, List<String> nextSteps) {
    static final MinutesFields NONE = new MinutesFields("", List.of(), List.of(), List.of(), List.of(), List.of());
    private static final int BULLETS = 6;
    private static final int OTHERS = 4;
    private static final int TITLE = 60;
    private static final int ITEM = 300;

    MinutesFields {
        title = cut(title.strip().replaceAll("\\s+", " "), TITLE);
        bullets = distinct(bullets, BULLETS);
        decisions = distinct(decisions, OTHERS);
        actions = distinct(actions, OTHERS);
        risks = distinct(risks, OTHERS);
        nextSteps = distinct(nextSteps, OTHERS);
    }

    static MinutesFields of(Summary summary) {
        return new MinutesFields(summary.title().equals(Summary.UNTITLED) ? "" : summary.title(), summary.bullets(), summary.decisions(), summary.actions(),
            summary.risks(),
            summary.nextSteps());
    }

    /// Merges the fields of several drafts. Each draft keeps a share: the first items of all come before the second ones.
    static MinutesFields joined(List<MinutesFields> drafts) {
        return new MinutesFields(drafts.stream().map(MinutesFields::title).filter(title -> !title.isEmpty()).findFirst().orElse(""),
            interleaved(drafts, MinutesFields::bullets), interleaved(drafts, MinutesFields::decisions), interleaved(drafts, MinutesFields::actions),
            interleaved(drafts, MinutesFields::risks), interleaved(drafts, MinutesFields::nextSteps));
    }

    MinutesFields withBullets(List<String> others) {
        return new MinutesFields(title, others, decisions, actions, risks, nextSteps);
    }

    Summary.Content content() {
        return new Summary.Content(title.isEmpty() ? Summary.UNTITLED : title, bullets, decisions, actions, risks, nextSteps);
    }

    boolean empty() {
        return title.isEmpty() && bullets.isEmpty() && decisions.isEmpty() && actions.isEmpty() && risks.isEmpty() && nextSteps.isEmpty();
    }

    private static List<String> interleaved(List<MinutesFields> drafts, Function<MinutesFields, List<String>> list) {
        List<String> items = new ArrayList<>();
        for (int position = 0; position < BULLETS; position++) {
            for (MinutesFields note : drafts) {
                if (position < list.apply(note).size()) {
                    items.add(list.apply(note).get(position));
                }
            }
        }
        return items;
    }

    private static List<String> distinct(List<String> items, int most) {
        Set<String> seen = new HashSet<>();
        return items.stream().map(item -> cut(item.strip().replaceAll("\\s+", " "), ITEM)).filter(item -> !item.isEmpty())
            .filter(item -> seen.add(LetterCase.folded(item).replaceAll("[\\p{P}\\s]", ""))).limit(most).toList();
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
