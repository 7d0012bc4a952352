package earshot.meeting;

import module java.base;

import earshot.id.MeetingId;

/// Persistent store of meetings. What a completed future reports as written survives a crash of the process and, for sentences and
/// summaries, a power cut. Writes happen in the order of the calls. Safe for use from any thread; nothing blocks; futures fail with
/// [earshot.problem.ProblemException].
public interface MeetingStore {
    /// All meetings, newest first, those in the trash included.
    CompletableFuture<List<Meeting>> meetings();

    CompletableFuture<Optional<MeetingTranscript>> read(MeetingId id);

    /// Inserts or updates a meeting without its transcript.
    CompletableFuture<?> put(Meeting meeting);

    /// Inserts or updates sentences, all or none.
    CompletableFuture<?> put(MeetingId meeting, List<MeetingSentence> sentences);

    CompletableFuture<?> put(MeetingId meeting, Summary summary, Optional<SummaryMetrics> metrics);

    /// Inserts a meeting with its sentences, marks and names, all or nothing.
    CompletableFuture<?> add(MeetingTranscript meeting);

    /// Lets an ended meeting run again: the meeting is updated, and in place of its final summary it has an interim one, all or nothing. Its next summary is
    /// announced as a new one.
    CompletableFuture<?> reopen(Meeting meeting, Optional<Summary> interim);

    /// Gives an ended meeting another text and shows it; the one before is kept with its summaries, all or nothing. The new one begins with the final
    /// summary of the one before.
    ///
    /// @param recognizer alias of the recognizer that made it
    CompletableFuture<?> addVersion(MeetingId meeting, String recognizer, Instant at, List<MeetingSentence> sentences);

    /// Shows another text of an ended meeting, with its summaries; does nothing when it is shown already.
    CompletableFuture<?> showVersion(MeetingId meeting, int version);

    /// Deletes a text of an ended meeting, with its summaries; where it is shown, the newest of the others is shown. The last one stays.
    CompletableFuture<?> deleteVersion(MeetingId meeting, int version);

    /// The recordings of a meeting were deleted: no sentence of any version has a place in them.
    CompletableFuture<?> removeRecordingSpans(MeetingId meeting);

    CompletableFuture<?> put(MeetingId meeting, Bookmark mark);

    CompletableFuture<?> removeBookmark(MeetingId meeting, long number);

    CompletableFuture<?> nameSpeaker(MeetingId meeting, String speaker, String name);

    CompletableFuture<?> put(WebhookDelivery delivery);

    /// Deletes a meeting and everything that belongs to it.
    CompletableFuture<?> delete(MeetingId id);

    /// Sentences, titles and marks that contain all the words, a named speaker's words where the name has some of them; newest first, at most `most`, none in
    /// the trash, no repeats.
    CompletableFuture<List<SearchHit>> search(String words, int most);

    /// A store that holds nothing and refuses every write, for a program without a database.
    static MeetingStore none() {
        return new UnavailableMeetingStore();
    }
}
