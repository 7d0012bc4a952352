package earshot.id;

import module java.base;

/// The id of a meeting, as archives, exports and the meetings API name it.
public record MeetingId(String value) {
    public MeetingId {
        Objects.requireNonNull(value);
    }

    /// The id of a meeting that began in a session, as devices expect it: the same text.
    public static MeetingId of(SessionId session) {
        return new MeetingId(session.value());
    }

    public static MeetingId random() {
        return new MeetingId(UUID.randomUUID().toString());
    }

    /// The bare value, for texts and logs.
    @Override
    public String toString() {
        return value;
    }
}
