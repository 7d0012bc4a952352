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

/// When the device listens, to what, and when the person is done: then the turn begins. Lives on the connection's thread.
/// Source: badge-protocol sections 2.5 and 3.1.
final class Listening implements AutoCloseable {
    /// A press shorter than this is a slip, no missing voice.
    private static final Duration PRESS = Duration.ofSeconds(1);
    /// Who says the wake word into our speech wants to be heard, not greeted; a wake word told so soon after is that one.
    private static final Duration BARGED_IN = Duration.ofSeconds(2);
    private static final String GREETING = "Hello.";

    /// What the connection is told.
    interface Told {
        /// The first sound of the connection came.
        void firstSound();

        /// The segment is complete, and about to be handed over.
        void finalizing();

        /// What the person said so far, as far as it was understood.
        void soFar(String text);

        /// A text message in binary clothes.
        void text(String text, long at);

        /// Whom what is heard is for.
        Attention attention();

        /// A sentence of a meeting is over.
        void said(Uplink.Segment segment);

        /// A sentence of a meeting that the device understood by itself.
        void understood(String text);

        /// A packet of sound came.
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
    /// When the device last said where speech begins or ends.
    private OptionalLong boundary = OptionalLong.empty();
    private OptionalLong interruptedByWord = OptionalLong.empty();
    private boolean voiceMissing;
    private Optional<Instant> lastVoice = Optional.empty();
    private Optional<Time.Timer> timer = Optional.empty();
    private boolean closed;

    Listening(SessionParts parts, Core core, Framing framing, Answering answering, Told told) {
        this.parts = parts;
        this.core = core;
        this.answering = answering;
        this.told = told;
        uplink = new Uplink(parts, framing, parts.devices().sighted(core.deviceId()), core.sessionId(), core.deviceId(), new Ear());
    }

    /// What the microphone sends.
    ///
    /// @param waiting frames behind it
    /// @param dropped frames that never got here because too many waited
    void frame(byte[] frame, long arrival, int waiting, long dropped) {
        uplink.frame(frame, arrival, waiting, dropped);
    }

    // --- what the device says ---

    void said(Inbound.Listen said, long at) {
        // read first: it counts even where the message itself is ignored
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
            // in a meeting the wake word is a word like any other
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

    // --- what happens to it ---

    /// What was heard so far does not count, but in a meeting. Returns how many packets of 60 ms went.
    int forget() {
        surrender();
        return uplink.clear();
    }

    // --- in a meeting ---

    /// A meeting begins: listens from now on, whatever the device said.
    void meet() {
        uplink.clear();
        watchNoMore();
        ever = true;
        machine.resume(parts.time().nanos());
    }

    /// Hands over what is being said in a meeting at this moment.
    void surrender() {
        if (told.attention() == Attention.MEETING) {
            uplink.take().ifPresent(told::said);
        }
    }

    /// As if the device had said so.
    void mode(ListenMode next) {
        saidMode = Optional.of(next);
        machine.mode(next);
    }

    /// Whether the device says where speech begins and ends. One that streams on without a word of it leaves the pauses to us.
    private boolean bounded() {
        return boundary.isPresent() && parts.time().nanos() - boundary.getAsLong() <= settings().manualFallback().toNanos();
    }

    /// Nobody is answered: listening goes on at once, unless the device said that it stops.
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

    /// The answer was interrupted by the device or from the console.
    void interrupted(Cause cause, long at) {
        interruptedByWord = cause == Cause.WAKE_WORD ? OptionalLong.of(at) : OptionalLong.empty();
        machine.interrupted();
        watchNoMore();
        answered();
        if (told.attention() == Attention.MEETING) {
            machine.resume(at);
        }
    }

    /// The answer is over: in realtime mode the microphone was never closed.
    void answered() {
        if (machine.mode() == ListenMode.REALTIME) {
            resume();
        }
    }

    /// Listens on where the device will not say so: nothing is sent, in manual mode it is idle already, in the others it never stopped.
    void resume() {
        if (machine.mode() != ListenMode.MANUAL && ever && machine.resume(parts.time().nanos())) {
            uplink.clear();
        }
    }

    // --- what is known of it ---

    ListenState state() {
        return machine.state();
    }

    /// What the device said last.
    Optional<ListenMode> mode() {
        return saidMode;
    }

    /// Whether the device ever said that it listens.
    boolean ever() {
        return ever;
    }

    Optional<Instant> lastVoice() {
        return lastVoice;
    }

    /// Brings the shown numbers up to date.
    void show(long now) {
        uplink.show(now);
    }

    // --- when the person is done ---

    /// Looks again at a listener in `delay`: has nobody spoken, did the frames stop, did it forget to say stop?
    private void watch(Duration delay) {
        watchNoMore();
        timer = Optional.of(parts.time().after(delay, () -> core.post(this::look)));
    }

    private void watchNoMore() {
        timer.ifPresent(Time.Timer::cancel);
        timer = Optional.empty();
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
        boolean forgotten = machine.fallbackDue(now, rules.vadFallback()) && machine.fallbackDue(now, rules.manualFallback())
            && uplink.voiceless(now, rules.vadFallback());
        if (ceased || forgotten) {
            happened("vad", (ceased ? "frames stopped coming" : "no boundary from the device") + ": the end of speech is ours to say");
            if (machine.ended()) {
                handOver(now, Optional.of(Endpoint.Reason.SILENCE));
            }
            return;
        }
        watch(rules.vadFallback());
    }

    /// The segment is complete: a turn begins, or there was nothing in it.
    ///
    /// @param ours why it is, empty when the device said so
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

    /// Somebody meant to speak and was not heard: the microphone may be mute.
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

    /// Shows what was understood so far. A recogniser may tell more often than the connection comes to show it: only the newest waits.
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

    /// What the uplink found out.
    private final class Ear implements Uplink.Found {
        @Override
        public boolean collecting() {
            return machine.state() == ListenState.LISTENING && switch (told.attention()) {
                case CONVERSATION -> !answering.answering();
                // what is said while a model thinks counts, too
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
            // what was heard so far is the beginning of what is said now: it is kept
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
