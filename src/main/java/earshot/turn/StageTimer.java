package earshot.turn;

import module java.base;

import earshot.turn.TurnFacts.StageTime;

/// Measures the stages of one turn; each begins where the one before it ended. Not safe for use from several threads at once.
final class StageTimer {
    private final List<StageTime> done = new ArrayList<>();
    private TurnStage stage;
    private long since;
    private boolean over;

    /// @param since monotonic nanoseconds, like all times here
    StageTimer(TurnStage first, long since) {
        stage = first;
        this.since = since;
    }

    void enter(TurnStage next, long now) {
        close(now);
        stage = next;
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
        done.add(new StageTime(stage, Duration.ofNanos(until - since)));
        since = until;
    }

    List<StageTime> list() {
        return List.copyOf(done);
    }
}
