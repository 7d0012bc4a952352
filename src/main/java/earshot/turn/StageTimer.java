package earshot.turn;

import module java.base;

import earshot.turn.TurnFacts.OpenStage;
import earshot.turn.TurnFacts.StageNote;
import earshot.turn.TurnFacts.StageTime;

/// Measures the stages of one turn; each begins where the one before it ended. Not safe for use from several threads at once.
final class StageTimer {
    private final List<StageTime> done = new ArrayList<>();
    private TurnStage stage;
    private long since;
    private List<StageNote> notes = List.of();
    private boolean over;

    /// @param since monotonic nanoseconds, like all times here
    StageTimer(TurnStage first, long since) {
        stage = first;
        this.since = since;
    }

    /// The stage that runs goes on where it is entered again.
    void enter(TurnStage next, long now) {
        if (next != stage) {
            close(now);
            stage = next;
        }
    }

    /// What is to be said of the stage that runs.
    void note(StageNote said) {
        notes = Stream.concat(notes.stream(), Stream.of(said)).toList();
    }

    /// Of the time that the running stage has taken, so much was spent waiting for a thread to compute on: that becomes a stage before it.
    void waited(Duration wait, long now) {
        long until = since + Math.clamp(wait.toNanos(), 0, Math.max(0, now - since));
        if (!over && until > since) {
            done.add(new StageTime(TurnStage.COMPUTE_WAIT, Duration.ofNanos(until - since)));
            since = until;
        }
    }

    Optional<OpenStage> open() {
        return over ? Optional.empty() : Optional.of(new OpenStage(stage, since, notes));
    }

    /// Ends the last stage. Later calls have no effect.
    void end(long now) {
        close(now);
        over = true;
    }

    private void close(long now) {
        if (over) {
            return;
        }
        long until = Math.max(since, now);
        done.add(new StageTime(stage, Duration.ofNanos(until - since), notes));
        notes = List.of();
        since = until;
    }

    List<StageTime> list() {
        return List.copyOf(done);
    }
}
