package earshot.meeting.export;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence;
import earshot.meeting.Summary;

/// Renders everything known about a meeting, for programs. Times of day are ISO 8601 with their offset.
final class JsonRenderer {
    private JsonRenderer() {}

    static String render(ExportDocument document) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", document.meeting().id().value()).put("title", document.meeting().title()).put("state", word(document.meeting().lifecycle()))
            .put("startedAt", iso(document, document.meeting().startedAt()));
        document.meeting().endedAt().ifPresent(end -> root.put("endedAt", iso(document, end)));
        document.meeting().times().cause().filter(_ -> !document.meeting().running()).ifPresent(cause -> root.put("endCause", word(cause)));
        if (!document.meeting().pauses().isEmpty()) {
            ArrayNode pauses = root.putArray("pauses");
            document.meeting().pauses().forEach(pause -> pause(document, pauses.addObject(), pause));
        }
        root.put("zone", document.export().zone().getId()).put("durationMs", document.length().toMillis());
        ArrayNode devices = root.putArray("devices");
        document.meeting().devices().forEach(id -> devices.addObject().put("id", id.value()).put("name", document.export().deviceNames().apply(id)));
        ObjectNode speakers = root.putObject("speakers");
        document.transcript().speakers().entrySet().stream().sorted(Map.Entry.comparingByKey())
            .forEach(entry -> speakers.put(entry.getKey(), entry.getValue()));
        document.transcript().summary().ifPresent(summary -> root.set("summary", summary(document, summary)));
        ArrayNode checkpoints = root.putArray("checkpoints");
        document.transcript().checkpoints().forEach(summary -> checkpoints.add(summary(document, summary)));
        ArrayNode marks = root.putArray("marks");
        document.transcript().marks()
            .forEach(mark -> marks.addObject().put("at", iso(document, mark.at())).put("offsetMs", document.since(mark).toMillis()).put("label", mark.label()));
        ArrayNode segments = root.putArray("segments");
        document.lines().forEach(line -> {
            MeetingSentence sentence = line.sentence();
            ObjectNode node = segments.addObject().put("number", sentence.number()).put("at", iso(document, sentence.at()))
                .put("offsetMs", line.at().toMillis())
                .put("device", sentence.device().value()).put("speaker", sentence.speaker()).put("name", line.speaker());
            if (!sentence.tag().isEmpty()) {
                node.put("tag", sentence.tag());
            }
            node.put("text", sentence.text()).put("status", word(sentence.status()));
            sentence.original().ifPresent(original -> node.put("original", original));
        });
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    private static ObjectNode summary(ExportDocument document, Summary summary) {
        ObjectNode node = JSON.createObjectNode();
        node.put("title", summary.title()).put("duration", ExportDocument.clock(summary.duration()));
        node.set("bullets", JSON.valueToTree(summary.bullets()));
        node.set("decisions", JSON.valueToTree(summary.decisions()));
        node.set("actions", JSON.valueToTree(summary.actions()));
        node.set("risks", JSON.valueToTree(summary.risks()));
        node.set("nextSteps", JSON.valueToTree(summary.nextSteps()));
        return node.put("sourceSegments", summary.segments()).put("source", word(summary.source())).put("at", iso(document, summary.at()));
    }

    private static void pause(ExportDocument document, ObjectNode node, Meeting.Pause pause) {
        node.put("from", iso(document, pause.from())).put("to", iso(document, pause.to()));
        pause.cause().ifPresent(cause -> node.put("endCause", word(cause)));
    }

    private static String word(Enum<?> constant) {
        return LetterCase.lower(constant.name());
    }

    private static String iso(ExportDocument document, Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(document.export().zone()));
    }
}
