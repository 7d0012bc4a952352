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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns of one connection, one at a time. Lives on the connection's thread; what a turn sends comes from threads of its own.
final class Answering implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    /// What the connection is told.
    interface Told {
        /// The device as the assistant may know it.
        Heard.About about();

        /// Whether nothing may be spoken to the device.
        boolean mute();

        /// The device is spoken to, or no more.
        void speaking(boolean now);

        /// The device was told that the answer is over.
        void answered();

        /// A turn ended in which the device was told nothing.
        void unanswered();

        /// The last words are said: those of a conversation, or those to somebody who was silent for long.
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

    /// @param tools the device's own
    Answering(SessionParts parts, Core core, DeviceCells cells, TurnOpener turns, Tools tools, Downlink downlink, Told told) {
        this.parts = parts;
        this.core = core;
        this.cells = cells;
        this.turns = turns;
        this.tools = tools;
        this.downlink = downlink;
        this.told = told;
    }

    /// A sentence that was typed, or heard by the device itself.
    Utterance typed(String text, long at) {
        return new Utterance(Optional.empty(), Optional.of(text), parts.time().now(), at, at);
    }

    /// @param fromDetect it answers a wake word or a sentence that the device understood by itself
    void answer(Utterance utterance, boolean fromDetect) {
        if (!open(new TurnLine(way, fromDetect, false), line -> turns.open(utterance, told.about(), tools, core.dialect(), rules(), line))) {
            utterance.close();
        }
    }

    /// An ear for an utterance that begins; empty where the recogniser wants the whole of it at its end, or cannot be opened: then it is asked
    /// for the whole, and the turn tells why it fails.
    ///
    /// @param soFar is told what was understood so far; on any thread
    Optional<Hearing> hear(int rate, Consumer<String> soFar) {
        try {
            return turns.hear(rate, soFar);
        } catch (RuntimeException e) {
            LOG.warn("no ear for {}: {}", core.deviceId(), parts.logText().of(e.toString()));
            return Optional.empty();
        }
    }

    /// Answers a wake word.
    void greet(String sentence, long at) {
        open(new TurnLine(way, true, false), line -> turns.say(sentence, typed(sentence, at), told.about(), core.dialect(), rules(), line));
    }

    /// The last words before an idle connection closes. False when they cannot be said, or must not be.
    ///
    /// @param instruction to a model that finds words of its own
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

    /// Shows a turn that never was.
    void nothing(TurnFacts.Outcome why) {
        cells.turn(core.sessionId(), new TurnFacts(parts.time().now(), "", OptionalDouble.empty(), "", "", why, List.of()));
    }

    /// Stops the running turn, if any. Returns whether that told the device `tts stop`. A turn whose `tts stop` left before is
    /// let finish: what the recogniser still finds out belongs into its row.
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

    /// As [#stop]; the device sees `tts stop` in any case.
    void stopAudibly(Cause cause, long heardNanos) {
        if (!stop(cause, heardNanos)) {
            core.send(Outbound.Tts.of(Outbound.Tts.State.STOP, core.sessionId()));
        }
        speaking(false);
    }

    /// The device listens: the answer that runs is not wanted any more, unless it is one that the device's own ear began.
    void listenedInto(long at) {
        if (turn.isPresent() && !turn.get().outlives()) {
            stop(Cause.NEXT, at);
        }
    }

    /// Whether somebody is being answered, to whom `tts stop` was not told yet.
    boolean answering() {
        return turn.filter(line -> !line.stopped()).isPresent();
    }

    /// Whether a turn runs, if only to find out what was said.
    boolean running() {
        return turn.isPresent();
    }

    boolean speaking() {
        return speaking;
    }

    /// Whether a voice may interrupt what is being said.
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
