package earshot.meeting;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;

/// The current status of a running meeting.
///
/// @param present devices that are connected and in meeting mode
/// @param pending count of sentences that are not merged yet
/// @param duplicates count of sentences dropped as repeats
/// @param nextPush when the transcript is sent to the devices next
/// @param pendingAudio audio of all devices that is not transcribed yet
/// @param phase of finalizing; empty while the meeting is live
public record LiveMeetingStatus(MeetingId id, List<DeviceId> present, int pending, int duplicates, Optional<Instant> nextPush, Optional<Instant> nextCheckpoint, Duration pendingAudio,
                      Optional<FinalizePhase> phase) {
    /// In this order: audio is transcribed, pending sentences are merged, the model writes the summary, everything is stored and sent.
    public enum FinalizePhase { RECOGNISING, MERGING, SUMMARISING, KEEPING }
}
