package earshot.meeting.live;

import earshot.config.Settings;
import earshot.event.EventSink;
import earshot.meeting.MeetingOutputs;
import earshot.meeting.MeetingStore;
import earshot.meeting.MinutesWriter;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import earshot.watch.Watch;

/// What meetings need from the rest of the program.
///
/// @param settings read each time, so that new ones apply at once
public record MeetingDependencies(Time time, Watch<Settings> settings, MeetingStore meetingStore, MinutesWriter minutesWriter, MeetingOutputs meetingOutputs,
    EventSink events, ProblemSink problems) {}
