package earshot.session;

/// Where the speech of a connection goes.
enum SpeechDestination {
    /// To the assistant.
    CONVERSATION,
    /// To the minutes of a meeting.
    MEETING,
    /// Dropped, because a meeting is being summarized. Source: badge-protocol section 3.3.
    DISCARDED
}
