package earshot.meeting.live;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.wire.OutboundMessage;

/// A connection as meetings see it. Safe for use from any thread; returns at once, never throws.
public interface ParticipantConnection {
    DeviceId deviceId();

    SessionId sessionId();

    /// Sends a message to the device; false when the connection is closed.
    boolean send(OutboundMessage message);

    /// A meeting was begun from the console: the connection enters meeting mode as if its device had asked for it.
    void invited();

    /// Nobody says anything: the person at the device is told that the meeting ends in so many minutes.
    void meetingSilent(long minutes);

    /// The meeting ends: no more audio is accepted, and what was received is transcribed. Completes, never exceptionally, when the last
    /// result was handed to [MeetingParticipation#addRecognized] or no more can come.
    CompletableFuture<Void> drainSpeech();

    /// The connection leaves meeting mode and listens in automatic mode, unless it has joined another meeting by then.
    void meetingEnded();

    /// Received audio that is not transcribed yet.
    Duration pendingAudio();

    /// Whether a sentence is being spoken, which is not text yet.
    boolean speaking();
}
