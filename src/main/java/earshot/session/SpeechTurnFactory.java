package earshot.session;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.conversation.ConnectionAssistant;
import earshot.id.DeviceId;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.DeviceOutput;
import earshot.turn.Emotion;
import earshot.turn.Turn;
import earshot.turn.TurnFactory;
import earshot.turn.TurnFacts;
import earshot.turn.TurnLog;
import earshot.turn.TurnRequest;

/// Starts turns with the recognizer, voice and assistant in force. A sentence that the server says unprompted is a turn as well, with
/// an assistant that answers fixed sentences.
///
/// @param turns asked at each turn, so that changed settings apply to the next one
/// @param assistantFactory makes the assistant of a connection, by the device's id
public record SpeechTurnFactory(Supplier<TurnFactory> turns, Function<DeviceId, ConnectionAssistant> assistantFactory, ConnectionSpeech speech,
                                TurnLog log) implements ConnectionTurnFactory {
    /// Replaces the shared recognizer and voice by those of one connection, at each turn; what it creates is owned by the connection.
    public interface ConnectionSpeech extends Function<ConnectionResources, UnaryOperator<TurnFactory>> {}

    @Override
    public ConnectionTurns forConnection(ConnectionResources connection) {
        return forConnection(connection, UnaryOperator.identity());
    }

    @Override
    public ConnectionTurns forConnection(ConnectionResources connection, UnaryOperator<Assistant> commands) {
        UnaryOperator<TurnFactory> own = speech.apply(connection);
        return new SpeechTurns(connection.deviceId(), () -> own.apply(turns.get()), assistantFactory.apply(connection.deviceId()), commands,
            connection.workers(), log);
    }

    private record SpeechTurns(DeviceId deviceId, Supplier<TurnFactory> turns, ConnectionAssistant assistant, UnaryOperator<Assistant> commands,
        Executor workers, TurnLog log)
        implements ConnectionTurns {

        @Override
        public Turn start(TurnRequest request, DeviceOutput output) {
            TurnFactory now = turns.get();
            return now.with(answering(now)).start(request, output, workers);
        }

        @Override
        public Turn say(List<String> sentences, TurnRequest request, DeviceOutput output) {
            return startUnprompted(new FixedSentenceAssistant(sentences), request, output);
        }

        @Override
        public Turn sayGoodbye(Optional<String> instruction, String sentence, TurnRequest request, DeviceOutput output) {
            return startUnprompted(assistant.farewell(instruction).orElseGet(() -> new FixedSentenceAssistant(List.of(sentence))), request, output);
        }

        private Turn startUnprompted(Assistant unprompted, TurnRequest request, DeviceOutput output) {
            return turns.get().with(unprompted).start(request.unprompted(), output, workers);
        }

        @Override
        public void turnUpdated(TurnFacts facts) {
            log.turnUpdated(deviceId, facts);
        }

        @Override
        public void prepareRecognition() {
            TurnFactory now = turns.get();
            now.recognizer().prepare(expectedSentences(now), Optional::empty);
        }

        @Override
        public Optional<RecognitionStream> openRecognition(int rate, Consumer<String> onPartial) {
            TurnFactory now = turns.get();
            return now.recognizer().streams() ? Optional.of(now.recognizer().openStream(rate, expectedSentences(now), onPartial)) : Optional.empty();
        }

        private List<String> expectedSentences(TurnFactory now) {
            return answering(now).expectedSentences();
        }

        private Assistant answering(TurnFactory now) {
            return commands.apply(assistant.active().orElse(now.assistant()));
        }

    }

    private record FixedSentenceAssistant(List<String> sentences) implements Assistant {
        @Override
        public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
            return CompletableFuture.completedFuture(new AssistantAnswer.Sentences(sentences, Emotion.NEUTRAL));
        }

        @Override
        public boolean needsText() {
            return false;
        }

        @Override
        public String name() {
            return "Announcement";
        }
    }
}
