package earshot.event;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import earshot.data.Csv;
import earshot.data.LetterCase;
import earshot.id.DeviceId;

/// Renders rows of the timeline one by one: for people, for programs, for spreadsheets. Secrets are masked in the rows already. Pure functions.
///
/// @param names of devices; the id stands for one that has none
/// @param locale in which the rows for people and for spreadsheets speak; those for programs are English
public record EventExporter(Format format, Map<DeviceId, String> names, Locale locale) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    /// The ending of a file names its format.
    public enum Format {
        /// As the console shows them.
        TXT,
        /// One JSON object a line.
        NDJSON,
        CSV;

        public String ending() {
            return LetterCase.lower(name());
        }

        /// By the ending of a file; empty where it is none of these.
        public static Optional<Format> of(Path file) {
            String name = LetterCase.lower(file.toString());
            return Stream.of(values()).filter(format -> name.endsWith("." + format.ending())).findFirst();
        }
    }

    public EventExporter {
        names = Map.copyOf(names);
    }

    /// What stands before the rows.
    public String head() {
        return switch (format) {
            case TXT, NDJSON -> "";
            case CSV -> Csv.BYTE_ORDER_MARK + Csv.line("time", "device", "name", "direction", "type", "severity", "summary", "bytes", "payload");
        };
    }

    /// One row with the end of its line.
    public String row(Event event) {
        return switch (format) {
            case TXT -> line(event, event.device().map(this::name).orElse("–"), locale) + "\n";
            case NDJSON -> json(event) + "\n";
            case CSV -> Csv.line(event.at().toString(), event.device().map(DeviceId::value).orElse(""), event.device().map(this::name).orElse(""),
                LetterCase.lower(event.direction().name()), event.type(),
                LetterCase.lower(event.severity().name()), event.text().in(locale), String.valueOf(event.size()), payload(event).orElse(""));
        };
    }

    private String name(DeviceId id) {
        return names.getOrDefault(id, id.value());
    }

    /// A row as the console shows it, times of the computer's time zone.
    ///
    /// @param device its name
    public static String line(Event event, String device, Locale locale) {
        return String.join("  ", CLOCK.format(event.at().atZone(ZoneId.systemDefault())), device, arrow(event.direction()), event.type(),
            event.text().in(locale), size(event.size())).strip();
    }

    public static String arrow(Direction direction) {
        return switch (direction) {
            case IN -> "←";
            case OUT -> "→";
            case HERE -> "•";
        };
    }

    /// `64 B`, `4.1 KB`; empty for events that are not messages.
    public static String size(int bytes) {
        return bytes == 0 ? "" : bytes < 1024 ? bytes + " B" : String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
    }

    /// The event as one line of JSON. A payload that is JSON stays such, any other one is a text.
    public static String json(Event event) {
        ObjectNode row = JSON.createObjectNode().put("at", event.at().toString());
        event.device().ifPresent(id -> row.put("device", id.value()));
        row.put("direction", LetterCase.lower(event.direction().name())).put("type", event.type()).put("severity", LetterCase.lower(event.severity().name()))
            .put("summary", event.summary()).put("bytes", event.size());
        switch (event.payload()) {
            case EventPayload.None _ -> { }
            case EventPayload.Binary binary -> row.put("payload", binary.head());
            case EventPayload.Text text -> row.set("payload", node(text.known()));
        }
        return row.toString();
    }

    /// All that is still known of the payload.
    private static Optional<String> payload(Event event) {
        return switch (event.payload()) {
            case EventPayload.None _ -> Optional.empty();
            case EventPayload.Binary binary -> Optional.of(binary.head());
            case EventPayload.Text text -> Optional.of(text.known());
        };
    }

    private static JsonNode node(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(payload);
        }
    }
}
