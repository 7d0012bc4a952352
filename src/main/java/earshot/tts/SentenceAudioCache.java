package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.data.BoundedMap;

/// Caches the audio of short sentences that a voice has spoken, because an assistant says the same ones over and over, and some providers
/// charge for each. Bounded in number and size. Safe for use from any thread.
final class SentenceAudioCache {
    private static final int KEPT = 64;
    private static final int SHORT = 120;
    private static final int LONGEST_SECONDS = 15;

    /// Stands for the voice's own rate.
    static final int OWN_RATE = 0;

    /// Of each letter at least: few speak twice as fast as this allows. What is shorter was cut where its format does not show it.
    private static final int LETTER_MILLIS = 20;
    /// A louder sample is more than the noise of a codec.
    private static final int AUDIBLE = 64;

    private record Key(String sentence, int rate) {}

    private final Map<Key, PcmAudio> entries = BoundedMap.leastRecentlyUsed(KEPT);

    synchronized Optional<PcmAudio> find(String sentence, int rate) {
        return Optional.ofNullable(entries.get(new Key(sentence, rate)));
    }

    /// Keeps the audio of a sentence, unless it is long, silent, or too short to be all of it.
    synchronized void put(String sentence, int rate, PcmAudio audio) {
        long letters = sentence.codePoints().filter(Character::isLetterOrDigit).count();
        boolean whole = audio.duration().toMillis() >= LETTER_MILLIS * letters;
        if (sentence.length() <= SHORT && audio.duration().toSeconds() < LONGEST_SECONDS && whole && audible(audio.pcm())) {
            entries.put(new Key(sentence, rate), audio);
        }
    }

    private static boolean audible(short[] pcm) {
        for (short sample : pcm) {
            if (Math.abs(sample) > AUDIBLE) {
                return true;
            }
        }
        return false;
    }
}
