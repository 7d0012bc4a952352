package earshot.operator;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.device.DeviceFacts;
import earshot.device.Presence;

/// A device, as programs see it.
final class DeviceSummary {
    private DeviceSummary() {}

    static ObjectNode of(DeviceFacts facts) {
        Optional<DeviceFacts.Connection> connection = facts.connection();
        return JSON.createObjectNode().put("id", facts.id().value()).put("name", facts.name())
            .put("connected", facts.presence() == Presence.CONNECTED).put("presence", LetterCase.lower(facts.presence().name()))
            .put("mode", connection.map(open -> open.mode().wireName()).orElse(null))
            .put("speaking", connection.map(DeviceFacts.Connection::speaking).orElse(null))
            .put("dialect", connection.map(open -> LetterCase.lower(open.link().dialect().name())).orElse(null))
            .put("since", connection.map(open -> open.link().since().toString()).orElse(null))
            .put("board", facts.ota().map(DeviceFacts.OtaFacts::board).orElse(null))
            .put("firmware", facts.ota().map(DeviceFacts.OtaFacts::firmware).orElse(null))
            .put("lastSeen", facts.history().lastSeen().map(Instant::toString).orElse(null))
            .put("test", facts.profile().test());
    }
}
