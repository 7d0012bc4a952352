package earshot.meeting.soundfile;

import module java.base;

/// What was said in a [PcmSource].
///
/// @param length of the sound
/// @param damage why sound is missing: it was cut or damaged; empty where all was heard
public record HeardSound(Duration length, List<SoundFileSentence> sentences, Optional<String> damage) {
    public HeardSound {
        sentences = List.copyOf(sentences);
    }

    /// The seconds that were not recognized, and why those of the last ones.
    public record Gaps(long seconds, String reason) {}

    public Optional<Gaps> gaps() {
        List<SoundFileSentence> lost = sentences.stream().filter(sentence -> sentence.lost().isPresent()).toList();
        Duration total = lost.stream().map(SoundFileSentence::length).reduce(Duration.ZERO, Duration::plus);
        return lost.isEmpty() ? Optional.empty() : Optional.of(new Gaps(Math.max(1, total.toSeconds()), lost.getLast().lost().orElseThrow()));
    }
}
