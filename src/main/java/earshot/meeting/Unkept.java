package earshot.meeting;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The store of a program without a database: reads are empty and writes fail, so that nobody believes a meeting was stored.
final class Unkept implements MeetingBook {
    @Override
    public CompletableFuture<List<Meeting>> meetings() {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Optional<Transcript>> read(String id) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<?> put(Meeting meeting) {
        return refused();
    }

    @Override
    public CompletableFuture<?> put(String meeting, List<Segment> segments) {
        return refused();
    }

    @Override
    public CompletableFuture<?> put(String meeting, Summary summary, Optional<Metrics> metrics) {
        return refused();
    }

    @Override
    public CompletableFuture<?> put(String meeting, Mark mark) {
        return refused();
    }

    @Override
    public CompletableFuture<?> removeMark(String meeting, long number) {
        return refused();
    }

    @Override
    public CompletableFuture<?> nameSpeaker(String meeting, String speaker, String name) {
        return refused();
    }

    @Override
    public CompletableFuture<?> put(Delivery delivery) {
        return refused();
    }

    @Override
    public CompletableFuture<?> delete(String id) {
        return refused();
    }

    @Override
    public CompletableFuture<List<Hit>> search(String words, int most) {
        return CompletableFuture.completedFuture(List.of());
    }

    private static CompletableFuture<?> refused() {
        return CompletableFuture.failedFuture(new ProblemException(Problem.of(Code.STORE_FAILED, "there is no database")));
    }
}
