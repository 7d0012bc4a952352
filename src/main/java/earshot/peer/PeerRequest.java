package earshot.peer;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.ControlCharacters;
import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.device.IdentityResolver;
import earshot.id.DeviceId;

/// What a device wants to send.
///
/// @param targets the devices named, without repetition
/// @param broadcast whether all that are online are meant, too
/// @param text cleaned, at most [#MAX_TEXT] characters, not blank
/// @param locale as the device named it, blank for none
/// @param taskId the id that the sender gave a task, so that a later message changes the same one
record PeerRequest(List<DeviceId> targets, boolean broadcast, String category, String text, String locale, Optional<String> taskId) {
    static final String TASK = "task";
    static final int MAX_TEXT = 2000;
    private static final String MESSAGE = "message";
    private static final int MAX_SHORT = 64;
    private static final Pattern CATEGORY = Pattern.compile("[\\p{L}\\p{N}_-]{1,32}");
    private static final Pattern FENCE = Pattern.compile("`{3,}[A-Za-z0-9_+-]{0,20}");

    /// What was read of a message.
    sealed interface Reading {
        record Read(PeerRequest request) implements Reading {}

        /// @param code empty where the protocol names none
        record Refused(Optional<PeerErrorCode> code, String reason) implements Reading {}
    }

    boolean task() {
        return category.equals(TASK);
    }

    /// @param maxTargets devices that it may name
    static Reading read(ObjectNode body, int maxTargets) {
        if (!body.path("to").isArray() || !body.path("payload").isObject()) {
            return new Reading.Refused(Optional.empty(), "invalid to/payload");
        }
        JsonNode payload = body.path("payload");
        JsonNode context = payload.path("context");
        String category = Stream.of(body, context, payload).map(holder -> holder.path("category")).filter(JsonNode::isTextual)
            .map(name -> LetterCase.lower(TextLimit.cut(name.textValue(), MAX_SHORT).strip()))
            .filter(name -> !name.isEmpty()).findFirst().orElse(MESSAGE);
        if (!CATEGORY.matcher(category).matches()) {
            return new Reading.Refused(Optional.of(PeerErrorCode.SCHEMA_INVALID), "category must be a word of at most 32 letters");
        }
        String text = Stream.of("text", "title").map(name -> clean(payload.path(name).asText(""))).filter(said -> !said.isEmpty()).findFirst().orElse("");
        if (text.isEmpty()) {
            return invalid("payload.text is missing");
        }
        Optional<String> taskId = Stream.of(payload, context).map(holder -> clean(holder.path("id").asText("")))
            .filter(id -> !id.isEmpty() && id.length() <= MAX_SHORT).findFirst();
        return targets(body.path("to"), maxTargets, (devices, broadcast) -> new PeerRequest(devices, broadcast, category, text,
            TextLimit.cut(clean(context.path("locale").asText("")), MAX_SHORT), taskId));
    }

    private static Reading targets(JsonNode to, int most, BiFunction<List<DeviceId>, Boolean, PeerRequest> whole) {
        Set<DeviceId> devices = new LinkedHashSet<>();
        boolean broadcast = false;
        for (JsonNode entry : to) {
            Optional<String> id = entry.isValueNode() && !entry.isNull() ? IdentityResolver.normalized(Optional.of(entry.asText())) : Optional.empty();
            if (id.isEmpty()) {
                return invalid("an entry of to is no device id");
            }
            broadcast |= id.get().equals(PeerRules.BROADCAST);
            if (!id.get().equals(PeerRules.BROADCAST) && devices.add(new DeviceId(id.get())) && devices.size() > most) {
                return invalid("to names more than " + most + " devices");
            }
        }
        return devices.isEmpty() && !broadcast ? invalid("to names no device") : new Reading.Read(whole.apply(List.copyOf(devices), broadcast));
    }

    private static Reading invalid(String reason) {
        return new Reading.Refused(Optional.of(PeerErrorCode.INVALID_REQUEST), reason);
    }

    /// One line without control characters and code fences.
    static String clean(String text) {
        return TextLimit.cut(ControlCharacters.toSpaces(FENCE.matcher(TextLimit.cut(text, 2 * MAX_TEXT)).replaceAll(" ")).strip(), MAX_TEXT);
    }
}
