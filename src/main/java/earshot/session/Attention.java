package earshot.session;

/// Whom what a connection hears is for.
enum Attention {
    /// The assistant.
    CONVERSATION,
    /// Minutes: nobody answers.
    MEETING,
    /// Nobody, because a meeting is being summed up. Source: badge-protocol section 3.3.
    NOBODY
}
