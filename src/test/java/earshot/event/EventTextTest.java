package earshot.event;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.wire.WorkMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(english.stream()
            .filter(key -> !key.startsWith("ended.") && !key.startsWith("mode.") && !List.of("ended", "problem_raised", "problem_resolved").contains(key)))
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
    void modesAreNamedInTheLanguage() {
        for (WorkMode mode : WorkMode.values()) {
            assertThat(EventText.of(EventCode.MODE_BEGINS, mode.wireName()).in(CHINESE)).as("%s", mode).matches("进入\\p{IsHan}+模式");
        }
        assertThat(EventText.of(EventCode.MODE_NOT_SERVED, "of a later program").in(Locale.ENGLISH)).startsWith("of a later program mode");
    }

    @Test
    void onesAreNotSaidToBeMany() {
        assertThat(EventText.of(EventCode.MEETING_CHECKPOINT, 1).in(Locale.ENGLISH)).isEqualTo("interim summary of 1 sentence");
        assertThat(EventText.of(EventCode.MEETING_CHECKPOINT, 12).in(Locale.ENGLISH)).isEqualTo("interim summary of 12 sentences");
        assertThat(EventText.of(EventCode.RESTART_ANNOUNCE, 0).in(Locale.ENGLISH)).isEqualTo("restart begins, no device is connected");
    }

    @Test
    void whatOthersWroteIsChangedAndCountedAndNothingElse() {
        Problem problem = Problem.of(ProblemCode.SPEECH_MISSING, "94:a9");
        List<EventText> texts = List.of(new EventText.Words("abc"), EventText.of(EventCode.TOOL_FAILED, "ab", "c"), new EventText.Raised(problem),
            new EventText.Resolved(problem), new EventText.Ended(1000, "goodbye", List.of("a"), "bc"));
        assertThat(texts).extracting(EventText::length).containsExactly(3, 3, 5, 5, 3);
        assertThat(texts).extracting(text -> text.changed(_ -> "*")).containsExactly(new EventText.Words("*"), EventText.of(EventCode.TOOL_FAILED, "*", "*"),
            new EventText.Raised(new Problem(problem.code(), problem.subject(), List.of("*"))),
            new EventText.Resolved(new Problem(problem.code(), problem.subject(), List.of("*"))), new EventText.Ended(1000, "goodbye", List.of("*"), "*"));
        assertThat(texts).allMatch(text -> text.changed(UnaryOperator.identity()).equals(text));
    }

    @Test
    void aRowIsOneLineInEveryLanguageWhateverOthersWrote() {
        for (EventText text : List.of(new EventText.Words("a\r\nb"), EventText.of(EventCode.TOOL_FAILED, "a\nb"),
            new EventText.Ended(1000, "unknown", List.of(), "a\nb"), new EventText.Raised(Problem.of(ProblemCode.SPEECH_MISSING, "a\nb")))) {
            assertThat(text.in(CHINESE)).doesNotContain("\n", "\r");
            assertThat(text.in(Locale.ENGLISH)).doesNotContain("\n", "\r");
        }
    }

    @Test
    void bracesAndQuotesOfOthersAreShownAsTheyAre() {
        for (String written : List.of("{0}", "{", "it's", "''", "{1} {", "100 %")) {
            assertThat(EventText.of(EventCode.TOOL_FAILED, written).in(Locale.ENGLISH)).contains(written);
            assertThat(EventText.of(EventCode.TOOL_FAILED, written).in(CHINESE)).contains(written);
        }
    }

    @Test
    void anEndWhoseArgumentsWereNotKeptIsToldInTheWordsThatWere() {
        String known = EventTexts.in(Locale.ENGLISH).keySet().stream()
            .filter(key -> key.startsWith("ended.") && EventTexts.in(Locale.ENGLISH).getString(key).contains("{0}")).sorted().findFirst().orElseThrow()
            .substring("ended.".length());
        assertThat(EventText.connectionEnd(known, List.of(), "its own words", CHINESE)).isEqualTo("its own words");
        assertThat(EventText.connectionEnd(known, List.of("1", "2", "3"), "its own words", CHINESE)).isNotEqualTo("its own words").doesNotContain("{");
    }

    @ParameterizedTest
    @CsvSource({"zh,true", "zh-CN,true", "zh-TW,true", "zh-Hant-HK,true", "en,false", "de,false", "ja,false", "'',false"})
    void everyKindOfChineseReadsChinese(String tag, boolean chinese) {
        assertThat(EventText.of(EventCode.ENGINE_STARTED).in(Locale.forLanguageTag(tag)).codePoints().anyMatch(Character::isIdeographic)).isEqualTo(chinese);
    }

    private static Set<String> placeholders(Locale locale, String key) {
        return Pattern.compile("\\{(\\d)").matcher(EventTexts.in(locale).getString(key)).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
