package earshot.session;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.JsonMappers;
import earshot.device.ConnectionMode;
import earshot.feature.FeatureSession;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.ForwardingAssistant;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage.Mode;
import earshot.wire.InboundMessage.Mode.ModeState;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;

/// What people say to a connection and not to its assistant: to enter or leave a work mode, which only badges have, and the commands of the features. Safe
/// for use from any thread. Source: badge-protocol sections 2.5, 3.3 and 3.6.
///
/// @param modes has a mode switched, as a message does
record VoiceCommands(ConnectionContext context, ConnectionFeatures features, Consumer<Mode> modes) {
    /// Speech that is none of the sentences of a fixed list stays below this.
    private static final double SURE = 0.6;

    /// The assistant, after the commands that may be given now; the assistant itself where there are none.
    Assistant before(Assistant assistant) {
        return switchable() || !features.listening().isEmpty() ? new CommandedAssistant(this, assistant) : assistant;
    }

    private boolean switchable() {
        return context.dialect() == Dialect.BADGE && context.mode() != ConnectionMode.MEETING;
    }

    /// Takes a text that the device recognized itself. False when it is not a command.
    boolean detected(String text) {
        Optional<Mode> wanted = SpokenModes.inDetected(text).filter(this::served);
        wanted.filter(mode -> mode.state() == ModeState.START).ifPresent(mode -> context.send(intent(text, mode.mode())));
        wanted.ifPresent(modes);
        return wanted.isPresent() || taken(text);
    }

    private OutboundMessage intent(String text, WorkMode target) {
        ObjectNode body = JsonMappers.JSON.createObjectNode().put("type", "stt").put("text", text).put("intent", "mode_switch")
            .put("target_mode", target.wireName());
        return new OutboundMessage.Family(body.put("session_id", context.sessionId().value()));
    }

    private boolean served(Mode mode) {
        boolean known = mode.mode() == WorkMode.MEETING || features.serving(mode.mode()).isPresent();
        return switchable() && known && (mode.state() == ModeState.START || context.mode().workMode().equals(Optional.of(mode.mode())));
    }

    private boolean taken(String sentence) {
        return features.listening().stream().anyMatch(feature -> feature.said(sentence));
    }

    private boolean spoken(String sentence) {
        Optional<Mode> wanted = SpokenModes.in(sentence).filter(this::served);
        wanted.ifPresent(modes);
        return wanted.isPresent() || taken(sentence);
    }

    private record CommandedAssistant(VoiceCommands commands, Assistant assistant) implements ForwardingAssistant {
        @Override
        public CompletableFuture<AssistantAnswer> answer(AssistantRequest request) {
            boolean heard = request.recognitionResult().confidence() >= SURE && !request.recognitionResult().text().isBlank();
            return heard && commands.spoken(request.recognitionResult().text()) ? CompletableFuture.completedFuture(new AssistantAnswer.Silence())
                : assistant.answer(request);
        }

        @Override
        public List<String> expectedSentences() {
            List<String> expected = assistant.expectedSentences();
            return expected.isEmpty() ? expected
                : Stream.concat(expected.stream(), commands.features.listening().stream().map(FeatureSession::expectedSentences).flatMap(List::stream))
                    .toList();
        }

        /// An assistant that needs no words keeps its pace, but while commands are expected.
        @Override
        public boolean needsText() {
            return assistant.needsText() || !commands.features.listening().isEmpty();
        }
    }
}
