package earshot.meeting.live;

import earshot.audio.Speech;
import earshot.meeting.Hit;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingAct;
import earshot.meeting.MeetingModel;
import earshot.meeting.Running;
import earshot.meeting.Transcript;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// All meetings of a house, one an engine. Safe for use from any thread; only the constructor and [#close] wait.
public final class Meetings implements MeetingModel, AutoCloseable {
    private final MeetingParts parts;
    private final Cell<List<Meeting>> meetings = new Cell<>(List.of());
    private final Cell<List<Running>> running = new Cell<>(List.of());

    /// Reads what is kept: running meetings wait for their devices, those that were being summed up are finished.
    public Meetings(MeetingParts parts) {
        this.parts = parts;
    }

    /// The place of a connection, taken once its device is known and before any other use; every connection needs one, as
    /// those that do not meet may be called to a meeting and be sent copies. [Seat#leave] gives it up.
    public Seat seat(Attendee attendee) {
        throw new UnsupportedOperationException();
    }

    /// Does what a person asks for. [MeetingAct.Finish] and [MeetingAct.SumUpAgain] complete when the summary is kept.
    ///
    /// @return the id of the meeting, empty for all; fails with [earshot.problem.ProblemException]
    public CompletableFuture<String> perform(MeetingAct act) {
        throw new UnsupportedOperationException();
    }

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
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Hit>> search(String words) {
        return parts.book().search(words, 200).toCompletableFuture();
    }

    @Override
    public CompletableFuture<Optional<Speech>> sound(String meeting, long segment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<String> preview(String meeting, MeetingAct.Format format, Locale language) {
        throw new UnsupportedOperationException();
    }

    /// Stops all timers; running meetings go on when the program does. Called after the connections are gone and before the book is
    /// closed.
    @Override
    public void close() {}
}
