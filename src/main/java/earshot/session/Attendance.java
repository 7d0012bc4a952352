package earshot.session;

import earshot.config.MeetingSettings;
import earshot.device.ConnectionMode;
import earshot.meeting.Segment.Span;
import earshot.meeting.live.Attendee;
import earshot.meeting.live.Seat;
import earshot.meeting.sound.Track;
import earshot.meeting.voice.Phrases;
import earshot.meeting.voice.Transcriber;
import earshot.meeting.voice.Utterance;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.wire.Dialect;
import earshot.wire.Inbound;
import earshot.wire.ListenMode;
import earshot.wire.MeetingWord;
import earshot.wire.Outbound;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Meeting mode of one connection: enters and leaves it, has speech transcribed, and hands the text to its [Seat]. Runs on the connection's
/// thread, and after the connection on the threads that deliver the last transcripts; methods of [Attendee] may be called on any thread.
/// Source: badge-protocol sections 2.9, 2.16, 3.3 and 3.4.
final class Attendance implements Attendee {
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);
    private static final Outbound TONE = new Outbound.Tts(Outbound.Tts.State.START, Optional.of("已进入会议模式"), Optional.of("config/assets/evening.wav"), Optional.empty());
    private static final Outbound TONE_OVER = new Outbound.Tts(Outbound.Tts.State.STOP, Optional.empty(), Optional.empty(), Optional.empty());

    /// Messages that may wait until the previous meeting is over.
    private static final int WAITING = 256;

    /// What the connection does for meeting mode, on its thread.
    interface Room {
        /// A meeting begins: stops a running answer and starts listening.
        void meet();

        /// Hands over the unfinished segment.
        void surrender();

        void listen(ListenMode mode);

        /// Has the assistant answer the text as well.
        void chat(String text);
    }

    private final SessionParts parts;
    private final Core core;
    private final Room room;
    private final Seat seat;
    private final InOrder inOrder;
    /// Calls of [Seat] that wait until the previous meeting is fully transcribed, because it cannot tell sentences of two meetings apart.
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private volatile Optional<Transcriber> ear = Optional.empty();
    private volatile Optional<Transcriber> earBefore = Optional.empty();
    private int meetings;
    private Optional<Track> track = Optional.empty();
    private boolean finalizing;
    private boolean bypassSaid;
    private boolean over;

    Attendance(SessionParts parts, Core core, Room room) {
        this.parts = parts;
        this.core = core;
        this.room = room;
        inOrder = new InOrder(core::post);
        seat = parts.meetings().seats().apply(this);
    }

    // --- messages of the device ---

    /// `mode start meeting`.
    void start() {
        if (core.mode() != ConnectionMode.MEETING || finalizing) {
            enter();
        }
        core.send(new Outbound.ModeOk("start", ConnectionMode.MEETING.word()));
    }

    /// `mode end meeting`: the same as finalizing the meeting, also for a device that lost its connection during it.
    void end() {
        finish(Seat.Cause.MODE_END);
        if (core.mode() == ConnectionMode.MEETING) {
            core.mode(ConnectionMode.CONNECTED_IDLE);
            room.listen(ListenMode.AUTO);
        }
        core.send(new Outbound.ModeOk("end", ConnectionMode.MEETING.word()));
    }

    void said(Inbound.Meeting message) {
        switch (message.phase()) {
            case "snippet" -> {
                if (later.size() < WAITING) {
                    act(() -> seat.snippets(message.items()));
                } else {
                    refuse("RATE_LIMITED", "the meeting before is not over yet");
                }
            }
            case "finalize" -> finish(Seat.Cause.MESSAGE);
            default -> refuse("SCHEMA_INVALID", "phase must be snippet or finalize");
        }
    }

    private void refuse(String code, String why) {
        core.send(new Outbound.Meeting(new MeetingWord.Refused(code, why)));
    }

    private void enter() {
        core.mode(ConnectionMode.MEETING);
        boolean wordsLeft = finalizing && ear.filter(open -> !open.drained().isDone()).isPresent();
        finalizing = false;
        room.meet();
        core.send(TONE);
        core.send(TONE_OVER);
        if (settings().preferDeviceVad()) {
            room.listen(ListenMode.MANUAL);
        }
        bypassSaid = false;
        ear.ifPresent(Transcriber::close);
        earBefore = wordsLeft ? ear : Optional.empty();
        ear = Optional.of(parts.meetings().transcribers().open(core.deviceId(), new Words(++meetings)));
        if (wordsLeft) {
            later.add(seat::begin);
            earBefore.orElseThrow().drained().thenRun(() -> inOrder.run(this::catchUp));
        } else {
            act(seat::begin);
        }
        core.changed();
    }

    /// Runs the task now, or after those that wait already.
    private void act(Runnable task) {
        if (later.isEmpty()) {
            task.run();
        } else {
            later.add(task);
        }
    }

    private void catchUp() {
        earBefore = Optional.empty();
        while (!later.isEmpty()) {
            later.poll().run();
        }
    }

    /// Ends the meeting. The unfinished segment still belongs to it, later speech does not.
    private void finish(Seat.Cause cause) {
        close(!later.isEmpty() || seat.state() == Seat.State.COLLECTING);
        act(() -> seat.finish(cause));
    }

    private void close(boolean collecting) {
        if (collecting && !finalizing && ear.isPresent()) {
            room.surrender();
            finalizing = true;
            track.ifPresent(Track::close);
            track = Optional.empty();
            core.changed();
        }
    }

    // --- speech ---

    Attention attention() {
        if (finalizing) {
            return Attention.NOBODY;
        }
        return core.mode() == ConnectionMode.MEETING ? Attention.MEETING : Attention.CONVERSATION;
    }

    /// Whether nothing may be spoken to the device.
    boolean mute() {
        return core.mode() == ConnectionMode.MEETING && settings().disableTts();
    }

    void packet(byte[] opus, int samples) {
        if (attention() != Attention.MEETING) {
            return;
        }
        if (!settings().keepSound()) {
            track.ifPresent(Track::close);
            track = Optional.empty();
            return;
        }
        if (track.isEmpty() && later.isEmpty()) {
            track = seat.meeting().map(meeting -> parts.meetings().sounds().apply(meeting, core.deviceId()));
            track.ifPresent(_ -> happened(Severity.INFO, "its sound is being kept"));
        }
        track.ifPresent(open -> open.add(opus, samples));
    }

    void said(Uplink.Segment segment) {
        CompletableFuture<Optional<Span>> span = track.map(open -> open.span(segment.speech().duration(), segment.behind()))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        ear.ifPresent(open -> open.add(new Utterance(segment.speech(), parts.time().now().minus(segment.behind()), span)));
    }

    /// A sentence that the device recognized by itself, or that was typed.
    void understood(String text) {
        if (attention() == Attention.MEETING) {
            take(text, parts.time().now(), Optional.empty(), meetings);
        }
    }

    private void take(String text, Instant at, Optional<Span> span, int meeting) {
        Optional<String> before = Phrases.before(text);
        if (before.isPresent()) {
            before.filter(words -> !words.isEmpty()).ifPresent(words -> hand(() -> seat.heard(words, at, span), meeting));
            happened(Severity.INFO, "“" + text + "”: the meeting ends");
            if (!finalizing && meeting == meetings) {
                finish(Seat.Cause.PHRASE);
            }
            return;
        }
        hand(() -> seat.heard(text, at, span), meeting);
        MeetingSettings now = settings();
        if (!now.chatOff() && attention() == Attention.MEETING && !over) {
            room.chat(text);
        } else if (!bypassSaid) {
            bypassSaid = true;
            LOG.info("meeting of {}: disable_chat_on_snippet={}, disable_tts={}", core.deviceId(), now.chatOff(), now.disableTts());
            happened(Severity.INFO, "not answered: disable_chat_on_snippet " + now.chatOff() + ", disable_tts " + now.disableTts());
        }
    }

    /// A late sentence of the previous meeting goes ahead of everything that waits for it.
    private void hand(Runnable words, int meeting) {
        if (meeting == meetings) {
            act(words);
        } else {
            words.run();
        }
    }

    /// Receives the transcripts of one meeting, in order.
    private final class Words implements Transcriber.Told {
        private final int meeting;

        Words(int meeting) {
            this.meeting = meeting;
        }

        @Override
        public void understood(Utterance utterance, String text, Optional<Span> span) {
            inOrder.run(() -> {
                if (text.isBlank()) {
                    happened(Severity.INFO, "no words in " + seconds(utterance.sound().duration()) + " s of sound");
                    return;
                }
                core.send(new Outbound.Transcription(text, utterance.end().toEpochMilli(), core.sessionId()));
                take(text, utterance.begin(), span, meeting);
            });
        }

        @Override
        public void gap(Instant begin, Duration length, String reason, Optional<Span> span) {
            inOrder.run(() -> {
                happened(Severity.WARNING, "a gap of " + seconds(length) + " s: " + parts.logText().of(reason));
                parts.problems().raise(Problem.of(Code.MEETING_UNHEARD, seat.meeting().<Subject>map(Subject.Meeting::new).orElseGet(() -> new Subject.Device(core.deviceId())),
                    core.deviceId(), seconds(length), parts.logText().of(reason)));
                hand(() -> seat.heard("[%tT · %s s · …]".formatted(begin.atZone(ZoneId.systemDefault()), seconds(length)), begin, span), meeting);
            });
        }
    }

    private static long seconds(Duration length) {
        return Math.max(1, Math.round(length.toMillis() / 1000.0));
    }

    // --- called by meetings, on any thread ---

    @Override
    public String deviceId() {
        return core.deviceId();
    }

    @Override
    public String sessionId() {
        return core.sessionId();
    }

    @Override
    public boolean send(Outbound message) {
        return core.send(message);
    }

    @Override
    public void called() {
        inOrder.run(() -> {
            if (over || core.mode() == ConnectionMode.MEETING && !finalizing) {
                return;
            }
            enter();
            core.send(new Outbound.ModeOk("start", ConnectionMode.MEETING.word()));
            if (core.dialect() == Dialect.BADGE) {
                core.send(new Outbound.Listen(ListenMode.MANUAL));
            }
        });
    }

    @Override
    public CompletableFuture<Void> lastWords() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        inOrder.run(() -> {
            // a device may begin the next meeting before the previous one is summarized
            boolean before = attendsAnother();
            if (!before) {
                close(!over);
            }
            CompletableFuture<Void> words = (before ? earBefore : ear).map(Transcriber::drained).orElseGet(() -> CompletableFuture.completedFuture(null));
            // after the last transcript was delivered
            words.thenRun(() -> inOrder.run(() -> done.complete(null)));
        });
        return done;
    }

    @Override
    public void dismissed() {
        inOrder.run(() -> {
            if (over || attendsAnother()) {
                return;
            }
            finalizing = false;
            ear.ifPresent(Transcriber::close);
            ear = Optional.empty();
            if (core.mode() == ConnectionMode.MEETING) {
                core.mode(ConnectionMode.CONNECTED_IDLE);
                room.listen(ListenMode.AUTO);
            }
            core.changed();
        });
    }

    /// Whether the device is in a newer meeting than the one that ends.
    private boolean attendsAnother() {
        return !finalizing && core.mode() == ConnectionMode.MEETING && (!later.isEmpty() || seat.state() == Seat.State.COLLECTING);
    }

    @Override
    public Duration soundWaiting() {
        return waiting(ear).plus(waiting(earBefore));
    }

    private static Duration waiting(Optional<Transcriber> ear) {
        return ear.map(Transcriber::waiting).orElse(Duration.ZERO);
    }

    // --- end of the connection ---

    /// The connection is over. Speech that waits is still transcribed, and [Seat#leave] called after that.
    void leave() {
        room.surrender();
        over = true;
        track.ifPresent(Track::close);
        inOrder.over();
        Optional<Transcriber> last = ear;
        last.ifPresent(Transcriber::close);
        last.map(Transcriber::drained).orElseGet(() -> CompletableFuture.completedFuture(null)).thenRun(() -> inOrder.run(seat::leave));
    }

    private void happened(Severity severity, String what) {
        parts.events().happened(core.deviceId(), "meeting", severity, what);
    }

    private MeetingSettings settings() {
        return parts.settings().get().meetings();
    }
}
