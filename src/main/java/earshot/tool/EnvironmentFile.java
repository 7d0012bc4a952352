package earshot.tool;

import module java.base;

import earshot.store.BoundedFile;

/// The variables of a `.env` file, as desktop programs give them to a tool server: `NAME=value` lines, with comments, `export` and quotes.
final class EnvironmentFile {
    private static final int MAX_BYTES = 64 << 10;
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)");

    private EnvironmentFile() {}

    /// @throws IOException when it is absent, unreadable or larger than 64 kB
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        new String(BoundedFile.read(file, MAX_BYTES), StandardCharsets.UTF_8).lines().map(String::strip).map(LINE::matcher).filter(Matcher::matches)
            .forEach(line -> variables.put(line.group(1), value(line.group(2))));
        return variables;
    }

    private static String value(String written) {
        boolean quoted = written.length() > 1 && (written.charAt(0) == '"' || written.charAt(0) == '\'');
        int end = quoted ? written.indexOf(written.charAt(0), 1) : written.indexOf(" #");
        return (end > 0 ? written.substring(quoted ? 1 : 0, end) : written).strip();
    }
}
