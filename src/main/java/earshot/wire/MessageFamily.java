package earshot.wire;

import module java.base;

import earshot.data.LetterCase;

/// The families of messages beside voice and meetings. Source: badge-protocol section 2.2.
public enum MessageFamily {
    DISPLAY("ui.render", "device.control", "ui.ack", "ui.error"),
    WORKFLOW("workflow"),
    CODING("coding"),
    PEER("peer");

    private final Set<String> types;

    MessageFamily(String... types) {
        this.types = Set.of(types);
    }

    /// The family of messages with this value of `type`.
    static Optional<MessageFamily> of(String type) {
        return Arrays.stream(values()).filter(family -> family.types.contains(type)).findFirst();
    }

    /// Its name in filters and logs.
    public String word() {
        return LetterCase.lower(name());
    }

    /// Whether an event of this type is about it: one of its messages, or what was done with them.
    public boolean covers(String eventType) {
        return types.contains(eventType) || word().equals(eventType);
    }

    /// Whether the sender of its messages waits for an answer; display messages get none.
    public boolean answered() {
        return this != DISPLAY;
    }
}
