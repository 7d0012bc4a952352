package earshot.meeting.voice;

import earshot.asr.Recognizer;
import earshot.asr.Transcript;
import earshot.meeting.Segment;
import earshot.provider.Chosen;
import earshot.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// Has the utterances of one connection recognised, one after the other, in order. Safe for use from any thread; nothing here waits
/// but the virtual thread that works while there is something to do.
public final class Transcriber {
    /// Sound that may wait: 29 MB of it.
    public static final Duration MOST = Duration.ofMinutes(15);
    /// A recogniser that says nothing for so long, and [#SLOW] times as long as the sound, has failed; those over the network give up earlier.
    static final Duration LIMIT = Duration.ofMinutes(2);
    /// The embedded one takes as long as the sound, twice that on a busy computer, and all devices share it.
    private static final int SLOW = 10;

    /// Who is told, on the working thread, one call at a time and in order.
    public interface Told {
        /// @param text what was understood; empty when nothing was
        void understood(Utterance utterance, String text, Optional<Segment.Span> span);

        /// So much could not be recognised.
        ///
        /// @param begin wall clock
        void gap(Instant begin, Duration length, String reason, Optional<Segment.Span> span);
    }

    private sealed interface Item {
        record Sound(Utterance utterance) implements Item {}

        /// No room was left.
        record Lost(Instant begin, Duration length) implements Item {}
    }

    private final Time time;
    private final String thread;
    private final Chosen<Recognizer> recognizer;
    private final Told told;
    private final Consumer<Transcriber> onEnd;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private Duration waiting = Duration.ZERO;
    private CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);
    private Optional<CompletableFuture<Transcript>> asked = Optional.empty();
    private boolean working;
    private boolean closed;
    private boolean abandoned;

    /// @param thread name of the working one
    /// @param recognizer its own, closed with it
    /// @param onEnd runs when it is closed and the last of it was told
    Transcriber(Time time, String thread, Chosen<Recognizer> recognizer, Told told, Consumer<Transcriber> onEnd) {
        this.time = time;
        this.thread = thread;
        this.recognizer = recognizer;
        this.told = told;
        this.onEnd = onEnd;
    }

    /// Puts an utterance behind the others; where no room is left, a gap.
    public void add(Utterance utterance) {
        Duration length = utterance.sound().duration();
        synchronized (this) {
            if (!abandoned && waiting.plus(length).compareTo(MOST) <= 0) {
                waiting = waiting.plus(length);
                items.add(new Item.Sound(utterance));
            } else if (items.size() > 1 && items.peekLast() instanceof Item.Lost lost) {
                // the first one is being told already
                items.pollLast();
                items.add(new Item.Lost(lost.begin(), lost.length().plus(length)));
            } else {
                items.add(new Item.Lost(utterance.begin(), length));
            }
            if (working) {
                return;
            }
            working = true;
            if (drained.isDone()) {
                drained = new CompletableFuture<>();
            }
        }
        Thread.ofVirtual().name(thread).start(this::work);
    }

    /// Sound that is not text yet.
    public synchronized Duration waiting() {
        return waiting;
    }

    /// Completes when all that was added so far was told; at once when nothing waits.
    public synchronized CompletableFuture<Void> drained() {
        return drained.copy();
    }

    /// No more comes: the recogniser is let go when the last word is told.
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (working) {
                return;
            }
        }
        end();
    }

    /// As [#close], and what waits becomes a gap at once: there is no time left.
    void abandon() {
        Optional<CompletableFuture<Transcript>> running;
        synchronized (this) {
            abandoned = true;
            running = asked;
        }
        running.ifPresent(answer -> answer.cancel(false));
        close();
    }

    private void work() {
        for (Optional<Item> item = first(); item.isPresent(); item = next(item.get())) {
            switch (item.get()) {
                case Item.Sound(Utterance utterance) -> recognised(utterance);
                case Item.Lost(Instant begin, Duration length) ->
                    told.gap(begin, length, "more than " + MOST.toMinutes() + " minutes of sound waited for the recogniser", Optional.empty());
            }
        }
    }

    private void recognised(Utterance utterance) {
        Optional<Segment.Span> span = time.await(utterance.span(), LIMIT).flatMap(known -> known);
        try {
            told.understood(utterance, text(utterance), span);
        } catch (RuntimeException e) {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            String reason = cause instanceof CancellationException ? "the program stopped before it was recognised" : String.valueOf(cause.getMessage());
            told.gap(utterance.begin(), utterance.sound().duration(), reason, span);
        }
    }

    private String text(Utterance utterance) {
        CompletableFuture<Transcript> answer;
        synchronized (this) {
            if (abandoned) {
                throw new CancellationException();
            }
            answer = recognizer.get().recognize(utterance.sound(), List.of());
            asked = Optional.of(answer);
        }
        Duration limit = LIMIT.plus(utterance.sound().duration().multipliedBy(SLOW));
        try {
            return time.await(answer, limit).map(Transcript::text).orElseThrow(() -> new IllegalStateException("no answer within " + limit.toSeconds() + " s"));
        } finally {
            answer.cancel(false);
        }
    }

    private synchronized Optional<Item> first() {
        return Optional.ofNullable(items.peek());
    }

    /// An item stays in the queue until it was told, so that "drained" means told.
    private Optional<Item> next(Item done) {
        CompletableFuture<Void> all;
        boolean over;
        synchronized (this) {
            items.poll();
            if (done instanceof Item.Sound(Utterance utterance)) {
                waiting = waiting.minus(utterance.sound().duration());
            }
            if (!items.isEmpty()) {
                return Optional.of(items.peek());
            }
            working = false;
            all = drained;
            over = closed;
        }
        all.complete(null);
        if (over) {
            end();
        }
        return Optional.empty();
    }

    private void end() {
        recognizer.close();
        onEnd.accept(this);
    }
}
