package earshot.meeting.live;

import earshot.config.Settings;
import earshot.event.Events;
import earshot.event.LogText;
import earshot.meeting.MeetingBook;
import earshot.meeting.MinuteTaker;
import earshot.meeting.Outlets;
import earshot.problem.Problems;
import earshot.time.Time;
import earshot.watch.Watch;

/// What meetings need of the house.
///
/// @param settings looked at each time, so that new ones hold at once
/// @param book the truth
/// @param minutes writes summaries
/// @param outlets who else is given meetings
public record MeetingParts(Time time, Watch<Settings> settings, MeetingBook book, MinuteTaker minutes, Outlets outlets, Events events, LogText logText, Problems problems) {}
