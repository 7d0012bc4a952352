package earshot.ui.kit;

import earshot.turn.TurnFacts;

/// What was heard in a turn, in words.
public final class HeardText {
    private HeardText() {}

    /// The recognized text; what was dropped, with the reason; else why there is no text, or the text of `nothing`.
    public static String of(TurnFacts.Transcript transcript, Texts texts, String nothing) {
        return transcript.dropped().map(dropped -> texts.get("heard.dropped." + Texts.keyOf(dropped.reason()), dropped.text()))
            .orElseGet(() -> transcript.text().isBlank() ? none(transcript.state(), texts, nothing) : transcript.text());
    }

    private static String none(TurnFacts.Transcript.State state, Texts texts, String nothing) {
        return state == TurnFacts.Transcript.State.KNOWN ? texts.get(nothing) : texts.get("heard." + Texts.keyOf(state));
    }
}
