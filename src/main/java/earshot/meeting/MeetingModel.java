package earshot.meeting;

import earshot.audio.Speech;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What can be seen of meetings. Safe for use from any thread; nothing waits.
public interface MeetingModel {
    /// All of them, newest first, those in the trash included.
    Watch<List<Meeting>> meetings();

    /// The running ones.
    Watch<List<Running>> running();

    /// All of one meeting, going on as long as it runs and when it is edited; fails with [earshot.problem.ProblemException] when there
    /// is no such meeting. Close-by calls give the same watch.
    CompletableFuture<Watch<Transcript>> open(String id);

    /// Sentences and titles that hold all the words, newest first, at most 200.
    CompletableFuture<List<Hit>> search(String words);

    /// What was heard at a sentence; empty when no sound of it is kept.
    CompletableFuture<Optional<Speech>> sound(String meeting, long segment);

    /// What an export would hold, for a look before.
    CompletableFuture<String> preview(String meeting, MeetingAct.Format format, Locale language);

    /// A house in which nobody meets.
    static MeetingModel none() {
        return new MeetingModel() {
            private final Watch<List<Meeting>> meetings = new Cell<>(List.of());
            private final Watch<List<Running>> running = new Cell<>(List.of());

            @Override
            public Watch<List<Meeting>> meetings() {
                return meetings;
            }

            @Override
            public Watch<List<Running>> running() {
                return running;
            }

            @Override
            public CompletableFuture<Watch<Transcript>> open(String id) {
                return CompletableFuture.failedFuture(new IllegalArgumentException("no meeting " + id));
            }

            @Override
            public CompletableFuture<List<Hit>> search(String words) {
                return CompletableFuture.completedFuture(List.of());
            }

            @Override
            public CompletableFuture<Optional<Speech>> sound(String meeting, long segment) {
                return CompletableFuture.completedFuture(Optional.empty());
            }

            @Override
            public CompletableFuture<String> preview(String meeting, MeetingAct.Format format, Locale language) {
                return CompletableFuture.completedFuture("");
            }
        };
    }
}
