package earshot.meeting;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.id.MeetingId;
import earshot.watch.Watch;

/// What the console reads of meetings. Safe for use from any thread; nothing blocks.
public interface MeetingModel {
    /// All meetings, newest first, those in the trash included.
    Watch<List<Meeting>> meetings();

    Watch<List<LiveMeetingStatus>> running();

    /// The whole transcript of one meeting; the watch follows it while it runs and when it is edited. Fails with
    /// [earshot.problem.ProblemException] when there is no such meeting. Calls shortly after one another return the same watch.
    CompletableFuture<Watch<MeetingTranscript>> open(MeetingId id);

    /// Sentences, titles, marks and named speakers that contain all the words, newest first, at most 200.
    CompletableFuture<List<SearchHit>> search(String words);

    /// The recording of a sentence; empty when there is none.
    CompletableFuture<Optional<PcmAudio>> recording(MeetingId meeting, long segment);

    /// The text that an export would show.
    CompletableFuture<String> preview(MeetingId meeting, MeetingCommand.Format format, Locale language);
}
