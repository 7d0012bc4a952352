package earshot.proof;

import module java.base;

import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// What the tests tagged `proof` found, as one table. Each test records its rows as files under `target/proof`, because every test class runs
/// in a JVM of its own; the profile `proof` prints them at its end by [#main].
public final class ProofTable {
    private static final Path ROWS = Path.of("target", "proof");

    private ProofTable() {}

    /// What a row says. What was not tried, or hardly, has not held.
    public enum Verdict {
        HELD("held"), NOT_RUN("not run"), BROKEN("BROKEN");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }
    }

    /// One line of the table.
    ///
    /// @param what what was tried, the name of the row's file too
    /// @param cases how many times
    /// @param worst the worst that was measured, with its unit
    /// @param limit what was allowed, with its unit
    /// @param verdict whether every case stayed within the limit
    public record Row(String what, long cases, String worst, String limit, Verdict verdict) {
        public Row(String what, long cases, String worst, String limit, boolean held) {
            this(what, cases, worst, limit, held ? Verdict.HELD : Verdict.BROKEN);
        }

        /// @param why it was not tried, or not enough to say anything
        public static Row notRun(String what, long cases, String why) {
            return new Row(what, cases, why, "–", Verdict.NOT_RUN);
        }

        boolean held() {
            return verdict == Verdict.HELD;
        }

        static Row of(String line) {
            String[] cells = line.split("\t", -1);
            return new Row(cells[0], Long.parseLong(cells[1]), cells[2], cells[3], Verdict.valueOf(cells[4]));
        }

        String line() {
            return Stream.of(what, cases, worst, limit, verdict).map(cell -> String.valueOf(cell).replaceAll("\\s", " ")).collect(Collectors.joining("\t"));
        }

        private List<String> cells() {
            return List.of(what, String.format(Locale.ROOT, "%,d", cases).replace(',', ' '), worst, limit, verdict.words);
        }
    }

    /// Writes a row; a row of the same name is replaced. Call it before asserting, so that a broken limit stands in the table too.
    public static void record(Row row) {
        try {
            Files.createDirectories(ROWS);
            Files.writeString(ROWS.resolve(row.what.replaceAll("[^\\p{L}\\p{Nd}]+", "-") + ".row"), row.line() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Prints the rows and the tests that failed, and ends with 1 when one broke or nothing held. What was not run is told, and breaks nothing: some of it needs rights.
    public static void main(String[] args) throws Exception {
        List<Row> rows = files(ROWS, ".row").stream().flatMap(ProofTable::lines).map(Row::of).sorted(Comparator.comparing(Row::what)).toList();
        String table = table(rows);
        List<String> failures = failures(Path.of("target", "surefire-reports"));
        System.out.println("\n" + machine() + "\n\n" + table + String.join("", failures));
        if (!failures.isEmpty() || rows.stream().anyMatch(row -> row.verdict() == Verdict.BROKEN) || rows.stream().noneMatch(Row::held)) {
            System.exit(1);
        }
    }

    /// The table as Markdown with even columns.
    static String table(List<Row> rows) {
        List<List<String>> cells = new ArrayList<>(List.of(List.of("what", "cases", "worst", "limit", "verdict")));
        rows.forEach(row -> cells.add(row.cells()));
        int[] widths = IntStream.range(0, 5).map(column -> cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
        cells.add(1, Arrays.stream(widths).mapToObj("-"::repeat).toList());
        return cells.stream()
            .map(row -> IntStream.range(0, 5).mapToObj(column -> column == 1 ? right(row.get(1), widths[1]) : left(row.get(column), widths[column]))
            .collect(Collectors.joining(" | ", "| ", " |\n"))).collect(Collectors.joining());
    }

    private static String left(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "%s %s, %d cores, heap of %d MB, Java %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"), runtime.availableProcessors(),
            runtime.maxMemory() >> 20, Runtime.version());
    }

    /// A line for each report with tests that failed: a test that ends before it records its row would be missed otherwise.
    private static List<String> failures(Path reports) throws Exception {
        List<String> failures = new ArrayList<>();
        for (Path report : files(reports, ".xml")) {
            Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile()).getDocumentElement();
            int failed = Integer.parseInt(suite.getAttribute("failures")) + Integer.parseInt(suite.getAttribute("errors"));
            if (failed > 0) {
                failures.add("%d failed in %s: %s%n".formatted(failed, suite.getAttribute("name"), report));
            }
        }
        return failures;
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
