package earshot.coding;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is read of a log before anybody is asked, and what of an answer is a line of it.
class LogExcerptTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        cannot connect to db.example.org port 5432 | cannot connect to db.example.org port 5432           | true
        cannot connect to db.example.org port 5432 | Cannot connect to DB.example.org (port 5432)!        | true
        cannot connect to db.example.org port 5432 | It says: cannot connect to db.example.org            | true
        cannot connect to db.example.org port 5432 | The database does not answer.                        | false
        cannot connect to db.example.org port 5432 | It cannot connect to the database.                   | false
        fine                                       | fine                                                 | true
        fine                                       | All is fine.                                         | false
        NullPointerException in Foo                | A NullPointerException needs a look.                 | false
        连接数据库服务器失败请检查网络设置             | 连接数据库服务器失败了                                  | true
        连接数据库服务器失败请检查网络设置             | 数据库连不上                                          | false
        anything                                   | ...                                                  | false""")
    void aSentenceThatRepeatsALineIsKnown(String line, String sentence, boolean echo) {
        assertThat(excerpt("", line).echoes(sentence, 1600)).isEqualTo(echo);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        build failed                                      | FAILED
        compiling 3 files                                 | RUNNING
        compiling 3 files; build failed                   | FAILED
        build failed; compiling 3 files                   | RUNNING
        build failed; compiling 3 files; build success    | DONE
        build success; 构建失败                            | FAILED
        build success; another line                       | DONE
        正在编译; 编译成功                                  | DONE
        nothing of the kind                               | -""")
    void theLastWordOnTheBuildCounts(String lines, String state) {
        assertThat(excerpt("", lines.split("; ")).build().map(Enum::name).orElse("-")).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        3 failed                             | 3  | true
        3 failed; 0 failed                   | 0  | false
        0 failed; 2 failures                 | 2  | true
        tests failed: 12                     | 12 | true
        失败：4                               | 4  | true
        999999 failed                        | 999999 | true
        1234567 failed                       | -  | false
        v1.3 failed                          | -  | false
        1 failed; all is well                | 1  | true
        test failed                          | -  | true""")
    void theLastNumberOfFailedTestsCounts(String lines, Integer failed, boolean signal) {
        LogExcerpt log = excerpt("", lines.split("; "));
        assertThat(log.failedTests()).isEqualTo(failed == null ? OptionalInt.empty() : OptionalInt.of(failed));
        assertThat(log.signals().contains(LogSignal.TESTS)).isEqualTo(signal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -      | -                   | false
        -      | build failed        | false
        -      | 构建失败             | true
        -      | abcdefghijklmnopqr构构 | true
        -      | abcdefghijklmnopqrs构构 | false
        编译    | BUILD FAILED        | true
        build  | 1234567890 !!! 错    | true""")
    void aLogIsChineseWhenATenthOfItsLettersAre(String phase, String line, boolean chinese) {
        assertThat(excerpt(phase.equals("-") ? "" : phase, line).chinese()).isEqualTo(chinese);
    }

    @Test
    void ofALongLogTheEndIsToldAndNoLetterIsHalved() {
        LogExcerpt log = excerpt("", "begin", "😀".repeat(20));
        assertThat(log.text(1600)).isEqualTo("[info] begin\n[info] " + "😀".repeat(20));
        for (int most : List.of(10, 11)) {
            assertThat(log.text(most)).hasSizeLessThanOrEqualTo(most).isEqualTo("😀".repeat(5));
        }
    }

    @Test
    void theNewestLinesAreKeptAndOneThatIsTooLongForAllStaysAlone() {
        CodingLog log = new CodingLog();
        for (int i = 1; i <= 10; i++) {
            log.add(line("line " + i), 5);
        }
        assertThat(log.all().lines()).extracting(LogLine::text).containsExactly("line 6", "line 7", "line 8", "line 9", "line 10");
        assertThat(log.newest(15).lines()).as("with its line break").extracting(LogLine::text).containsExactly("line 9", "line 10");
        assertThat(log.newest(1).lines()).extracting(LogLine::text).containsExactly("line 10");
        log.clear();
        assertThat(log.newest(100)).isEqualTo(new LogExcerpt("", "", "", List.of()));
        assertThat(log.changed()).isFalse();
    }

    @Test
    void aLogOfNothingStillSaysSomethingInEveryList() {
        for (LogExcerpt log : List.of(new LogExcerpt("", "", "", List.of()), new LogExcerpt("测试", "", "phase", List.of()), excerpt("", "x"))) {
            Insight insight = InsightHeuristics.of(log);
            assertThat(List.of(insight.insights(), insight.risks(), insight.actions(), insight.nextSteps()))
                .allSatisfy(list -> assertThat(list).isNotEmpty().doesNotHaveDuplicates().noneMatch(String::isBlank));
        }
    }

    private static LogExcerpt excerpt(String phase, String... lines) {
        return new LogExcerpt(phase, "", "log", Stream.of(lines).map(LogExcerptTest::line).toList());
    }

    private static LogLine line(String text) {
        return LogLine.of(new CodingMessage.Log(CodingMessage.Level.INFO, text), 512);
    }
}
