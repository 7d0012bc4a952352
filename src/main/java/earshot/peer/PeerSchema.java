package earshot.peer;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.peer.NormalizedMessage.Source;

/// Checks what a model made of a message, and corrects what has one meaning only: a priority as a text, an assignee that is not in a list, a state in other
/// words. Fields that are not in the schema are left out.
final class PeerSchema {
    static final int MAX_SUMMARY = 200;
    private static final int MAX_ASSIGNEES = 10;
    private static final int MAX_NAME = 64;
    private static final int USUAL_PRIORITY = 2;
    private static final int LAST_PRIORITY = 3;
    private static final Map<String, Integer> PRIORITIES = Map.ofEntries(Map.entry("urgent", 0), Map.entry("critical", 0), Map.entry("紧急", 0),
        Map.entry("high", 1), Map.entry("高", 1), Map.entry("medium", 2), Map.entry("normal", 2),
        Map.entry("中", 2), Map.entry("low", LAST_PRIORITY), Map.entry("低", LAST_PRIORITY));
    private static final Set<String> DONE = Set.of("done", "completed", "complete", "closed", "finished", "已完成", "完成");

    private PeerSchema() {}

    /// Empty when the answer has neither a summary nor a text or title to make one of, or fields that are not object.
    static Optional<NormalizedMessage> check(ObjectNode answer, PeerRequest request, String taskId) {
        JsonNode fields = answer.path("normalized");
        if (!fields.isObject() && !fields.isMissingNode() && !fields.isNull()) {
            return Optional.empty();
        }
        Optional<String> summary = Stream.of(answer.path("summary"), fields.path("title"), fields.path("text")).filter(JsonNode::isTextual)
            .map(text -> PeerRequest.clean(text.textValue())).filter(text -> !text.isEmpty()).findFirst();
        return summary.map(
            line -> new NormalizedMessage(TextLimit.cut(line, MAX_SUMMARY), request.task() ? task(fields, line, taskId) : text(fields, request), Source.MODEL));
    }

    /// The text as it is, where no model is set up.
    static NormalizedMessage asWritten(PeerRequest request, String taskId) {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return new NormalizedMessage(TextLimit.cut(request.text(), MAX_SUMMARY),
            request.task() ? task(nothing, request.text(), taskId) : text(nothing, request), Source.TEXT);
    }

    private static ObjectNode text(JsonNode fields, PeerRequest request) {
        String said = PeerRequest.clean(fields.path("text").asText(""));
        return JsonNodeFactory.instance.objectNode().put("text", said.isEmpty() ? request.text() : said);
    }

    private static ObjectNode task(JsonNode fields, String summary, String id) {
        String title = PeerRequest.clean(fields.path("title").asText(""));
        ObjectNode task = JsonNodeFactory.instance.objectNode().put("id", id).put("title", TextLimit.cut(title.isEmpty() ? summary : title, MAX_SUMMARY))
            .put("priority", priority(fields.path("priority")))
            .put("status", DONE.contains(word(fields.path("status"))) ? "done" : "open");
        assignees(fields.path("assignees")).forEach(task.putArray("assignees")::add);
        return task;
    }

    private static int priority(JsonNode written) {
        String word = word(written);
        if (PRIORITIES.containsKey(word)) {
            return PRIORITIES.get(word);
        }
        String digits = word.startsWith("p") ? word.substring(1) : word;
        return digits.matches("\\d(\\.0)?") ? Math.min(digits.charAt(0) - '0', LAST_PRIORITY) : USUAL_PRIORITY;
    }

    private static String word(JsonNode written) {
        return LetterCase.lower(TextLimit.cut(written.asText(""), MAX_NAME).strip());
    }

    private static List<String> assignees(JsonNode written) {
        Stream<JsonNode> entries = written.isArray() ? written.valueStream() : Stream.of(written);
        return entries.map(entry -> entry.isObject() ? entry.path("name") : entry).map(name -> TextLimit.cut(PeerRequest.clean(name.asText("")), MAX_NAME))
            .filter(name -> !name.isEmpty()).distinct().limit(MAX_ASSIGNEES).toList();
    }
}
