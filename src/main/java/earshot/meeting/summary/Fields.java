package earshot.meeting.summary;

import earshot.meeting.Summary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// The content of minutes within its limits: at most 6 bullets and 4 items in every other list, no repeats. Source: badge-protocol section
/// 6.1.
record Fields(String title, List<String> bullets, List<String> decisions, List<String> actions, List<String> risks, List<String> nextSteps) {
    static final Fields NONE = new Fields("", List.of(), List.of(), List.of(), List.of(), List.of());
    private static final int BULLETS = 6;
    private static final int OTHERS = 4;
    private static final int TITLE = 60;
    private static final int ITEM = 300;

    Fields {
        title = cut(title.strip().replaceAll("\\s+", " "), TITLE);
        bullets = distinct(bullets, BULLETS);
        decisions = distinct(decisions, OTHERS);
        actions = distinct(actions, OTHERS);
        risks = distinct(risks, OTHERS);
        nextSteps = distinct(nextSteps, OTHERS);
    }

    static Fields of(Summary summary) {
        return new Fields(summary.title().equals(Summary.UNTITLED) ? "" : summary.title(), summary.bullets(), summary.decisions(), summary.actions(), summary.risks(),
            summary.nextSteps());
    }

    /// Merges the fields of several drafts. Each draft keeps a share: the first items of all come before the second ones.
    static Fields joined(List<Fields> notes) {
        return new Fields(notes.stream().map(Fields::title).filter(title -> !title.isEmpty()).findFirst().orElse(""),
            dealt(notes, Fields::bullets), dealt(notes, Fields::decisions), dealt(notes, Fields::actions), dealt(notes, Fields::risks), dealt(notes, Fields::nextSteps));
    }

    Fields withBullets(List<String> others) {
        return new Fields(title, others, decisions, actions, risks, nextSteps);
    }

    boolean empty() {
        return title.isEmpty() && bullets.isEmpty() && decisions.isEmpty() && actions.isEmpty() && risks.isEmpty() && nextSteps.isEmpty();
    }

    private static List<String> dealt(List<Fields> notes, Function<Fields, List<String>> list) {
        List<String> dealt = new ArrayList<>();
        for (int place = 0; place < BULLETS; place++) {
            for (Fields note : notes) {
                if (place < list.apply(note).size()) {
                    dealt.add(list.apply(note).get(place));
                }
            }
        }
        return dealt;
    }

    private static List<String> distinct(List<String> items, int most) {
        Set<String> seen = new HashSet<>();
        return items.stream().map(item -> cut(item.strip().replaceAll("\\s+", " "), ITEM)).filter(item -> !item.isEmpty())
            .filter(item -> seen.add(item.toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\s]", ""))).limit(most).toList();
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
