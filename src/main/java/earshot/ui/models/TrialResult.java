package earshot.ui.models;

import earshot.engine.Operation;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import java.util.Optional;

/// Result of trying a model, a recognizer or a voice.
///
/// @param summary one line, empty before the first trial
/// @param detail the answer, or what to do about a failure
/// @param target where a failure can be solved
record TrialResult(Status status, String summary, String detail, Optional<NavigationTarget> target) {
    static final TrialResult NONE = new TrialResult(Status.NONE, "", "", Optional.empty());

    enum Status { NONE, UNDER_WAY, GOOD, BAD }

    static TrialResult underWay(Texts texts) {
        return new TrialResult(Status.UNDER_WAY, texts.get("models.try.asking"), "", Optional.empty());
    }

    static TrialResult of(Operation.Outcome outcome, Texts texts) {
        return switch (outcome) {
            case Operation.Outcome.Done done -> done.result().map(result -> of(result, texts)).orElse(NONE);
            case Operation.Outcome.Failed failed ->
                new TrialResult(Status.BAD, texts.what(failed.problem()), texts.why(failed.problem()) + "\n→ " + texts.remedy(failed.problem()),
                    NavigationTarget.of(failed.problem().subject()));
            case Operation.Outcome.Cancelled _ -> NONE;
        };
    }

    private static TrialResult of(Operation.Result result, Texts texts) {
        return switch (result) {
            case Operation.Result.Answered answered -> new TrialResult(Status.GOOD,
                texts.get("models.try.good", Long.toString(answered.firstToken().toMillis()), Long.toString(answered.total().toMillis())),
                answered.adapted().isEmpty() ? answered.answer() : answered.answer() + "\n" + texts.get("models.try.adapted", answered.adapted()),
                Optional.empty());
            case Operation.Result.Synthesized synthesized -> new TrialResult(Status.GOOD,
                texts.get("models.listen.good", Long.toString(synthesized.first().toMillis())), "", Optional.empty());
            case Operation.Result.Recognized recognized -> new TrialResult(Status.GOOD,
                texts.get("models.hear.good", Long.toString(recognized.took().toMillis())),
                texts.get("models.hear.more", recognized.text().isBlank() ? "–" : recognized.text(), recognized.expected()), Optional.empty());
            case Operation.Result.LocalServers _, Operation.Result.ModelNames _, Operation.Result.Offers _,
                Operation.Result.Delivered _, Operation.Result.DeviceAudio _, Operation.Result.SegmentationComparison _,
                Operation.Result.ToolsListed _,
                Operation.Result.ToolCalled _, Operation.Result.FirmwareFits _, Operation.Result.Rendered _, Operation.Result.Session _ -> NONE;
        };
    }
}
