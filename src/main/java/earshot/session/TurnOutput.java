package earshot.session;

import earshot.turn.DeviceOutput;
import earshot.turn.Turn;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.wire.OutboundMessage;
import java.util.Optional;

/// The output of one turn to the device. Once it is closed, nothing of the turn is sent any more: a late `tts start` of a worker would
/// put a listening device back into its speaking state. [DeviceOutput]'s methods are for any thread, the others for the connection's.
final class TurnOutput implements DeviceOutput {
    /// Learns of the turn's progress, on the connection's thread.
    interface OutputListener {
        void speakingChanged(TurnOutput output, boolean now);

        void turnUpdated(TurnOutput output, TurnFacts facts);

        void turnEnded(TurnOutput output, TurnFacts facts);
    }

    /// What started the turn.
    enum Trigger {
        /// Speech, or a sentence typed in the console.
        UTTERANCE,
        /// A `listen detect`: a wake word or a sentence that the device recognized by itself. The `listen start` that follows at once does not end
        /// the turn.
        DETECT,
        /// The connection was idle for long and says goodbye.
        IDLE,
        /// The server has something to say by itself. A `listen start` that comes before it is heard does not end it: the answer before was just over.
        ANNOUNCEMENT
    }

    private final ConnectionContext connection;
    private final AudioDownlink downlink;
    private final Trigger trigger;
    private final OutputListener listener;
    private volatile boolean goodbye;
    private final Object sendLock = new Object();
    private boolean closed;
    private boolean listened;
    private volatile boolean started;
    private volatile boolean stopped;
    private volatile int sentences;
    private Optional<Turn> turn = Optional.empty();

    TurnOutput(ConnectionContext connection, AudioDownlink downlink, Trigger trigger, OutputListener listener) {
        this.connection = connection;
        this.downlink = downlink;
        this.trigger = trigger;
        this.listener = listener;
    }

    void attach(Turn opened) {
        turn = Optional.of(opened);
    }

    /// Stops the turn and blocks everything it sends later. Returns whether that sent `tts stop`.
    ///
    /// @param requestedNanos when the reason reached us, monotonic
    boolean stop(Cause cause, long requestedNanos) {
        boolean before = stopped;
        turn.ifPresent(running -> running.abort(cause, requestedNanos));
        synchronized (sendLock) {
            closed = true;
        }
        return stopped && !before;
    }

    Turn.Queued queued() {
        return turn.map(Turn::queued).orElse(Turn.Queued.NOTHING);
    }

    /// The device said that it listens while this turn answers its wake word. Returns whether the turn continues in spite of it:
    /// once it does, because firmware says so right after the wake word.
    boolean survivesListenStart() {
        boolean goesOn = goodbyeSaid() || trigger == Trigger.DETECT && !listened || trigger == Trigger.ANNOUNCEMENT && !started;
        listened = true;
        return goesOn;
    }

    /// Whether `tts start` was sent.
    boolean started() {
        return started;
    }

    /// Whether the device is between `tts start` and `tts stop`.
    boolean speaking() {
        return started && !stopped;
    }

    /// Whether `tts stop` was sent: at most the recognition result is still open.
    boolean stopped() {
        return stopped;
    }

    /// How many sentences the device was told to begin.
    int sentences() {
        return sentences;
    }

    /// Whether the turn says goodbye to an idle connection.
    boolean farewell() {
        return trigger == Trigger.IDLE;
    }

    /// Whether the assistant ended the conversation: the connection closes after the turn.
    boolean goodbye() {
        return goodbye;
    }

    /// Whether a goodbye was said to its end. Firmware listens again after every answer, before it knows that it is hung up on.
    boolean goodbyeSaid() {
        return stopped && (goodbye || farewell());
    }

    @Override
    public boolean send(OutboundMessage message) {
        // the lock orders closing and sending; sending only queues and never waits
        synchronized (sendLock) {
            if (closed) {
                return false;
            }
            boolean sent = connection.send(message);
            if (message instanceof OutboundMessage.Tts tts) {
                trackSpeaking(tts.state());
            }
            return sent;
        }
    }

    @Override
    public boolean send(byte[] packet, short[] pcm) {
        synchronized (sendLock) {
            return !closed && downlink.send(packet, pcm);
        }
    }

    @Override
    public void turnChanged(TurnFacts facts) {
        connection.post(() -> listener.turnUpdated(this, facts));
    }

    @Override
    public void closeAfterTurn() {
        goodbye = true;
    }

    @Override
    public void turnEnded(TurnFacts facts) {
        connection.post(() -> listener.turnEnded(this, facts));
    }

    private void trackSpeaking(OutboundMessage.Tts.TtsState state) {
        switch (state) {
            case START -> {
                started = true;
                connection.post(() -> listener.speakingChanged(this, true));
            }
            case STOP -> {
                stopped = true;
                connection.post(() -> listener.speakingChanged(this, false));
            }
            case SENTENCE_START -> sentences++;
            case SENTENCE_END -> {}
        }
    }
}
