package earshot.meeting.live;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;

/// How a connection takes part in meetings. Called on the connection's thread; nothing blocks, nothing throws. Answers to the device go out
/// through its [ParticipantConnection]. Source: badge-protocol sections 2.16 and 3.4.
public interface MeetingParticipation {
    /// `NONE` no meeting yet, `COLLECTING` the meeting is running, `FINALIZING` and `ENDED` snippets are acknowledged and ignored.
    enum IntakeState { NONE, COLLECTING, FINALIZING, ENDED }

    /// Begins a meeting, resumes the one that this device left unfinished, or joins that of others.
    void begin();

    /// Adds the items of a `snippet` message; answered when they are stored. Without a meeting it begins one.
    void addSnippets(JsonNode items);

    void addRecognized(RecognizedSentence sentence);

    /// A text was recognized that nobody said.
    void countDropped();

    /// Ends the meeting: acknowledged before this returns, summarized later. Every further call is answered with the last summary.
    void finish(Meeting.EndCause cause);

    IntakeState state();

    /// Whether a running meeting waits for this device, which lost its connection during it.
    boolean awaited();

    /// The current meeting, else the last one.
    Optional<MeetingId> meeting();

    /// The connection is closed; an unfinished meeting waits for the device to return.
    void leave();
}
