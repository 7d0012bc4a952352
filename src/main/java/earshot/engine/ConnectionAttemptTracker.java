package earshot.engine;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.ConnectionAttempt;
import earshot.server.ConnectionAttemptListener;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The newest 200 connection attempts, one row each. A row never goes back to an earlier step, even when reports arrive out of order.
///
/// A refused device raises a problem; an attempt without a device id is only a row, because any port scan creates those.
final class ConnectionAttemptTracker implements ConnectionAttemptListener {
    static final int MAX_ROWS = 200;
    private static final List<ProblemCode> REFUSALS = List.of(ProblemCode.CONNECTION_REFUSED, ProblemCode.DEVICE_UNAPPROVED, ProblemCode.DEVICE_REFUSED,
        ProblemCode.DEVICE_OCCUPIED, ProblemCode.HANDSHAKE_FAILED, ProblemCode.REQUEST_TOO_LARGE, ProblemCode.PORT_WRONG,
        ProblemCode.ORIGIN_REFUSED, ProblemCode.HOST_REFUSED, ProblemCode.DEVICE_PAUSED, ProblemCode.TOKEN_EXPIRED, ProblemCode.TOKEN_EARLY,
        ProblemCode.TOKEN_AUDIENCE, ProblemCode.TOKEN_ISSUER, ProblemCode.TOKEN_SUBJECT, ProblemCode.TOKEN_CLAIMS,
        ProblemCode.TOKEN_SIGNATURE, ProblemCode.TOKEN_ALGORITHM, ProblemCode.TOKEN_INACTIVE, ProblemCode.TOKEN_UNCHECKED);

    private final ProblemSink problems;
    private final Consumer<ConnectionAttempt> listener;
    private final MutableWatch<List<ConnectionAttempt>> rows = new MutableWatch<>(List.of());
    private final Map<String, Integer> ownChecks = new HashMap<>();
    /// The address last reported as flooding.
    private volatile String pausedAddress = "";

    /// @param listener receives each attempt in its current state
    ConnectionAttemptTracker(ProblemSink problems, Consumer<ConnectionAttempt> listener) {
        this.problems = problems;
        this.listener = listener;
    }

    Watch<List<ConnectionAttempt>> rows() {
        return rows;
    }

    /// Ignores the next silent connection from this host: it is our own [ReachabilityCheck].
    synchronized void ignoreNextFrom(String host) {
        ownChecks.merge(host, 1, Integer::sum);
    }

    /// No connection came of [#ignoreNextFrom]: the next one from this host is somebody else's.
    synchronized void ignoreNoMoreFrom(String host) {
        ownChecks.computeIfPresent(host, (_, left) -> left > 1 ? left - 1 : null);
    }

    @Override
    public void attemptChanged(ConnectionAttempt attempt) {
        ConnectionAttempt now = record(attempt);
        if (now == null) {
            return;
        }
        listener.accept(now);
        now.device().map(ProblemSubject.Device::new).ifPresent(device -> now.problem().ifPresentOrElse(problem -> raise(problem, now.remote()), () -> {
            if (now.step().compareTo(ConnectionAttempt.Step.AUTHENTICATED) >= 0) {
                REFUSALS.forEach(code -> problems.resolve(code, device));
                resolvePause(now.remote());
            }
        }));
    }

    private void raise(Problem problem, String remote) {
        if (problem.code() == ProblemCode.ADDRESS_PAUSED) {
            pausedAddress = remote;
        }
        problems.raise(problem);
    }

    private void resolvePause(String remote) {
        if (pausedAddress.equals(remote)) {
            problems.resolve(ProblemCode.ADDRESS_PAUSED, ProblemSubject.program());
        }
    }

    private synchronized ConnectionAttempt record(ConnectionAttempt attempt) {
        if (attempt.step() == ConnectionAttempt.Step.REACHED && attempt.request().isEmpty() && attempt.problem().isEmpty()
            && ownChecks.containsKey(attempt.remote())) {
            ignoreNoMoreFrom(attempt.remote());
            return null;
        }
        Optional<ConnectionAttempt> known = rows.get().stream().filter(row -> row.number() == attempt.number()).findFirst();
        if (known.isEmpty()) {
            rows.set(Stream.concat(Stream.of(attempt), rows.get().stream()).limit(MAX_ROWS).toList());
            return attempt;
        }
        ConnectionAttempt.Step furthest = known.get().step();
        ConnectionAttempt merged = furthest.compareTo(attempt.step()) > 0 ? attempt.reached(furthest) : attempt;
        rows.set(rows.get().stream().map(row -> row == known.get() ? merged : row).toList());
        return merged;
    }
}
