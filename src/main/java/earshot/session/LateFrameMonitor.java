package earshot.session;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import java.time.Duration;

/// Raises a problem when 10 or more frames were late within 10 s; a window without late frames resolves it.
final class LateFrameMonitor {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final long MANY = 10;

    private final ProblemSink problems;
    private final DeviceId id;
    private boolean raised;
    private boolean started;
    private long windowEnd;
    private long lateBefore;

    LateFrameMonitor(ProblemSink problems, DeviceId id) {
        this.problems = problems;
        this.id = id;
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
            raised = true;
            problems.raise(Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(id), id, fresh, WINDOW.toSeconds()));
        } else if (raised && fresh == 0) {
            raised = false;
            problems.resolve(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(id));
        }
    }
}
