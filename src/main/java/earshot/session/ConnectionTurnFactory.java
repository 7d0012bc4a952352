package earshot.session;

import earshot.asr.RecognitionStream;
import earshot.tool.ToolSource;
import earshot.turn.AssistantRequest;
import earshot.turn.DeviceOutput;
import earshot.turn.Turn;
import earshot.turn.TurnInput;
import earshot.turn.TurnOptions;
import earshot.wire.Dialect;
import java.util.Optional;
import java.util.function.Consumer;

/// Starts the turns of connections. Every method returns at once; a turn reports through its [DeviceOutput].
public interface ConnectionTurnFactory extends AutoCloseable {
    /// The opener of one connection, with that connection's own assistant, recognizer and voice. It is closed with the connection.
    ///
    /// @param connection provides the workers for the turns, and closes what it owns
    default ConnectionTurnFactory forConnection(ConnectionResources connection) {
        return this;
    }

    /// Whether speech interrupts an answer in realtime mode.
    default boolean bargeInEnabled() {
        return false;
    }

    /// The connection is over. Never waits. The connection itself hands the dialogue to the memory.
    @Override
    default void close() {}

    /// Opens a recognition stream for an utterance that begins. Empty where the recognizer does not stream.
    ///
    /// @param rate Hz
    /// @param soFar receives partial results; on any thread
    default Optional<RecognitionStream> openRecognition(int rate, Consumer<String> onPartial) {
        return Optional.empty();
    }

    /// Answers an utterance.
    Turn start(TurnInput turnInput, AssistantRequest.DeviceInfo device, ToolSource tools, Dialect dialect, TurnOptions rules, DeviceOutput deviceOutput);

    /// Says goodbye because the connection is about to be closed: as the connection's assistant words it, else `sentence`.
    ///
    /// @param instruction for a model
    /// @param occasion as in [#say]
    default Turn sayGoodbye(Optional<String> instruction, String sentence, TurnInput occasion, AssistantRequest.DeviceInfo device, Dialect dialect, TurnOptions rules, DeviceOutput deviceOutput) {
        return say(sentence, occasion, device, dialect, rules, deviceOutput);
    }

    /// Says one sentence unprompted.
    ///
    /// @param occasion has no audio; its times are those of the turn
    Turn say(String sentence, TurnInput occasion, AssistantRequest.DeviceInfo device, Dialect dialect, TurnOptions rules, DeviceOutput deviceOutput);
}
