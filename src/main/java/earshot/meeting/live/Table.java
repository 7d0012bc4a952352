package earshot.meeting.live;

import java.util.Collection;

/// What a running meeting may ask of the house.
interface Table {
    /// Something about the meeting is different; called without its lock.
    void changed(LiveMeeting meeting);

    /// It has ended, and all is kept.
    void over(LiveMeeting meeting);

    /// Everybody who is connected.
    Collection<Place> places();

    /// Terms of the settings in force.
    Terms terms();

    /// The program stops: what is not finished is finished when it runs again.
    boolean closing();
}
