package earshot.turn;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.device.PlaybackLead;
import earshot.id.SessionId;
import earshot.time.Time;
import earshot.wire.OutboundMessage;
import earshot.wire.OutboundMessage.Tts;

/// Everything that one turn sends: messages at once or in order between frames, and frames in the pace of playback. It is sent under this
/// object's lock, and nothing is sent after [#abort]. Safe for use from any thread.
final class Playout {
    /// Most audio that is encoded ahead: enough to survive most of a second without encoding, and little enough that answers that start at
    /// the same time do not wait for later parts of each other.
    private static final Duration MAX_ENCODED_AHEAD = Duration.ofSeconds(2);
    /// From `tts start` to the first frame. Firmware needs 20 ms to change its state and empties its queue then; the rest covers the
    /// network: with 30 ms a client on a busy computer lost the first frames of 3 answers in 45, because it read them together with the
    /// message. Source: xiaozhi-protocol rule 9.
    private static final Duration START_DELAY = Duration.ofMillis(60);
    /// From the estimated end of playback to `tts stop`. Covers the device's output buffer and frames that are slower than the first one.
    private static final Duration STOP_DELAY = Duration.ofMillis(100);

    /// Frames that are kept, so that the console can replay them.
    private static final int MAX_SENT_FRAMES = 1_000;

    private final FramePacer pacer;
    private final DeviceOutput deviceOutput;
    private final SessionId sessionId;
    private final int maxWaiting;
    private final PlaybackEstimator playback;
    private final Deque<Item> items = new ArrayDeque<>();
    private final CompletableFuture<Long> firstFrame = new CompletableFuture<>();
    private final List<short[]> sentFrames = new ArrayList<>();
    private final CompletableFuture<Long> finished = new CompletableFuture<>();
    private CompletableFuture<Boolean> room = CompletableFuture.completedFuture(true);
    private PlayoutState state = PlayoutState.SILENT;
    private boolean aborted;
    private boolean scheduled;
    private int waiting;
    private long notBefore;

    private enum PlayoutState { SILENT, SPEAKING, ENDING, OVER }

    Playout(FramePacer pacer, DeviceOutput deviceOutput, SessionId sessionId, Duration frame, PlaybackLead lead) {
        this.pacer = pacer;
        this.deviceOutput = deviceOutput;
        this.sessionId = sessionId;
        maxWaiting = Math.toIntExact(MAX_ENCODED_AHEAD.dividedBy(frame));
        playback = new PlaybackEstimator(frame, lead);
    }

    /// Completes with the monotonic time in nanoseconds at which the first frame was sent.
    CompletableFuture<Long> firstFrame() {
        return firstFrame;
    }

    /// Completes in any case, with the time at which the device had played everything or the turn was aborted.
    CompletableFuture<Long> finished() {
        return finished;
    }

    /// When the device will have played, or has played, what was sent so far, in monotonic nanoseconds.
    synchronized long playedAt() {
        return playback.playedAt(pacer.now());
    }

    /// The audio that was sent, at most [#MAX_SENT_FRAMES] frames; empty when none was.
    synchronized Optional<PcmAudio> sentAudio(int rate) {
        PcmCollector all = new PcmCollector(rate);
        sentFrames.forEach(all::add);
        return sentFrames.isEmpty() ? Optional.empty() : Optional.of(new PcmAudio(all.take(), rate));
    }

    synchronized boolean speaking() {
        return state == PlayoutState.SPEAKING || state == PlayoutState.ENDING;
    }

    synchronized Turn.Queued queued() {
        return new Turn.Queued(items.size() - waiting, waiting);
    }

    synchronized void sendNow(OutboundMessage message) {
        if (!aborted) {
            deviceOutput.send(message);
        }
    }

    /// Sends `tts start` once; frames follow only after the device has had time to handle it.
    synchronized void start() {
        if (state == PlayoutState.SILENT) {
            state = PlayoutState.SPEAKING;
            deviceOutput.send(Tts.of(Tts.TtsState.START, sessionId));
            notBefore = pacer.now() + START_DELAY.toNanos();
            pacer.opened(this);
        }
    }

    /// Sends a message after the frames queued before it.
    synchronized void sendInOrder(OutboundMessage message) {
        add(new Item.Message(message));
    }

    synchronized void play(List<EncodedFrame> frames) {
        frames.forEach(frame -> add(new Item.Sound(frame)));
    }

    /// Completes when less than half of the encoded audio is left, so that more may be encoded.
    synchronized CompletableFuture<Boolean> room() {
        if (room.isDone() && !hasRoom()) {
            room = new CompletableFuture<>();
        }
        return room;
    }

    /// Nothing more will be added: `tts stop` is sent when the device has played everything.
    synchronized void end() {
        if (state == PlayoutState.SILENT) {
            finish(pacer.now());
        } else if (state == PlayoutState.SPEAKING) {
            state = PlayoutState.ENDING;
            schedule();
        }
    }

    /// Drops what is queued and sends `tts stop` now. Returns false when the playout had ended already.
    synchronized boolean abort() {
        if (state == PlayoutState.OVER) {
            return false;
        }
        aborted = true;
        deviceOutput.send(Tts.of(Tts.TtsState.STOP, sessionId));
        finish(pacer.now());
        return true;
    }

    /// Sends what is due. For the pacing thread.
    ///
    /// @return when to run again, or [Time#NEVER] when that depends on new items
    synchronized long sendDue() {
        long now = pacer.now();
        if (notBefore - now > 0) {
            return notBefore;
        }
        while (state != PlayoutState.OVER) {
            switch (items.peek()) {
                case null -> {
                    if (state != PlayoutState.ENDING) {
                        scheduled = false;
                        return Time.NEVER;
                    }
                    long stopAt = playback.playedAt(now) + (firstFrame.isDone() ? STOP_DELAY.toNanos() : 0);
                    if (stopAt - now > 0) {
                        return stopAt;
                    }
                    deviceOutput.send(Tts.of(Tts.TtsState.STOP, sessionId));
                    finish(now);
                }
                case Item.Message(OutboundMessage message) -> {
                    items.poll();
                    deviceOutput.send(message);
                }
                case Item.Sound(EncodedFrame frame) -> {
                    long may = playback.nextSendAt(now);
                    if (may - now > 0) {
                        return may;
                    }
                    items.poll();
                    waiting--;
                    send(frame, now);
                }
            }
        }
        return Time.NEVER;
    }

    private void send(EncodedFrame frame, long now) {
        deviceOutput.send(frame.packet(), frame.pcm());
        if (sentFrames.size() < MAX_SENT_FRAMES) {
            sentFrames.add(frame.pcm());
        }
        playback.frameSent(now);
        firstFrame.complete(now);
        if (hasRoom()) {
            room.complete(true);
        }
    }

    private void add(Item item) {
        if (state == PlayoutState.OVER) {
            return;
        }
        items.add(item);
        if (item instanceof Item.Sound) {
            waiting++;
        }
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            pacer.schedule(this, Math.max(notBefore, pacer.now()));
        }
    }

    private boolean hasRoom() {
        return state == PlayoutState.OVER || waiting * 2 < maxWaiting;
    }

    private void finish(long now) {
        state = PlayoutState.OVER;
        items.clear();
        waiting = 0;
        room.complete(true);
        pacer.closed(this);
        finished.complete(now);
    }

    private sealed interface Item {
        record Message(OutboundMessage message) implements Item {}

        record Sound(EncodedFrame frame) implements Item {}
    }
}
