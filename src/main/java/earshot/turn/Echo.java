package earshot.turn;

import earshot.audio.Speech;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// Plays back exactly what the microphone sent: the usual test of a board's hardware, and the default. It needs no recogniser, whose text
/// is only shown: a fast recogniser is waited for, because devices show the text before the answer; the text of a slow one is shown
/// later. A typed sentence is spoken.
///
/// @param patience how long the recogniser is waited for
public record Echo(Duration patience) implements Assistant {
    @Override
    public CompletableFuture<Answer> answer(Heard heard) {
        return CompletableFuture.completedFuture(heard.sound().map(Echo::back).orElseGet(() -> spoken(heard.transcript().text())));
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
        return "Echo";
    }

    private static Answer back(Speech sound) {
        return new Answer.Sound(sound, String.format(Locale.ROOT, "Echo %.1f s", sound.duration().toMillis() / 1000.0));
    }

    private static Answer spoken(String text) {
        return text.isBlank() ? new Answer.Silence() : new Answer.Sentences(List.of(text), Emotion.NEUTRAL);
    }
}
