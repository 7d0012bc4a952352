package earshot.memory;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import earshot.data.Csv;

/// Renders what was said for programs. Pure functions.
///
/// CSV is as [Csv] has it. Times of both are ISO 8601 with their offset.
public final class ConversationExporter {
    public enum Format { CSV, JSON }

    private ConversationExporter() {}

    public static String render(List<Exchange> said, Format format, ZoneId zone) {
        return switch (format) {
            case CSV -> csv(said, zone);
            case JSON -> json(said, zone);
        };
    }

    private static String csv(List<Exchange> said, ZoneId zone) {
        StringBuilder out = new StringBuilder(Csv.BYTE_ORDER_MARK + Csv.line("time", "device", "heard", "answer", "assistant"));
        said.forEach(one -> out.append(Csv.line(iso(one, zone), one.device().value(), one.heard(), one.answer(), one.assistant())));
        return out.toString();
    }

    private static String json(List<Exchange> said, ZoneId zone) {
        ArrayNode all = JSON.createArrayNode();
        said.forEach(one -> all.addObject().put("time", iso(one, zone)).put("device", one.device().value()).put("heard", one.heard())
            .put("answer", one.answer()).put("assistant", one.assistant()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always JSON", e);
        }
    }

    private static String iso(Exchange one, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(one.at().atZone(zone).truncatedTo(ChronoUnit.MILLIS));
    }
}
