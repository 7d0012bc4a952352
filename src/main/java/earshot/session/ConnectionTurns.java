package earshot.session;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.turn.DeviceOutput;
import earshot.turn.Turn;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRequest;

/// Starts the turns of one connection. Every method returns at once; a turn reports through its [DeviceOutput].
public interface ConnectionTurns {
    /// Answers an utterance.
    Turn start(TurnRequest request, DeviceOutput output);

    /// Says sentences unprompted. The input of the request has no audio.
    Turn say(List<String> sentences, TurnRequest request, DeviceOutput output);

    /// Says goodbye because the connection is about to be closed: as the connection's assistant words it, else `sentence`.
    default Turn sayGoodbye(Optional<String> instruction, String sentence, TurnRequest request, DeviceOutput output) {
        return say(List.of(sentence), request, output);
    }

    /// The facts of a turn of this connection changed.
    void turnUpdated(TurnFacts facts);

    /// Somebody may speak soon: a recognizer that gave its memory back loads again.
    default void prepareRecognition() {}

    /// Opens a recognition stream for an utterance that begins. Empty where the recognizer does not stream.
    ///
    /// @param rate Hz
    /// @param onPartial receives partial results; on any thread
    default Optional<RecognitionStream> openRecognition(int rate, Consumer<String> onPartial) {
        return Optional.empty();
    }
}
