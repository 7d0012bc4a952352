package earshot.session;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.data.ByteBudget;
import earshot.device.ConnectionMode;
import earshot.device.ModeChange;
import earshot.event.EventCode;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.id.SessionId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingSentence.Span;
import earshot.meeting.MeetingSettings;
import earshot.meeting.live.MeetingParticipation;
import earshot.meeting.live.ParticipantConnection;
import earshot.meeting.live.RecognizedSentence;
import earshot.meeting.transcription.MeetingEndPhrases;
import earshot.meeting.transcription.MeetingTranscriber;
import earshot.meeting.transcription.MeetingUtterance;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.InboundMessage.Mode.ModeState;
import earshot.wire.ListenMode;
import earshot.wire.MeetingMessage;
import earshot.wire.MeetingMessage.RefusalCode;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Meeting mode of one connection: enters and leaves it, has speech transcribed, and hands the text to its [MeetingParticipation]. Runs on the connection's
/// thread, and after the connection on the threads that deliver the last transcripts; methods of [ParticipantConnection] may be called on any thread.
/// Source: badge-protocol sections 2.9, 2.16, 3.3 and 3.4.
final class MeetingMode implements SpeechSink, ParticipantConnection {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingMode.class);

    /// Messages that may wait until the previous meeting is over.
    private static final int MAX_QUEUED = 256;

    private final SessionServices services;
    private final ConnectionContext context;
    private final ListenManager listenManager;
    private final TurnManager turnManager;
    private final SpeechSink conversation;
    private final ConnectionFeatures features;
    private final MeetingParticipation meetingParticipation;
    private final ByteBudget<ServerCloseReason>.Share memory;
    private final SerialTaskQueue serialTaskQueue;
    private final MeetingQueue queued = new MeetingQueue();
    private volatile Optional<MeetingTranscriber> transcriber = Optional.empty();
    private volatile Optional<MeetingTranscriber> previousTranscriber = Optional.empty();
    private int meetingNumber;
    private final MeetingRecording recording;
    /// Whether a sentence is being spoken.
    private volatile boolean speaking;
    private boolean finalizing;
    /// Who ended the meeting.
    private ModeChange.Cause ender = ModeChange.Cause.MEETING_END;
    private boolean bypassLogged;
    private boolean connectionOver;

    /// @param conversation takes what is heard outside of meetings
    /// @param memory of the connection, which keeps what waits
    MeetingMode(SessionServices services, ConnectionContext context, ListenManager listenManager, TurnManager turnManager, SpeechSink conversation,
        ConnectionFeatures features, ByteBudget<ServerCloseReason>.Share memory) {
        this.services = services;
        this.memory = memory;
        this.context = context;
        this.listenManager = listenManager;
        this.turnManager = turnManager;
        this.conversation = conversation;
        this.features = features;
        serialTaskQueue = new SerialTaskQueue(context::post);
        meetingParticipation = services.meetings().meetingParticipations().apply(this);
        recording = new MeetingRecording(services.meetings().tracks(), context.deviceId(), () -> logEvent(EventCode.MEETING_SOUND_KEPT));
    }

    /// `mode start meeting`.
    void start(ModeChange.Cause cause) {
        if (!inMeeting()) {
            enterMeeting(cause);
        }
        context.send(new OutboundMessage.ModeOk(ModeState.START, WorkMode.MEETING));
    }

    /// A device that does not ask for meetings by itself goes on with the one that waits for it. A badge asks.
    void helloReceived() {
        if (context.dialect() == Dialect.XIAOZHI && !inMeeting() && meetingParticipation.awaited()) {
            start(ModeChange.Cause.CONSOLE);
        }
    }

    /// `mode end meeting`: the same as finalizing the meeting, also for a device that lost its connection during it.
    void end(ModeChange.Cause cause) {
        finish(cause == ModeChange.Cause.CONSOLE ? Meeting.EndCause.CONSOLE : Meeting.EndCause.MODE_END);
        leaveMode(cause);
        context.send(new OutboundMessage.ModeOk(ModeState.END, WorkMode.MEETING));
    }

    void received(InboundMessage.Meeting message) {
        switch (message) {
            case InboundMessage.MeetingSnippets snippets when queued.isEmpty() -> meetingParticipation.addSnippets(snippets.items());
            case InboundMessage.MeetingSnippets snippets when queued.size() < MAX_QUEUED ->
                queued.sent(new QueuedSnippets(snippets.items(), memory, meetingParticipation::addSnippets));
            case InboundMessage.MeetingSnippets _ -> sendError(RefusalCode.RATE_LIMITED, "the meeting before is not over yet");
            case InboundMessage.MeetingFinalize _ -> finish(Meeting.EndCause.MESSAGE);
            case InboundMessage.UnknownMeetingPhase _ -> sendError(RefusalCode.SCHEMA_INVALID, "phase must be snippet or finalize");
        }
    }

    private void sendError(RefusalCode code, String why) {
        context.send(new OutboundMessage.Meeting(new MeetingMessage.Refused(code, why)));
    }

    private void enterMeeting(ModeChange.Cause cause) {
        boolean transcriptPending = finalizing && transcriber.filter(open -> !open.drained().isDone()).isPresent();
        finalizing = false;
        ender = ModeChange.Cause.MEETING_END;
        context.mode(ConnectionMode.MEETING, cause);
        switchSink();
        turnManager.stop(Cause.NEXT, services.time().nanos());
        listenManager.enterMeeting();
        MeetingNotices.ENTERED.forEach(context::send);
        if (settings().preferDeviceVad()) {
            listenManager.mode(ListenMode.MANUAL);
        }
        bypassLogged = false;
        speaking = false;
        transcriber.ifPresent(MeetingTranscriber::close);
        previousTranscriber = transcriptPending ? transcriber : Optional.empty();
        transcriber = Optional.of(services.meetings().transcribers().open(context.deviceId(),
            new MeetingResults(services, context, serialTaskQueue, new Results(++meetingNumber))));
        CompletableFuture<Void> before = drained(previousTranscriber);
        queued.begin(meetingNumber, before, meetingParticipation::begin);
        if (transcriptPending) {
            before.thenRun(() -> serialTaskQueue.run(this::runQueued));
        }
        context.changed();
    }

    private void leaveMode(ModeChange.Cause cause) {
        if (context.mode() == ConnectionMode.MEETING) {
            context.mode(ConnectionMode.CONNECTED_IDLE, cause);
            listenManager.mode(ListenMode.AUTO);
        }
        switchSink();
    }

    private void switchSink() {
        listenManager.sink(finalizing ? SpeechSink.NONE : context.mode() == ConnectionMode.MEETING ? this : conversation);
    }

    /// Whether what is said now belongs to the meeting.
    private boolean inMeeting() {
        return context.mode() == ConnectionMode.MEETING && !finalizing;
    }

    private void runQueued() {
        queued.runReady();
        if (queued.isEmpty()) {
            previousTranscriber = Optional.empty();
        }
    }

    /// Completes when the results of everything that the transcriber was given so far were delivered.
    private static CompletableFuture<Void> drained(Optional<MeetingTranscriber> transcriber) {
        return transcriber.map(MeetingTranscriber::drained).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /// Ends the meeting. The unfinished segment still belongs to it, later speech does not.
    private void finish(Meeting.EndCause cause) {
        ender = cause == Meeting.EndCause.PHRASE ? ModeChange.Cause.VOICE : ModeChange.Cause.DEVICE;
        close(!queued.isEmpty() || meetingParticipation.state() == MeetingParticipation.IntakeState.COLLECTING);
        queued.end(() -> meetingParticipation.finish(cause));
    }

    private void close(boolean collecting) {
        if (collecting && !finalizing && transcriber.isPresent()) {
            listenManager.handOverUnfinished();
            finalizing = true;
            switchSink();
            recording.close();
            context.changed();
        }
    }

    @Override
    public boolean continuous() {
        return true;
    }

    /// Speech during the wait for a model's answer counts as well.
    @Override
    public boolean collecting() {
        return !turnManager.speaking();
    }

    /// Whether nothing may be spoken to the device.
    boolean muted() {
        return context.mode() == ConnectionMode.MEETING && settings().disableTts();
    }

    @Override
    public void packet(byte[] opus, int samples) {
        if (settings().keepAudio()) {
            recording.add(opus, samples, () -> queued.isEmpty() ? meetingParticipation.meeting() : Optional.empty());
        } else {
            recording.close();
        }
    }

    @Override
    public Optional<RecognitionStream> openRecognition() {
        speaking = true;
        return Optional.empty();
    }

    @Override
    public boolean speaking() {
        return speaking;
    }

    @Override
    public void segment(SpeechSegment segment, long decidedNanos) {
        CompletableFuture<Optional<Span>> span = recording.span(segment);
        transcriber.ifPresent(open -> open
            .add(new MeetingUtterance(segment.pcmAudio(), Optional.of(segment.activity()), services.time().now().minus(segment.followingAudio()), span)));
        speaking = false;
    }

    @Override
    public void text(String text, TextOrigin origin, long at) {
        if (addSentence(new RecognizedSentence(text, Optional.empty(), services.time().now(), Optional.empty()), meetingNumber)) {
            answer(text);
        }
    }

    /// Returns false when it ended the meeting.
    private boolean addSentence(RecognizedSentence sentence, int meeting) {
        String text = sentence.text();
        Optional<String> before = MeetingEndPhrases.textBeforeEndPhrase(text);
        if (before.isPresent()) {
            before.filter(words -> !words.isEmpty())
                .ifPresent(words -> queued.said(meeting, () -> meetingParticipation.addRecognized(sentence.withText(words))));
            logEvent(EventCode.MEETING_END_PHRASE, text);
            if (!finalizing && meeting == meetingNumber) {
                finish(Meeting.EndCause.PHRASE);
            }
            return false;
        }
        queued.said(meeting, () -> meetingParticipation.addRecognized(sentence));
        return true;
    }

    private void answer(String text) {
        MeetingSettings now = settings();
        if (!now.chatDisabled() && inMeeting() && !connectionOver) {
            turnManager.answer(turnManager.typedUtterance(text, services.time().nanos()), false);
        } else if (!bypassLogged) {
            bypassLogged = true;
            LOG.info("meeting of {}: disable_chat_on_snippet={}, disable_tts={}", context.deviceId(), now.chatDisabled(), now.disableTts());
            logEvent(EventCode.MEETING_NOT_ANSWERED, now.chatDisabled(), now.disableTts());
        }
    }

    /// What became of the speech of one meeting. On the connection's thread, and after the connection in the same order.
    private final class Results implements MeetingResults.Receiver {
        private final int meeting;

        Results(int meeting) {
            this.meeting = meeting;
        }

        @Override
        public Optional<MeetingId> meeting() {
            return meetingParticipation.meeting();
        }

        @Override
        public void said(List<RecognizedSentence> sentences, String text) {
            // several people in one utterance are several lines of the minutes, but one turn
            if (sentences.stream().map(sentence -> addSentence(sentence, meeting)).reduce(true, Boolean::logicalAnd)) {
                answer(text);
            }
        }

        @Override
        public void dropped() {
            queued.said(meeting, meetingParticipation::countDropped);
        }

        @Override
        public void lost(RecognizedSentence gap) {
            queued.said(meeting, () -> meetingParticipation.addRecognized(gap));
        }
    }

    // --- called by meetings, on any thread ---

    @Override
    public DeviceId deviceId() {
        return context.deviceId();
    }

    @Override
    public SessionId sessionId() {
        return context.sessionId();
    }

    @Override
    public boolean send(OutboundMessage message) {
        return context.send(message);
    }

    @Override
    public void meetingSilent(long minutes) {
        context.send(MeetingNotices.silent(context.dialect(), minutes));
    }

    @Override
    public void invited() {
        serialTaskQueue.run(() -> {
            if (connectionOver || inMeeting()) {
                return;
            }
            features.leave(context.mode());
            enterMeeting(ModeChange.Cause.CONSOLE);
            context.send(new OutboundMessage.ModeOk(ModeState.START, WorkMode.MEETING));
            if (context.dialect() == Dialect.BADGE) {
                context.send(new OutboundMessage.Listen(ListenMode.MANUAL));
            }
        });
    }

    @Override
    public CompletableFuture<Void> drainSpeech() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        serialTaskQueue.run(() -> {
            // a device may begin the next meeting before the previous one is summarized
            boolean before = inNextMeeting();
            if (!before) {
                close(!connectionOver);
            }
            // after the last transcript was delivered
            drained(before ? previousTranscriber : transcriber).thenRun(() -> serialTaskQueue.run(() -> done.complete(null)));
        });
        return done;
    }

    @Override
    public void meetingEnded() {
        serialTaskQueue.run(() -> {
            if (connectionOver || inNextMeeting()) {
                return;
            }
            finalizing = false;
            transcriber.ifPresent(MeetingTranscriber::close);
            transcriber = Optional.empty();
            leaveMode(ender);
            context.changed();
        });
    }

    /// Whether the device is in a newer meeting than the one that ends.
    private boolean inNextMeeting() {
        return inMeeting() && (!queued.isEmpty() || meetingParticipation.state() == MeetingParticipation.IntakeState.COLLECTING);
    }

    @Override
    public Duration pendingAudio() {
        return Stream.of(transcriber, previousTranscriber).flatMap(Optional::stream).map(MeetingTranscriber::pendingAudio)
            .reduce(Duration.ZERO, Duration::plus);
    }

    /// The connection is over. Speech that waits is still transcribed, and [MeetingParticipation#leave] called after that.
    void connectionEnded() {
        listenManager.handOverUnfinished();
        connectionOver = true;
        recording.close();
        serialTaskQueue.connectionOver();
        Optional<MeetingTranscriber> last = transcriber;
        last.ifPresent(MeetingTranscriber::close);
        drained(last).thenRun(() -> serialTaskQueue.run(() -> queued.end(meetingParticipation::leave)));
    }

    private void logEvent(EventCode code, Object... args) {
        services.events().log(context.deviceId(), "meeting", code, args);
    }

    private MeetingSettings settings() {
        return services.settings().get().of(MeetingSettings.SECTION);
    }
}
