package earshot.conversation;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Emotion;

/// Plays back exactly what the microphone sent: the usual test of a board's hardware, and the default. It needs no recognizer, whose text
/// is only shown: a fast recognizer is waited for, because devices show the text before the answer; the text of a slow one is shown in the
/// console only, and the device shows how long the speech was. A typed sentence is spoken.
public record EchoAssistant(Duration recognitionPatience) implements Assistant {
    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
        return CompletableFuture
            .completedFuture(assistantRequest.audio().map(EchoAssistant::echo).orElseGet(() -> repeat(assistantRequest.recognitionResult().text())));
    }

    @Override
    public boolean needsText() {
        return false;
    }

    @Override
    public String name() {
        return "Echo";
    }

    private static AssistantAnswer echo(PcmAudio sound) {
        return new AssistantAnswer.Sound(sound, String.format(Locale.ROOT, "Echo %.1f s", sound.duration().toMillis() / 1000.0));
    }

    private static AssistantAnswer repeat(String text) {
        return text.isBlank() ? new AssistantAnswer.Silence() : new AssistantAnswer.Sentences(List.of(text), Emotion.NEUTRAL);
    }
}
