package earshot.fault;

import module java.base;

import earshot.time.Time;

/// The messages in one direction of a connection, on their way. They leave in order and as faults demand: late, together, not at all; only frames change
/// places, and only where that is asked for. What waits when the faults end still leaves in order before what comes later. Safe for use from any thread.
///
/// At most [#CAPACITY] messages and [#MAX_BYTES] wait; what does not fit is not taken.
public final class ImpairedQueue implements AutoCloseable {
    static final int CAPACITY = 1024;
    static final int MAX_BYTES = 4 << 20;
    /// How long a frame waits for the one that it lets pass.
    private static final Duration LONGEST_YIELD = Duration.ofMillis(200);

    private final Time time;
    private final RandomGenerator random;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Time.Timer timer = Time.Timer.NONE;
    private long lastDue = Long.MIN_VALUE;
    private int bytes;
    private boolean closed;
    /// Read by every message that passes, so that an idle queue costs nothing.
    private volatile boolean idle = true;

    /// A message on its way. `pass` runs on the thread that offered it or on the timer thread: it returns at once.
    ///
    /// @param frame whether it may be lost, and change places with another frame
    public record Message(Runnable pass, int bytes, boolean frame) {}

    /// @param yields whether the next frame passes it
    private record Waiting(Message message, long due, boolean yields) {}

    public ImpairedQueue(Time time) {
        this(time, RandomGenerator.getDefault());
    }

    /// @param random decides about loss, reordering and jitter
    ImpairedQueue(Time time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /// Whether nothing waits, so that a message may pass beside the queue.
    public boolean idle() {
        return idle;
    }

    /// Takes a message, and hands it over at once or later. Returns false when there is no room for it; one that gets lost is taken.
    public synchronized boolean offer(Message message, Impairment impairment) {
        if (message.frame() && happens(impairment.lossPercent())) {
            return true;
        }
        if (closed || waiting.size() >= CAPACITY || bytes + message.bytes() > MAX_BYTES) {
            return false;
        }
        idle = false;
        bytes += message.bytes();
        add(message, due(impairment), message.frame() && happens(impairment.reorderingPercent()));
        drain();
        return true;
    }

    private void add(Message message, long due, boolean yields) {
        Waiting last = waiting.peekLast();
        if (last != null && last.yields()) {
            // what yields has had its turn: a frame goes before it, anything else after
            waiting.removeLast();
            lastDue = Math.max(lastDue, message.frame() ? due : Math.min(last.due(), due));
            waiting.add(new Waiting(message.frame() ? message : last.message(), lastDue, false));
            waiting.add(new Waiting(message.frame() ? last.message() : message, lastDue, false));
        } else if (yields) {
            waiting.add(new Waiting(message, Math.max(lastDue, due) + LONGEST_YIELD.toNanos(), true));
        } else {
            lastDue = Math.max(lastDue, due);
            waiting.add(new Waiting(message, lastDue, false));
        }
    }

    /// When a message leaves that comes now.
    private long due(Impairment impairment) {
        long now = time.nanos();
        if (waiting.isEmpty()) {
            lastDue = now;
        }
        long jitter = impairment.jitter().toNanos();
        long due = now + impairment.delay().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter + 1));
        long hold = impairment.hold().toNanos();
        return hold == 0 ? due : due + hold - Math.floorMod(due, hold);
    }

    private boolean happens(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    /// Under the lock, so that nothing overtakes what is being handed over.
    private synchronized void drain() {
        timer.cancel();
        long now = time.nanos();
        while (!closed && !waiting.isEmpty() && waiting.peek().due() <= now) {
            Message next = waiting.poll().message();
            bytes -= next.bytes();
            next.pass().run();
        }
        if (waiting.isEmpty()) {
            idle = true;
        } else if (!closed) {
            timer = time.after(Duration.ofNanos(waiting.peek().due() - now), this::drain);
        }
    }

    /// Drops what waits; nothing is taken any more.
    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
        waiting.clear();
    }
}
