package earshot.capture;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.TextLimit;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.Severity;

/// Rows of the timeline as JSON: their words in both languages, and what the words are made of.
final class RowJson {
    private static final int MOST_BYTES = 1 << 30;
    private static final int MOST_CLOSE_CODE = 4_999;
    private static final int TYPE = 65;
    private static final int HEX = 128;

    private RowJson() {}

    /// @param line gets the fields
    static void put(ObjectNode line, Event event) {
        line.put("direction", JsonFields.name(event.direction())).put("type", event.type()).put("severity", JsonFields.name(event.severity()));
        line.put("en", event.text().in(Locale.ENGLISH)).put("zh", event.text().in(Locale.SIMPLIFIED_CHINESE));
        line.set("text", of(event.text()));
        switch (event.payload()) {
            case EventPayload.None _ -> {}
            case EventPayload.Text(String head, int bytes, EventPayload.FullText fullText) -> line
                .set("payload", JSON.createObjectNode().put("text", fullText.text().orElse(head)).put("bytes", bytes));
            case EventPayload.Binary(String head, int bytes) -> line.set("payload", JSON.createObjectNode().put("hex", head).put("bytes", bytes));
        }
    }

    private static ObjectNode of(EventText text) {
        ObjectNode node = JSON.createObjectNode();
        switch (text) {
            case EventText.Words(String words) -> node.put("words", words);
            case EventText.Coded(EventCode code, List<String> args) -> node.put("code", JsonFields.name(code)).set("args", ProblemJson.array(args));
            case EventText.Raised(Problem problem) -> node.set("raised", ProblemJson.of(problem));
            case EventText.Resolved(Problem problem) -> node.set("resolved", ProblemJson.of(problem));
            case EventText.Ended(int code, String rule, List<String> args, String description) ->
                node.putObject("ended").put("code", code).put("rule", rule).put("description", description).set("args", ProblemJson.array(args));
        }
        return node;
    }

    static Event read(JsonFields line) {
        return new Event(line.instant("at"), line.number("nanos"), line.optionalLine("device").map(DeviceId::new), line.constant(Direction.class, "direction"),
            TextLimit.cut(line.text("type"), TYPE),
            line.constant(Severity.class, "severity"), text(line), line.optional("payload").map(RowJson::payload).orElseGet(EventPayload::none));
    }

    /// What its words are made of; the English words where this version does not know that.
    private static EventText text(JsonFields line) {
        try {
            EventText text = readText(line.object("text"));
            text.in(Locale.ENGLISH);
            text.in(Locale.SIMPLIFIED_CHINESE);
            return text;
        } catch (IllegalArgumentException | MissingResourceException _) {
            return new EventText.Words(line.line("en"));
        }
    }

    private static EventText readText(JsonFields text) {
        if (text.has("words")) {
            return new EventText.Words(text.line("words"));
        }
        if (text.has("code")) {
            return new EventText.Coded(text.constant(EventCode.class, "code"), text.lines("args"));
        }
        if (text.has("raised")) {
            return new EventText.Raised(ProblemJson.read(text.object("raised")));
        }
        if (text.has("resolved")) {
            return new EventText.Resolved(ProblemJson.read(text.object("resolved")));
        }
        JsonFields ended = text.object("ended");
        return new EventText.Ended(ended.number("code", 0, MOST_CLOSE_CODE), ended.line("rule"), ended.lines("args"), ended.line("description"));
    }

    private static EventPayload payload(JsonFields payload) {
        int bytes = payload.number("bytes", 0, MOST_BYTES);
        return payload.has("hex") ? new EventPayload.Binary(TextLimit.cut(payload.text("hex"), HEX + 1), bytes)
            : EventPayload.Text.whole(payload.text("text"), bytes);
    }
}
