package earshot.meeting.summary;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.proof.CpuCost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("badge-protocol section 6.1: minutes out of a model's answer, and their limits")
class MinutesParserTest {
    @Test
    void anAnswerAsItIsAskedForIsTakenAsItIs() {
        assertThat(read("{\"title\":\"Weekly\",\"bullets\":[\"a\",\"b\"],\"decisions\":[\"c\"],\"actions\":[],\"risks\":[\"r\"],\"nextSteps\":[\"n\"]}"))
            .isEqualTo(new MinutesFields("Weekly", List.of("a", "b"), List.of("c"), List.of(), List.of("r"), List.of("n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "```json\n{\"title\":\"Weekly\",\"bullets\":[\"a\"]}\n```", "Here you are:\n{\"title\":\"Weekly\",\"bullets\":[\"a\"]}\nBest regards",
        "<think>{\"title\":\"draft\"}\nhm</think>{\"title\":\"Weekly\",\"bullets\":[\"a\"]}",
        " \n{\"title\":\"Weekly\",\"bullets\":[\"a\"],\"extra\":{\"x\":1}}", "{\"title\":\" Weekly \",\"bullets\":\"- a\"}",
        "{\"title\":\"Weekly\",\"bullets\":[{\"text\":\"a\"}]}", "{\"title\":\"Weekly\",\"bullets\":[\"a\",\"\",\" \"]}" })
    void whatIsAroundTheObjectIsLeftOut(String answer) {
        assertThat(read(answer)).isEqualTo(new MinutesFields("Weekly", List.of("a"), List.of(), List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "no braces", "}{", "{", "[]", "{\"summary\":\"x\"}", "{\"title\":null}", "{\"title\":\"\",\"bullets\":[]}", "{\"title\":\"a\"",
        "{\"bullets\":[null,\"\"]}", "7" })
    void anAnswerWithoutMinutesIsUnusable(String answer) {
        assertThat(MinutesParser.read(answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "\"1. one\\n2) two\\n- three\\n* four\\n• five\\n6、six\"|one/two/three/four/five/six", "[\"1. kept\"]|1. kept",
        "[{\"task\":\"call\",\"owner\":\"Ann\"}]|call, Ann", "[[\"a\",\"b\"],\"c\"]|a, b/c",
        "[1,true,2.5]|1/true/2.5", "[{\"task\":\"call\",\"owner\":\"\",\"when\":null}]|call, null", "[\"a  b\\n c\"]|a b c", "{\"x\":\"a\",\"y\":\"b\"}|a/b"})
    void listsOfObjectsAndOfLinesAreLists(String bullets, String items) {
        assertThat(String.join("/", read("{\"title\":\"t\",\"bullets\":" + bullets + "}").bullets()).replace(", null", ""))
            .isEqualTo(items.replace(", null", ""));
    }

    @Test
    void atMostSixBulletsAndFourOfTheOthersAreKept() {
        String ten = IntStream.range(0, 10).mapToObj(i -> "\"item " + i + "\"").collect(Collectors.joining(",", "[", "]"));
        MinutesFields fields = read("{\"bullets\":%1$s,\"decisions\":%1$s,\"actions\":%1$s,\"risks\":%1$s,\"nextSteps\":%1$s}".formatted(ten));
        assertThat(fields.bullets()).hasSize(6).last().isEqualTo("item 5");
        assertThat(List.of(fields.decisions(), fields.actions(), fields.risks(), fields.nextSteps())).allSatisfy(list -> assertThat(list).hasSize(4));
    }

    @Test
    void repeatsDifferInMoreThanCaseAndPunctuation() {
        assertThat(read("{\"bullets\":[\"The budget is late.\",\"the budget is late\",\"The Budget, is late!\",\"the budget is later\"]}").bullets())
            .containsExactly("The budget is late.", "the budget is later");
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        MinutesFields fields = read("{\"title\":\"" + "😀".repeat(100) + "\",\"bullets\":[\"" + "长".repeat(500) + "\"]}");
        assertThat(fields.title()).isEqualTo("😀".repeat(59) + "…");
        assertThat(fields.bullets().getFirst()).hasSize(300).endsWith("长…");
    }

    @Test
    void ofSeveralDraftsEachKeepsAShare() {
        MinutesFields first = read("{\"title\":\"\",\"bullets\":[\"a1\",\"a2\",\"a3\",\"a4\",\"a5\",\"a6\"],\"risks\":[\"r\"]}");
        MinutesFields second = read("{\"title\":\"Second\",\"bullets\":[\"b1\"],\"risks\":[\"R.\"]}");
        MinutesFields third = read("{\"title\":\"Third\",\"bullets\":[\"c1\",\"c2\"]}");
        MinutesFields joined = MinutesFields.joined(List.of(first, second, third));
        assertThat(joined.title()).isEqualTo("Second");
        assertThat(joined.bullets()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
        assertThat(joined.risks()).containsExactly("r");
        assertThat(MinutesFields.joined(List.of())).isEqualTo(MinutesFields.NONE);
        assertThat(MinutesFields.NONE.empty()).isTrue();
        assertThat(joined.empty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"{\"a\":1}|7", "text {\"a\":1} text|7", "{oops}|0", "none|0"})
    void theLengthOfTheJsonIsMeasured(String answer, int length) {
        assertThat(MinutesParser.length(answer)).isEqualTo(length);
    }

    @Test
    void linesArePackedInOrderAndNothingIsLost() {
        List<String> lines = new ArrayList<>(List.of("aaa", "bbb", "cc", "d".repeat(20), "e", "f"));
        List<String> parts = TranscriptSplitter.packed(lines, 10);
        assertThat(parts).containsExactly("aaa\nbbb\ncc", "d".repeat(20), "e\nf");
        assertThat(String.join("\n", parts)).isEqualTo(String.join("\n", lines));
        assertThat(TranscriptSplitter.packed(List.of(), 10)).isEmpty();
    }

    private static MinutesFields read(String answer) {
        return MinutesParser.read(answer).orElseThrow();
    }

    @Test
    void manyThoughtsThatNeverEndCostNoMoreThanTheirLength() {
        Duration limit = Duration.ofMillis(500);
        assertThat(CpuCost.least(() -> MinutesParser.read("<think>".repeat(20_000)), limit)).isLessThan(limit);
        assertThat(read("<think>a</think>{\"title\":<think>b</think>\"T\",\"bullets\":[\"c\"]}").title()).isEqualTo("T");
    }
}
