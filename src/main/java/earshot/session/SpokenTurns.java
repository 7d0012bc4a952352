package earshot.session;

import earshot.asr.Hearing;
import earshot.tool.Tools;
import earshot.turn.Answer;
import earshot.turn.Assistant;
import earshot.turn.Companion;
import earshot.turn.Emotion;
import earshot.turn.Heard;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Turns;
import earshot.turn.Utterance;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Starts turns with the recognizer, voice and assistant in force. A sentence that the server says unprompted is a turn as well, with
/// an assistant that answers one fixed sentence.
///
/// @param turns asked at each turn, so that changed settings apply to the next one
/// @param companions makes the assistant of a connection, by the device's id
/// @param speech gives a connection its recognizer and voice
/// @param companion of the connection that this opener is for
/// @param workers of that connection
public record SpokenTurns(Supplier<Turns> turns, Function<String, Companion> companions, OwnSpeech speech, Companion companion, Executor workers) implements TurnOpener {
    /// All connections share the recognizer and voice of `turns`.
    ///
    /// @param companions makes the assistant of a connection, by the device's id
    public SpokenTurns(Supplier<Turns> turns, Function<String, Companion> companions) {
        this(turns, companions, _ -> parts -> parts);
    }

    /// @param companions makes the assistant of a connection, by the device's id
    /// @param speech gives a connection its recognizer and voice
    public SpokenTurns(Supplier<Turns> turns, Function<String, Companion> companions, OwnSpeech speech) {
        this(turns, companions, speech, Companion.none(), job -> Thread.ofVirtual().start(job));
    }

    /// Replaces the shared recognizer and voice by those of one connection, at each turn; what it creates is owned by the connection.
    public interface OwnSpeech extends Function<Belongings, UnaryOperator<Turns>> {}

    @Override
    public TurnOpener connected(Belongings connection) {
        UnaryOperator<Turns> own = speech.apply(connection);
        return new SpokenTurns(() -> own.apply(turns.get()), companions, speech, companions.apply(connection.deviceId()), connection.workers());
    }

    @Override
    public boolean voiceInterrupts() {
        return companion.inForce().isPresent();
    }

    @Override
    public void close() {
        companion.close();
    }

    @Override
    public Optional<Hearing> hear(int rate, Consumer<String> soFar) {
        Turns now = turns.get();
        Assistant assistant = companion.inForce().orElse(now.assistant());
        return now.recognizer().streams() ? Optional.of(now.recognizer().open(rate, assistant.expects(), soFar)) : Optional.empty();
    }

    @Override
    public Turn open(Utterance utterance, Heard.About device, Tools tools, Dialect dialect, TurnRules rules, Speaker speaker) {
        Turns now = turns.get();
        return companion.inForce().map(now::with).orElse(now).start(utterance, device, tools, downlink(dialect), rules, speaker, workers);
    }

    @Override
    public Turn farewell(Optional<String> instruction, String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker) {
        return unasked(companion.farewell(instruction).orElseGet(() -> new Reciter(sentence)), occasion, device, dialect, rules, speaker);
    }

    @Override
    public Turn say(String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker) {
        return unasked(new Reciter(sentence), occasion, device, dialect, rules, speaker);
    }

    private Turn unasked(Assistant assistant, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker) {
        TurnRules quiet = new TurnRules(rules.sessionId(), false, false, false, rules.sentenceEnd(), rules.mute());
        return turns.get().with(assistant).start(occasion, device, Tools.none(), downlink(dialect), quiet, speaker, workers);
    }

    private static AudioParams downlink(Dialect dialect) {
        return new AudioParams(dialect.downlinkRate(), 1, 60);
    }

    private record Reciter(String sentence) implements Assistant {
        @Override
        public CompletableFuture<Answer> answer(Heard heard) {
            return CompletableFuture.completedFuture(new Answer.Sentences(List.of(sentence), Emotion.NEUTRAL));
        }

        @Override
        public List<String> expects() {
            return List.of();
        }

        @Override
        public boolean needsText() {
            return false;
        }

        @Override
        public String name() {
            return "Reciter";
        }
    }
}
