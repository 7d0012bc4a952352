package earshot.turn;

import earshot.audio.Speech;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// The device hears exactly what its microphone sent: the classic test of a board's hardware, and the default. It needs no
/// recogniser, which only tells what it understood: one that is quick is waited for, since devices show what was heard before it
/// is answered, and a slow one tells later. A typed sentence is spoken back.
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
