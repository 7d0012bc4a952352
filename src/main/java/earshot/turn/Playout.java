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

/// All that one turn sends: messages at once or between frames, and frames at the device's pace. Everything leaves under this
/// object's lock, and nothing does after [#abort]. Safe for use from any thread.
final class Playout {
    /// Sound that is encoded and waits, at most: enough for most of a second in which nobody encodes, and little enough that answers that
    /// begin at the same time do not wait for the middle of each other.
    private static final Duration AHEAD = Duration.ofSeconds(2);
    /// From `tts start` to the first frame. Firmware needs 20 ms to change its state and empties its queue then; the rest is for
    /// what lies between us and its socket: with 30 ms a client on a busy computer lost the first frames of 3 answers in 45,
    /// because it read them together with the message. Source: xiaozhi-protocol rule 9.
    private static final Duration SETTLE = Duration.ofMillis(60);
    /// From the end of playback by our model to `tts stop`: the device's own output buffer, and frames that travel longer than
    /// the first one did.
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

    /// When the first frame left, monotonic.
    CompletableFuture<Long> firstFrame() {
        return firstFrame;
    }

    /// When the device had played everything, or the turn was stopped. Completes in any case.
    CompletableFuture<Long> over() {
        return over;
    }

    /// When the device will have played, or had, what left so far, monotonic.
    synchronized long playedAt() {
        return playback.playedAt(pacer.now());
    }

    /// The sound that left, cut at a minute.
    synchronized Optional<Speech> spoken(int rate) {
        return spoken.sound(rate);
    }

    synchronized boolean speaking() {
        return state == State.SPEAKING || state == State.ENDING;
    }

    /// Frames that are encoded and wait for their time.
    synchronized int waiting() {
        return waiting;
    }

    /// Sends a message at once, unless it was aborted.
    synchronized void sayNow(Outbound message) {
        if (!aborted) {
            speaker.send(message);
        }
    }

    /// Sends `tts start`; frames follow not before the device has had time for it.
    synchronized void start() {
        if (state == State.SILENT) {
            state = State.SPEAKING;
            speaker.send(Tts.of(Tts.State.START, sessionId));
            notBefore = pacer.now() + SETTLE.toNanos();
            pacer.opened(this);
        }
    }

    /// Sends a message when the frames before it have left.
    synchronized void say(Outbound message) {
        add(new Item.Message(message));
    }

    synchronized void play(List<Frame> frames) {
        frames.forEach(frame -> add(new Item.Sound(frame)));
    }

    /// Completes when another second of frames may be encoded.
    synchronized CompletableFuture<Boolean> room() {
        if (room.isDone() && !hasRoom()) {
            room = new CompletableFuture<>();
        }
        return room;
    }

    /// No more will come: `tts stop` follows when the device has played all.
    synchronized void end() {
        if (state == State.SILENT) {
            finish(pacer.now());
        } else if (state == State.SPEAKING) {
            state = State.ENDING;
            run();
        }
    }

    /// Drops what waits and sends `tts stop` now. False when it was over already.
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
    /// @return when to be run again, or [Time#NEVER] when that takes more frames
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

    /// Keeps what left, for playing it again.
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
