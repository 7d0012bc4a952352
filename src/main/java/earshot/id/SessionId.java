package earshot.id;

import module java.base;

/// The id of one session of a device: the server makes it when the device connects and repeats it in every message as `session_id`.
public record SessionId(String value) {
    public SessionId {
        Objects.requireNonNull(value);
    }

    public static SessionId random() {
        return new SessionId(UUID.randomUUID().toString());
    }

    /// The bare value, for texts and logs.
    @Override
    public String toString() {
        return value;
    }
}
