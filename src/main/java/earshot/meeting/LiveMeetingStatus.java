package earshot.meeting;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.MeetingId;

/// The current status of a running meeting.
///
/// @param present devices that are connected and in meeting mode
/// @param pending count of sentences that are not merged yet
/// @param duplicates count of sentences dropped as repeats
/// @param droppedTexts count of texts that were recognized although nobody said them
/// @param due what happens next by itself
/// @param pendingAudio audio of all devices that is not transcribed yet
/// @param phase of finalizing; empty while the meeting is live
public record LiveMeetingStatus(MeetingId id, List<DeviceId> present, int pending, int duplicates, int droppedTexts, Due due, Duration pendingAudio,
                      Optional<FinalizePhase> phase) {
    /// @param push when the transcript is sent to the devices
    /// @param checkpoint when an interim summary is written
    /// @param end when the meeting ends because nobody says anything; there once people were asked whether it continues
    public record Due(Optional<Instant> push, Optional<Instant> checkpoint, Optional<Instant> end) {}

    /// Of a meeting in which somebody speaks.
    public LiveMeetingStatus(MeetingId id, List<DeviceId> present, int pending, int duplicates, Optional<Instant> nextPush, Optional<Instant> nextCheckpoint,
        Duration pendingAudio, Optional<FinalizePhase> phase) {
        this(id, present, pending, duplicates, 0, new Due(nextPush, nextCheckpoint, Optional.empty()), pendingAudio, phase);
    }

    public Optional<Instant> nextPush() {
        return due.push;
    }

    public Optional<Instant> nextCheckpoint() {
        return due.checkpoint;
    }

    /// In this order: audio is transcribed, pending sentences are merged, the model writes the summary, everything is stored and sent.
    public enum FinalizePhase { RECOGNIZING, MERGING, SUMMARIZING, KEEPING }
}
