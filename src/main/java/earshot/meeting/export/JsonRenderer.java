package earshot.meeting.export;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.meeting.Summary;

/// Renders everything known about a meeting, for programs. Times of day are ISO 8601 with their offset.
final class JsonRenderer {

    private JsonRenderer() {}

    static String render(ExportDocument exportDocument) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", exportDocument.meeting().id()).put("title", exportDocument.meeting().title()).put("state", word(exportDocument.meeting().lifecycle())).put("startedAt", iso(exportDocument, exportDocument.meeting().startedAt()));
        exportDocument.meeting().endedAt().ifPresent(end -> root.put("endedAt", iso(exportDocument, end)));
        root.put("zone", exportDocument.export().zone().getId()).put("durationMs", exportDocument.length().toMillis());
        ArrayNode devices = root.putArray("devices");
        exportDocument.meeting().devices().forEach(id -> devices.addObject().put("id", id).put("name", exportDocument.export().deviceNames().apply(id)));
        ObjectNode speakers = root.putObject("speakers");
        exportDocument.transcript().speakers().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey()).forEach(entry -> speakers.put(entry.getKey(), entry.getValue()));
        exportDocument.transcript().summary().ifPresent(summary -> root.set("summary", summary(exportDocument, summary)));
        ArrayNode checkpoints = root.putArray("checkpoints");
        exportDocument.transcript().checkpoints().forEach(summary -> checkpoints.add(summary(exportDocument, summary)));
        ArrayNode marks = root.putArray("marks");
        exportDocument.transcript().marks().forEach(mark -> marks.addObject().put("at", iso(exportDocument, mark.at())).put("offsetMs", exportDocument.since(mark).toMillis()).put("label", mark.label()));
        ArrayNode segments = root.putArray("segments");
        exportDocument.lines().forEach(line -> {
            var meetingSentence = line.sentence();
            ObjectNode node = segments.addObject().put("number", meetingSentence.number()).put("at", iso(exportDocument, meetingSentence.at())).put("offsetMs", line.at().toMillis())
                .put("device", meetingSentence.device()).put("speaker", meetingSentence.speaker()).put("name", line.speaker());
            if (!meetingSentence.tag().isEmpty()) {
                node.put("tag", meetingSentence.tag());
            }
            node.put("text", meetingSentence.text()).put("status", word(meetingSentence.status()));
            meetingSentence.original().ifPresent(original -> node.put("original", original));
        });
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    private static ObjectNode summary(ExportDocument exportDocument, Summary summary) {
        ObjectNode node = JSON.createObjectNode();
        node.put("title", summary.title()).put("duration", ExportDocument.clock(summary.duration()));
        list(node, "bullets", summary.bullets());
        list(node, "decisions", summary.decisions());
        list(node, "actions", summary.actions());
        list(node, "risks", summary.risks());
        list(node, "nextSteps", summary.nextSteps());
        return node.put("sourceSegments", summary.segments()).put("source", word(summary.source())).put("at", iso(exportDocument, summary.at()));
    }

    private static void list(ObjectNode node, String key, List<String> items) {
        ArrayNode array = node.putArray(key);
        items.forEach(array::add);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String iso(ExportDocument exportDocument, Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(exportDocument.export().zone()));
    }
}
