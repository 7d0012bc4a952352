package earshot.session;

import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.wire.Outbound;
import java.util.Optional;

/// The speaker of one turn. Once the connection cut it, nothing of the turn leaves any more: whatever a worker still wants
/// to say, a late `tts start` above all, would throw a listening device back to speaking.
final class TurnLine implements Speaker {
    /// What the connection does for it. Safe for use from any thread.
    interface Way {
        boolean send(Outbound message);

        boolean send(byte[] packet, short[] pcm);

        /// Has a task run on the connection's thread.
        void post(Runnable task);

        /// On the connection's thread.
        void speaking(TurnLine line, boolean now);

        /// On the connection's thread.
        void moved(TurnLine line, TurnFacts facts);

        /// On the connection's thread.
        void over(TurnLine line, TurnFacts facts);
    }

    private final Way way;
    private final boolean fromDetect;
    private final boolean farewell;
    private volatile boolean lastWords;
    private final Object order = new Object();
    private boolean cut;
    private boolean listened;
    private volatile boolean started;
    private volatile boolean stopped;
    private Optional<Turn> turn = Optional.empty();

    /// @param fromDetect the turn answers a wake word or a typed sentence; the `listen start` that follows at once does not end it
    /// @param farewell the connection closes after it
    TurnLine(Way way, boolean fromDetect, boolean farewell) {
        this.way = way;
        this.fromDetect = fromDetect;
        this.farewell = farewell;
    }

    void carries(Turn opened) {
        turn = Optional.of(opened);
    }

    /// Stops the turn and lets nothing of it through any more. Returns whether that told the device `tts stop`.
    ///
    /// @param heardNanos when the reason reached us, monotonic
    boolean stop(Cause cause, long heardNanos) {
        boolean before = stopped;
        turn.ifPresent(running -> running.abort(cause, heardNanos));
        synchronized (order) {
            cut = true;
        }
        return stopped && !before;
    }

    /// The device said that it listens while this turn answers its wake word. Returns whether the turn goes on in spite of it:
    /// once it does, because firmware says so right after the wake word.
    boolean outlives() {
        boolean goesOn = fromDetect && !listened;
        listened = true;
        return goesOn;
    }

    /// Whether the device was told that it is spoken to.
    boolean started() {
        return started;
    }

    /// Whether `tts stop` left: the conversation is over, at most something is still being recognised.
    boolean stopped() {
        return stopped;
    }

    boolean farewell() {
        return farewell;
    }

    /// Whether the assistant said goodbye: the connection closes after the turn.
    boolean goodbye() {
        return lastWords;
    }

    @Override
    public boolean send(Outbound message) {
        // the lock makes "cut" and "sent" one order; sending queues and never waits
        synchronized (order) {
            if (cut) {
                return false;
            }
            boolean sent = way.send(message);
            if (message instanceof Outbound.Tts tts) {
                note(tts.state());
            }
            return sent;
        }
    }

    @Override
    public boolean send(byte[] packet, short[] pcm) {
        synchronized (order) {
            return !cut && way.send(packet, pcm);
        }
    }

    @Override
    public void moved(TurnFacts facts) {
        way.post(() -> way.moved(this, facts));
    }

    @Override
    public void lastWords() {
        lastWords = true;
    }

    @Override
    public void over(TurnFacts facts) {
        way.post(() -> way.over(this, facts));
    }

    private void note(Outbound.Tts.State state) {
        switch (state) {
            case START -> {
                started = true;
                way.post(() -> way.speaking(this, true));
            }
            case STOP -> {
                stopped = true;
                way.post(() -> way.speaking(this, false));
            }
            case SENTENCE_START, SENTENCE_END -> {}
        }
    }
}
