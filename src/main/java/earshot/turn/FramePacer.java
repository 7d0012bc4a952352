package earshot.turn;

import module java.base;

import earshot.time.Time;

/// The one thread that sends speech frames to all devices, timed by the monotonic clock. Per frame it only takes one from a queue and
/// passes it to the connection, so that hundreds of devices fit into one frame time.
public final class FramePacer implements AutoCloseable {
    private final Time time;
    private final PriorityQueue<Due> due = new PriorityQueue<>((a, b) -> Long.signum(a.at - b.at));
    private final Set<Playout> open = new HashSet<>();
    private final Time.Alarm alarm;

    public FramePacer(Time time) {
        this.time = time;
        alarm = time.alarm("pace", this::runDue);
    }

    /// Aborts every turn that still plays and ends the thread.
    @Override
    public void close() {
        List<Playout> left;
        synchronized (due) {
            left = new ArrayList<>(open);
        }
        left.forEach(Playout::abort);
        alarm.close();
    }

    /// How many turns play now.
    int speakingCount() {
        synchronized (due) {
            return open.size();
        }
    }

    long now() {
        return time.nanos();
    }

    void opened(Playout playout) {
        synchronized (due) {
            open.add(playout);
        }
    }

    void closed(Playout playout) {
        synchronized (due) {
            open.remove(playout);
        }
    }

    /// Runs `playout` at `at`, monotonic nanoseconds. The playout makes sure that it is queued at most once.
    void schedule(Playout playout, long at) {
        boolean first;
        synchronized (due) {
            first = due.isEmpty() || due.peek().at - at > 0;
            due.add(new Due(playout, at));
        }
        if (first) {
            alarm.wake();
        }
    }

    private long runDue() {
        while (true) {
            Due next;
            synchronized (due) {
                next = due.peek();
                if (next == null) {
                    return Time.NEVER;
                }
                if (next.at - time.nanos() > 0) {
                    return next.at;
                }
                due.poll();
            }
            long again = next.playout.sendDue();
            if (again != Time.NEVER) {
                synchronized (due) {
                    due.add(new Due(next.playout, again));
                }
            }
        }
    }

    private record Due(Playout playout, long at) {}
}
