package earshot.ui.kit;

import earshot.turn.TurnFacts;

/// What was heard in a turn, in words.
public final class HeardText {
    private HeardText() {}

    /// The recognised text; what was dropped, with the reason; else the text of `nothing`.
    public static String of(TurnFacts.Transcript transcript, Texts texts, String nothing) {
        return transcript.dropped().map(dropped -> texts.get("heard.dropped." + Texts.keyOf(dropped.reason()), dropped.text()))
            .orElseGet(() -> transcript.text().isBlank() ? texts.get(nothing) : transcript.text());
    }
}
