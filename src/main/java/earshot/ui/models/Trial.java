package earshot.ui.models;

import earshot.engine.Operation;
import earshot.ui.part.Place;
import earshot.ui.part.Texts;
import java.util.Optional;

/// Result of trying a model, a recogniser or a voice.
///
/// @param words one line, empty before the first trial
/// @param more the answer, or what to do about a failure
/// @param go where a failure can be solved
record Trial(State state, String words, String more, Optional<Place> go) {
    static final Trial NONE = new Trial(State.NONE, "", "", Optional.empty());

    enum State { NONE, UNDER_WAY, GOOD, BAD }

    static Trial underWay(Texts texts) {
        return new Trial(State.UNDER_WAY, texts.get("models.try.asking"), "", Optional.empty());
    }

    static Trial of(Operation.Outcome outcome, Texts texts) {
        return switch (outcome) {
            case Operation.Outcome.Done done -> done.result().map(result -> of(result, texts)).orElse(NONE);
            case Operation.Outcome.Failed failed ->
                new Trial(State.BAD, texts.what(failed.problem()), texts.why(failed.problem()) + "\n→ " + texts.remedy(failed.problem()), Place.of(failed.problem().subject()));
            case Operation.Outcome.Cancelled _ -> NONE;
        };
    }

    private static Trial of(Operation.Result result, Texts texts) {
        return switch (result) {
            case Operation.Result.Answered answered -> new Trial(State.GOOD,
                texts.get("models.try.good", Long.toString(answered.firstToken().toMillis()), Long.toString(answered.total().toMillis())), answered.answer(), Optional.empty());
            case Operation.Result.Spoken spoken -> new Trial(State.GOOD, texts.get("models.listen.good", Long.toString(spoken.first().toMillis())), "", Optional.empty());
            case Operation.Result.Heard heard -> new Trial(State.GOOD, texts.get("models.hear.good", Long.toString(heard.took().toMillis())),
                texts.get("models.hear.more", heard.text().isBlank() ? "–" : heard.text(), heard.said()), Optional.empty());
            case Operation.Result.Servers _, Operation.Result.Names _, Operation.Result.Sound _, Operation.Result.Cut _ -> NONE;
        };
    }
}
