package earshot.memory;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;

/// Renders what was said for programs. Pure functions.
///
/// CSV is as of RFC 4180, begins with a byte order mark, without which spreadsheets take Chinese for something else, and a cell that a spreadsheet would
/// calculate begins with an apostrophe. Times of both are ISO 8601 with their offset.
public final class ConversationExporter {
    public enum Format { CSV, JSON }

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]");

    private ConversationExporter() {}

    public static String render(List<Exchange> said, Format format, ZoneId zone) {
        return switch (format) {
            case CSV -> csv(said, zone);
            case JSON -> json(said, zone);
        };
    }

    private static String csv(List<Exchange> said, ZoneId zone) {
        StringBuilder out = new StringBuilder("\uFEFFtime,device,heard,answer,assistant\r\n");
        said.forEach(one -> out.append(Stream.of(iso(one, zone), one.device().value(), one.heard(), one.answer(), one.assistant()).map(ConversationExporter::cell).collect(Collectors.joining(","))).append("\r\n"));
        return out.toString();
    }

    private static String cell(String text) {
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static String json(List<Exchange> said, ZoneId zone) {
        ArrayNode all = JSON.createArrayNode();
        said.forEach(one -> all.addObject().put("time", iso(one, zone)).put("device", one.device().value()).put("heard", one.heard()).put("answer", one.answer()).put("assistant", one.assistant()));
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
