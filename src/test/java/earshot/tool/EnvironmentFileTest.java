package earshot.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `.env` files as people write them.
class EnvironmentFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        A=1                     | 1
        export A=1              | 1
        A = 1                   | 1
        A=one two               | one two
        A=one # a comment       | one
        A=one#two               | one#two
        A="one # two"           | one # two
        A='one' # a comment     | one
        A="it's"                | it's
        A="open                 | "open
        A=x=y                   | x=y
        A=                      | ~~
        A=\"\"                  | ~~""")
    void aValueIsReadWithoutItsQuotesAndComment(String line, String value) throws IOException {
        assertThat(read(line)).isEqualTo(Map.of("A", value));
    }

    @Test
    void whatIsNoVariableIsPassedOverAndTheLastOneCounts() throws IOException {
        assertThat(read("# A=0\n\n  B=2  \r\nnonsense\n1A=1\n=x\nC.d-e=3\nB=4\n密=5")).containsExactly(Map.entry("B", "4"), Map.entry("C.d-e", "3"));
        assertThat(read("")).isEmpty();
        assertThat(read("NAME=你好")).isEqualTo(Map.of("NAME", "你好"));
    }

    @Test
    void aFileThatIsAbsentOrFarTooLargeIsRefused() {
        assertThatThrownBy(() -> EnvironmentFile.read(folder.resolve("none"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("A=" + "x".repeat(64 << 10))).isInstanceOf(IOException.class);
    }

    private Map<String, String> read(String content) throws IOException {
        return EnvironmentFile.read(Files.writeString(folder.resolve(".env"), content));
    }
}
