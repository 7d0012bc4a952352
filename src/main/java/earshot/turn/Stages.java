package earshot.turn;

import earshot.device.TurnFacts.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The stages of one turn, each from where the one before it ended. Not safe for use from several threads at once.
final class Stages {
    /// Who a person has to turn to for a shorter stage; the words of [Stage#owner].
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

    Stages(String name, Owner owner, long since) {
        this.name = name;
        this.owner = owner;
        this.since = since;
    }

    /// Ends the stage that runs and begins another.
    void enter(String next, Owner nextOwner, long now) {
        close(now);
        name = next;
        owner = nextOwner;
    }

    /// Ends the last stage. Whatever comes later is no part of the whole.
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

    /// The stages that have ended.
    List<Stage> list() {
        return List.copyOf(done);
    }
}
