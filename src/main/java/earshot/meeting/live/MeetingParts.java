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

/// What meetings need from the rest of the program.
///
/// @param settings read each time, so that new ones apply at once
/// @param book the store, the source of truth
/// @param minutes writes summaries
/// @param outlets receives ended and changed meetings
public record MeetingParts(Time time, Watch<Settings> settings, MeetingBook book, MinuteTaker minutes, Outlets outlets, Events events, LogText logText, Problems problems) {}
