package earshot.tts;

import earshot.audio.PcmAudio;
import java.util.concurrent.CompletableFuture;

/// Text to speech, one sentence at a time. Safe for use from any thread. A voice implements [#speak]; one that can deliver the start
/// of a sentence before its end also implements [#stream].
public interface Voice extends AutoCloseable {
    /// Starts synthesizing `sentence` and returns at once. The future fails with [earshot.problem.ProblemException] when that fails.
    CompletableFuture<PcmAudio> speak(String sentence);

    /// Starts synthesizing `sentence` and returns at once; the audio is read piece by piece as it comes.
    ///
    /// @param rate Hz of every piece: the rate that the device plays
    default SynthesisStream stream(String sentence, int rate) {
        return new CompleteSynthesisStream(speak(sentence), rate);
    }

    String name();

    @Override
    void close();
}
