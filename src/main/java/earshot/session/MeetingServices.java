package earshot.session;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.live.MeetingParticipation;
import earshot.meeting.live.ParticipantConnection;
import earshot.meeting.recording.RecordingTrack;
import earshot.meeting.transcription.MeetingTranscribers;

/// What connections need for meetings. Everything in it is safe for use from any thread.
///
/// @param tracks opens the recording of a meeting and device, by their ids; used where the settings keep audio
public record MeetingServices(Function<ParticipantConnection, MeetingParticipation> meetingParticipations, MeetingTranscribers transcribers,
    BiFunction<MeetingId, DeviceId, RecordingTrack> tracks) {}
