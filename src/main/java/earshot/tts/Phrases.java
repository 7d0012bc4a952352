package earshot.tts;

import earshot.audio.Speech;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Caches the audio of short sentences that a voice has spoken, because an assistant says the same ones over and over and a provider
/// charges for each. Bounded in number and size. Safe for use from any thread.
final class Phrases {
    private static final int KEPT = 64;
    private static final int SHORT = 120;
    private static final int LONGEST_SECONDS = 15;

    /// Stands for the voice's own rate.
    static final int OWN_RATE = 0;

    private record Key(String sentence, int rate) {}

    private final LinkedHashMap<Key, Speech> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    synchronized Optional<Speech> of(String sentence, int rate) {
        return Optional.ofNullable(kept.get(new Key(sentence, rate)));
    }

    synchronized void keep(String sentence, int rate, Speech speech) {
        if (sentence.length() <= SHORT && speech.duration().toSeconds() < LONGEST_SECONDS) {
            kept.put(new Key(sentence, rate), speech);
            if (kept.size() > KEPT) {
                kept.pollFirstEntry();
            }
        }
    }
}
