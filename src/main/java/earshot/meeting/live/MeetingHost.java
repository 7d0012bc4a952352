package earshot.meeting.live;

import java.util.Collection;

/// What a running meeting needs from outside.
interface MeetingHost {
    /// The meeting has changed; called without its lock.
    void changed(LiveMeeting meeting);

    /// The meeting has ended, and all of it is stored.
    void ended(LiveMeeting meeting);

    /// All connections, with or without a meeting.
    Collection<MeetingParticipant> participants();

    /// The glossary of the current settings.
    Glossary glossary();

    /// Whether the program is stopping: unfinished work is done at the next start.
    boolean closing();
}
