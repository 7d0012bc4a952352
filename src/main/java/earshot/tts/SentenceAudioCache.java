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

    private record Key(String sentence, int rate) {}

    private final Map<Key, PcmAudio> entries = BoundedMap.leastRecentlyUsed(KEPT);

    synchronized Optional<PcmAudio> find(String sentence, int rate) {
        return Optional.ofNullable(entries.get(new Key(sentence, rate)));
    }

    synchronized void put(String sentence, int rate, PcmAudio audio) {
        if (sentence.length() <= SHORT && audio.duration().toSeconds() < LONGEST_SECONDS) {
            entries.put(new Key(sentence, rate), audio);
        }
    }
}
