package earshot.session;

import earshot.asr.RecognitionStream;
import earshot.audio.SpeechBoundary;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.ListenStateMachine;
import earshot.device.ModeTransitions;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.time.Time;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.turn.TurnInput;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.InboundMessage;
import earshot.wire.ListenMode;
import earshot.wire.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Handles `listen` messages, decides when the person is done, and hands the segment to a turn or to the meeting. Used on the connection's
/// thread only. Source: badge-protocol sections 2.5 and 3.1.
final class ListenManager implements AutoCloseable {
    /// A shorter press counts as accidental and not as missing speech.
    private static final Duration SHORTEST_PRESS = Duration.ofSeconds(1);
    /// A wake word reported within this time of an interruption by wake word is the same one, and is not greeted: the person wants to speak.
    private static final Duration BARGE_IN_WINDOW = Duration.ofSeconds(2);
    private static final String GREETING = "Hello.";

    /// Receives what was found out. Called on the connection's thread.
    interface ListenEventListener {
        /// The first audio of the connection came.
        void firstAudio();

        /// The segment is complete and about to be handed over.
        void finalizing();

        /// A partial result of the recognizer.
        void partialResult(String text);

        /// A text message in a binary frame.
        void textReceived(String text, long at);

        /// Where the speech goes now.
        SpeechDestination destination();

        /// A segment of a meeting is complete.
        void meetingSegment(AudioUplink.SpeechSegment segment);

        /// A sentence of a meeting that the device recognized by itself.
        void meetingText(String text);

        /// An audio packet was decoded.
        void audioPacket(byte[] opus, int samples);
    }

    private final SessionServices services;
    private final ConnectionContext connection;
    private final TurnManager turnManager;
    private final ListenEventListener listener;
    private final AudioUplink uplink;
    private final ListenStateMachine machine = new ListenStateMachine();
    private Optional<ListenMode> requestedMode = Optional.empty();
    private boolean everListened;
    /// When the device last marked the begin or end of speech.
    private OptionalLong lastBoundary = OptionalLong.empty();
    private OptionalLong interruptedByWakeWord = OptionalLong.empty();
    private boolean speechMissing;
    private Optional<Instant> lastVoice = Optional.empty();
    private Time.Timer timer = Time.Timer.NONE;
    private boolean closed;

    ListenManager(SessionServices services, ConnectionContext connection, Framing framing, TurnManager turnManager, ListenEventListener listener) {
        this.services = services;
        this.connection = connection;
        this.turnManager = turnManager;
        this.listener = listener;
        uplink = new AudioUplink(services, framing, services.devices().findOrAdd(connection.deviceId()), connection.sessionId(), connection.deviceId(), new UplinkEvents());
    }

    /// Takes a binary message of the device.
    ///
    /// @param arrival monotonic nanoseconds
    /// @param waiting frames queued behind it
    /// @param dropped frames of this connection that the full mailbox has dropped so far
    void frame(byte[] frame, long arrival, int waiting, long dropped) {
        uplink.frame(frame, arrival, waiting, dropped);
    }

    // --- messages of the device ---

    void listenReceived(InboundMessage.Listen message, long at) {
        // the mode counts even where the message itself is ignored
        message.mode().ifPresent(next -> {
            requestedMode = Optional.of(next);
            machine.mode(next);
        });
        everListened = true;
        connection.activity(at);
        switch (message.listenAction()) {
            case START -> {
                uplink.expectPause();
                start(at);
            }
            case STOP -> {
                uplink.expectPause();
                lastBoundary = OptionalLong.of(at);
                if (machine.stop(at)) {
                    handOver(at, Optional.empty());
                }
            }
            case DETECT -> detectReceived(message.text().map(String::strip).filter(text -> !text.isEmpty()), at);
        }
    }

    private void start(long at) {
        if (!machine.start(at)) {
            logEvent("listen", "start ignored: less than 300 ms after the one before");
            return;
        }
        lastBoundary = OptionalLong.of(at);
        turnManager.listenStarted(at);
        discardSegment();
        connection.mode(ModeTransitions.onListening(connection.mode()));
        scheduleCheck(settings().timeout());
    }

    private void detectReceived(Optional<String> text, long at) {
        if (listener.destination() != SpeechDestination.CONVERSATION) {
            // in a meeting a wake word starts nothing
            text.filter(message -> !wakeWord(message)).ifPresent(listener::meetingText);
            return;
        }
        uplink.clear();
        machine.discardVoice();
        if (text.isEmpty()) {
            return;
        }
        Settings.Listening settings = settings();
        if (!wakeWord(text.get())) {
            turnManager.answer(turnManager.typedUtterance(text.get(), at), true);
            return;
        }
        uplink.ignoreWakeWordEcho(at);
        if (!settings.greetOnWakeup()) {
            turnManager.stop(Cause.WAKE_WORD, at);
            connection.send(new OutboundMessage.Stt(text.get(), connection.sessionId()));
            connection.send(OutboundMessage.Tts.of(OutboundMessage.Tts.TtsState.STOP, connection.sessionId()));
        } else if (connection.dialect() == Dialect.XIAOZHI && !interruptedJustBefore(at)) {
            turnManager.stop(Cause.WAKE_WORD, at);
            connection.send(new OutboundMessage.Stt(text.get(), connection.sessionId()));
            turnManager.greet(GREETING, at);
        }
    }

    private boolean wakeWord(String text) {
        return settings().wakeupWords().stream().anyMatch(word -> TextComparison.sameText(word, text));
    }

    private boolean interruptedJustBefore(long at) {
        return interruptedByWakeWord.isPresent() && at - interruptedByWakeWord.getAsLong() < BARGE_IN_WINDOW.toNanos();
    }

    // --- called by other parts of the connection ---

    /// What was heard so far does not count, but in a meeting.
    void discardSegment() {
        handOverSpeech();
        uplink.clear();
    }

    // --- in a meeting ---

    /// A meeting begins: listens from now on, whatever the device said before.
    void enterMeeting() {
        uplink.clear();
        cancelCheck();
        everListened = true;
        machine.resume(services.time().nanos());
    }

    /// In a meeting, hands over the unfinished segment.
    void handOverSpeech() {
        if (listener.destination() == SpeechDestination.MEETING) {
            uplink.take().ifPresent(listener::meetingSegment);
        }
    }

    /// Sets the listen mode as if the device had sent it.
    void mode(ListenMode next) {
        requestedMode = Optional.of(next);
        machine.mode(next);
    }

    /// Whether the device marks the begin and end of speech. When it streams without doing so, the server segments by pauses.
    private boolean deviceMarksBoundaries() {
        return lastBoundary.isPresent() && services.time().nanos() - lastBoundary.getAsLong() <= settings().manualFallback().toNanos();
    }

    /// Hands the segment to the meeting. There is no answer, so listening continues at once unless the device said stop.
    private void handOverToMeeting(Optional<SpeechBoundary.EndReason> serverReason) {
        boolean speechContinues = serverReason.filter(SpeechBoundary.EndReason.LONGEST_TURN::equals).isPresent();
        Optional<AudioUplink.SpeechSegment> segment = speechContinues ? uplink.takeUpToPause() : uplink.take();
        machine.handedOver();
        segment.ifPresent(complete -> {
            lastVoice = Optional.of(services.time().now());
            listener.meetingSegment(complete);
        });
        if (serverReason.isPresent()) {
            machine.resume(services.time().nanos());
        }
        if (speechContinues) {
            scheduleCheck(settings().vadFallback());
        }
    }

    /// The device or the console interrupted the answer.
    void interrupted(Cause cause, long at) {
        interruptedByWakeWord = cause == Cause.WAKE_WORD ? OptionalLong.of(at) : OptionalLong.empty();
        machine.interrupted();
        cancelCheck();
        answered();
        if (listener.destination() == SpeechDestination.MEETING) {
            machine.resume(at);
        }
    }

    /// The answer is over: in realtime mode listening continues, because the microphone was never closed.
    void answered() {
        if (machine.mode() == ListenMode.REALTIME) {
            resume();
        }
    }

    /// Listens again without a `listen start`: outside manual mode the device never stopped. Nothing is sent.
    void resume() {
        if (machine.mode() != ListenMode.MANUAL && everListened && machine.resume(services.time().nanos())) {
            uplink.clear();
        }
    }

    // --- state ---

    ListenState state() {
        return machine.state();
    }

    /// The mode that the device sent last.
    Optional<ListenMode> mode() {
        return requestedMode;
    }

    /// Whether the device ever listened on this connection.
    boolean everListened() {
        return everListened;
    }

    Optional<Instant> lastVoice() {
        return lastVoice;
    }

    /// Publishes the current numbers.
    void publish(long now) {
        uplink.publish(now);
    }

    // --- end of speech ---

    /// Checks in `delay` whether nobody spoke, frames stopped coming, or a stop is missing.
    private void scheduleCheck(Duration delay) {
        cancelCheck();
        timer = services.time().after(delay, () -> connection.post(this::check));
    }

    private void cancelCheck() {
        timer.cancel();
    }

    private void check() {
        if (machine.state() != ListenState.LISTENING || closed) {
            return;
        }
        long now = services.time().nanos();
        Settings.Listening settings = settings();
        if (!uplink.voiced()) {
            if (connection.mode() == ConnectionMode.DIALOG_PREPARING) {
                connection.mode(ModeTransitions.onTimeout(connection.mode()));
                logEvent("state", "nobody spoke for " + settings.timeout().toMillis() + " ms: " + connection.mode().wireName());
                if (lastVoice.isEmpty() && uplink.segmentDuration().compareTo(SHORTEST_PRESS) > 0) {
                    speechMissing();
                }
            }
            return;
        }
        boolean framesStopped = uplink.framesStopped(now, settings.vadFallback());
        // asked last and once: the fall-back logs that it fell due
        boolean stopMissing = uplink.voiceless(now, settings.vadFallback()) && machine.fallbackDue(now, longer(settings.vadFallback(), settings.manualFallback()));
        if (framesStopped || stopMissing) {
            logEvent("vad", (framesStopped ? "frames stopped coming" : "no boundary from the device") + ": the end of speech is ours to say");
            if (machine.ended()) {
                handOver(now, Optional.of(SpeechBoundary.EndReason.SILENCE));
            }
            return;
        }
        scheduleCheck(settings.vadFallback());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// The segment is complete: a turn begins, or there was nothing in it.
    ///
    /// @param decided monotonic nanoseconds of the decision
    /// @param ours why the server ended it, empty when the device did
    private void handOver(long decided, Optional<SpeechBoundary.EndReason> serverReason) {
        connection.changed();
        cancelCheck();
        listener.finalizing();
        switch (listener.destination()) {
            case CONVERSATION -> {}
            case MEETING -> {
                handOverToMeeting(serverReason);
                return;
            }
            case DISCARDED -> {
                uplink.clear();
                machine.handedOver();
                return;
            }
        }
        boolean pressed = uplink.segmentDuration().compareTo(SHORTEST_PRESS) > 0;
        Optional<AudioUplink.SpeechSegment> segment = uplink.take();
        machine.handedOver();
        if (segment.isPresent()) {
            AudioUplink.SpeechSegment complete = segment.get();
            Instant now = services.time().now();
            lastVoice = Optional.of(now);
            turnManager.answer(new TurnInput(Optional.of(complete.pcmAudio()), Optional.empty(), now, complete.lastVoicedNanos(), decided, complete.recognition()), false);
        } else {
            if (pressed) {
                speechMissing();
            }
            turnManager.reportEmptyTurn(TurnFacts.Outcome.NOTHING_HEARD);
            logEvent("turn", "no voice in what was heard");
            resume();
        }
    }

    /// The device listened and no voice was found: the microphone may be muted.
    private void speechMissing() {
        speechMissing = true;
        services.problems().raise(Problem.of(ProblemCode.SPEECH_MISSING, new ProblemSubject.Device(connection.deviceId()), connection.deviceId()));
    }

    private void logEvent(String type, String what) {
        services.events().log(connection.deviceId(), type, Severity.INFO, what);
    }

    private Settings.Listening settings() {
        return services.settings().get().listening();
    }

    @Override
    public void close() {
        closed = true;
        cancelCheck();
        uplink.close();
    }

    /// Forwards partial results to the connection's thread. Only the newest waits there, since a recognizer may report faster than they are shown.
    private final class PartialResults implements Consumer<String> {
        private final AtomicReference<String> newest = new AtomicReference<>();

        @Override
        public void accept(String text) {
            if (newest.getAndSet(text) == null) {
                connection.post(() -> {
                    String all = newest.getAndSet(null);
                    if (machine.state() == ListenState.LISTENING) {
                        listener.partialResult(all);
                    }
                });
            }
        }
    }

    /// Reacts to what the uplink detects.
    private final class UplinkEvents implements AudioUplink.UplinkListener {
        @Override
        public boolean collecting() {
            return machine.state() == ListenState.LISTENING && switch (listener.destination()) {
                case CONVERSATION -> !turnManager.answering();
                // speech during the wait for a model's answer counts as well
                case MEETING -> !turnManager.speaking();
                case DISCARDED -> false;
            };
        }

        @Override
        public boolean bargeInAllowed() {
            return machine.mode() == ListenMode.REALTIME && services.settings().get().vad().bargeIn().isPositive() && turnManager.interruptible();
        }

        @Override
        public void bargeIn(long at) {
            logEvent("vad", "a voice interrupts");
            connection.changed();
            connection.activity(at);
            turnManager.stopAudibly(Cause.VOICE, at);
            machine.reset();
            // the audio so far is the beginning of the new utterance and is kept
            machine.resume(at);
        }

        @Override
        public void firstAudio() {
            connection.changed();
            listener.firstAudio();
        }

        @Override
        public void voiceFrame(long at) {
            machine.voiced(at);
            connection.activity(at);
        }

        @Override
        public void speechStarted() {
            connection.changed();
            lastVoice = Optional.of(services.time().now());
            if (speechMissing) {
                speechMissing = false;
                services.problems().resolve(ProblemCode.SPEECH_MISSING, new ProblemSubject.Device(connection.deviceId()));
            }
            logEvent("vad", "voice");
            scheduleCheck(settings().vadFallback());
        }

        @Override
        public Optional<RecognitionStream> openRecognition() {
            return listener.destination() == SpeechDestination.CONVERSATION ? turnManager.openRecognition(AudioUplink.RATE, new PartialResults()) : Optional.empty();
        }

        @Override
        public boolean deviceEndsSpeech() {
            return machine.mode() == ListenMode.MANUAL && (listener.destination() != SpeechDestination.MEETING || deviceMarksBoundaries());
        }

        @Override
        public void audioPacket(byte[] opus, int samples) {
            listener.audioPacket(opus, samples);
        }

        @Override
        public void endOfSpeech(SpeechBoundary.SpeechEnded ended) {
            logEvent("vad", switch (ended.reason()) {
                case SILENCE -> "end of speech after " + ended.length().toMillis() + " ms";
                case LONGEST_TURN -> "end of speech: the longest turn, " + ended.length().toMillis() + " ms";
            });
            if (machine.ended()) {
                handOver(ended.decidedNanos(), Optional.of(ended.reason()));
            }
        }

        @Override
        public void textReceived(String text, long at) {
            listener.textReceived(text, at);
        }
    }
}
