package earshot.engine;

import earshot.problem.Code;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.server.Attempt;
import earshot.server.Attempts;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The newest 200 connection attempts, one row each. A row never goes back to an earlier step, even when reports arrive out of order.
///
/// A refused device raises a problem; an attempt without a device id is only a row, because any port scan creates those.
final class AttemptBook implements Attempts {
    static final int MOST = 200;
    private static final List<Code> REFUSALS = List.of(Code.CONNECTION_REFUSED, Code.HANDSHAKE_FAILED, Code.DOOR_WRONG);

    private final Problems problems;
    private final Consumer<Attempt> further;
    private final Cell<List<Attempt>> rows = new Cell<>(List.of());
    private final Map<String, Integer> own = new HashMap<>();

    /// @param further receives each attempt in its current state
    AttemptBook(Problems problems, Consumer<Attempt> further) {
        this.problems = problems;
        this.further = further;
    }

    Watch<List<Attempt>> rows() {
        return rows;
    }

    /// Ignores the next silent connection from this host: it is our own [AddressCheck].
    synchronized void overlook(String host) {
        own.merge(host, 1, Integer::sum);
    }

    @Override
    public void seen(Attempt attempt) {
        Attempt now = enter(attempt);
        if (now == null) {
            return;
        }
        further.accept(now);
        now.device().map(Subject.Device::new).ifPresent(device -> now.problem().ifPresentOrElse(problems::raise, () -> {
            if (now.step().compareTo(Attempt.Step.AUTHENTICATED) >= 0) {
                REFUSALS.forEach(code -> problems.resolve(code, device));
            }
        }));
    }

    private synchronized Attempt enter(Attempt attempt) {
        if (attempt.step() == Attempt.Step.REACHED && attempt.request().isEmpty() && attempt.problem().isEmpty() && own.containsKey(attempt.remote())) {
            own.computeIfPresent(attempt.remote(), (_, left) -> left > 1 ? left - 1 : null);
            return null;
        }
        List<Attempt> all = new ArrayList<>(rows.get());
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).number() == attempt.number()) {
                Attempt known = all.get(i);
                Attempt merged = known.step().compareTo(attempt.step()) > 0 ? attempt.reached(known.step()) : attempt;
                all.set(i, merged);
                rows.set(List.copyOf(all));
                return merged;
            }
        }
        all.addFirst(attempt);
        if (all.size() > MOST) {
            all.removeLast();
        }
        rows.set(List.copyOf(all));
        return attempt;
    }
}
