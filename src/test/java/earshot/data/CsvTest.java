package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that a spreadsheet reads as they were meant.
class CsvTest {
    @Test
    void plainCellsStandAsTheyAre() {
        assertThat(Csv.line("a", "two words", "你好", "3.5", "it's")).isEqualTo("a,two words,你好,3.5,it's\r\n");
        assertThat(Csv.line("only")).isEqualTo("only\r\n");
        assertThat(Csv.line("", "", "")).as("empty cells keep their place").isEqualTo(",,\r\n");
    }

    @Test
    void whatWouldEndACellIsQuoted() {
        assertThat(Csv.line("a,b", "c")).isEqualTo("\"a,b\",c\r\n");
        assertThat(Csv.line("two\nlines", "with\r\nboth")).isEqualTo("\"two\nlines\",\"with\r\nboth\"\r\n");
        assertThat(Csv.line("she said \"no\"")).isEqualTo("\"she said \"\"no\"\"\"\r\n");
        assertThat(Csv.line("\"")).isEqualTo("\"\"\"\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "=HYPERLINK(A1)\nsecond line", "="})
    void whatASpreadsheetWouldCalculateIsText(String cell) {
        assertThat(cells(Csv.line(cell, "next"))).containsExactly("'" + cell, "next");
        assertThat(cells(Csv.line("next", cell))).as("in any column").containsExactly("next", "'" + cell);
    }

    @Test
    void aFormulaThatNeedsQuotesGetsBoth() {
        assertThat(Csv.line("=A1,B1")).isEqualTo("\"'=A1,B1\"\r\n");
        assertThat(Csv.line("\rx")).isEqualTo("\"'\rx\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "3-5", "x@y", " =1", "'=1", "1+1"})
    void signsWithinACellAreNoFormula(String cell) {
        assertThat(Csv.line(cell)).isEqualTo(cell + "\r\n");
    }

    @Test
    void whateverIsInTheCellsTheyAreReadAsTheyWere() {
        Random random = new Random(4);
        String letters = "ab\",\r\n;' 你";
        for (int i = 0; i < 500; i++) {
            String[] cells = new String[1 + random.nextInt(4)];
            Arrays.setAll(cells,
                _ -> "x" + random.ints(random.nextInt(8), 0, letters.length()).mapToObj(at -> letters.substring(at, at + 1)).collect(Collectors.joining()));
            assertThat(cells(Csv.line(cells))).containsExactly(cells);
        }
    }

    @Test
    void theMarkOfAFileIsThatOfUtf8() {
        assertThat(Csv.BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8)).containsExactly(0xEF, 0xBB, 0xBF);
    }

    /// The cells of one line, read as RFC 4180 says.
    private static List<String> cells(String line) {
        assertThat(line).endsWith("\r\n");
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length() - 2; i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && line.charAt(i + 1) == '"') {
                cell.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        assertThat(quoted).as("each quote is closed").isFalse();
        cells.add(cell.toString());
        return cells;
    }
}
