package earshot.meeting.transcription;

import module java.base;

import earshot.asr.Hallucination;
import earshot.asr.HallucinationDetector;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.meeting.MeetingSentence;
import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.ProblemReason;
import earshot.problem.ReasonException;
import earshot.remote.ActiveProvider;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Transcribes the utterances of one connection in a meeting, one after the other, in order. Safe for use from any thread; nothing blocks
/// but the virtual thread that runs while utterances are waiting.
public final class MeetingTranscriber {
    /// The most audio that may wait: 29 MB of it.
    public static final Duration MAX_PENDING = Duration.ofMinutes(15);
    /// A recognizer has failed when it gives no result for this long plus [#LIMIT_FACTOR] times the length of the audio.
    static final Duration RECOGNIZER_LIMIT = Duration.ofMinutes(2);
    /// The embedded recognizer takes as long as the audio, twice that on a busy computer, and all devices share it.
    private static final int LIMIT_FACTOR = 10;
    private static final Logger LOG = LoggerFactory.getLogger(MeetingTranscriber.class);

    /// Receives the results, on the transcriber's thread, one call at a time and in order.
    public interface TranscriptionListener {
        /// @param result without text when nothing was recognized
        void transcribed(MeetingUtterance utterance, RecognitionResult result, Optional<MeetingSentence.Span> span);

        /// A text was recognized that nobody said.
        void dropped(Hallucination hallucination);

        /// A part of the audio could not be recognized.
        ///
        /// @param begin wall clock
        void gap(Instant begin, Duration length, String reason, Optional<MeetingSentence.Span> span);
    }

    private sealed interface Item {
        record Queued(MeetingUtterance utterance) implements Item {}

        /// The queue was full.
        record Gap(Instant begin, Duration length) implements Item {}
    }

    private final Time time;
    private final String thread;
    private final ActiveProvider<Recognizer> recognizer;
    private final HallucinationDetector hallucinations;
    private final TranscriptionListener listener;
    private final Predicate<Duration> roomForAll;
    private final Consumer<MeetingTranscriber> onEnd;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private Duration pendingAudio = Duration.ZERO;
    private CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);
    private Optional<CompletableFuture<RecognitionResult>> runningRecognition = Optional.empty();
    private boolean working;
    private boolean closed;
    private boolean abandoned;

    /// @param recognizer owned and closed by this transcriber
    /// @param roomForAll whether so much more sound may wait in all transcribers together
    /// @param onEnd runs when it is closed and the last result was delivered
    MeetingTranscriber(Time time, String thread, ActiveProvider<Recognizer> recognizer, HallucinationDetector hallucinations,
            TranscriptionListener listener, Predicate<Duration> roomForAll, Consumer<MeetingTranscriber> onEnd) {
        this.time = time;
        this.thread = thread;
        this.recognizer = recognizer;
        this.hallucinations = hallucinations;
        this.listener = listener;
        this.roomForAll = roomForAll;
        this.onEnd = onEnd;
    }

    /// Appends an utterance to the queue; when the queue is full, a gap.
    public void add(MeetingUtterance utterance) {
        Duration length = utterance.sound().duration();
        // asked without the lock, since it asks every transcriber
        boolean room = roomForAll.test(length);
        synchronized (this) {
            if (room && !abandoned && pendingAudio.plus(length).compareTo(MAX_PENDING) <= 0) {
                pendingAudio = pendingAudio.plus(length);
                items.add(new Item.Queued(utterance));
            } else if (items.size() > 1 && items.peekLast() instanceof Item.Gap gap) {
                // the first one is being delivered already
                items.pollLast();
                items.add(new Item.Gap(gap.begin(), gap.length().plus(length)));
            } else {
                items.add(new Item.Gap(utterance.begin(), length));
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

    /// Audio that is not transcribed yet.
    public synchronized Duration pendingAudio() {
        return pendingAudio;
    }

    /// Completes when the results of everything added so far were delivered; at once when nothing waits.
    public synchronized CompletableFuture<Void> drained() {
        return drained.copy();
    }

    /// Ends the input: the recognizer is closed when the last result was delivered.
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

    /// Like [#close], but what waits becomes a gap at once, because there is no time left.
    void abandon() {
        Optional<CompletableFuture<RecognitionResult>> running;
        synchronized (this) {
            abandoned = true;
            running = runningRecognition;
        }
        running.ifPresent(answer -> answer.cancel(false));
        close();
    }

    private void work() {
        for (Optional<Item> item = first(); item.isPresent(); item = next(item.get())) {
            deliver(item.get());
        }
    }

    /// What fails costs this item only: those after it still become text, and the meeting does not wait for them forever.
    private void deliver(Item item) {
        try {
            switch (item) {
                case Item.Queued(MeetingUtterance utterance) -> transcribe(utterance);
                case Item.Gap(Instant begin, Duration length) ->
                    listener.gap(begin, length, ProblemReason.AUDIO_WAITED.with(MAX_PENDING.toMinutes()), Optional.empty());
            }
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("{}: what was recognized could not be delivered", thread, e);
        }
    }

    private void transcribe(MeetingUtterance utterance) {
        Optional<MeetingSentence.Span> span = time.await(utterance.span().exceptionally(_ -> Optional.empty()), RECOGNIZER_LIMIT).flatMap(known -> known);
        RecognitionResult result;
        Optional<Hallucination> invented;
        try {
            result = recognize(utterance);
            invented = hallucinations.find(result, utterance.sound(), utterance.activity());
        } catch (RuntimeException e) {
            Throwable cause = Failures.cause(e);
            String reason = cause instanceof CancellationException ? ProblemReason.STOPPED_BEFORE.toString() : Failures.argument(cause);
            listener.gap(utterance.begin(), utterance.sound().duration(), reason, span);
            return;
        }
        invented.ifPresentOrElse(listener::dropped, () -> listener.transcribed(utterance, result, span));
    }

    private RecognitionResult recognize(MeetingUtterance utterance) {
        CompletableFuture<RecognitionResult> answer;
        synchronized (this) {
            if (abandoned) {
                throw new CancellationException();
            }
            answer = recognizer.get().recognizeInBackground(utterance.sound());
            runningRecognition = Optional.of(answer);
        }
        Duration limit = RECOGNIZER_LIMIT.plus(utterance.sound().duration().multipliedBy(LIMIT_FACTOR));
        try {
            return time.await(answer, limit).orElseThrow(() -> new ReasonException(ProblemReason.NO_ANSWER_WITHIN, limit.toSeconds()));
        } finally {
            answer.cancel(false);
        }
    }

    private synchronized Optional<Item> first() {
        return Optional.ofNullable(items.peek());
    }

    /// An item stays in the queue until its result was delivered, so that "drained" means delivered.
    private Optional<Item> next(Item done) {
        CompletableFuture<Void> all;
        boolean over;
        synchronized (this) {
            items.poll();
            if (done instanceof Item.Queued(MeetingUtterance utterance)) {
                pendingAudio = pendingAudio.minus(utterance.sound().duration());
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
