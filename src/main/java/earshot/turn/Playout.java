package earshot.turn;

import earshot.audio.Speech;
import earshot.time.Time;
import earshot.wire.Outbound;
import earshot.wire.Outbound.Tts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Everything that one turn sends: messages at once or in order between frames, and frames in the pace of playback. It is sent under this
/// object's lock, and nothing is sent after [#abort]. Safe for use from any thread.
final class Playout {
    /// Most audio that is encoded ahead: enough to survive most of a second without encoding, and little enough that answers that start at
    /// the same time do not wait for later parts of each other.
    private static final Duration AHEAD = Duration.ofSeconds(2);
    /// From `tts start` to the first frame. Firmware needs 20 ms to change its state and empties its queue then; the rest covers the
    /// network: with 30 ms a client on a busy computer lost the first frames of 3 answers in 45, because it read them together with the
    /// message. Source: xiaozhi-protocol rule 9.
    private static final Duration SETTLE = Duration.ofMillis(60);
    /// From the estimated end of playback to `tts stop`. Covers the device's output buffer and frames that are slower than the first one.
    private static final Duration DRAIN = Duration.ofMillis(100);

    private final Pacer pacer;
    private final Speaker speaker;
    private final String sessionId;
    private final int mostWaiting;
    private final PlaybackModel playback;
    private final Deque<Item> items = new ArrayDeque<>();
    private final CompletableFuture<Long> firstFrame = new CompletableFuture<>();
    private final CompletableFuture<Long> over = new CompletableFuture<>();
    private CompletableFuture<Boolean> room = CompletableFuture.completedFuture(true);
    private State state = State.SILENT;
    private boolean aborted;
    private boolean scheduled;
    private int waiting;
    private long notBefore;
    private final Taken spoken = new Taken();

    private enum State { SILENT, SPEAKING, ENDING, OVER }

    Playout(Pacer pacer, Speaker speaker, String sessionId, Duration frame) {
        this.pacer = pacer;
        this.speaker = speaker;
        this.sessionId = sessionId;
        mostWaiting = Math.toIntExact(AHEAD.dividedBy(frame));
        playback = new PlaybackModel(frame);
    }

    /// Completes with the monotonic time in nanoseconds at which the first frame was sent.
    CompletableFuture<Long> firstFrame() {
        return firstFrame;
    }

    /// Completes in any case, with the time at which the device had played everything or the turn was aborted.
    CompletableFuture<Long> over() {
        return over;
    }

    /// When the device will have played, or has played, what was sent so far, in monotonic nanoseconds.
    synchronized long playedAt() {
        return playback.playedAt(pacer.now());
    }

    /// The audio that was sent, at most 1000 frames; empty when none was.
    synchronized Optional<Speech> spoken(int rate) {
        return spoken.sound(rate);
    }

    synchronized boolean speaking() {
        return state == State.SPEAKING || state == State.ENDING;
    }

    /// The number of encoded frames not sent yet.
    synchronized int waiting() {
        return waiting;
    }

    synchronized Turn.Queued queued() {
        return new Turn.Queued(items.size() - waiting, waiting);
    }

    /// Sends a message at once, unless it was aborted.
    synchronized void sayNow(Outbound message) {
        if (!aborted) {
            speaker.send(message);
        }
    }

    /// Sends `tts start` once; frames follow only after the device has had time to handle it.
    synchronized void start() {
        if (state == State.SILENT) {
            state = State.SPEAKING;
            speaker.send(Tts.of(Tts.State.START, sessionId));
            notBefore = pacer.now() + SETTLE.toNanos();
            pacer.opened(this);
        }
    }

    /// Sends a message after the frames queued before it.
    synchronized void say(Outbound message) {
        add(new Item.Message(message));
    }

    synchronized void play(List<Frame> frames) {
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
        if (state == State.SILENT) {
            finish(pacer.now());
        } else if (state == State.SPEAKING) {
            state = State.ENDING;
            run();
        }
    }

    /// Drops what is queued and sends `tts stop` now. Returns false when the playout had ended already.
    synchronized boolean abort() {
        if (state == State.OVER) {
            return false;
        }
        aborted = true;
        speaker.send(Tts.of(Tts.State.STOP, sessionId));
        finish(pacer.now());
        return true;
    }

    /// Sends what is due. For the pacing thread.
    ///
    /// @return when to run again, or [Time#NEVER] when that depends on new items
    synchronized long step() {
        long now = pacer.now();
        if (notBefore - now > 0) {
            return notBefore;
        }
        while (state != State.OVER) {
            switch (items.peek()) {
                case null -> {
                    if (state != State.ENDING) {
                        scheduled = false;
                        return Time.NEVER;
                    }
                    long stopAt = playback.playedAt(now) + (firstFrame.isDone() ? DRAIN.toNanos() : 0);
                    if (stopAt - now > 0) {
                        return stopAt;
                    }
                    speaker.send(Tts.of(Tts.State.STOP, sessionId));
                    finish(now);
                }
                case Item.Message(Outbound message) -> {
                    items.poll();
                    speaker.send(message);
                }
                case Item.Sound(Frame frame) -> {
                    long may = playback.maySend(now);
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

    private void send(Frame frame, long now) {
        speaker.send(frame.packet(), frame.pcm());
        spoken.add(frame.pcm());
        playback.sent(now);
        firstFrame.complete(now);
        if (hasRoom()) {
            room.complete(true);
        }
    }

    private void add(Item item) {
        if (state == State.OVER) {
            return;
        }
        items.add(item);
        if (item instanceof Item.Sound) {
            waiting++;
        }
        run();
    }

    private void run() {
        if (!scheduled) {
            scheduled = true;
            pacer.schedule(this, Math.max(notBefore, pacer.now()));
        }
    }

    private boolean hasRoom() {
        return state == State.OVER || waiting * 2 < mostWaiting;
    }

    private void finish(long now) {
        state = State.OVER;
        items.clear();
        waiting = 0;
        room.complete(true);
        pacer.closed(this);
        over.complete(now);
    }

    /// Keeps the audio that was sent, so that the console can replay it.
    private static final class Taken {
        private static final int FRAMES = 1_000;
        private final List<short[]> frames = new ArrayList<>();

        void add(short[] pcm) {
            if (frames.size() < FRAMES) {
                frames.add(pcm);
            }
        }

        Optional<Speech> sound(int rate) {
            if (frames.isEmpty()) {
                return Optional.empty();
            }
            short[] all = new short[frames.stream().mapToInt(pcm -> pcm.length).sum()];
            int at = 0;
            for (short[] pcm : frames) {
                System.arraycopy(pcm, 0, all, at, pcm.length);
                at += pcm.length;
            }
            return Optional.of(new Speech(all, rate));
        }
    }

    private sealed interface Item {
        record Message(Outbound message) implements Item {}

        record Sound(Frame frame) implements Item {}
    }
}
