package earshot.session;

import earshot.asr.Hearing;
import earshot.tool.Tools;
import earshot.turn.Heard;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Utterance;
import earshot.wire.Dialect;
import java.util.Optional;
import java.util.function.Consumer;

/// Starts the turns of connections. Every method returns at once; a turn reports through its [Speaker].
public interface TurnOpener extends AutoCloseable {
    /// The opener of one connection, with that connection's own assistant, recognizer and voice. It is closed with the connection.
    ///
    /// @param connection provides the workers for the turns, and closes what it owns
    default TurnOpener connected(Belongings connection) {
        return this;
    }

    /// Whether speech interrupts an answer in realtime mode.
    default boolean voiceInterrupts() {
        return false;
    }

    /// The connection is over. Never waits. The connection itself hands the dialogue to the memory.
    @Override
    default void close() {}

    /// Opens a recognition stream for an utterance that begins. Empty where the recognizer does not stream.
    ///
    /// @param rate Hz
    /// @param soFar receives partial results; on any thread
    default Optional<Hearing> hear(int rate, Consumer<String> soFar) {
        return Optional.empty();
    }

    /// Answers an utterance.
    Turn open(Utterance utterance, Heard.About device, Tools tools, Dialect dialect, TurnRules rules, Speaker speaker);

    /// Says goodbye because the connection is about to be closed: as the connection's assistant words it, else `sentence`.
    ///
    /// @param instruction for a model
    /// @param occasion as in [#say]
    default Turn farewell(Optional<String> instruction, String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker) {
        return say(sentence, occasion, device, dialect, rules, speaker);
    }

    /// Says one sentence unprompted.
    ///
    /// @param occasion has no audio; its times are those of the turn
    Turn say(String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker);
}
