package earshot.peer;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.wire.OutboundMessage;

/// The messages of the family as JSON. Source: badge-protocol section 2.19.
final class PeerWire {
    private PeerWire() {}

    /// What the receiver gets.
    static ObjectNode envelope(PeerMessageId id, DeviceId from, String category, NormalizedMessage message, Instant accepted) {
        return peer().put("id", id.value()).put("from", from.value()).put("category", category).put("summary", message.summary()).put("source", source(message))
            .put("ts", accepted.toEpochMilli())
            .set("normalized", message.normalized());
    }

    /// The same, of a message that was accepted before.
    static OutboundMessage delivered(PeerMessage message) {
        try {
            return new OutboundMessage.Family((ObjectNode) JSON.readTree(message.envelope()));
        } catch (JsonProcessingException | ClassCastException _) {
            // damaged on disk: what is known of it otherwise
            return new OutboundMessage.Family(peer().put("id", message.id().value()).put("from", message.from().value()).put("category", message.category())
                .put("summary", message.summary()));
        }
    }

    static OutboundMessage done(PeerReceipt receipt, String category, NormalizedMessage message, Duration took) {
        ObjectNode body = peer().put("status", "done");
        ids(body, "delivered", receipt.delivered());
        ids(body, "failed", receipt.failed());
        ids(body, "enqueued", receipt.enqueued());
        body.putObject("summary").put("category", category).put("text", message.summary()).put("source", source(message))
            .set("normalized", message.normalized());
        return new OutboundMessage.Family(body.put("elapsedMs", took.toMillis()).put("targetsCount", receipt.targets()));
    }

    static OutboundMessage offline(List<DeviceId> targets) {
        ObjectNode body = peer().put("status", "error").put("code", PeerErrorCode.TARGET_OFFLINE.name());
        ids(body, "failed", targets);
        return new OutboundMessage.Family(body);
    }

    static OutboundMessage error(Optional<PeerErrorCode> code, String message) {
        ObjectNode body = peer().put("status", "error");
        code.ifPresent(known -> body.put("code", known.name()));
        return new OutboundMessage.Family(body.put("message", message));
    }

    static OutboundMessage rateLimited(String limit, Duration wait) {
        long millis = Math.max(1, wait.toMillis());
        return new OutboundMessage.Family(peer().put("status", "error").put("code", PeerErrorCode.RATE_LIMITED.name())
            .put("message", limit + ", wait " + millis + " ms").put("retryAfterMs", millis));
    }

    /// Messages that waited for a device have reached it.
    static OutboundMessage redelivered(DeviceId to, int count) {
        return new OutboundMessage.Family(peer().put("event", "redelivered").put("to", to.value()).put("count", count));
    }

    /// Messages that waited for a device never reach it.
    static OutboundMessage expired(DeviceId to, int count) {
        return new OutboundMessage.Family(peer().put("event", "expired").put("to", to.value()).put("count", count));
    }

    private static ObjectNode peer() {
        return JsonNodeFactory.instance.objectNode().put("type", "peer");
    }

    private static String source(NormalizedMessage message) {
        return LetterCase.lower(message.source().name());
    }

    private static void ids(ObjectNode body, String name, List<DeviceId> devices) {
        devices.forEach(device -> body.withArray(name).add(device.value()));
        body.withArray(name);
    }
}
