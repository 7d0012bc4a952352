package earshot.turn;

import earshot.turn.TurnFacts.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The stages of one turn; each begins where the one before it ended. Not safe for use from several threads at once.
final class TurnStages {
    /// What determines the length of a stage, so that a person knows where to make it shorter; the values of [Stage#owner].
    enum Owner {
        SERVICE, SETTING, EARSHOT, NETWORK;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final List<Stage> done = new ArrayList<>();
    private String name;
    private Owner owner;
    private long since;
    private boolean over;

    TurnStages(String name, Owner owner, long since) {
        this.name = name;
        this.owner = owner;
        this.since = since;
    }

    /// Ends the current stage and begins another.
    void enter(String next, Owner nextOwner, long now) {
        close(now);
        name = next;
        owner = nextOwner;
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
        done.add(new Stage(name, owner.word(), Duration.ofNanos(until - since)));
        since = until;
    }

    /// The finished stages, in order.
    List<Stage> list() {
        return List.copyOf(done);
    }
}
