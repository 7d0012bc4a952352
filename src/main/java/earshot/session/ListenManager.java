package earshot.session;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.audio.SpeechBoundary.EndReason;
import earshot.audio.SpeechBoundary.SpeechEnded;
import earshot.audio.VadSettings;
import earshot.data.TextLimit;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.ListenStateMachine;
import earshot.device.ListeningSettings;
import earshot.device.ModeTransitions;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.time.Time;
import earshot.wire.InboundMessage;
import earshot.wire.ListenMode;

/// Handles `listen` messages, decides when the person is done, and hands the segment to the [SpeechSink] in force. Used on the connection's
/// thread only. Source: badge-protocol sections 2.5 and 3.1.
final class ListenManager implements AutoCloseable {
    /// A shorter press counts as accidental and not as missing speech.
    private static final Duration SHORTEST_PRESS = Duration.ofSeconds(1);
    /// Audio ignored after a wake word: its echo in the room and the tone of the device.
    private static final Duration WAKE_WORD_ECHO = Duration.ofSeconds(1);

    /// Characters of a text that a device recognized itself, as many as of any recognizer.
    static final int MAX_TEXT_CHARS = RecognitionResult.MAX_CHARS;

    private final SessionServices services;
    private final ConnectionContext connection;
    private final TurnManager turnManager;
    private final AudioUplink uplink;
    private final SpeechSegmenter segmenter;
    private final ListenStateMachine machine = new ListenStateMachine();
    private final OpenMicrophone microphone = new OpenMicrophone();
    private SpeechSink sink = SpeechSink.NONE;
    private Optional<ListenMode> requestedMode = Optional.empty();
    private boolean everListened;
    /// Typed in the console before the device ever listened: until then firmware refuses `tts start` (xiaozhi-protocol rule 12).
    private Optional<String> typedEarly = Optional.empty();
    /// When the device last marked the beginning or end of speech.
    private OptionalLong lastBoundary = OptionalLong.empty();
    private long ignoreAudioUntil;
    private boolean speechMissing;
    private Optional<Instant> lastVoice = Optional.empty();
    private Time.Timer fallbackTimer = Time.Timer.NONE;
    private boolean closed;

    ListenManager(SessionServices services, ConnectionContext connection, TurnManager turnManager, AudioUplink uplink) {
        this.services = services;
        this.connection = connection;
        this.turnManager = turnManager;
        this.uplink = uplink;
        segmenter = new SpeechSegmenter(() -> services.settings().get().of(VadSettings.SECTION), this::speechStarted);
        ignoreAudioUntil = services.time().nanos();
    }

    /// Sends everything that is heard to `next` from now on.
    void sink(SpeechSink next) {
        sink = next;
    }

    void listenReceived(InboundMessage.Listen message, long at) {
        // the mode counts even where the message itself is ignored
        message.mode().ifPresent(this::mode);
        everListened = true;
        connection.activity(at);
        microphone.said(message.listenAction() != InboundMessage.Listen.ListenAction.STOP);
        if (message.listenAction() != InboundMessage.Listen.ListenAction.DETECT) {
            uplink.expectPause();
        }
        switch (message.listenAction()) {
            case START -> start(at);
            case STOP -> {
                lastBoundary = OptionalLong.of(at);
                if (machine.stop(at)) {
                    handOver(at, Optional.empty(), Optional.empty());
                }
            }
            case DETECT -> {
                detectReceived(message.text().map(this::withinLimit).map(String::strip).filter(text -> !text.isEmpty()), at);
                // a wake word is followed by a start, which would end the answer to what was typed
                return;
            }
        }
        Optional<String> waited = typedEarly;
        typedEarly = Optional.empty();
        waited.ifPresent(this::typed);
    }

    private void start(long at) {
        if (!machine.start(at)) {
            logEvent("listen", EventCode.LISTEN_START_IGNORED);
            return;
        }
        turnManager.prepareRecognition();
        lastBoundary = OptionalLong.of(at);
        discardSegment();
        if (turnManager.continuesOnListenStart(at)) {
            return;
        }
        connection.mode(ModeTransitions.onListening(connection.mode()));
        scheduleCheck(settings().timeout());
    }

    private String withinLimit(String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            services.events().log(connection.deviceId(), "listen", Severity.WARNING, EventText.of(EventCode.TEXT_CUT, text.length(), MAX_TEXT_CHARS));
        }
        return TextLimit.cut(text, MAX_TEXT_CHARS);
    }

    private void detectReceived(Optional<String> text, long at) {
        discardWakeWordAudio();
        text.ifPresent(detected -> {
            if (settings().wakeupWords().stream().anyMatch(word -> TextComparison.sameText(word, detected))) {
                sink.wakeWord(detected, at);
            } else {
                sink.text(detected, SpeechSink.TextOrigin.DEVICE, at);
            }
        });
    }

    /// The device heard its wake word.
    ///
    /// @param text empty where the device does not name it
    void wakeWordReceived(String text, long at) {
        everListened = true;
        connection.activity(at);
        discardWakeWordAudio();
        sink.wakeWord(withinLimit(text), at);
    }

    private void discardWakeWordAudio() {
        if (!sink.continuous()) {
            segmenter.clear();
            machine.discardVoice();
        }
    }

    /// Handles a sentence that a person typed in the console, as soon as the device has listened for the first time.
    void typed(String text) {
        long now = services.time().nanos();
        connection.activity(now);
        if (!everListened) {
            typedEarly = Optional.of(text);
            logEvent("say", EventCode.TYPED_TEXT_WAITS);
            return;
        }
        if (!sink.continuous()) {
            segmenter.clear();
        }
        sink.text(text, SpeechSink.TextOrigin.CONSOLE, now);
    }

    /// The settings of voice detection for the audio that comes now.
    VadSettings vad() {
        return segmenter.vad();
    }

    /// Takes the audio of a packet. False when it belongs to no segment and may interrupt the answer.
    boolean audioReceived(AudioUplink.Input.Audio audio, long arrival) {
        sink.packet(audio.opus(), audio.pcm().length);
        if (arrival - ignoreAudioUntil < 0) {
            return true;
        }
        if (machine.state() == ListenState.IDLE && microphone.hears(audio.pcm().length, !turnManager.idle())) {
            resume();
        }
        if (machine.state() != ListenState.LISTENING || !sink.collecting()) {
            return false;
        }
        if (audio.voice()) {
            machine.voiced(arrival);
            connection.activity(arrival);
        }
        segmenter.accept(audio, arrival, deviceEndsSpeech()).ifPresent(this::endOfSpeech);
        return true;
    }

    void ignoreWakeWordEcho(long at) {
        ignoreAudioUntil = at + WAKE_WORD_ECHO.toNanos();
    }

    /// Keeps audio that becomes the beginning of the segment if the answer is interrupted.
    void keep(short[] pcm) {
        segmenter.keep(pcm);
    }

    private Optional<RecognitionStream> speechStarted() {
        connection.changed();
        lastVoice = Optional.of(services.time().now());
        if (speechMissing) {
            speechMissing = false;
            services.problems().resolve(ProblemCode.SPEECH_MISSING, new ProblemSubject.Device(connection.deviceId()));
        }
        logEvent("vad", EventCode.VOICE_BEGINS);
        scheduleCheck(settings().vadFallback());
        return sink.openRecognition();
    }

    private boolean deviceEndsSpeech() {
        return machine.mode() == ListenMode.MANUAL && (!sink.continuous() || deviceMarksBoundaries());
    }

    /// Whether the device marks the beginning and end of speech. When it streams without doing so, the server segments by pauses.
    private boolean deviceMarksBoundaries() {
        return lastBoundary.isPresent() && services.time().nanos() - lastBoundary.getAsLong() <= settings().manualFallback().toNanos();
    }

    private void endOfSpeech(SpeechEnded ended) {
        boolean silence = ended.reason() == EndReason.SILENCE;
        logEvent("vad", silence ? EventCode.SPEECH_ENDS : EventCode.SPEECH_ENDS_AT_LIMIT, ended.length().toMillis());
        if (machine.ended()) {
            handOver(ended.decidedNanos(), Optional.of(ended.reason()), Optional.of(silence ? segmenter.vad().minSilence() : Duration.ZERO));
        }
    }

    /// Checks in `delay` whether nobody spoke, frames stopped coming, or a stop is missing.
    private void scheduleCheck(Duration delay) {
        fallbackTimer.cancel();
        fallbackTimer = services.time().after(delay, () -> connection.post(this::check));
    }

    private void check() {
        if (machine.state() != ListenState.LISTENING || closed) {
            return;
        }
        long now = services.time().nanos();
        ListeningSettings settings = settings();
        if (!segmenter.voiced()) {
            if (connection.mode() == ConnectionMode.DIALOG_PREPARING) {
                connection.mode(ModeTransitions.onTimeout(connection.mode()));
                logEvent("state", EventCode.LISTEN_TIMEOUT, settings.timeout().toMillis());
                if (lastVoice.isEmpty() && pressed()) {
                    speechMissing();
                }
            }
            return;
        }
        boolean framesStopped = uplink.framesStopped(now, settings.vadFallback());
        // asked last and once: the fall-back logs that it fell due
        Duration longest = framesStopped ? settings.vadFallback() : Collections.max(List.of(settings.vadFallback(), settings.manualFallback()));
        boolean stopMissing = (framesStopped || segmenter.voiceless(now, settings.vadFallback())) && machine.fallbackDue(now, longest);
        if (framesStopped || stopMissing) {
            logEvent("vad", framesStopped ? EventCode.FRAMES_STOPPED : EventCode.BOUNDARY_MISSING);
            if (machine.ended()) {
                handOver(now, Optional.of(EndReason.SILENCE), Optional.of(settings.vadFallback()));
            }
            return;
        }
        scheduleCheck(uplink.untilFramesStopped(now, settings.vadFallback()));
    }

    /// The segment is complete: hands it over if there is voice in it.
    ///
    /// @param decided monotonic nanoseconds of the decision
    /// @param serverReason why the server ended it, empty when the device did
    /// @param silence how long it had to be quiet for that; empty when the device decided
    private void handOver(long decided, Optional<EndReason> serverReason, Optional<Duration> silence) {
        connection.changed();
        fallbackTimer.cancel();
        connection.report(ListenState.FINALIZING);
        boolean pressed = pressed();
        boolean speechContinues = sink.continuous() && serverReason.filter(EndReason.LONGEST_TURN::equals).isPresent();
        Optional<SpeechSegment> segment = speechContinues ? segmenter.takeUpToPause() : segmenter.take();
        machine.handedOver();
        if (segment.isPresent()) {
            lastVoice = Optional.of(services.time().now());
            sink.segment(segment.get().endedAfter(silence), decided);
        } else {
            sink.noSpeech(pressed);
        }
        // there is no answer to wait for; when the device said stop, it says start as well
        if (sink.continuous() && serverReason.isPresent()) {
            machine.resume(services.time().nanos());
        }
        if (speechContinues) {
            scheduleCheck(settings().vadFallback());
        }
    }

    /// Since when the device listens without a voice, monotonic nanoseconds; empty while somebody speaks or it does not listen.
    OptionalLong silentSince() {
        return machine.state() == ListenState.LISTENING && !segmenter.voiced() ? machine.boundary() : OptionalLong.empty();
    }

    private boolean pressed() {
        return segmenter.duration().compareTo(SHORTEST_PRESS) > 0;
    }

    /// The device listened and no voice was found: the microphone may be muted.
    void speechMissing() {
        speechMissing = true;
        services.problems().raise(Problem.of(ProblemCode.SPEECH_MISSING, new ProblemSubject.Device(connection.deviceId()), connection.deviceId()));
    }

    /// What was heard so far does not count, but in a meeting.
    void discardSegment() {
        handOverUnfinished();
        segmenter.clear();
    }

    /// In a meeting, hands over the unfinished segment.
    void handOverUnfinished() {
        if (sink.continuous()) {
            segmenter.take().ifPresent(segment -> sink.segment(segment, services.time().nanos()));
        }
    }

    /// A meeting begins: listens from now on, whatever the device said before.
    void enterMeeting() {
        segmenter.clear();
        fallbackTimer.cancel();
        everListened = true;
        machine.resume(services.time().nanos());
    }

    /// The answer was interrupted by the device or in the console, which discarded the segment as well.
    void interrupted(long at) {
        machine.interrupted();
        fallbackTimer.cancel();
        answered();
        if (sink.continuous()) {
            machine.resume(at);
        }
    }

    /// The answer was interrupted by voice: the audio so far is the beginning of the new segment and is kept.
    void interruptedByVoice(long at) {
        machine.reset();
        machine.resume(at);
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
            segmenter.clear();
        }
    }

    /// Sets the listen mode, as the device does by a message.
    void mode(ListenMode next) {
        requestedMode = Optional.of(next);
        machine.mode(next);
    }

    ListenState state() {
        return machine.state();
    }

    Optional<ListenMode> mode() {
        return requestedMode;
    }

    /// Whether the microphone stays open during an answer.
    boolean realtime() {
        return machine.mode() == ListenMode.REALTIME;
    }

    boolean everListened() {
        return everListened;
    }

    Optional<Instant> lastVoice() {
        return lastVoice;
    }

    private void logEvent(String type, EventCode code, Object... args) {
        services.events().log(connection.deviceId(), type, code, args);
    }

    private ListeningSettings settings() {
        return services.settings().get().of(ListeningSettings.SECTION);
    }

    @Override
    public void close() {
        closed = true;
        fallbackTimer.cancel();
        segmenter.close();
    }
}
