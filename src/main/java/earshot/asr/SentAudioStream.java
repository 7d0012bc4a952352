package earshot.asr;

import module java.base;

import earshot.audio.PcmBytes;
import earshot.audio.StreamResampler;
import earshot.problem.FatalErrors;
import earshot.problem.ProblemException;
import earshot.remote.RunningCalls;
import earshot.time.Time;

/// What recognition over a connection of its own for each utterance shares: the audio waits in a queue until the connection is there and is sent on a
/// virtual thread, at 16 kHz; the answer has a limit from the end of the speech on.
abstract class SentAudioStream implements RecognitionStream {
    static final int RATE = 16_000;
    /// Pieces of audio that may wait to be sent: a minute of 60 ms frames.
    private static final int WAITING = 1_000;
    private static final short[] END = {};
    private static final Duration LOOK = Duration.ofSeconds(1);

    final CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
    final Time time;
    private final String thread;
    final Duration limit;
    private final StreamResampler resampler;
    private final LinkedBlockingQueue<short[]> outgoing = new LinkedBlockingQueue<>(WAITING);
    private Time.Timer limitTimer = Time.Timer.NONE;
    private boolean ended;

    /// @param limit how long the answer may take after the end of the speech
    SentAudioStream(String thread, Time time, Duration limit, int rate) {
        this.thread = thread;
        this.time = time;
        this.limit = limit;
        resampler = new StreamResampler(rate, RATE);
    }

    /// Connects and says what follows; waits.
    abstract void open();

    /// Sends audio; waits.
    ///
    /// @param bytes 16 bits, little endian
    abstract void send(byte[] bytes);

    /// Tells the end of the speech; waits.
    abstract void sendEnd();

    /// The answer is there or is not wanted any more; called once.
    abstract void release();

    abstract ProblemException timedOut(Duration after);

    /// Starts, as one of these calls; a stream that fails where too many run.
    RecognitionStream startedIn(RunningCalls calls) {
        answer.whenComplete((_, _) -> calls.end(this));
        if (!calls.tryStart(this)) {
            return new FailedRecognitionStream(calls.busyProblem());
        }
        answer.whenComplete((_, _) -> releaseAll());
        run(() -> {
            open();
            sendAll();
        });
        return this;
    }

    /// Something that waits, which ends the answer when it fails.
    final void run(Task work) {
        Thread.ofVirtual().name(thread).start(() -> {
            try {
                work.run();
            } catch (CancellationException | InterruptedException _) {
                answer.cancel(false);
            } catch (Throwable e) {
                FatalErrors.report(e);
                answer.completeExceptionally(e);
            }
        });
    }

    interface Task {
        void run() throws InterruptedException;
    }

    @Override
    public final synchronized void accept(short[] pcm) {
        if (!ended && pcm.length > 0 && !outgoing.offer(pcm.clone())) {
            answer.completeExceptionally(timedOut(limit));
        }
    }

    @Override
    public final CompletableFuture<RecognitionResult> finish() {
        synchronized (this) {
            if (ended || answer.isDone()) {
                return answer;
            }
            ended = true;
            limitTimer = time.after(limit, () -> answer.completeExceptionally(timedOut(limit)));
        }
        if (!outgoing.offer(END)) {
            answer.completeExceptionally(timedOut(limit));
        }
        return answer;
    }

    @Override
    public final void close() {
        answer.cancel(false);
    }

    /// Waits for news, or for the end of the answer, and looks now and then whether the connection is still there: the JDK's client does not always tell that
    /// a peer has reset it.
    ///
    /// @param news does not fail
    /// @param look throws where nothing can be sent any more
    final void awaitNews(CompletableFuture<?> news, Runnable look) {
        CompletableFuture<Object> any = CompletableFuture.anyOf(answer.handle((_, _) -> true), news);
        while (time.await(any, LOOK).isEmpty()) {
            look.run();
        }
    }

    /// Whether the speech is over; to be asked under the lock of this object.
    final boolean ended() {
        return ended;
    }

    private void sendAll() throws InterruptedException {
        for (short[] pcm = outgoing.take(); pcm != END && !answer.isDone(); pcm = outgoing.take()) {
            send(resampler.process(pcm));
        }
        if (!answer.isDone()) {
            send(resampler.end());
            sendEnd();
        }
    }

    private void send(short[] pcm) {
        if (pcm.length > 0) {
            send(PcmBytes.littleEndian(pcm));
        }
    }

    private void releaseAll() {
        synchronized (this) {
            limitTimer.cancel();
            ended = true;
            outgoing.clear();
        }
        outgoing.offer(END);
        release();
    }
}
