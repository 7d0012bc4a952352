package earshot.asr;

/// What was understood.
///
/// @param text without edge white space; empty when nothing was understood
/// @param confidence 0 to 1; how sure the recogniser was
public record Transcript(String text, double confidence) {}
