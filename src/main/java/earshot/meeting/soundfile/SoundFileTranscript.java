package earshot.meeting.soundfile;

import module java.base;

/// What was said in a recording.
///
/// @param modified when the file was written last, which is about when the recording ended
public record SoundFileTranscript(Path file, Instant modified, HeardSound heard) {
    public Duration length() {
        return heard.length();
    }

    public List<SoundFileSentence> sentences() {
        return heard.sentences();
    }

    public Optional<String> damage() {
        return heard.damage();
    }

    public Optional<HeardSound.Gaps> gaps() {
        return heard.gaps();
    }

    /// When the recording began, as far as the file says; ms.
    public Instant begin() {
        return modified.minus(length()).truncatedTo(ChronoUnit.MILLIS);
    }

    /// The name of the file without its ending.
    public String title() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name).strip();
    }
}
