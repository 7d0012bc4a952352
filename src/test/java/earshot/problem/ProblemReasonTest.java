package earshot.problem;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Reasons within problems, and what of an argument is shown.
class ProblemReasonTest {
    @Test
    void aReasonIsToldInTheLanguageOfItsProblemAndOtherWordsStayAsTheyAre() {
        Problem problem = Problem.of(ProblemCode.CONFIG_UNREADABLE, "settings.yaml", "3", ProblemReason.YAML_TAB);
        String english = ProblemReason.text(ProblemReason.YAML_TAB.toString(), Locale.ENGLISH);
        String chinese = ProblemReason.text(ProblemReason.YAML_TAB.toString(), Locale.SIMPLIFIED_CHINESE);
        assertThat(english).doesNotContain("reason.").isNotEqualTo(chinese);
        assertThat(problem.what(Locale.ENGLISH) + problem.why(Locale.ENGLISH)).contains(english);
        assertThat(problem.what(Locale.SIMPLIFIED_CHINESE) + problem.why(Locale.SIMPLIFIED_CHINESE)).contains(chinese);
        assertThat(ProblemReason.text("disk full", Locale.SIMPLIFIED_CHINESE)).isEqualTo("disk full");
    }

    @ParameterizedTest
    @EnumSource(ProblemReason.class)
    void everyReasonIsToldInChinese(ProblemReason reason) {
        assertThat(ProblemReason.text(reason.with("1", "2", "3", "4"), Locale.SIMPLIFIED_CHINESE)).containsPattern("[\\p{IsHan}（]")
            .doesNotContainPattern("\\{\\d");
        assertThat(ProblemReason.text(reason.with("1", "2", "3", "4"), Locale.ENGLISH)).doesNotContainPattern("\\p{IsHan}").doesNotContainPattern("\\{\\d");
    }

    @Test
    void aReasonMayBeADetailOfAnother() {
        String written = ProblemReason.FRAMING_VERSION.with(2, 3, ProblemReason.FRAMING_LIKE_1);
        assertThat(ProblemReason.text(written, Locale.ENGLISH))
            .isEqualTo("announced framing 2, but its header says version 3; it looks like a raw Opus packet (framing 1)");
        assertThat(ProblemReason.text(written, Locale.SIMPLIFIED_CHINESE)).endsWith("看起来像单独的 Opus 数据包（帧格式 1）");
        assertThat(ProblemReason.text(ProblemReason.ANSWERED.with("reason.of_others"), Locale.ENGLISH)).isEqualTo("it answered reason.of_others");
    }

    @Test
    void aReasonKeepsWhatItIsAbout() {
        String written = ProblemReason.YAML_SYNTAX.with("expected ',': or ']'");
        assertThat(ProblemReason.text(written, Locale.ENGLISH))
            .isEqualTo(ProblemReason.text(ProblemReason.YAML_SYNTAX.toString(), Locale.ENGLISH) + ": expected ',': or ']'");
    }

    @Test
    void severalReasonsAreOneListAndALineThatIsNoneStays() {
        String text = ProblemReason.text(ProblemReason.YAML_TAB + "\nas it is\n" + ProblemReason.YAML_QUOTE, Locale.ENGLISH);
        assertThat(text).contains("as it is").doesNotContain("reason.").doesNotContain("\n");
        assertThat(ProblemReason.text("reason.of_a_newer_version: 7", Locale.ENGLISH)).isEqualTo("reason.of_a_newer_version: 7");
    }

    @Test
    void detailsHaveTheirPlaces() {
        String written = ProblemReason.DISK_LITTLE.with("/home (/dev/sda1)", 12, 500);
        assertThat(ProblemReason.text(written, Locale.ENGLISH)).isEqualTo("the file system /home (/dev/sda1) is full: 12 KB of 500 MB are free");
        assertThat(ProblemReason.text(written, Locale.SIMPLIFIED_CHINESE)).isEqualTo("文件系统 /home (/dev/sda1) 已满：500 MB 中仅剩 12 KB");
        assertThat(ProblemReason.text(ProblemReason.refusal("whole", List.of("5", "30")), Locale.SIMPLIFIED_CHINESE)).isEqualTo("5 到 30 之间的整数。");
        assertThat(ProblemReason.text("reason.yaml_syntax: as it was kept before", Locale.ENGLISH)).endsWith(": as it was kept before");
    }

    @Test
    void aProblemIsTheReasonOfAnotherInTheLanguageOfTheReader() {
        Problem model = Problem.of(ProblemCode.PROVIDER_TIMEOUT, "qwen", "http://127.0.0.1:1/v1", 30);
        Problem summary = Problem.of(ProblemCode.SUMMARY_WITHOUT_MODEL, Failures.argument(new CompletionException(new ProblemException(model))));
        assertThat(summary.why(Locale.SIMPLIFIED_CHINESE))
            .isEqualTo("无法询问任何模型：" + model.what(Locale.SIMPLIFIED_CHINESE) + model.why(Locale.SIMPLIFIED_CHINESE).replace("。", ""));
        assertThat(summary.why(Locale.ENGLISH)).contains("qwen does not answer. Nothing arrived from http://127.0.0.1:1/v1 for 30 s");
    }

    @Test
    void whatTheSystemSaysIsToldInTheLanguageOfTheReader() {
        assertThat(ProblemReason.text(Failures.argument(new UncheckedIOException(new NoSuchFileException("/x"))), Locale.SIMPLIFIED_CHINESE))
            .isEqualTo("没有这个文件：/x");
        assertThat(ProblemReason.text(Failures.argument(new ConnectException("Connection refused")), Locale.SIMPLIFIED_CHINESE)).isEqualTo("那里没有程序在监听");
        assertThat(ProblemReason.text(Failures.argument(new FileSystemException("/x", null, "No space left on device")), Locale.SIMPLIFIED_CHINESE))
            .startsWith("磁盘空间已满");
        ReasonException known = new ReasonException(ProblemReason.NO_ANSWER_WITHIN, 7);
        assertThat(ProblemReason.text(Failures.argument(known), Locale.SIMPLIFIED_CHINESE)).isEqualTo("在 7 秒内没有应答");
        assertThat(known).hasMessage("no answer within 7 s");
        assertThat(Failures.argument(new IOException("as it said"))).isEqualTo("as it said");
    }

    @Test
    void wordsOfOthersAreNoPatternAndHoldNoKeys() {
        Problem problem = Problem.of(ProblemCode.STORE_FAILED, "{1} it's '{0}' https://ann:secret-1@host/x");
        assertThat(problem.why(Locale.ENGLISH) + problem.what(Locale.ENGLISH)).contains("{1} it's '{0}'").doesNotContain("secret-1");
        assertThat(problem.args().getFirst()).doesNotContain("secret-1");
    }

    @Test
    void theProblemOfAFailureIsItsOwnOrTheOneThatIsMeant() {
        Problem own = Problem.of(ProblemCode.STORE_BUSY, "x");
        assertThat(Failures.problem(new CompletionException(new CompletionException(new ProblemException(own))), ProblemCode.UNEXPECTED)).isSameAs(own);
        assertThat(Failures.problem(new CompletionException(new IOException("cut")), ProblemCode.UNEXPECTED))
            .isEqualTo(Problem.of(ProblemCode.UNEXPECTED, "java.io.IOException: cut"));
        assertThat(Failures.reason(new CompletionException(new UncheckedIOException(new IOException("cut"))))).isEqualTo("cut");
        assertThat(Failures.reason(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(Failures.reason(new ProblemException(own))).isEqualTo(own.what(Locale.ENGLISH) + " " + own.why(Locale.ENGLISH));
    }
}
