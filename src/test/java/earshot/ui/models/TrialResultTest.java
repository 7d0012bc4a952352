package earshot.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import org.junit.jupiter.api.Test;

/// What is shown of a trial, in both languages.
class TrialResultTest {
    private static final Texts ENGLISH = new Texts(Texts.Language.ENGLISH);
    private static final Texts CHINESE = new Texts(Texts.Language.CHINESE);

    @Test
    void longTimesAreNotBrokenIntoGroupsOfDigits() {
        Result answered = new Result.Answered("big", Duration.ofMillis(1_234), Duration.ofMillis(12_345), "Hello.", "");
        assertThat(of(answered, ENGLISH))
            .isEqualTo(new TrialResult(TrialResult.Status.GOOD, "1234 ms to the first word, 12345 ms in all", "Hello.", Optional.empty()));
        assertThat(of(answered, CHINESE).summary()).contains("1234").contains("12345").doesNotContainPattern("[a-z]{4,}");
    }

    @Test
    void whatWasRecognizedStandsBesideWhatWasSaidAlsoWhenItIsNothing() {
        assertThat(of(new Result.Recognized("funasr", "turn on", "turn on the light", Duration.ofMillis(300)), ENGLISH).detail())
            .isEqualTo("heard: turn on\nsaid: turn on the light");
        assertThat(of(new Result.Recognized("funasr", "  ", "turn on the light", Duration.ofMillis(300)), ENGLISH)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(TrialResult.Status.GOOD);
            assertThat(result.detail()).startsWith("heard: –\n");
        });
    }

    @Test
    void aVoiceSaysHowSoonItSpoke() {
        assertThat(of(new Result.Synthesized("alloy", new short[9], 24_000, Duration.ofMillis(211)), ENGLISH))
            .isEqualTo(new TrialResult(TrialResult.Status.GOOD, "211 ms to the first sound", "", Optional.empty()));
    }

    @Test
    void aFailureSaysWhatWhyAndWhatToDoAndLeadsThereOnlyWhereThereIsAPlace() {
        Problem refused = Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("TTS.alloy.api_key"), "alloy", "401", "no such key");
        TrialResult result = TrialResult.of(new Outcome.Failed(refused), CHINESE);
        assertThat(result.summary()).isEqualTo(refused.what(Locale.SIMPLIFIED_CHINESE)).containsPattern("\\p{IsHan}");
        assertThat(result.detail()).isEqualTo(refused.why(Locale.SIMPLIFIED_CHINESE) + "\n→ " + refused.remedy(Locale.SIMPLIFIED_CHINESE));
        assertThat(result.target()).contains(NavigationTarget.of("models", "TTS.alloy.api_key"));
        assertThat(TrialResult.of(new Outcome.Failed(Problem.of(ProblemCode.COMPUTE_BUSY, "x")), ENGLISH).target()).isEmpty();
    }

    @Test
    void whatIsNoResultOfATrialShowsNothing() {
        assertThat(of(new Result.ModelNames(List.of("a")), ENGLISH)).isEqualTo(TrialResult.NONE);
        assertThat(TrialResult.of(new Outcome.Cancelled(), ENGLISH)).isEqualTo(TrialResult.NONE);
        assertThat(TrialResult.of(Outcome.Done.of("x"), ENGLISH)).isEqualTo(TrialResult.NONE);
        assertThat(TrialResult.underWay(ENGLISH).status()).isEqualTo(TrialResult.Status.UNDER_WAY);
    }

    private static TrialResult of(Result result, Texts texts) {
        return TrialResult.of(new Outcome.Done("", Optional.of(result)), texts);
    }
}
