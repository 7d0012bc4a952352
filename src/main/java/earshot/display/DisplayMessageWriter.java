package earshot.display;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.wire.OutboundMessage;

/// Writes pages and controls as the badge reads them. Source: badge-protocol section 2.15.
final class DisplayMessageWriter {
    private DisplayMessageWriter() {}

    static OutboundMessage render(DisplayPage page) {
        ObjectNode message = JSON.createObjectNode().put("type", "ui.render");
        page.id().ifPresent(id -> message.put("id", id));
        message.put("page", page.name());
        message.putObject("header").put("title", page.title());
        ObjectNode body = message.putObject("body");
        switch (page.body()) {
            case DisplayPage.Body.Text(String text) -> body.put("kind", "text").put("text", text);
            case DisplayPage.Body.Lines(List<String> items) -> items.forEach(body.put("kind", "list").putArray("items")::add);
        }
        if (page.hint().isPresent() || page.number().isPresent()) {
            ObjectNode footer = message.putObject("footer");
            page.hint().ifPresent(hint -> footer.put("hint", hint));
            page.number().ifPresent(number -> footer.putObject("page").put("index", number.index()).put("total", number.total()));
        }
        return new OutboundMessage.Family(message);
    }

    static OutboundMessage control(ScreenControl control) {
        ObjectNode message = JSON.createObjectNode().put("type", "device.control");
        control.id().ifPresent(id -> message.put("id", id));
        message.put("action", control.action().wireName());
        control.text().ifPresent(text -> message.put("text", text));
        control.level().ifPresent(level -> message.put("level", level));
        control.durationMillis().ifPresent(millis -> message.put("duration_ms", millis));
        control.tone().ifPresent(name -> message.put("name", name));
        return new OutboundMessage.Family(message);
    }
}
