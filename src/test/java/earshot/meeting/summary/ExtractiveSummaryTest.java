package earshot.meeting.summary;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.meeting.MeetingSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Minutes that no model wrote.
class ExtractiveSummaryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        We decided to wait until March.     | decisions
        大家同意下个月再说这件事              | decisions
        Please send the list to Anna.       | actions
        这个问题我来跟进一下                  | actions
        I am worried about the budget.      | risks
        时间可能来不及完成测试                | risks
        We look at it again tomorrow.       | next
        下周我们再看一次结果                  | next
        The weather is fine in Berlin.      | -
        Undecided people disagreeable.      | -""")
    void aSentenceStandsWhereItsWordsBelong(String sentence, String list) {
        MinutesFields minutes = ExtractiveSummary.of(List.of(MeetingSamples.said(0, sentence)));
        Map<String, List<String>> lists = Map.of("decisions", minutes.decisions(), "actions", minutes.actions(), "risks", minutes.risks(), "next",
            minutes.nextSteps());
        lists.forEach((name, items) -> assertThat(items).as(name).isEqualTo(name.equals(list) ? List.of(sentence) : List.of()));
        assertThat(minutes.title()).isEmpty();
    }

    @Test
    void everyPartOfALongMeetingHasItsPoint() {
        List<String> said = IntStream.range(0, 60).mapToObj(i -> i % 10 == 7 ? "the longest sentence of part " + i / 10 : "sentence " + i).toList();
        assertThat(minutes(said).bullets()).containsExactly(IntStream.range(0, 6).mapToObj(i -> "the longest sentence of part " + i).toArray(String[]::new));
    }

    @Test
    void aDecisionWeighsMoreThanAnyLength() {
        List<String> said = IntStream.range(0, 12).mapToObj(i -> "x".repeat(200) + i).collect(Collectors.toCollection(ArrayList::new));
        said.set(0, "We agreed on it.");
        assertThat(minutes(said).bullets()).hasSize(6).startsWith("We agreed on it.");
    }

    @Test
    void shortWordsAndNothingMakeNoMinutes() {
        assertThat(minutes(List.of("yes", " ok  ", "agree")).bullets()).isEmpty();
        assertThat(minutes(List.of("agree")).decisions()).isEmpty();
        assertThat(minutes(List.of()).bullets()).isEmpty();
    }

    private static MinutesFields minutes(List<String> said) {
        return ExtractiveSummary.of(IntStream.range(0, said.size()).mapToObj(i -> MeetingSamples.said(i, said.get(i))).toList());
    }
}
