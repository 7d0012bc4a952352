package earshot.session;

import earshot.asr.RecognitionStream;
import earshot.conversation.ConnectionAssistant;
import earshot.tool.ToolSource;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.DeviceOutput;
import earshot.turn.Emotion;
import earshot.turn.Turn;
import earshot.turn.TurnFactory;
import earshot.turn.TurnInput;
import earshot.turn.TurnOptions;
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
/// @param assistantFactory makes the assistant of a connection, by the device's id
/// @param speech gives a connection its recognizer and voice
/// @param connectionAssistant of the connection that this opener is for
/// @param workers of that connection
public record SpeechTurnFactory(Supplier<TurnFactory> turns, Function<String, ConnectionAssistant> assistantFactory, ConnectionSpeech speech, ConnectionAssistant connectionAssistant, Executor workers) implements ConnectionTurnFactory {
    /// All connections share the recognizer and voice of `turns`.
    ///
    /// @param assistantFactory makes the assistant of a connection, by the device's id
    public SpeechTurnFactory(Supplier<TurnFactory> turns, Function<String, ConnectionAssistant> assistantFactory) {
        this(turns, assistantFactory, _ -> parts -> parts);
    }

    /// @param assistantFactory makes the assistant of a connection, by the device's id
    /// @param speech gives a connection its recognizer and voice
    public SpeechTurnFactory(Supplier<TurnFactory> turns, Function<String, ConnectionAssistant> assistantFactory, ConnectionSpeech speech) {
        this(turns, assistantFactory, speech, ConnectionAssistant.none(), job -> Thread.ofVirtual().start(job));
    }

    /// Replaces the shared recognizer and voice by those of one connection, at each turn; what it creates is owned by the connection.
    public interface ConnectionSpeech extends Function<ConnectionResources, UnaryOperator<TurnFactory>> {}

    @Override
    public ConnectionTurnFactory forConnection(ConnectionResources connection) {
        UnaryOperator<TurnFactory> own = speech.apply(connection);
        return new SpeechTurnFactory(() -> own.apply(turns.get()), assistantFactory, speech, assistantFactory.apply(connection.deviceId()), connection.workers());
    }

    @Override
    public boolean bargeInEnabled() {
        return connectionAssistant.active().isPresent();
    }

    @Override
    public void close() {
        connectionAssistant.close();
    }

    @Override
    public Optional<RecognitionStream> openRecognition(int rate, Consumer<String> onPartial) {
        TurnFactory now = turns.get();
        Assistant assistant = connectionAssistant.active().orElse(now.assistant());
        return now.recognizer().streams() ? Optional.of(now.recognizer().openStream(rate, assistant.expectedSentences(), onPartial)) : Optional.empty();
    }

    @Override
    public Turn start(TurnInput turnInput, AssistantRequest.DeviceInfo device, ToolSource tools, Dialect dialect, TurnOptions rules, DeviceOutput deviceOutput) {
        TurnFactory now = turns.get();
        return connectionAssistant.active().map(now::with).orElse(now).start(turnInput, device, tools, downlink(dialect), rules, deviceOutput, workers);
    }

    @Override
    public Turn sayGoodbye(Optional<String> instruction, String sentence, TurnInput occasion, AssistantRequest.DeviceInfo device, Dialect dialect, TurnOptions rules, DeviceOutput deviceOutput) {
        return startUnprompted(connectionAssistant.farewell(instruction).orElseGet(() -> new FixedSentenceAssistant(sentence)), occasion, device, dialect, rules, deviceOutput);
    }

    @Override
    public Turn say(String sentence, TurnInput occasion, AssistantRequest.DeviceInfo device, Dialect dialect, TurnOptions rules, DeviceOutput deviceOutput) {
        return startUnprompted(new FixedSentenceAssistant(sentence), occasion, device, dialect, rules, deviceOutput);
    }

    private Turn startUnprompted(Assistant assistant, TurnInput occasion, AssistantRequest.DeviceInfo device, Dialect dialect, TurnOptions rules, DeviceOutput deviceOutput) {
        TurnOptions quiet = new TurnOptions(rules.sessionId(), false, false, false, rules.sentenceEnd(), rules.mute());
        return turns.get().with(assistant).start(occasion, device, ToolSource.none(), downlink(dialect), quiet, deviceOutput, workers);
    }

    private static AudioParams downlink(Dialect dialect) {
        return new AudioParams(dialect.downlinkRate(), 1, 60);
    }

    private record FixedSentenceAssistant(String sentence) implements Assistant {
        @Override
        public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
            return CompletableFuture.completedFuture(new AssistantAnswer.Sentences(List.of(sentence), Emotion.NEUTRAL));
        }

        @Override
        public List<String> expectedSentences() {
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
