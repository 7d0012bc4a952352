package earshot.asr;

import earshot.remote.StandIn;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Recognition of one utterance while it is spoken, so that its text is there soon after its end.
///
/// Used by one thread at a time, except [#close], which any thread may call. No call waits.
public interface RecognitionStream extends AutoCloseable {
    /// Takes the next audio, at the rate given when the stream was opened. The array is copied or consumed before this returns.
    void accept(short[] pcm);

    /// Ends the utterance. The future fails with [earshot.problem.ProblemException] when recognition failed. Further calls return the
    /// same future; audio after this is ignored.
    CompletableFuture<RecognitionResult> finish();

    /// As [#finish].
    ///
    /// @param onStandIn as of [Recognizer#recognize]; of the first call only
    default CompletableFuture<RecognitionResult> finish(Consumer<StandIn> onStandIn) {
        return finish();
    }

    /// The whole utterance at once; the stream is closed after it.
    default CompletableFuture<RecognitionResult> recognize(short[] pcm) {
        accept(pcm);
        CompletableFuture<RecognitionResult> answer = finish();
        answer.whenComplete((_, _) -> close());
        return answer;
    }

    /// Cancels the result if it is still missing. Does nothing after the result, or when called again.
    @Override
    void close();
}
