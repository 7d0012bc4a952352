package earshot.asr;

import module java.base;

import earshot.time.Time;

/// An utterance for Sphinx4: its audio so far, and its answer. It is also the stream of a person who still speaks. The audio is kept until
/// the answer is there, since decoding may have to begin again.
///
/// The audio comes from one thread and is decoded on another; [#close] may come from any.
final class SphinxUtterance implements RecognitionStream {
    /// Longer audio is the result of an error, not one utterance.
    private static final int MAX_SAMPLES = 120 * UtteranceAudioSource.RATE;
    /// Decoding before the end that has to start over too often only costs time.
    private static final int EARLY_STARTS = 2;
    private static final int BACKGROUND_STARTS = 3;
    /// How long one in the background lets others go first.
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final List<String> expected;
    private final Consumer<String> onPartial;
    private final Runnable onChange;
    private final Time time;
    private final boolean background;
    private final CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
    private short[] pcm;
    private int samples;
    private int taken;
    private boolean ended;
    private boolean behind;
    private int starts;
    /// Monotonic nanoseconds, and how long it was decoded since.
    private long endedAt;
    private long decodedNanos;
    private String partial = "";

    private SphinxUtterance(List<String> expected, short[] pcm, boolean whole, boolean background, Consumer<String> onPartial, Runnable onChange, Time time) {
        this.expected = List.copyOf(expected);
        this.pcm = pcm;
        this.background = background;
        ended = whole;
        this.onPartial = onPartial;
        this.onChange = onChange;
        this.time = time;
        endedAt = time.nanos();
        samples = pcm.length;
        answer.whenComplete((_, _) -> onChange.run());
    }

    /// One whose audio is still to come.
    ///
    /// @param onChange called when there is more audio, its end, or an answer that nobody waits for any more; returns at once
    static SphinxUtterance open(List<String> expected, Consumer<String> onPartial, Runnable onChange, Time time) {
        return new SphinxUtterance(expected, new short[0], false, false, onPartial, onChange, time);
    }

    /// @param pcm at [UtteranceAudioSource#RATE]
    static SphinxUtterance whole(List<String> expected, short[] pcm, Runnable onChange, Time time) {
        return new SphinxUtterance(expected, pcm, true, false, _ -> {}, onChange, time);
    }

    /// One for whose text nobody waits.
    ///
    /// @param pcm at [UtteranceAudioSource#RATE]
    static SphinxUtterance background(short[] pcm, Runnable onChange, Time time) {
        return new SphinxUtterance(List.of(), pcm, true, true, _ -> {}, onChange, time);
    }

    @Override
    public void accept(short[] more) {
        synchronized (this) {
            if (ended || answer.isDone() || samples + more.length > MAX_SAMPLES) {
                return;
            }
            if (samples + more.length > pcm.length) {
                pcm = Arrays.copyOf(pcm, Math.max(samples + more.length, 2 * pcm.length));
            }
            System.arraycopy(more, 0, pcm, samples, more.length);
            samples += more.length;
        }
        onChange.run();
    }

    @Override
    public CompletableFuture<RecognitionResult> finish() {
        synchronized (this) {
            endedAt = ended ? endedAt : time.nanos();
            ended = true;
        }
        onChange.run();
        return answer;
    }

    @Override
    public void close() {
        answer.cancel(false);
    }

    CompletableFuture<RecognitionResult> answer() {
        return answer;
    }

    List<String> expected() {
        return expected;
    }

    synchronized boolean ended() {
        return ended;
    }

    /// Whether there is something to decode, or an end.
    synchronized boolean decodable() {
        return ended || behind || taken < samples;
    }

    /// Whether it may be decoded before its end.
    synchronized boolean decodableEarly() {
        return starts < EARLY_STARTS;
    }

    boolean background() {
        return background;
    }

    /// Whether others go first. It does not wait forever, and is not restarted again and again.
    synchronized boolean givesWay() {
        return background && starts < BACKGROUND_STARTS && waited().compareTo(LONGEST_DELAY) < 0;
    }

    /// Decoding begins, or begins again.
    synchronized void begin() {
        taken = 0;
        starts++;
    }

    /// The next audio to decode, at most `limit` samples; empty when all of it was taken.
    synchronized short[] next(int limit) {
        int from = taken;
        taken = Math.min(samples, from + limit);
        return Arrays.copyOfRange(pcm, from, taken);
    }

    /// @param behind whether more of the audio that was taken could be decoded
    synchronized void decoded(boolean behind) {
        this.behind = behind;
    }

    /// It was decoded from then until now.
    synchronized void worked(long since) {
        decodedNanos += Math.max(0, time.nanos() - Math.max(since, endedAt));
    }

    /// How long nobody worked on it since its end.
    synchronized Duration waited() {
        return Duration.ofNanos(Math.max(0, time.nanos() - endedAt - decodedNanos));
    }

    /// Called by the decoding thread only.
    void showPartial(String text) {
        if (!text.isEmpty() && !text.equals(partial)) {
            partial = text;
            onPartial.accept(text);
        }
    }
}
