package earshot.turn;

import earshot.asr.Recognizer;
import earshot.tts.Voice;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Starts turns with one recognizer, voice and assistant, and closes none of them. Safe for use from any thread.
public record TurnFactory(TurnServices services, Recognizer recognizer, Voice voice, Assistant assistant) {
    public TurnFactory with(Assistant other) {
        return new TurnFactory(services, recognizer, voice, other);
    }

    /// The same with the recognizer and the voice of one connection.
    public TurnFactory with(Recognizer otherRecognizer, Voice otherVoice) {
        return new TurnFactory(services, otherRecognizer, otherVoice, assistant);
    }

    /// Runs a turn on a worker and returns at once. The turn reaches the device through its [DeviceOutput], whose [DeviceOutput#turnEnded] is called
    /// exactly once in any case.
    ///
    /// @param workers virtual threads of the connection
    /// @throws RejectedExecutionException when too many turns of the connection wait for a worker
    public Turn start(TurnRequest request, DeviceOutput output, Executor workers) {
        TurnPipeline turn = new TurnPipeline(this, request, output);
        try {
            workers.execute(turn::run);
        } catch (RejectedExecutionException e) {
            turn.refused();
            throw e;
        }
        return turn;
    }
}
