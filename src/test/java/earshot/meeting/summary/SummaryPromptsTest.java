package earshot.meeting.summary;

import static earshot.meeting.MeetingSamples.said;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.llm.Message;
import earshot.llm.Prompt;
import earshot.meeting.Summary;
import earshot.meeting.SummarySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model is told that writes minutes, and how a long transcript is split for it.
class SummaryPromptsTest {
    private static final SummarySettings.Prompts OWN = new SummarySettings.Prompts(Optional.empty(), Optional.empty(), Map.of());
    private static final SummarySettings.Limits LIMITS = new SummarySettings.Limits(800, 400, 4_000);

    @ParameterizedTest
    @CsvSource({"zh, 请用简体中文书写纪要。", "zh-CN, 请用简体中文书写纪要。", "en, Write the minutes in English.", "de, Write the minutes in the language de."})
    void theMinutesAreInTheLanguageOfTheSettings(String language, String asked) {
        assertThat(system(prompts(Optional.of(language), "", "", OWN).minutesPrompt("A: hi", false))).endsWith("\n" + asked);
    }

    @Test
    void withoutASettingTheyAreInTheLanguageOfTheMeeting() {
        assertThat(system(SummaryPrompts.of(settings(Optional.empty(), "", "", OWN), List.of(said(0, "我们下周一开会讨论预算"))).minutesPrompt("x", false)))
            .contains("简体中文");
        assertThat(system(
            SummaryPrompts.of(settings(Optional.empty(), "", "", OWN), List.of(said(0, "we talk about the budget on Monday"))).minutesPrompt("x", false)))
            .contains("in English");
        assertThat(SummaryPrompts.of(settings(Optional.of("fr"), "", "", OWN), List.of(said(0, "我们"))).language()).isEqualTo("fr");
    }

    @Test
    void anInterimSummaryIsShorter() {
        SummaryPrompts prompts = prompts(Optional.of("en"), "", "", OWN);
        assertThat(prompts.minutesPrompt("x", true).maxTokens()).hasValue(400);
        assertThat(prompts.minutesPrompt("x", false).maxTokens()).hasValue(800);
        assertThat(prompts.mergePrompt("[]").maxTokens()).hasValue(800);
    }

    @Test
    void whatToWatchForDependsOnTheIndustryAndTheOccasion() {
        String finance = system(prompts(Optional.of("en"), "Finance", "quarterly review", OWN).minutesPrompt("x", false));
        assertThat(finance).contains("Never round a figure.").contains("The occasion: quarterly review.");
        assertThat(system(prompts(Optional.of("en"), "bee keeping", "", OWN).minutesPrompt("x", false))).contains("The meeting is about bee keeping.");
        assertThat(system(prompts(Optional.of("en"), "Finance", "", OWN).mergePrompt("[]"))).contains("Never round a figure.").contains("notes on the parts");
    }

    @Test
    void anInstructionOfOnesOwnTakesThePlaceOfOursAndItsNamesAreFilled() {
        SummarySettings.Prompts written = new SummarySettings.Prompts(Optional.of("Minutes in {target_lang} for {industry}, {scenario}."),
            Optional.of("Said:\n{transcript}\nEnd."), Map.of());
        Prompt prompt = prompts(Optional.of("en"), "tech", "review", written).minutesPrompt("A: {industry} {target_lang}", false);
        assertThat(system(prompt)).isEqualTo("Minutes in en for tech, review.\nWrite the minutes in English.");
        assertThat(user(prompt)).as("what people said is not filled").isEqualTo("Said:\nA: {industry} {target_lang}\nEnd.");
        SummarySettings.Prompts without = new SummarySettings.Prompts(Optional.empty(), Optional.of("Be brief."), Map.of());
        assertThat(user(prompts(Optional.of("en"), "", "", without).minutesPrompt("A: hi", false))).as("the transcript is never left out")
            .isEqualTo("Be brief.\n\nA: hi");
    }

    @Test
    void aTemplateOfTheIndustryGoesBeforeBoth() {
        SummarySettings.Prompts written = new SummarySettings.Prompts(Optional.of("General."), Optional.of("Said: {transcript}"),
            Map.of("tech", "Engineers, {scenario}.", "law", " "));
        Prompt prompt = prompts(Optional.of("en"), "tech", "review", written).minutesPrompt("A: hi", false);
        assertThat(system(prompt)).startsWith("Engineers, review.\n");
        assertThat(user(prompt)).isEqualTo("A: hi");
        assertThat(system(prompts(Optional.of("en"), "law", "", written).minutesPrompt("A: hi", false))).as("a blank one is none").startsWith("General.");
    }

    @Test
    void aLongTranscriptIsSplitBetweenSentencesAndNothingIsLost() {
        List<String> parts = TranscriptSplitter.split(List.of(said(0, "one two"), said(1, "three"), said(2, "four five six")), 22);
        assertThat(parts).containsExactly("S1: one two\nS1: three", "S1: four five six");
        assertThat(TranscriptSplitter.split(List.of(), 10)).isEmpty();
    }

    @Test
    void aSentenceThatIsTooLongIsCutAndNeverWithinACharacter() {
        String smile = "\uD83D\uDE00";
        List<String> parts = TranscriptSplitter.split(List.of(said(0, smile.repeat(9))), 7);
        assertThat(parts).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(7).doesNotContainPattern("[\uD800-\uDBFF](?![\uDC00-\uDFFF])"));
        assertThat(String.join("", parts)).isEqualTo("S1: " + smile.repeat(9));
    }

    @Test
    void draftsAreJoinedSoThatEachKeepsAShareAndNothingStandsTwice() {
        MinutesFields first = new MinutesFields("", List.of("a1", "a2", "a3", "a4", "a5", "a6", "a7"), List.of(), List.of("Anna calls."), List.of(), List.of());
        MinutesFields second = new MinutesFields("Budget", List.of("b1", "A1!", "b2"), List.of("Yes"), List.of(" anna   CALLS "), List.of(), List.of());
        MinutesFields joined = MinutesFields.joined(List.of(first, second));
        assertThat(joined.title()).isEqualTo("Budget");
        assertThat(joined.bullets()).containsExactly("a1", "b1", "a2", "a3", "b2", "a4");
        assertThat(joined.actions()).containsExactly("Anna calls.");
        assertThat(joined.decisions()).containsExactly("Yes");
    }

    @Test
    void fieldsKeepToTheirBounds() {
        MinutesFields fields = new MinutesFields(" T\n" + "i".repeat(100), List.of("x".repeat(400), " ", "…"), List.of("1", "2", "3", "4", "5"), List.of(),
            List.of(), List.of());
        assertThat(fields.title()).startsWith("T i").endsWith("…").hasSize(60);
        assertThat(fields.bullets()).first().asString().hasSize(300);
        assertThat(fields.decisions()).containsExactly("1", "2", "3", "4");
        assertThat(fields.empty()).isFalse();
        assertThat(MinutesFields.NONE.empty()).isTrue();
        assertThat(MinutesFields.NONE.content().title()).isEqualTo(Summary.UNTITLED);
    }

    private static SummarySettings settings(Optional<String> language, String industry, String scenario, SummarySettings.Prompts prompts) {
        return new SummarySettings(language, Optional.of(industry).filter(text -> !text.isEmpty()), Optional.of(scenario).filter(text -> !text.isEmpty()),
            Map.of(), prompts, LIMITS);
    }

    private static SummaryPrompts prompts(Optional<String> language, String industry, String scenario, SummarySettings.Prompts prompts) {
        return SummaryPrompts.of(settings(language, industry, scenario, prompts), List.of());
    }

    private static String system(Prompt prompt) {
        return ((Message.System) prompt.messages().getFirst()).text();
    }

    private static String user(Prompt prompt) {
        return ((Message.User) prompt.messages().getLast()).text();
    }
}
