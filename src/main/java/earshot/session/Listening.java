package earshot.session;

import earshot.asr.Hearing;
import earshot.audio.Endpoint;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.ListenMachine;
import earshot.device.ListenState;
import earshot.device.ModeRules;
import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.time.Time;
import earshot.turn.Utterance;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.Inbound;
import earshot.wire.ListenMode;
import earshot.wire.Outbound;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Handles `listen` messages, decides when the person is done, and hands the segment to a turn or to the meeting. Used on the connection's
/// thread only. Source: badge-protocol sections 2.5 and 3.1.
final class Listening implements AutoCloseable {
    /// A shorter press counts as accidental and not as missing speech.
    private static final Duration PRESS = Duration.ofSeconds(1);
    /// A wake word reported within this time of an interruption by wake word is the same one, and is not greeted: the person wants to speak.
    private static final Duration BARGED_IN = Duration.ofSeconds(2);
    private static final String GREETING = "Hello.";

    /// Receives what was found out. Called on the connection's thread.
    interface Told {
        /// The first audio of the connection came.
        void firstSound();

        /// The segment is complete and about to be handed over.
        void finalizing();

        /// A partial result of the recognizer.
        void soFar(String text);

        /// A text message in a binary frame.
        void text(String text, long at);

        /// Where the speech goes now.
        Attention attention();

        /// A segment of a meeting is complete.
        void said(Uplink.Segment segment);

        /// A sentence of a meeting that the device recognized by itself.
        void understood(String text);

        /// An audio packet was decoded.
        void packet(byte[] opus, int samples);
    }

    private final SessionParts parts;
    private final Core core;
    private final Answering answering;
    private final Told told;
    private final Uplink uplink;
    private final ListenMachine machine = new ListenMachine();
    private Optional<ListenMode> saidMode = Optional.empty();
    private boolean ever;
    /// When the device last marked the begin or end of speech.
    private OptionalLong boundary = OptionalLong.empty();
    private OptionalLong interruptedByWord = OptionalLong.empty();
    private boolean voiceMissing;
    private Optional<Instant> lastVoice = Optional.empty();
    private Time.Timer timer = Time.Timer.NONE;
    private boolean closed;

    Listening(SessionParts parts, Core core, Framing framing, Answering answering, Told told) {
        this.parts = parts;
        this.core = core;
        this.answering = answering;
        this.told = told;
        uplink = new Uplink(parts, framing, parts.devices().sighted(core.deviceId()), core.sessionId(), core.deviceId(), new Ear());
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

    void said(Inbound.Listen said, long at) {
        // the mode counts even where the message itself is ignored
        said.mode().ifPresent(next -> {
            saidMode = Optional.of(next);
            machine.mode(next);
        });
        ever = true;
        core.activity(at);
        switch (said.state()) {
            case START -> {
                uplink.boundary();
                start(at);
            }
            case STOP -> {
                uplink.boundary();
                boundary = OptionalLong.of(at);
                if (machine.stop(at)) {
                    handOver(at, Optional.empty());
                }
            }
            case DETECT -> detected(said.text().map(String::strip).filter(text -> !text.isEmpty()), at);
        }
    }

    private void start(long at) {
        if (!machine.start(at)) {
            happened("listen", "start ignored: less than 300 ms after the one before");
            return;
        }
        boundary = OptionalLong.of(at);
        answering.listenedInto(at);
        forget();
        core.mode(ModeRules.listening(core.mode()));
        watch(settings().timeout());
    }

    private void detected(Optional<String> text, long at) {
        if (told.attention() != Attention.CONVERSATION) {
            // in a meeting a wake word starts nothing
            text.filter(said -> !wakeWord(said)).ifPresent(told::understood);
            return;
        }
        uplink.clear();
        machine.unheard();
        if (text.isEmpty()) {
            return;
        }
        Settings.Listening rules = settings();
        if (!wakeWord(text.get())) {
            answering.answer(answering.typed(text.get(), at), true);
            return;
        }
        uplink.justWoken(at);
        if (!rules.greetOnWakeup()) {
            answering.stop(Cause.WAKE_WORD, at);
            core.send(new Outbound.Stt(text.get(), core.sessionId()));
            core.send(Outbound.Tts.of(Outbound.Tts.State.STOP, core.sessionId()));
        } else if (core.dialect() == Dialect.XIAOZHI && !bargedIn(at)) {
            answering.stop(Cause.WAKE_WORD, at);
            core.send(new Outbound.Stt(text.get(), core.sessionId()));
            answering.greet(GREETING, at);
        }
    }

    private boolean wakeWord(String text) {
        return settings().wakeupWords().stream().anyMatch(word -> Words.same(word, text));
    }

    private boolean bargedIn(long at) {
        return interruptedByWord.isPresent() && at - interruptedByWord.getAsLong() < BARGED_IN.toNanos();
    }

    // --- called by other parts of the connection ---

    /// What was heard so far does not count, but in a meeting.
    void forget() {
        surrender();
        uplink.clear();
    }

    // --- in a meeting ---

    /// A meeting begins: listens from now on, whatever the device said before.
    void meet() {
        uplink.clear();
        watchNoMore();
        ever = true;
        machine.resume(parts.time().nanos());
    }

    /// In a meeting, hands over the unfinished segment.
    void surrender() {
        if (told.attention() == Attention.MEETING) {
            uplink.take().ifPresent(told::said);
        }
    }

    /// Sets the listen mode as if the device had sent it.
    void mode(ListenMode next) {
        saidMode = Optional.of(next);
        machine.mode(next);
    }

    /// Whether the device marks the begin and end of speech. When it streams without doing so, the server segments by pauses.
    private boolean bounded() {
        return boundary.isPresent() && parts.time().nanos() - boundary.getAsLong() <= settings().manualFallback().toNanos();
    }

    /// Hands the segment to the meeting. There is no answer, so listening continues at once unless the device said stop.
    private void written(Optional<Endpoint.Reason> ours) {
        boolean goesOn = ours.filter(Endpoint.Reason.LONGEST_TURN::equals).isPresent();
        Optional<Uplink.Segment> segment = goesOn ? uplink.cut() : uplink.take();
        machine.handedOver();
        segment.ifPresent(heard -> {
            lastVoice = Optional.of(parts.time().now());
            told.said(heard);
        });
        if (ours.isPresent()) {
            machine.resume(parts.time().nanos());
        }
        if (goesOn) {
            watch(settings().vadFallback());
        }
    }

    /// The device or the console interrupted the answer.
    void interrupted(Cause cause, long at) {
        interruptedByWord = cause == Cause.WAKE_WORD ? OptionalLong.of(at) : OptionalLong.empty();
        machine.interrupted();
        watchNoMore();
        answered();
        if (told.attention() == Attention.MEETING) {
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
        if (machine.mode() != ListenMode.MANUAL && ever && machine.resume(parts.time().nanos())) {
            uplink.clear();
        }
    }

    // --- state ---

    ListenState state() {
        return machine.state();
    }

    /// The mode that the device sent last.
    Optional<ListenMode> mode() {
        return saidMode;
    }

    /// Whether the device ever listened on this connection.
    boolean ever() {
        return ever;
    }

    Optional<Instant> lastVoice() {
        return lastVoice;
    }

    /// Publishes the current numbers.
    void show(long now) {
        uplink.show(now);
    }

    // --- end of speech ---

    /// Checks in `delay` whether nobody spoke, frames stopped coming, or a stop is missing.
    private void watch(Duration delay) {
        watchNoMore();
        timer = parts.time().after(delay, () -> core.post(this::look));
    }

    private void watchNoMore() {
        timer.cancel();
    }

    private void look() {
        if (machine.state() != ListenState.LISTENING || closed) {
            return;
        }
        long now = parts.time().nanos();
        Settings.Listening rules = settings();
        if (!uplink.voiced()) {
            if (core.mode() == ConnectionMode.DIALOG_PREPARING) {
                core.mode(ModeRules.timedOut(core.mode()));
                happened("state", "nobody spoke for " + rules.timeout().toMillis() + " ms: " + core.mode().word());
                if (lastVoice.isEmpty() && uplink.heard().compareTo(PRESS) > 0) {
                    voiceMissing();
                }
            }
            return;
        }
        boolean ceased = uplink.ceased(now, rules.vadFallback());
        // asked last and once: the fall-back logs that it fell due
        boolean forgotten = uplink.voiceless(now, rules.vadFallback()) && machine.fallbackDue(now, longer(rules.vadFallback(), rules.manualFallback()));
        if (ceased || forgotten) {
            happened("vad", (ceased ? "frames stopped coming" : "no boundary from the device") + ": the end of speech is ours to say");
            if (machine.ended()) {
                handOver(now, Optional.of(Endpoint.Reason.SILENCE));
            }
            return;
        }
        watch(rules.vadFallback());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// The segment is complete: a turn begins, or there was nothing in it.
    ///
    /// @param decided monotonic nanoseconds of the decision
    /// @param ours why the server ended it, empty when the device did
    private void handOver(long decided, Optional<Endpoint.Reason> ours) {
        core.changed();
        watchNoMore();
        told.finalizing();
        switch (told.attention()) {
            case CONVERSATION -> {}
            case MEETING -> {
                written(ours);
                return;
            }
            case NOBODY -> {
                uplink.clear();
                machine.handedOver();
                return;
            }
        }
        boolean pressed = uplink.heard().compareTo(PRESS) > 0;
        Optional<Uplink.Segment> segment = uplink.take();
        machine.handedOver();
        if (segment.isPresent()) {
            Uplink.Segment heard = segment.get();
            Instant now = parts.time().now();
            lastVoice = Optional.of(now);
            answering.answer(new Utterance(Optional.of(heard.speech()), Optional.empty(), now, heard.lastVoicedNanos(), decided, heard.hearing()), false);
        } else {
            if (pressed) {
                voiceMissing();
            }
            answering.nothing(TurnFacts.Outcome.NOTHING_HEARD);
            happened("turn", "no voice in what was heard");
            resume();
        }
    }

    /// The device listened and no voice was found: the microphone may be muted.
    private void voiceMissing() {
        voiceMissing = true;
        parts.problems().raise(Problem.of(Code.VOICE_MISSING, new Subject.Device(core.deviceId()), core.deviceId()));
    }

    private void happened(String type, String what) {
        parts.events().happened(core.deviceId(), type, Severity.INFO, what);
    }

    private Settings.Listening settings() {
        return parts.settings().get().listening();
    }

    @Override
    public void close() {
        closed = true;
        watchNoMore();
        uplink.close();
    }

    /// Forwards partial results to the connection's thread. Only the newest waits there, since a recognizer may report faster than they are shown.
    private final class SoFar implements Consumer<String> {
        private final AtomicReference<String> newest = new AtomicReference<>();

        @Override
        public void accept(String text) {
            if (newest.getAndSet(text) == null) {
                core.post(() -> {
                    String all = newest.getAndSet(null);
                    if (machine.state() == ListenState.LISTENING) {
                        told.soFar(all);
                    }
                });
            }
        }
    }

    /// Reacts to what the uplink detects.
    private final class Ear implements Uplink.Found {
        @Override
        public boolean collecting() {
            return machine.state() == ListenState.LISTENING && switch (told.attention()) {
                case CONVERSATION -> !answering.answering();
                // speech during the wait for a model's answer counts as well
                case MEETING -> !answering.speaking();
                case NOBODY -> false;
            };
        }

        @Override
        public boolean interruptible() {
            return machine.mode() == ListenMode.REALTIME && parts.settings().get().vad().bargeIn().isPositive() && answering.interruptible();
        }

        @Override
        public void bargeIn(long at) {
            happened("vad", "a voice interrupts");
            core.changed();
            core.activity(at);
            answering.stopAudibly(Cause.VOICE, at);
            machine.reset();
            // the audio so far is the beginning of the new utterance and is kept
            machine.resume(at);
        }

        @Override
        public void firstSound() {
            core.changed();
            told.firstSound();
        }

        @Override
        public void voice(long at) {
            machine.voiced(at);
            core.activity(at);
        }

        @Override
        public void voiceBegan() {
            core.changed();
            lastVoice = Optional.of(parts.time().now());
            if (voiceMissing) {
                voiceMissing = false;
                parts.problems().resolve(Code.VOICE_MISSING, new Subject.Device(core.deviceId()));
            }
            happened("vad", "voice");
            watch(settings().vadFallback());
        }

        @Override
        public Optional<Hearing> hear() {
            return told.attention() == Attention.CONVERSATION ? answering.hear(Uplink.RATE, new SoFar()) : Optional.empty();
        }

        @Override
        public boolean untilStop() {
            return machine.mode() == ListenMode.MANUAL && (told.attention() != Attention.MEETING || bounded());
        }

        @Override
        public void packet(byte[] opus, int samples) {
            told.packet(opus, samples);
        }

        @Override
        public void endOfSpeech(Endpoint.VoiceEnded ended) {
            happened("vad", switch (ended.reason()) {
                case SILENCE -> "end of speech after " + ended.length().toMillis() + " ms";
                case LONGEST_TURN -> "end of speech: the longest turn, " + ended.length().toMillis() + " ms";
            });
            if (machine.ended()) {
                handOver(ended.decidedNanos(), Optional.of(ended.reason()));
            }
        }

        @Override
        public void text(String text, long at) {
            told.text(text, at);
        }
    }
}
