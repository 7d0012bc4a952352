package earshot.time;

import module java.base;

/// A clock that a test moves. Tasks run on the thread that calls [#advance], in the order of their time.
public final class TimeFake implements Time {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong((Task t) -> t.at).thenComparingLong(t -> t.number));
    private final Instant start = Instant.parse("2026-11-22T14:00:00Z");
    private final List<Duration> limits = new CopyOnWriteArrayList<>();
    private long nanos = 1_000_000_000L;
    private long scheduled;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(nanos - 1_000_000_000L);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return schedule(delay, Duration.ZERO, task);
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return schedule(period, period, task);
    }

    /// Waits without a limit of real time: only [#advance] makes the limit pass.
    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
        CompletableFuture<Optional<T>> either = future.thenApply(Optional::of);
        Timer timer = after(limit, () -> either.complete(Optional.empty()));
        limits.add(limit);
        try {
            return either.get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted while waiting");
        } finally {
            timer.cancel();
        }
    }

    /// Work runs on the thread that calls [#advance]; advancing by zero runs what was woken.
    @Override
    public Alarm alarm(String thread, LongSupplier work) {
        ManualAlarm alarm = new ManualAlarm(work);
        alarm.wake();
        return alarm;
    }

    /// Moves the clock and runs the tasks that become due, each at its own time.
    public void advance(Duration by) {
        long until;
        synchronized (this) {
            until = nanos + by.toNanos();
        }
        while (true) {
            Task due;
            synchronized (this) {
                due = tasks.peek();
                if (due == null || due.at > until) {
                    nanos = Math.max(nanos, until);
                    return;
                }
                tasks.poll();
                nanos = Math.max(nanos, due.at);
                if (due.period > 0 && !due.root().cancelled) {
                    tasks.add(due.next(scheduled++));
                }
            }
            if (!due.root().cancelled) {
                due.run.run();
            }
        }
    }

    /// Moves the clock to the next task and runs it, if it is due within this time. Where only limits are left, which are longer, what they limit is
    /// under way on other threads, and the clock must not overtake it: then nothing happens.
    public void advanceToNext(Duration within) {
        Duration left;
        synchronized (this) {
            Optional<Task> next = tasks.stream().filter(task -> !task.root().cancelled).min(tasks.comparator());
            if (next.isEmpty() || next.get().at - nanos > within.toNanos()) {
                return;
            }
            left = Duration.ofNanos(Math.max(0, next.get().at - nanos));
        }
        advance(left);
    }

    /// How many tasks are scheduled and not cancelled.
    public synchronized int waiting() {
        return (int) tasks.stream().filter(t -> !t.root().cancelled).count();
    }

    /// The limits of all waits so far. When a limit is listed, its wait has begun.
    public List<Duration> limits() {
        return limits;
    }

    private synchronized Timer schedule(Duration delay, Duration period, Runnable run) {
        Task task = new Task(nanos + delay.toNanos(), scheduled++, period.toNanos(), run, null);
        tasks.add(task);
        return new Pending(task);
    }

    private final class Pending implements Timer {
        private final Task task;

        Pending(Task task) {
            this.task = task;
        }

        @Override
        public void cancel() {
            synchronized (TimeFake.this) {
                task.cancelled = true;
                tasks.removeIf(waiting -> waiting.root() == task);
            }
        }

        boolean waits() {
            synchronized (TimeFake.this) {
                return !task.cancelled && tasks.contains(task);
            }
        }
    }

    private final class ManualAlarm implements Alarm {
        private final LongSupplier work;
        private Timer timer = () -> {};
        private boolean open = true;
        private boolean running;
        private boolean woken;

        ManualAlarm(LongSupplier work) {
            this.work = work;
        }

        @Override
        public void wake() {
            synchronized (TimeFake.this) {
                woken = true;
                if (!running) {
                    plan(Duration.ZERO);
                }
            }
        }

        @Override
        public void close() {
            synchronized (TimeFake.this) {
                open = false;
                timer.cancel();
            }
        }

        private void plan(Duration delay) {
            synchronized (TimeFake.this) {
                timer.cancel();
                if (open) {
                    timer = after(delay, this::run);
                }
            }
        }

        private void run() {
            synchronized (TimeFake.this) {
                running = true;
                woken = false;
            }
            long next = NEVER;
            try {
                next = work.getAsLong();
            } finally {
                synchronized (TimeFake.this) {
                    running = false;
                    if (woken) {
                        plan(Duration.ZERO);
                    } else if (next != NEVER) {
                        plan(Duration.ofNanos(Math.max(0, next - nanos)));
                    }
                }
            }
        }
    }

    private static final class Task {
        final long at;
        final long number;
        final long period;
        final Runnable run;
        final Task first;
        volatile boolean cancelled;

        Task(long at, long number, long period, Runnable run, Task first) {
            this.at = at;
            this.number = number;
            this.period = period;
            this.run = run;
            this.first = first;
        }

        Task root() {
            return first == null ? this : first;
        }

        Task next(long number) {
            return new Task(at + period, number, period, run, root());
        }
    }
}
