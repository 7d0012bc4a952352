package earshot.meeting;

import module java.base;

import earshot.id.MeetingId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;

/// The store of a program without a database: reads are empty and writes fail, so that nobody believes a meeting was stored.
final class UnavailableMeetingStore implements MeetingStore {
    @Override
    public CompletableFuture<List<Meeting>> meetings() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Optional<MeetingTranscript>> read(MeetingId id) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<?> put(Meeting meeting) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, List<MeetingSentence> sentences) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, Summary summary, Optional<SummaryMetrics> metrics) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> add(MeetingTranscript meeting) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> reopen(Meeting meeting, Optional<Summary> interim) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> addVersion(MeetingId meeting, String recognizer, Instant at, List<MeetingSentence> sentences) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> showVersion(MeetingId meeting, int version) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> deleteVersion(MeetingId meeting, int version) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> removeRecordingSpans(MeetingId meeting) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, Bookmark mark) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> removeBookmark(MeetingId meeting, long number) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> nameSpeaker(MeetingId meeting, String speaker, String name) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> put(WebhookDelivery delivery) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<?> delete(MeetingId id) {
        return noDatabase();
    }

    @Override
    public CompletableFuture<List<SearchHit>> search(String words, int most) {
        return CompletableFuture.completedFuture(List.of());
    }

    private static CompletableFuture<?> noDatabase() {
        return CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.STORE_FAILED, ProblemReason.NO_DATABASE_OPEN)));
    }
}
