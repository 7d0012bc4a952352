package earshot.meeting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where meetings are kept. What a future completed with survives the death of the process and, for sentences and summaries, a power
/// cut. Writes happen in the order of the calls. Safe for use from any thread, nothing waits; futures fail with
/// [earshot.problem.ProblemException].
public interface MeetingBook {
    /// All meetings, newest first, those in the trash included.
    CompletableFuture<List<Meeting>> meetings();

    CompletableFuture<Optional<Transcript>> read(String id);

    /// Writes what is known of a meeting in short, new or changed.
    CompletableFuture<?> put(Meeting meeting);

    /// Writes sentences, new or changed, all or none.
    CompletableFuture<?> put(String meeting, List<Segment> segments);

    CompletableFuture<?> put(String meeting, Summary summary, Optional<Metrics> metrics);

    CompletableFuture<?> put(String meeting, Mark mark);

    CompletableFuture<?> removeMark(String meeting, long number);

    CompletableFuture<?> nameSpeaker(String meeting, String speaker, String name);

    CompletableFuture<?> put(Delivery delivery);

    /// Deletes a meeting with all that belongs to it.
    CompletableFuture<?> delete(String id);

    /// Sentences and titles that hold all the words, newest first, at most `most`; not those in the trash, no dropped repeats.
    CompletableFuture<List<Hit>> search(String words, int most);

    /// Refuses to keep anything, where there is no database.
    static MeetingBook none() {
        return new Unkept();
    }
}
