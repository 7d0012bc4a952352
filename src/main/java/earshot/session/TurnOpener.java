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

/// How a connection starts turns. Both ways return at once; what a turn does comes through the speaker.
public interface TurnOpener extends AutoCloseable {
    /// The opener of one connection, with whatever that connection has of its own. It is closed with the connection.
    ///
    /// @param connection runs its turns on its workers, and closes the parts that it makes its own
    default TurnOpener connected(Belongings connection) {
        return this;
    }

    /// Whether a voice interrupts an answer in realtime mode.
    default boolean voiceInterrupts() {
        return false;
    }

    /// The connection is over. Never waits. What was said is handed to the memory by the connection.
    @Override
    default void close() {}

    /// Opens an ear for an utterance that begins, whoever is going to answer it. Empty where the recogniser wants the whole of it at its end.
    ///
    /// @param rate Hz
    /// @param soFar is told what was understood so far; on any thread
    default Optional<Hearing> hear(int rate, Consumer<String> soFar) {
        return Optional.empty();
    }

    /// Answers an utterance.
    Turn open(Utterance utterance, Heard.About device, Tools tools, Dialect dialect, TurnRules rules, Speaker speaker);

    /// Says goodbye because the connection is about to be closed: in the words of whoever answers on it, else as `sentence` says.
    ///
    /// @param instruction for a model
    ///
    /// @param occasion as of [#say]
    default Turn farewell(Optional<String> instruction, String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker) {
        return say(sentence, occasion, device, dialect, rules, speaker);
    }

    /// Says one sentence without being asked.
    ///
    /// @param occasion without sound; its times are those of the turn
    Turn say(String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker);
}
