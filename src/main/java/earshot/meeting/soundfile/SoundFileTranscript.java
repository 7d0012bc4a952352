package earshot.meeting.soundfile;

import module java.base;

/// What was said in a recording.
///
/// @param modified when the file was written last, which is about when the recording ended
/// @param length of the sound
/// @param damage why sound is missing: it was cut or damaged; empty where all was heard
public record SoundFileTranscript(Path file, Instant modified, Duration length, List<SoundFileSentence> sentences, Optional<String> damage) {
    public SoundFileTranscript {
        sentences = List.copyOf(sentences);
    }

    /// When the recording began, as far as the file tells; ms.
    public Instant begin() {
        return modified.minus(length).truncatedTo(ChronoUnit.MILLIS);
    }

    /// The seconds that were not recognized, and why those of the last ones.
    public record Gaps(long seconds, String reason) {}

    public Optional<Gaps> gaps() {
        List<SoundFileSentence> lost = sentences.stream().filter(sentence -> sentence.lost().isPresent()).toList();
        Duration length = lost.stream().map(SoundFileSentence::length).reduce(Duration.ZERO, Duration::plus);
        return lost.isEmpty() ? Optional.empty() : Optional.of(new Gaps(Math.max(1, length.toSeconds()), lost.getLast().lost().orElseThrow()));
    }

    /// The name of the file without its ending.
    public String title() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name).strip();
    }
}
