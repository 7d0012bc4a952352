package earshot.task;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.id.MeetingId;

/// What a meeting decided to do. Source: badge-protocol section 7.2.
public record MeetingItems(MeetingId meeting, List<String> actions, List<String> nextSteps) {
    /// Open tasks, the actions first: `MEET-<id>-A1`, …, then the next steps: `MEET-<id>-N1`, ….
    List<TaskPatch> tasks() {
        return Stream.concat(numbered("A", actions), numbered("N", nextSteps)).toList();
    }

    private Stream<TaskPatch> numbered(String letter, List<String> items) {
        return IntStream.range(0, items.size()).filter(i -> !items.get(i).isBlank())
            .mapToObj(
                i -> TaskPatch.of("MEET-" + meeting + "-" + letter + (i + 1)).titled(TextLimit.cut(ControlCharacters.toSpaces(items.get(i)), Task.MAX_TITLE)));
    }
}
