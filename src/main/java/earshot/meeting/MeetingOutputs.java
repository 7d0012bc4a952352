package earshot.meeting;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.id.DeviceId;
import earshot.id.MeetingId;

/// What receives meetings beside the store: archive files, the webhook, recordings, exports. Safe for use from any thread; returns at once
/// and never throws; futures fail with [earshot.problem.ProblemException].
public interface MeetingOutputs {
    /// A meeting has ended and its summary is stored: it is archived and sent to the webhook.
    void ended(MeetingTranscript meeting);

    /// An ended meeting was edited or summarized again: its files are rewritten, the webhook is not called.
    void changed(MeetingTranscript meeting);

    /// A meeting was deleted for good: its files and recordings are deleted too.
    void deleted(MeetingId meeting);

    /// Sends the summary of an ended meeting to the webhook again.
    CompletableFuture<?> resendWebhook(MeetingTranscript meeting);

    /// Deletes the recordings of one meeting or of all.
    CompletableFuture<?> deleteRecordings(Optional<MeetingId> meeting);

    /// The recording of a sentence; empty when there is none.
    CompletableFuture<Optional<PcmAudio>> recording(MeetingId meeting, MeetingSentence sentence);

    /// Puts the recordings of two meetings one after the other, as those of a third. Completes with how much comes before the second, by device.
    CompletableFuture<Map<DeviceId, Duration>> joinRecordings(MeetingId into, MeetingId first, MeetingId second, List<DeviceId> devices);

    /// Writes an export to a file.
    CompletableFuture<?> export(MeetingTranscript meeting, MeetingCommand.Export export);

    /// The text that an export would have.
    String preview(MeetingTranscript meeting, MeetingCommand.Format format, Locale language);
}
