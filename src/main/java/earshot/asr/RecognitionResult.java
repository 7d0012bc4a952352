package earshot.asr;

/// The recognised text of an utterance.
///
/// @param text without white space at its ends; empty when nothing was understood
/// @param confidence 0 to 1; 1 also from recognisers that give none
public record RecognitionResult(String text, double confidence) {}
