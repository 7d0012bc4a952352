package earshot.engine;

/// Names of the parts in use, for the console.
///
/// @param recognizerEmbedded whether the recogniser is the weak embedded one, English only
public record Parts(String recognizer, boolean recognizerEmbedded, String voice, String assistant, String codec, String detector) {}
