package earshot.session;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;

/// Raises a problem when 10 or more frames were late within 10 s; a window without late frames resolves it.
final class LateFrameMonitor {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final long MANY = 10;

    private final ProblemSink problems;
    private final DeviceId id;
    private final Supplier<Optional<ProblemCode>> cause;
    private Optional<ProblemCode> raised = Optional.empty();
    private boolean started;
    private long windowEnd;
    private long lateBefore;

    /// @param cause what makes frames late now, which decides the advice; empty where nobody need do anything
    LateFrameMonitor(ProblemSink problems, DeviceId id, Supplier<Optional<ProblemCode>> cause) {
        this.problems = problems;
        this.id = id;
        this.cause = cause;
    }

    /// @param late late frames since the connection opened
    void update(long late, long now) {
        if (!started) {
            started = true;
            windowEnd = now + WINDOW.toNanos();
        }
        if (now - windowEnd < 0) {
            return;
        }
        long fresh = late - lateBefore;
        lateBefore = late;
        windowEnd = now + WINDOW.toNanos();
        if (fresh >= MANY) {
            cause.get().ifPresentOrElse(code -> raise(code, fresh), this::resolve);
        } else if (fresh == 0) {
            resolve();
        }
    }

    private void raise(ProblemCode code, long fresh) {
        if (raised.isPresent() && raised.get() != code) {
            resolve();
        }
        raised = Optional.of(code);
        problems.raise(Problem.of(code, new ProblemSubject.Device(id), id, fresh, WINDOW.toSeconds()));
    }

    private void resolve() {
        raised.ifPresent(code -> problems.resolve(code, new ProblemSubject.Device(id)));
        raised = Optional.empty();
    }
}
