package earshot.session;

import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import java.time.Duration;

/// Raises a problem when 10 or more frames were late within 10 s; a window without late frames resolves it.
final class LateFrames {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final long MANY = 10;

    private final Problems problems;
    private final String id;
    private boolean raised;
    private boolean started;
    private long windowEnd;
    private long lateBefore;

    LateFrames(Problems problems, String id) {
        this.problems = problems;
        this.id = id;
    }

    /// @param late late frames since the connection opened
    void seen(long late, long now) {
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
            problems.raise(Problem.of(Code.FRAMES_LATE, new Subject.Device(id), id, fresh, WINDOW.toSeconds()));
        } else if (raised && fresh == 0) {
            raised = false;
            problems.resolve(Code.FRAMES_LATE, new Subject.Device(id));
        }
    }
}
