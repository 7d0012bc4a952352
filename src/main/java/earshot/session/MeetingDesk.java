package earshot.session;

import earshot.meeting.live.Attendee;
import earshot.meeting.live.Seat;
import earshot.meeting.sound.Track;
import earshot.meeting.voice.Transcribers;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What connections need for meetings. Everything in it is safe for use from any thread.
///
/// @param seats makes the [Seat] of a connection
/// @param transcribers opens the transcriber of a connection for one meeting
/// @param sounds opens the recording of a meeting and device, by their ids; used where the settings keep audio
public record MeetingDesk(Function<Attendee, Seat> seats, Transcribers transcribers, BiFunction<String, String, Track> sounds) {}
