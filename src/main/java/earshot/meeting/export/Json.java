package earshot.meeting.export;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.meeting.Summary;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Renders everything known about a meeting, for programs. Times of day are ISO 8601 with their offset.
final class Json {

    private Json() {}

    static String write(Sheet sheet) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", sheet.meeting().id()).put("title", sheet.meeting().title()).put("state", word(sheet.meeting().state())).put("startedAt", iso(sheet, sheet.meeting().startedAt()));
        sheet.meeting().endedAt().ifPresent(end -> root.put("endedAt", iso(sheet, end)));
        root.put("zone", sheet.export().zone().getId()).put("durationMs", sheet.length().toMillis());
        ArrayNode devices = root.putArray("devices");
        sheet.meeting().devices().forEach(id -> devices.addObject().put("id", id).put("name", sheet.export().names().apply(id)));
        ObjectNode speakers = root.putObject("speakers");
        sheet.transcript().speakers().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey()).forEach(entry -> speakers.put(entry.getKey(), entry.getValue()));
        sheet.transcript().summary().ifPresent(summary -> root.set("summary", summary(sheet, summary)));
        ArrayNode checkpoints = root.putArray("checkpoints");
        sheet.transcript().checkpoints().forEach(summary -> checkpoints.add(summary(sheet, summary)));
        ArrayNode marks = root.putArray("marks");
        sheet.transcript().marks().forEach(mark -> marks.addObject().put("at", iso(sheet, mark.at())).put("offsetMs", sheet.since(mark).toMillis()).put("label", mark.label()));
        ArrayNode segments = root.putArray("segments");
        sheet.spoken().forEach(line -> {
            var segment = line.segment();
            ObjectNode node = segments.addObject().put("number", segment.number()).put("at", iso(sheet, segment.at())).put("offsetMs", line.at().toMillis())
                .put("device", segment.device()).put("speaker", segment.speaker()).put("name", line.speaker());
            if (!segment.tag().isEmpty()) {
                node.put("tag", segment.tag());
            }
            node.put("text", segment.text()).put("status", word(segment.status()));
            segment.original().ifPresent(original -> node.put("original", original));
        });
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    private static ObjectNode summary(Sheet sheet, Summary summary) {
        ObjectNode node = JSON.createObjectNode();
        node.put("title", summary.title()).put("duration", Sheet.clock(summary.duration()));
        list(node, "bullets", summary.bullets());
        list(node, "decisions", summary.decisions());
        list(node, "actions", summary.actions());
        list(node, "risks", summary.risks());
        list(node, "nextSteps", summary.nextSteps());
        return node.put("sourceSegments", summary.segments()).put("source", word(summary.source())).put("at", iso(sheet, summary.at()));
    }

    private static void list(ObjectNode node, String key, List<String> items) {
        ArrayNode array = node.putArray(key);
        items.forEach(array::add);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String iso(Sheet sheet, Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(sheet.export().zone()));
    }
}
