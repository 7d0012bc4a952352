package earshot.meeting.soundfile;

import module java.base;

/// What was said in one stretch of a recording.
///
/// @param begin since the begin of the recording
/// @param text of a gap, its length in brackets
/// @param speaker as the recognizer tells people apart within a stretch; empty where it does not
/// @param lost why it was not recognized; empty where it was
public record SoundFileSentence(Duration begin, Duration length, String text, Optional<String> speaker, Optional<String> lost) {}
