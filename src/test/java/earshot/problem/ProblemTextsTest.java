package earshot.problem;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.lint.LintRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("U38, U44: every problem says what, why and what to do, in both languages")
class ProblemTextsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)}");
    private static final List<String> PARTS = List.of("what", "why", "do");
    private static final ResourceBundle ENGLISH = ProblemTexts.in(Locale.ENGLISH);
    private static final ResourceBundle CHINESE = ProblemTexts.in(Locale.SIMPLIFIED_CHINESE);

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void hasAllPartsInBothLanguagesWithTheSamePlaceholders(ProblemCode code) {
        for (String part : PARTS) {
            String key = code.key() + "." + part;
            assertThat(ENGLISH.containsKey(key)).as("%s in English", key).isTrue();
            assertThat(CHINESE.containsKey(key)).as("%s in Chinese", key).isTrue();
            assertThat(ENGLISH.getString(key)).as(key).isNotBlank().doesNotContain("'");
            assertThat(CHINESE.getString(key)).as(key).isNotBlank().doesNotContain("'");
            assertThat(placeholders(CHINESE.getString(key))).as(key).isEqualTo(placeholders(ENGLISH.getString(key)));
        }
    }

    @Test
    void everyTextBelongsToACode() {
        Set<String> expected = IntStream.range(0, ProblemCode.values().length).boxed()
            .flatMap(i -> PARTS.stream().map(part -> ProblemCode.values()[i].key() + "." + part)).collect(Collectors.toCollection(TreeSet::new));
        Stream.of(ProblemReason.values()).map(ProblemReason::key).forEach(expected::add);
        Stream.of(LintRule.values()).flatMap(rule -> PARTS.stream().map(part -> "lint." + rule.id() + "." + part)).forEach(expected::add);
        expected.addAll(List.of("reason.separator", "reason.colon", "reason.gap", "part.llm", "part.asr", "part.tts"));
        assertThat(new TreeSet<>(ENGLISH.keySet())).isEqualTo(expected);
        assertThat(new TreeSet<>(CHINESE.keySet())).isEqualTo(expected);
    }

    @Test
    void fillsInTheArgumentsAsTheyAre() {
        Problem problem = Problem.of(ProblemCode.PORT_TAKEN, 8000, 51_234, "ws");
        assertThat(problem.what(Locale.ENGLISH)).isEqualTo("Port 8000 is taken, so the ws port stays closed.");
        assertThat(problem.remedy(Locale.SIMPLIFIED_CHINESE)).contains("51234");
        assertThat(problem.what(Locale.FRENCH)).isEqualTo(problem.what(Locale.ENGLISH));
    }

    @Test
    void aProviderIsNamedWithItsPart() {
        assertThat(failed("ASR.openai.base_url", "openai").what(Locale.ENGLISH)).isEqualTo("openai (recogniser) failed.");
        assertThat(failed("LLM.openai.base_url", "openai").what(Locale.ENGLISH)).isEqualTo("openai (model) failed.");
        assertThat(failed("TTS.gpt-4\\.1.base_url", "gpt-4.1").what(Locale.SIMPLIFIED_CHINESE)).startsWith("gpt-4.1（语音合成）");
        assertThat(failed("LLM.openai.base_url", "openai: chat-small").what(Locale.ENGLISH)).as("it names its model").isEqualTo("openai: chat-small failed.");
        assertThat(failed("vad.mode", "openai").what(Locale.ENGLISH)).isEqualTo("openai failed.");
    }

    private static Problem failed(String key, String name) {
        return Problem.of(ProblemCode.PROVIDER_FAILED, new ProblemSubject.Setting(key), name, 500, "no");
    }

    @Test
    void aReasonIsToldInTheLanguageOfItsProblem() {
        Problem problem = Problem.of(ProblemCode.RESTORE_FAILED, "b.zip", ProblemReason.FOREIGN_FILE.with("../x"));
        assertThat(problem.why(Locale.ENGLISH)).isEqualTo("It contains a file that belongs to no home: ../x.");
        assertThat(problem.why(Locale.SIMPLIFIED_CHINESE)).isEqualTo("其中有不属于主目录的文件：../x。");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
