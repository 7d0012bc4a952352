package earshot.engine;

import earshot.problem.Problem;
import java.util.List;
import java.util.Optional;

/// How far any device has come: the ladder of the empty console.
///
/// @param rungs the seven steps in order
/// @param attempts how many attempts there were
public record FirstContact(List<Rung> rungs, long attempts) {
    public enum Step { LISTENING, ADDRESS_REACHED, UPGRADE_ASKED, IDENTIFIED, AUTHENTICATED, HELLO, FIRST_SOUND }

    public enum State { REACHED, WAITING, FAILED, AHEAD }

    /// @param state WAITING for the first unreached step, AHEAD for those behind it
    /// @param problem why it failed
    /// @param detail what was seen, for example the address of the peer
    public record Rung(Step step, State state, Optional<Problem> problem, String detail) {}
}
