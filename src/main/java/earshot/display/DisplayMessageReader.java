package earshot.display;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.TextLimit;
import earshot.device.IdentityResolver;
import earshot.id.DeviceId;
import earshot.wire.InboundMessage;

/// Reads messages of the family, which any device may have written: unknown fields are left out, texts are cut, and what does not hold is
/// [DisplayMessage.Invalid]. Source: badge-protocol section 2.15.
final class DisplayMessageReader {
    static final int MAX_ID = 128;
    static final int MAX_LINE = 200;
    static final int MAX_TEXT = 2_000;
    static final int MAX_NAME = 80;
    /// No badge shows more lines; the last ones are kept.
    static final int MAX_LINES = Badge.MAX_LINES;
    static final int MAX_RECIPIENTS = 100;
    private static final int MAX_BANNER_MILLIS = 600_000;

    private DisplayMessageReader() {}

    static DisplayMessage read(InboundMessage.Family message) {
        JsonNode body = message.body();
        Optional<String> id = id(body.path("id"));
        if (id.filter(text -> text.length() > MAX_ID).isPresent()) {
            return new DisplayMessage.Invalid(message.type(), Optional.empty(), DisplayMessage.DropReason.SCHEMA_INVALID);
        }
        return switch (message.type()) {
            case "ui.ack" -> new DisplayMessage.Acknowledged(id, name(body.path("status")).orElse("ok"), timeStamp(body));
            case "ui.error" -> new DisplayMessage.Refused(id, name(body.path("code")).orElse("error"), timeStamp(body));
            case "device.control" -> control(body, id);
            default -> render(body, id);
        };
    }

    private static DisplayMessage render(JsonNode body, Optional<String> id) {
        Optional<String> name = name(body.path("page"));
        Optional<DisplayPage.Body> content = content(body.path("body"));
        if (name.isEmpty() || content.isEmpty()) {
            return new DisplayMessage.Invalid("ui.render", id, DisplayMessage.DropReason.SCHEMA_INVALID);
        }
        JsonNode footer = body.path("footer");
        DisplayPage page = new DisplayPage(id, name.get(), name(body.path("header").path("title")).orElse(""), content.get(),
            text(footer.path("hint"), MAX_LINE), number(footer.path("page")));
        return new DisplayMessage.Render(recipients(body), page);
    }

    private static DisplayMessage control(JsonNode body, Optional<String> id) {
        Optional<ScreenControl.Action> action = ScreenControl.Action.of(body.path("action").asText(""));
        if (action.isEmpty()) {
            return new DisplayMessage.Invalid("device.control", id, DisplayMessage.DropReason.UNSUPPORTED_ACTION);
        }
        JsonNode duration = body.path("duration_ms");
        OptionalInt millis = duration.isIntegralNumber() ? OptionalInt.of((int) Math.clamp(duration.asLong(), 0, MAX_BANNER_MILLIS)) : OptionalInt.empty();
        return new DisplayMessage.Control(recipients(body),
            new ScreenControl(id, action.get(), text(body.path("text"), MAX_LINE), name(body.path("level")), millis, name(body.path("name"))));
    }

    private static Optional<DisplayPage.Body> content(JsonNode body) {
        return switch (body.path("kind").asText("")) {
            case "text" -> body.path("text").isTextual() ? Optional.of(new DisplayPage.Body.Text(clean(body.path("text").textValue(), MAX_TEXT)))
                : Optional.empty();
            case "list" -> body.path("items").isArray() ? Optional.of(new DisplayPage.Body.Lines(lines(body.path("items")))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static List<String> lines(JsonNode items) {
        ArrayDeque<String> lines = new ArrayDeque<>();
        int characters = 0;
        for (int i = items.size() - 1; i >= 0 && lines.size() < MAX_LINES; i--) {
            Optional<String> line = text(items.get(i), MAX_LINE);
            characters += line.map(String::length).orElse(0);
            if (characters > MAX_TEXT) {
                break;
            }
            line.ifPresent(lines::addFirst);
        }
        return List.copyOf(lines);
    }

    /// Kept only where both numbers are whole and from 1.
    private static Optional<DisplayPage.PageNumber> number(JsonNode page) {
        JsonNode index = page.path("index");
        JsonNode total = page.path("total");
        return index.isInt() && total.isInt() && index.intValue() >= 1 && total.intValue() >= 1
            ? Optional.of(new DisplayPage.PageNumber(index.intValue(), total.intValue())) : Optional.empty();
    }

    private static DisplayMessage.Recipients recipients(JsonNode body) {
        Set<DeviceId> devices = new LinkedHashSet<>();
        boolean everybody = false;
        JsonNode to = body.path("to");
        for (int i = 0; i < to.size() && to.isArray() && devices.size() < MAX_RECIPIENTS; i++) {
            Optional<String> id = IdentityResolver.normalized(Optional.ofNullable(to.get(i).textValue()));
            everybody |= id.filter("broadcast"::equals).isPresent();
            id.filter(name -> !name.equals("broadcast")).map(DeviceId::new).ifPresent(devices::add);
        }
        return new DisplayMessage.Recipients(List.copyOf(devices), everybody);
    }

    private static OptionalLong timeStamp(JsonNode body) {
        JsonNode stamp = body.path("ts");
        return stamp.isNumber() ? OptionalLong.of(stamp.asLong()) : OptionalLong.empty();
    }

    private static Optional<String> id(JsonNode id) {
        return Optional.of(id).filter(node -> node.isTextual() || node.isIntegralNumber()).map(JsonNode::asText).filter(text -> !text.isEmpty());
    }

    private static Optional<String> name(JsonNode node) {
        return text(node, MAX_NAME);
    }

    /// Trimmed, in one line; empty when it is blank or no text.
    private static Optional<String> text(JsonNode node, int most) {
        return Optional.ofNullable(node.textValue()).map(text -> clean(text, most).replace('\n', ' ')).filter(text -> !text.isEmpty());
    }

    /// Without control characters but line breaks.
    static String clean(String text, int most) {
        StringBuilder clean = new StringBuilder();
        TextLimit.cut(text.strip(), most).codePoints().forEach(c -> clean.appendCodePoint(c != '\n' && Character.isISOControl(c) ? ' ' : c));
        return clean.toString().strip();
    }
}
