package earshot.meeting;

import earshot.audio.Speech;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What receives meetings beside the store: archive files, the webhook, recordings, exports. Safe for use from any thread; returns at once
/// and never throws; futures fail with [earshot.problem.ProblemException].
public interface Outlets {
    /// A meeting has ended and its summary is stored: it is archived and sent to the webhook.
    void ended(Transcript meeting);

    /// An ended meeting was edited or summarised again: its files are rewritten, the webhook is not called.
    void changed(Transcript meeting);

    /// A meeting was deleted for good: its files and recordings are deleted too.
    void erased(String meeting);

    /// Sends the summary of an ended meeting to the webhook again.
    CompletableFuture<?> sendAgain(Transcript meeting);

    /// Deletes the recordings of one meeting or of all.
    CompletableFuture<?> forgetSounds(Optional<String> meeting);

    /// The recording of a sentence; empty when there is none.
    CompletableFuture<Optional<Speech>> sound(String meeting, Segment segment);

    /// Writes an export to a file.
    CompletableFuture<?> save(Transcript meeting, MeetingAct.Save wanted);

    /// The text that an export would have.
    String preview(Transcript meeting, MeetingAct.Format format, Locale language);

    /// Does nothing: meetings stay in the store only.
    static Outlets none() {
        return new Outlets() {
            @Override
            public void ended(Transcript meeting) {}

            @Override
            public void changed(Transcript meeting) {}

            @Override
            public void erased(String meeting) {}

            @Override
            public CompletableFuture<?> sendAgain(Transcript meeting) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<?> forgetSounds(Optional<String> meeting) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Optional<Speech>> sound(String meeting, Segment segment) {
                return CompletableFuture.completedFuture(Optional.empty());
            }

            @Override
            public CompletableFuture<?> save(Transcript meeting, MeetingAct.Save wanted) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public String preview(Transcript meeting, MeetingAct.Format format, Locale language) {
                return "";
            }
        };
    }
}
