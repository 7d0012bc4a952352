package earshot.data;

import module java.base;

/// Lines of comma-separated values as of RFC 4180. A cell that a spreadsheet would calculate begins with an apostrophe.
public final class Csv {
    /// Begins a file: without it spreadsheets take Chinese for something else.
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]");

    private Csv() {}

    /// One line with its end.
    public static String line(String... cells) {
        return Stream.of(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
