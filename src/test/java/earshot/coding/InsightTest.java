package earshot.coding;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/// What is read from a model's answer and from a log.
class InsightTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        {"insights":["a"],"risks":["b"],"actions":["c"],"nextSteps":["d"],"mood":"good"}             | {"insights":["a"],"risks":["b"],"actions":["c"],"nextSteps":["d"]}
        Here: {"risks":["b"]} done                                                                   | {"insights":[],"risks":["b"],"actions":[],"nextSteps":[]}
        I think {maybe} so. {"insights":["a"]}                                                       | {"insights":["a"],"risks":[],"actions":[],"nextSteps":[]}
        {"insights":"one","actions":[{"do":"c","who":"Ann"},7]}                                      | {"insights":["one"],"risks":[],"actions":["c, Ann","7"],"nextSteps":[]}
        {"insights":[" A  b ","a B","c"],"risks":["1","2","3","4","5"]}                              | {"insights":["A b","c"],"risks":["1","2","3","4"],"actions":[],"nextSteps":[]}
        {"insights":["1","2","3","4","5","6"],"actions":["1","2","3","4","5","6","7"]}               | {"insights":["1","2","3","4","5"],"risks":[],"actions":["1","2","3","4","5","6"],"nextSteps":[]}
        {"insights":[],"risks":[]}                                                                   | none
        {"title":"a"}                                                                                | none
        {"insights":["a"                                                                             | none
        no idea                                                                                      | none""")
    void anAnswerIsRead(String answer, String insight) {
        assertThat(InsightParser.read(answer).map(read -> read.json().toString())).isEqualTo(Optional.ofNullable(insight));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ERROR | Tests failed: 3, passed: 10                          | 3 tests failed.
        INFO  | 1 failed, 20 passed                                  | One test failed.
        INFO  | 0 failed, 20 passed                                  | 1 line, no error and no warning.
        ERROR | ImportError: cannot import name x                    | A module or class was not found.
        ERROR | java.lang.OutOfMemoryError                           | The program ran out of memory.
        WARN  | the room was OOM-killed                              | The program ran out of memory.
        WARN  | the room is blooming                                 | 0 errors and 1 warning in 1 line.
        ERROR | read timed out                                       | Something took too long and was given up.
        INFO  | timeout is 30 s                                      | 1 line, no error and no warning.
        ERROR | connect ECONNREFUSED 127.0.0.1:80                    | A connection failed.
        ERROR | BUILD FAILURE                                        | The build failed.
        INFO  | BUILD SUCCESS                                        | The build succeeded.
        INFO  | Compiling 30 files                                   | The build is running.
        WARN  | eslint: 4 problems                                   | The style check has warnings.
        ERROR | 3 个测试失败: 3                                       | 3 个测试失败。
        WARN  | 请求超时                                              | 有操作超时。""")
    void aLogIsReadWithoutAModel(CodingMessage.Level level, String text, String insight) {
        CodingLog log = new CodingLog();
        log.add(LogLine.of(new CodingMessage.Log(level, text), 512), 200);
        Insight read = InsightHeuristics.of(log.all());
        assertThat(read.insights()).contains(insight);
        assertThat(read.risks()).isNotEmpty();
        assertThat(read.actions()).isNotEmpty();
        assertThat(read.nextSteps()).isNotEmpty();
    }

    @Test
    void whatWasMendedIsNoSignalAnyMore() {
        CodingLog log = new CodingLog();
        for (String line : List.of("build failed", "2 tests failed", "build succeeded", "0 tests failed")) {
            log.add(LogLine.of(new CodingMessage.Log(CodingMessage.Level.INFO, line), 512), 3);
        }
        assertThat(log.all().lines()).hasSize(3);
        assertThat(InsightHeuristics.of(log.all()).insights()).containsExactly("The build succeeded.", "3 lines, no error and no warning.");
    }

    @Test
    void aLineIsCleanedAndCut() {
        LogLine line = LogLine.of(new CodingMessage.Log(CodingMessage.Level.INFO, "```java\n a\t`b`\r\n\u0007c ```" + "x".repeat(600)), 20);
        assertThat(line.text()).isEqualTo("a b c " + "x".repeat(13) + "…");
        assertThat(line.urgent()).isTrue();
        assertThat(LogLine.of(new CodingMessage.Log(CodingMessage.Level.INFO, "Traceback (most recent call last):"), 512).urgent()).isTrue();
        assertThat(LogLine.of(new CodingMessage.Log(CodingMessage.Level.WARN, "fine"), 512).urgent()).isFalse();
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(CodingTexts.of(true).bundle().keySet()).isEqualTo(CodingTexts.of(false).bundle().keySet());
    }
}
