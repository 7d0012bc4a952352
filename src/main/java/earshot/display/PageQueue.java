package earshot.display;

import module java.base;

import earshot.time.Time;

/// Lets at most one page in 500 ms through. What comes too early is kept until nothing newer has come for that long; of what comes meanwhile only the newest
/// stays, so that three in quick succession give at most two. Pages that belong together are sent one by one, 550 ms apart, until newer ones come. Safe for use
/// from any thread. Source: badge-protocol section 2.15.
///
/// @param <T> a page
final class PageQueue<T> implements AutoCloseable {
    static final Duration GAP = Duration.ofMillis(500);
    static final Duration NEXT_GAP = Duration.ofMillis(550);

    /// Where pages go. Called with the lock held, so that pages stay in order: it only queues.
    interface Screen<T> {
        /// @param waited whether the page came too early
        /// @return whether it was sent
        boolean show(T page, boolean waited);

        /// A newer page took its place.
        void replaced(T page);
    }

    private final Time time;
    private final Consumer<Runnable> executor;
    private final Screen<T> screen;
    private List<T> waiting = List.of();
    private boolean early;
    private OptionalLong lastSent = OptionalLong.empty();
    private long due;
    private Time.Timer timer = Time.Timer.NONE;
    private boolean closed;

    /// @param executor runs what is due; for any thread
    PageQueue(Time time, Consumer<Runnable> executor, Screen<T> screen) {
        this.time = time;
        this.executor = executor;
        this.screen = screen;
    }

    /// Pages that belong together, in order; they replace what waits.
    synchronized void offer(List<T> pages) {
        if (closed || pages.isEmpty()) {
            return;
        }
        waiting.forEach(screen::replaced);
        waiting = List.copyOf(pages);
        long now = time.nanos();
        boolean free = lastSent.isEmpty() || now - lastSent.getAsLong() >= GAP.toNanos();
        early = !free;
        schedule(now, free ? now : now + GAP.toNanos());
    }

    /// Drops the pages that wait and are of no use any more.
    synchronized void discard(Predicate<T> useless) {
        waiting = waiting.stream().filter(useless.negate()).toList();
    }

    private void schedule(long now, long at) {
        timer.cancel();
        due = at;
        if (at <= now) {
            flush();
        } else {
            timer = time.after(Duration.ofNanos(at - now), () -> executor.accept(this::flush));
        }
    }

    /// A flush may come late, when something else was scheduled already.
    private synchronized void flush() {
        long now = time.nanos();
        if (closed || waiting.isEmpty() || now - due < 0) {
            return;
        }
        T page = waiting.getFirst();
        waiting = waiting.subList(1, waiting.size());
        if (!screen.show(page, early)) {
            waiting = List.of();
            return;
        }
        lastSent = OptionalLong.of(now);
        early = false;
        if (!waiting.isEmpty()) {
            schedule(now, now + NEXT_GAP.toNanos());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
        waiting = List.of();
    }
}
