package earshot.session;

import earshot.meeting.live.Attendee;
import earshot.meeting.live.Seat;
import earshot.meeting.sound.Track;
import earshot.meeting.voice.Transcribers;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What connections need for meetings.
///
/// @param seats gives a connection its place
/// @param transcribers opens the ear of a connection for one meeting
/// @param sounds keeps what is heard, by meeting and device; used where the settings want it
public record MeetingDesk(Function<Attendee, Seat> seats, Transcribers transcribers, BiFunction<String, String, Track> sounds) {}
