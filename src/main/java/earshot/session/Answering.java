package earshot.session;

import earshot.asr.Hearing;
import earshot.device.DeviceCells;
import earshot.device.ModeRules;
import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.llm.Message;
import earshot.problem.Severity;
import earshot.tool.Tools;
import earshot.turn.Heard;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Utterance;
import earshot.wire.Outbound;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns of one connection, one at a time. Used on the connection's thread only; what a turn sends comes from the turn's own threads.
final class Answering implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    /// What the connection provides, and what is reported to it. Called on the connection's thread.
    interface Told {
        /// What the assistant may know about the device.
        Heard.About about();

        /// Whether nothing may be spoken to the device.
        boolean mute();

        /// Speech to the device began or ended.
        void speaking(boolean now);

        /// `tts stop` was sent after an answer.
        void answered();

        /// A turn ended without `tts start`.
        void unanswered();

        /// The goodbye was played.
        ///
        /// @param conversation whether the person said goodbye; otherwise the connection was idle
        void saidGoodbye(boolean conversation);
    }

    private interface Opening {
        Turn with(TurnLine line);
    }

    private final SessionParts parts;
    private final Core core;
    private final DeviceCells cells;
    private final TurnOpener turns;
    private final Tools tools;
    private final Downlink downlink;
    private final Told told;
    private final Way way = new Way();
    private final Dialogue dialogue = new Dialogue();
    private Optional<TurnLine> turn = Optional.empty();
    private boolean speaking;

    /// @param tools offered by the device
    Answering(SessionParts parts, Core core, DeviceCells cells, TurnOpener turns, Tools tools, Downlink downlink, Told told) {
        this.parts = parts;
        this.core = core;
        this.cells = cells;
        this.turns = turns;
        this.tools = tools;
        this.downlink = downlink;
        this.told = told;
    }

    /// An utterance without audio: typed, or recognized by the device itself.
    Utterance typed(String text, long at) {
        return new Utterance(Optional.empty(), Optional.of(text), parts.time().now(), at, at);
    }

    /// Starts a turn that answers an utterance; a running turn is stopped.
    ///
    /// @param fromDetect the utterance is a wake word or a sentence that the device recognized by itself
    void answer(Utterance utterance, boolean fromDetect) {
        if (!open(new TurnLine(way, fromDetect, false), line -> turns.open(utterance, told.about(), tools, core.dialect(), rules(), line))) {
            utterance.close();
        }
    }

    /// Opens a recognition stream for an utterance that begins. Empty when the recognizer does not stream or the stream cannot be opened: then
    /// the whole utterance is recognized at its end, and the turn reports why that fails.
    ///
    /// @param soFar receives partial results; on any thread
    Optional<Hearing> hear(int rate, Consumer<String> soFar) {
        try {
            return turns.hear(rate, soFar);
        } catch (RuntimeException e) {
            LOG.warn("no ear for {}: {}", core.deviceId(), parts.logText().of(e.toString()));
            return Optional.empty();
        }
    }

    /// Answers a wake word with a fixed sentence.
    void greet(String sentence, long at) {
        open(new TurnLine(way, true, false), line -> turns.say(sentence, typed(sentence, at), told.about(), core.dialect(), rules(), line));
    }

    /// Says goodbye before an idle connection closes. False when the connection is muted or the turn cannot start.
    ///
    /// @param instruction to a model that writes the sentence itself
    boolean farewell(Optional<String> instruction, String sentence) {
        if (told.mute()) {
            return false;
        }
        long now = parts.time().nanos();
        return open(new TurnLine(way, false, true), line -> turns.farewell(instruction, sentence, typed(sentence, now), told.about(), core.dialect(), rules(), line));
    }

    private boolean open(TurnLine line, Opening opening) {
        stop(Cause.NEXT, parts.time().nanos());
        core.mode(ModeRules.turn(core.mode()));
        turn = Optional.of(line);
        try {
            line.carries(opening.with(line));
            return true;
        } catch (RuntimeException e) {
            turn = Optional.empty();
            line.stop(Cause.NEXT, parts.time().nanos());
            parts.logText().connectionError(LOG, e);
            parts.events().happened(core.deviceId(), "turn", Severity.WARNING, "the turn could not begin: " + e.getMessage());
            nothing(TurnFacts.Outcome.FAILED);
            told.unanswered();
            return false;
        }
    }

    /// Shows a turn that had nothing to answer or could not start.
    void nothing(TurnFacts.Outcome why) {
        cells.turn(core.sessionId(), new TurnFacts(parts.time().now(), "", OptionalDouble.empty(), "", "", why, List.of()));
    }

    /// Stops the running turn, if any. Returns whether that sent `tts stop`. A turn that has already sent it is allowed to finish,
    /// because its recognition result still belongs to its row.
    boolean stop(Cause cause, long heardNanos) {
        if (turn.isEmpty()) {
            return false;
        }
        TurnLine line = turn.get();
        turn = Optional.empty();
        boolean toldStop = !line.stopped() && line.stop(cause, heardNanos);
        speaking(false);
        return toldStop;
    }

    /// As [#stop], but `tts stop` is sent in any case.
    void stopAudibly(Cause cause, long heardNanos) {
        if (!stop(cause, heardNanos)) {
            core.send(Outbound.Tts.of(Outbound.Tts.State.STOP, core.sessionId()));
        }
        speaking(false);
    }

    /// The device said that it listens: stops the running answer, unless that answers a `listen detect`.
    void listenedInto(long at) {
        if (turn.isPresent() && !turn.get().outlives()) {
            stop(Cause.NEXT, at);
        }
    }

    /// Whether a turn runs that has not sent `tts stop` yet.
    boolean answering() {
        return turn.filter(line -> !line.stopped()).isPresent();
    }

    /// What waits in the turn that runs now; the supplier stays with that turn when it is stopped.
    Supplier<Turn.Queued> queued() {
        Optional<TurnLine> now = turn;
        return () -> now.map(TurnLine::queued).orElse(Turn.Queued.NOTHING);
    }

    boolean speaking() {
        return speaking;
    }

    /// Whether speech may interrupt the answer.
    boolean interruptible() {
        return speaking && turns.voiceInterrupts() && turn.filter(line -> !line.farewell()).isPresent();
    }

    /// What was said in the turns so far.
    List<Message> dialogue() {
        return dialogue.messages();
    }

    private void speaking(boolean now) {
        if (speaking != now) {
            speaking = now;
            told.speaking(now);
            if (!now) {
                downlink.quiet();
            }
        }
    }

    private TurnRules rules() {
        TurnRules rules = TurnRules.of(core.dialect(), parts.settings().get().listening().sttMessage(), core.sessionId());
        return told.mute() ? rules.muted() : rules;
    }

    @Override
    public void close() {
        stop(Cause.CLOSED, parts.time().nanos());
    }

    private final class Way implements TurnLine.Way {
        @Override
        public boolean send(Outbound message) {
            return core.send(message);
        }

        @Override
        public boolean send(byte[] packet, short[] pcm) {
            return downlink.send(packet, pcm);
        }

        @Override
        public void post(Runnable task) {
            core.post(task);
        }

        @Override
        public void speaking(TurnLine line, boolean now) {
            if (turn.filter(line::equals).isEmpty()) {
                return;
            }
            Answering.this.speaking(now);
            if (!now) {
                told.answered();
            }
        }

        @Override
        public void moved(TurnLine line, TurnFacts facts) {
            note(line, facts);
        }

        @Override
        public void over(TurnLine line, TurnFacts facts) {
            note(line, facts);
            if (turn.filter(line::equals).isEmpty()) {
                return;
            }
            turn = Optional.empty();
            Answering.this.speaking(false);
            if (line.goodbye() || line.farewell()) {
                told.saidGoodbye(line.goodbye());
            } else if (!line.started()) {
                told.unanswered();
            }
        }

        private void note(TurnLine line, TurnFacts facts) {
            cells.turn(core.sessionId(), facts);
            if (!line.farewell()) {
                dialogue.note(facts);
            }
        }
    }
}
