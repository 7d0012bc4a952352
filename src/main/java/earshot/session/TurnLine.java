package earshot.session;

import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.wire.Outbound;
import java.util.Optional;

/// The output of one turn to the device. Once it is closed, nothing of the turn is sent any more: a late `tts start` of a worker would
/// put a listening device back into its speaking state. [Speaker]'s methods are for any thread, the others for the connection's.
final class TurnLine implements Speaker {
    /// What the connection does for the turn. Safe for use from any thread where not said otherwise.
    interface Way {
        boolean send(Outbound message);

        boolean send(byte[] packet, short[] pcm);

        /// Runs a task on the connection's thread.
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

    /// @param fromDetect the turn answers a `listen detect`; the `listen start` that follows at once does not end it
    /// @param farewell the turn says goodbye to an idle connection
    TurnLine(Way way, boolean fromDetect, boolean farewell) {
        this.way = way;
        this.fromDetect = fromDetect;
        this.farewell = farewell;
    }

    void carries(Turn opened) {
        turn = Optional.of(opened);
    }

    /// Stops the turn and blocks everything it sends later. Returns whether that sent `tts stop`.
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

    Turn.Queued queued() {
        return turn.map(Turn::queued).orElse(Turn.Queued.NOTHING);
    }

    /// The device said that it listens while this turn answers its wake word. Returns whether the turn goes on in spite of it:
    /// once it does, because firmware says so right after the wake word.
    boolean outlives() {
        boolean goesOn = fromDetect && !listened;
        listened = true;
        return goesOn;
    }

    /// Whether `tts start` was sent.
    boolean started() {
        return started;
    }

    /// Whether `tts stop` was sent: at most the recognition result is still open.
    boolean stopped() {
        return stopped;
    }

    boolean farewell() {
        return farewell;
    }

    /// Whether the assistant ended the conversation: the connection closes after the turn.
    boolean goodbye() {
        return lastWords;
    }

    @Override
    public boolean send(Outbound message) {
        // the lock orders closing and sending; sending only queues and never waits
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
