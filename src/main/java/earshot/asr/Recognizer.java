package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.remote.StandIn;

/// Speech recognition, one utterance at a time. Safe for use from any thread; audio is never shared between calls.
public interface Recognizer extends AutoCloseable {
    /// Starts recognizing and returns at once. The future fails with [earshot.problem.ProblemException] when recognition fails;
    /// cancelling it keeps queued work from starting.
    ///
    /// @param audio mono, any rate
    /// @param expected sentences that the assistant expects, empty for free speech; a recognizer may use them as a grammar
    CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected);

    /// As [#recognize].
    ///
    /// @param onStandIn hears of another one that begins to do it instead; called on any thread before the result, and must return at once
    default CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected, Consumer<StandIn> onStandIn) {
        return recognize(audio, expected);
    }

    /// As [#recognize], of free speech for whose text nobody waits, such as that of a meeting: a recognizer that computes here lets people who wait for an
    /// answer go first, within bounds.
    default CompletableFuture<RecognitionResult> recognizeInBackground(PcmAudio audio) {
        return recognize(audio, List.of());
    }

    /// Somebody may speak soon: one that has to load something begins to. One whose first sentence takes much longer than the next hears the sample before
    /// that, until somebody speaks. Returns at once.
    ///
    /// @param expected as in [#recognize]
    /// @param sample loads a sentence, empty where there is none; called at most once, on this thread
    /// @return completes, and does not fail, when nothing is left to be prepared
    default CompletableFuture<Void> prepare(List<String> expected, Supplier<Optional<PcmAudio>> sample) {
        return CompletableFuture.completedFuture(null);
    }

    /// Whether it recognizes while the person speaks, so that opening a stream early gives the result earlier.
    default boolean streams() {
        return false;
    }

    /// Opens a stream for one utterance that is just starting. A recognizer that streams processes the audio as it comes; any other
    /// one collects it and recognizes at the end. Returns at once.
    ///
    /// @param onPartial receives the text recognized so far, each time it grows; called on any thread and must return at once
    default RecognitionStream openStream(int rate, List<String> expected, Consumer<String> onPartial) {
        return new CollectingRecognitionStream(this, rate, expected);
    }

    String name();

    @Override
    void close();
}
