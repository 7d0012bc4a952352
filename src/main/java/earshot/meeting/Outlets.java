package earshot.meeting;

import earshot.audio.Speech;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where meetings go beside the book: files for others, the webhook, kept sound, exports. Safe for use from any thread; returns at once,
/// never throws; futures fail with [earshot.problem.ProblemException].
public interface Outlets {
    /// A meeting has ended and its summary is in the book: it is archived, and whoever wants to know is told.
    void ended(Transcript meeting);

    /// An ended meeting was edited or summed up again: its files are written anew, nobody is told.
    void changed(Transcript meeting);

    /// A meeting was deleted for good: so are its files and sounds.
    void erased(String meeting);

    /// Tells the webhook of an ended meeting once more.
    CompletableFuture<?> sendAgain(Transcript meeting);

    /// Deletes kept sound, of one meeting or of all.
    CompletableFuture<?> forgetSounds(Optional<String> meeting);

    /// What was heard at a sentence; empty when no sound of it is kept.
    CompletableFuture<Optional<Speech>> sound(String meeting, Segment segment);

    /// Writes an export.
    CompletableFuture<?> save(Transcript meeting, MeetingAct.Save wanted);

    /// What an export would hold.
    String preview(Transcript meeting, MeetingAct.Format format, Locale language);

    /// Meetings stay in the book.
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
