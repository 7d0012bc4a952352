package earshot.meeting;

import java.time.Instant;

/// One text of a meeting that was transcribed more than once.
///
/// @param number from 0 in the order in which they were made
/// @param recognizer alias of the recognizer that was chosen; empty for the text that was made while people spoke, or of an imported recording
/// @param at when it was made, of the first one when the meeting ended
/// @param sentences how many count
/// @param shown whether it is the one that the meeting has now: the others are kept
public record TranscriptVersion(int number, String recognizer, Instant at, int sentences, boolean shown) {}
