package earshot.session;

import module java.base;

import earshot.data.ByteBudget;
import earshot.data.TokenBucket;
import earshot.time.Time;

/// What comes in on one connection, on its way to the connection's thread, within limits. A device that exceeds one is closed with the reason.
///
/// The limit of messages counts their work: [#BURST] at once and [#PER_SECOND] from then on. A message costs one and one more for every 2 kB; what
/// it starts may cost more ([#spend]). Real devices stay far below: a badge sends nine snippets a second at most, firmware a few messages a turn.
final class ConnectionInput implements AutoCloseable {
    static final int BURST = 512;
    static final int PER_SECOND = 100;
    private static final int CHARS_A_TOKEN = 2048;

    private final Consumer<ServerCloseReason> end;
    private final ByteBudget<ServerCloseReason>.Share memory;
    private final Mailbox mailbox;
    private final TokenBucket work;
    private final Time time;
    private long busyNanos;
    private long takenAt;

    /// @param end closes the connection; for any thread
    ConnectionInput(Time time, ByteBudget<ServerCloseReason> budget, Consumer<ServerCloseReason> end) {
        this.time = time;
        this.end = end;
        memory = budget.open(end);
        mailbox = new Mailbox(memory);
        takenAt = time.nanos();
        work = new TokenBucket(BURST, PER_SECOND, takenAt);
    }

    // --- any thread ---

    void text(String text, long arrivalNanos) {
        if (spend(text, arrivalNanos) && !mailbox.add(new Mailbox.Entry.Text(text, arrivalNanos))) {
            end.accept(ServerCloseReason.FLOOD);
        }
    }

    void frame(byte[] frame, long arrivalNanos) {
        mailbox.add(new Mailbox.Entry.Frame(frame, arrivalNanos));
    }

    /// Counts a text message, also one that came in a binary frame. False when it is too much: then the connection ends.
    boolean spend(String text, long nanos) {
        return spend(1 + text.length() / CHARS_A_TOKEN, nanos);
    }

    /// Counts what is kept of a message that is not complete, as what waits. False when it is too much: then the connection ends.
    boolean incomplete(long change) {
        return memory.add(ServerCloseReason.MEMORY_WAITING, change);
    }

    /// Counts work that the device causes. False when it is too much: then the connection ends.
    boolean spend(int tokens, long nanos) {
        boolean enough;
        synchronized (work) {
            enough = work.take(tokens, nanos);
        }
        if (!enough) {
            end.accept(ServerCloseReason.TEXT_RATE);
        }
        return enough;
    }

    /// False when too many tasks wait.
    boolean post(Runnable task) {
        return mailbox.add(new Mailbox.Entry.Task(task));
    }

    void ended(Mailbox.Entry.End over) {
        mailbox.add(over);
    }

    /// The server closes: drops what waits and takes no more.
    void discard() {
        mailbox.closeInput();
    }

    // --- the connection's thread ---

    /// Waits for the next entry; gives way before, when the ones before took long.
    Mailbox.Entry take() throws InterruptedException {
        busyNanos = ConnectionLimits.giveWay(busyNanos + time.nanos() - takenAt);
        Mailbox.Entry entry = mailbox.take();
        takenAt = time.nanos();
        return entry;
    }

    int waitingFrames() {
        return mailbox.waitingFrames();
    }

    long droppedFrames() {
        return mailbox.droppedFrames();
    }

    /// What the connection keeps counts here.
    ByteBudget<ServerCloseReason>.Share memory() {
        return memory;
    }

    /// Gives the memory back.
    @Override
    public void close() {
        discard();
        memory.close();
    }
}
