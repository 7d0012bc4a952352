package earshot.event;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U44: the rows of the timeline speak the language of the reader")
class EventTextTest {
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final Pattern LATIN_WORD = Pattern.compile("[A-Za-z]{4,}");
    /// Words of the protocol and of settings, and names.
    private static final Set<String> PROTOCOL = Set.of("Earshot", "opus", "server", "start", "disable", "chat", "snippet", "WebSocket");

    @ParameterizedTest
    @EnumSource(EventCode.class)
    void everyKindOfEventIsToldInChinese(EventCode code) {
        String chinese = EventText.of(code, "1", "2").in(CHINESE);
        assertThat(LATIN_WORD.matcher(chinese).results().map(MatchResult::group)).as(chinese).allMatch(PROTOCOL::contains);
        assertThat(EventText.of(code, "1", "2").in(Locale.ENGLISH)).isNotBlank().doesNotContain("{");
        assertThat(placeholders(CHINESE, code.key())).isEqualTo(placeholders(Locale.ENGLISH, code.key()));
    }

    @Test
    void everyTextIsThereInBothLanguagesAndBelongsToACode() {
        Set<String> english = EventTexts.in(Locale.ENGLISH).keySet();
        assertThat(EventTexts.in(CHINESE).keySet()).isEqualTo(english);
        assertThat(english.stream().filter(key -> !key.startsWith("ended.") && !List.of("ended", "problem_raised", "problem_resolved").contains(key)))
            .containsExactlyInAnyOrderElementsOf(Stream.of(EventCode.values()).map(EventCode::key).toList());
        assertThat(english).filteredOn(key -> key.startsWith("ended."))
            .allMatch(key -> LATIN_WORD.matcher(EventTexts.in(CHINESE).getString(key)).results().map(MatchResult::group).allMatch(PROTOCOL::contains));
    }

    @Test
    void reasonsProblemsAndEndsAreToldInTheLanguageToo() {
        assertThat(EventText.of(EventCode.TOOL_FAILED, ProblemReason.TOOL_BUSY).in(CHINESE)).isEqualTo("等待它处理的请求已经太多");
        Problem problem = Problem.of(ProblemCode.SPEECH_MISSING, "94:a9");
        assertThat(new EventText.Raised(problem).in(CHINESE)).isEqualTo(problem.what(CHINESE) + problem.why(CHINESE));
        assertThat(new EventText.Resolved(problem).in(CHINESE)).isEqualTo("已解决：" + problem.what(CHINESE));
        assertThat(new EventText.Ended(1000, "goodbye", List.of(), "").in(CHINESE)).isEqualTo("服务器关闭：用户道别（1000）");
        assertThat(new EventText.Ended(1000, "rule.of.a.later.program", List.of(), "its own words").in(CHINESE)).isEqualTo("its own words（1000）");
        assertThat(new EventText.Words("a\nb").in(CHINESE)).isEqualTo("a b");
    }

    @Test
    void onesAreNotSaidToBeMany() {
        assertThat(EventText.of(EventCode.MEETING_CHECKPOINT, 1).in(Locale.ENGLISH)).isEqualTo("interim summary of 1 sentence");
        assertThat(EventText.of(EventCode.MEETING_CHECKPOINT, 12).in(Locale.ENGLISH)).isEqualTo("interim summary of 12 sentences");
        assertThat(EventText.of(EventCode.RESTART_ANNOUNCE, 0).in(Locale.ENGLISH)).isEqualTo("restart begins, no device is connected");
    }

    private static Set<String> placeholders(Locale locale, String key) {
        return Pattern.compile("\\{(\\d)").matcher(EventTexts.in(locale).getString(key)).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
