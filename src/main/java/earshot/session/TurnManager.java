package earshot.session;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.device.ListeningSettings;
import earshot.device.ModeTransitions;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.llm.Message;
import earshot.problem.Severity;
import earshot.session.TurnOutput.Trigger;
import earshot.tool.ToolSource;
import earshot.turn.AssistantRequest;
import earshot.turn.Turn;
import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.turn.TurnInput;
import earshot.turn.TurnOptions;
import earshot.turn.TurnRequest;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns of one connection, one at a time. Used on the connection's thread only; what a turn sends comes from the turn's own threads.
final class TurnManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnManager.class);

    /// What the connection provides, and what is reported to it. Called on the connection's thread.
    interface TurnEventListener {
        /// What the assistant may know about the device.
        AssistantRequest.DeviceInfo deviceInfo();

        /// Whether nothing may be spoken to the device.
        boolean muted();

        /// Speech to the device began or ended.
        void speakingChanged(boolean now);

        /// `tts stop` was sent after an answer.
        void answerEnded();

        /// A turn gave an answer to its end.
        void answered(String text);

        /// A turn ended without `tts start`.
        void endedWithoutAnswer();

        /// The goodbye was played.
        ///
        /// @param conversation whether the person said goodbye; otherwise the connection was idle
        void goodbyeSaid(boolean conversation);
    }

    private final SessionServices services;
    private final ConnectionContext connection;
    private final ConnectionTurns turns;
    private final ToolSource tools;
    private final AudioDownlink downlink;
    private final TurnEventListener listener;
    private final OutputHandler outputHandler = new OutputHandler();
    private final DialogueRecorder dialogue = new DialogueRecorder();
    private Optional<TurnOutput> current = Optional.empty();
    /// All that have not ended, also those whose text is still being recognized.
    private final Set<TurnOutput> unfinished = new LinkedHashSet<>();
    private boolean speaking;

    TurnManager(SessionServices services, ConnectionContext connection, ConnectionTurns turns, ToolSource tools, AudioDownlink downlink,
        TurnEventListener listener) {
        this.services = services;
        this.connection = connection;
        this.turns = turns;
        this.tools = tools;
        this.downlink = downlink;
        this.listener = listener;
    }

    /// An utterance without audio: typed, or recognized by the device itself.
    TurnInput typedUtterance(String text, long at) {
        return new TurnInput(Optional.empty(), Optional.of(text), services.time().now(), at, at);
    }

    /// Starts a turn that answers an utterance; a running turn is stopped.
    ///
    /// @param fromDetect the utterance is a wake word or a sentence that the device recognized by itself
    void answer(TurnInput turnInput, boolean fromDetect) {
        if (!open(fromDetect ? Trigger.DETECT : Trigger.UTTERANCE, output -> turns.start(request(turnInput), output))) {
            turnInput.close();
        }
    }

    /// The device listens: somebody may speak soon.
    void prepareRecognition() {
        try {
            turns.prepareRecognition();
        } catch (RuntimeException e) {
            LOG.warn("no recognition for {}: {}", connection.deviceId(), services.logText().format(e.toString()));
        }
    }

    /// Opens a recognition stream for an utterance that begins. Empty when the recognizer does not stream or the stream cannot be opened: then
    /// the whole utterance is recognized at its end, and the turn reports why that fails.
    ///
    /// @param onPartial receives partial results; on any thread
    Optional<RecognitionStream> openRecognition(int rate, Consumer<String> onPartial) {
        try {
            return turns.openRecognition(rate, onPartial);
        } catch (RuntimeException e) {
            LOG.warn("no recognition stream for {}: {}", connection.deviceId(), services.logText().format(e.toString()));
            return Optional.empty();
        }
    }

    /// Answers a wake word with a fixed sentence.
    void greet(String sentence, long at) {
        open(Trigger.DETECT, output -> turns.say(List.of(sentence), request(typedUtterance(sentence, at)), output));
    }

    /// Says goodbye before an idle connection closes. False when the connection is muted or the turn cannot start.
    ///
    /// @param instruction to a model that writes the sentence itself
    boolean sayGoodbye(Optional<String> instruction, String sentence) {
        if (listener.muted()) {
            return false;
        }
        long now = services.time().nanos();
        return open(Trigger.IDLE, output -> turns.sayGoodbye(instruction, sentence, request(typedUtterance(sentence, now)), output));
    }

    /// Says what the server has to say by itself. False when the turn cannot start.
    ///
    /// @param ended receives how many sentences were begun
    boolean announce(List<String> sentences, IntConsumer ended) {
        long now = services.time().nanos();
        // no text: nobody said anything, and no memory may take it for a person's words
        TurnInput nothing = new TurnInput(Optional.empty(), Optional.empty(), services.time().now(), now, now);
        return open(Trigger.ANNOUNCEMENT, new AnnouncementOutput(outputHandler, sentences.size(), ended),
            output -> turns.say(sentences, request(nothing), output));
    }

    private boolean open(Trigger trigger, Function<TurnOutput, Turn> start) {
        return open(trigger, outputHandler, start);
    }

    private boolean open(Trigger trigger, TurnOutput.OutputListener outputListener, Function<TurnOutput, Turn> start) {
        stop(Cause.NEXT, services.time().nanos());
        connection.mode(ModeTransitions.onTurn(connection.mode()));
        TurnOutput output = new TurnOutput(connection, downlink, trigger, outputListener);
        current = Optional.of(output);
        try {
            output.attach(start.apply(output));
            unfinished.add(output);
            return true;
        } catch (RuntimeException e) {
            current = Optional.empty();
            output.stop(Cause.NEXT, services.time().nanos());
            services.logText().logConnectionError(LOG, e);
            services.events().log(connection.deviceId(), "turn", Severity.WARNING, EventText.of(EventCode.TURN_FAILED, e.getMessage()));
            reportEmptyTurn(TurnFacts.Outcome.FAILED);
            listener.endedWithoutAnswer();
            return false;
        }
    }

    /// Shows a turn that had nothing to answer or could not start.
    void reportEmptyTurn(TurnFacts.Outcome why) {
        turns.turnUpdated(new TurnFacts(services.time().now(), TurnFacts.Transcript.NONE, TurnFacts.Answer.NONE, why, List.of(), Optional.empty()));
    }

    /// Stops the running turn, if any. Returns whether that sent `tts stop`. A turn that has already sent it is allowed to finish,
    /// because its recognition result still belongs to its row.
    boolean stop(Cause cause, long requestedNanos) {
        if (current.isEmpty()) {
            return false;
        }
        TurnOutput output = current.get();
        current = Optional.empty();
        boolean stopSent = !output.stopped() && output.stop(cause, requestedNanos);
        speaking(false);
        return stopSent;
    }

    /// As [#stop], but `tts stop` is sent in any case.
    void stopAudibly(Cause cause, long requestedNanos) {
        if (!stop(cause, requestedNanos)) {
            connection.send(OutboundMessage.Tts.of(OutboundMessage.Tts.TtsState.STOP, connection.sessionId()));
        }
        speaking(false);
    }

    /// The device said that it listens. A plain device that is being spoken to keeps hearing its answer, because clients say so at every
    /// sentence; a button or wake word sends `abort`. Any other running turn is stopped, unless that answers a `listen detect`.
    ///
    /// @return whether the device is being spoken to and the answer continues
    boolean continuesOnListenStart(long at) {
        if (current.isEmpty()) {
            return false;
        }
        TurnOutput output = current.get();
        if (connection.dialect() == Dialect.XIAOZHI && output.speaking()) {
            return true;
        }
        if (!output.survivesListenStart()) {
            stop(Cause.NEXT, at);
        }
        return false;
    }

    /// Whether no turn runs, and none is coming to its end.
    boolean idle() {
        return current.isEmpty();
    }

    /// Whether a turn runs that has not sent `tts stop` yet.
    boolean answering() {
        return current.filter(output -> !output.stopped()).isPresent();
    }

    /// What waits in the turn that runs now; the supplier stays with that turn when it is stopped.
    Supplier<Turn.Queued> queued() {
        Optional<TurnOutput> now = current;
        return () -> now.map(TurnOutput::queued).orElse(Turn.Queued.NOTHING);
    }

    boolean speaking() {
        return speaking;
    }

    /// Whether speech may interrupt the answer.
    boolean interruptible() {
        return speaking && current.filter(output -> !output.farewell()).isPresent();
    }

    /// Whether a goodbye was said and the connection is about to close.
    boolean goodbyeSaid() {
        return current.filter(TurnOutput::goodbyeSaid).isPresent();
    }

    /// What was said in the turns so far.
    List<Message> dialogue() {
        return dialogue.messages();
    }

    private void speaking(boolean now) {
        if (speaking != now) {
            speaking = now;
            listener.speakingChanged(now);
            if (!now) {
                downlink.speechEnded();
            }
        }
    }

    private TurnRequest request(TurnInput input) {
        TurnOptions options = TurnOptions.of(connection.dialect(), services.settings().get().of(ListeningSettings.SECTION).sttMessage(), connection.sessionId())
            .ahead(services.devices().lead(connection.deviceId()));
        AudioParams downlinkAudio = new AudioParams(connection.dialect().downlinkRate(), 1, 60);
        return new TurnRequest(input, listener.deviceInfo(), tools, downlinkAudio, listener.muted() ? options.muted() : options);
    }

    @Override
    public void close() {
        long now = services.time().nanos();
        stop(Cause.CLOSED, now);
        List.copyOf(unfinished).forEach(output -> output.stop(Cause.CLOSED, now));
    }

    private final class OutputHandler implements TurnOutput.OutputListener {
        @Override
        public void speakingChanged(TurnOutput output, boolean now) {
            if (current.filter(output::equals).isEmpty()) {
                return;
            }
            TurnManager.this.speaking(now);
            if (!now) {
                listener.answerEnded();
            }
        }

        @Override
        public void turnUpdated(TurnOutput output, TurnFacts facts) {
            report(output, facts);
        }

        @Override
        public void turnEnded(TurnOutput output, TurnFacts facts) {
            unfinished.remove(output);
            report(output, facts);
            facts.transcript().dropped().ifPresent(new DroppedTextReporter(services, connection.deviceId())::report);
            // a device may listen again between tts stop and this
            if (current.filter(next -> !next.equals(output)).isEmpty()) {
                reportAnswer(facts);
            }
            if (current.filter(output::equals).isEmpty()) {
                return;
            }
            current = Optional.empty();
            TurnManager.this.speaking(false);
            if (output.goodbye() || output.farewell()) {
                listener.goodbyeSaid(output.goodbye());
            } else if (!output.started()) {
                listener.endedWithoutAnswer();
            }
        }

        private void reportAnswer(TurnFacts facts) {
            boolean given = switch (facts.outcome()) {
                case DONE, FAILED -> !facts.answer().text().isBlank();
                case RUNNING, INTERRUPTED, NOTHING_HEARD -> false;
            };
            if (given) {
                listener.answered(facts.answer().text());
            }
        }

        private void report(TurnOutput output, TurnFacts facts) {
            turns.turnUpdated(facts);
            if (!output.farewell()) {
                dialogue.record(facts);
            }
        }
    }
}
