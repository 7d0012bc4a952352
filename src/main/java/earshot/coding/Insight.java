package earshot.coding;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.data.TextLimit;

/// What a log means. Each list is in the order of importance, without repeats, within its limit. Source: badge-protocol section 7.1.
record Insight(List<String> insights, List<String> risks, List<String> actions, List<String> nextSteps) {
    static final Insight NOTHING = new Insight(List.of(), List.of(), List.of(), List.of());
    private static final int MAX_INSIGHTS = 5;
    private static final int MAX_RISKS = 4;
    private static final int MAX_ACTIONS = 6;
    private static final int MAX_NEXT_STEPS = 6;
    /// A page of a badge has five lines.
    private static final int MAX_CHARS = 160;

    Insight {
        insights = distinct(insights, MAX_INSIGHTS);
        risks = distinct(risks, MAX_RISKS);
        actions = distinct(actions, MAX_ACTIONS);
        nextSteps = distinct(nextSteps, MAX_NEXT_STEPS);
    }

    boolean isEmpty() {
        return insights.isEmpty() && risks.isEmpty() && actions.isEmpty() && nextSteps.isEmpty();
    }

    /// With the lists of `other` where this one has none.
    Insight filledFrom(Insight other) {
        return new Insight(insights.isEmpty() ? other.insights : insights, risks.isEmpty() ? other.risks : risks, actions.isEmpty() ? other.actions : actions,
            nextSteps.isEmpty() ? other.nextSteps : nextSteps);
    }

    /// Without the sentences that a person must not see.
    Insight without(Predicate<String> unwanted) {
        UnaryOperator<List<String>> kept = items -> items.stream().filter(unwanted.negate()).toList();
        return new Insight(kept.apply(insights), kept.apply(risks), kept.apply(actions), kept.apply(nextSteps));
    }

    /// With at most so many entries in each list.
    Insight limitedTo(int items) {
        UnaryOperator<List<String>> first = list -> list.stream().limit(items).toList();
        return new Insight(first.apply(insights), first.apply(risks), first.apply(actions), first.apply(nextSteps));
    }

    /// Exactly the four lists.
    ObjectNode json() {
        ObjectNode body = JSON.createObjectNode();
        insights.forEach(body.putArray("insights")::add);
        risks.forEach(body.putArray("risks")::add);
        actions.forEach(body.putArray("actions")::add);
        nextSteps.forEach(body.putArray("nextSteps")::add);
        return body;
    }

    private static List<String> distinct(List<String> items, int most) {
        Set<String> seen = new HashSet<>();
        return items.stream().map(item -> TextLimit.cut(LogLine.clean(item, MAX_CHARS), MAX_CHARS)).filter(item -> !item.isBlank())
            .filter(item -> seen.add(LetterCase.folded(item))).limit(most).toList();
    }
}
