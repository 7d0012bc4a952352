package earshot.engine;

/// Display names of the components in use.
///
/// @param recognizerEmbedded whether the recognizer is the weak embedded one, English only
public record ActiveComponents(String recognizer, boolean recognizerEmbedded, String voice, String assistant, String codec, String detector) {}
