package earshot.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;

import module java.base;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.store.BoundedFile;
import earshot.store.HomeDirectory;
import earshot.store.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file that says why this process ended, if it ends in a fatal error. Opened beforehand with a buffer, because there may be no memory
/// then; empty until then.
final class FatalErrorReport implements AutoCloseable {
    private static final int BUFFER = 8 * 1024;
    private static final int LONGEST_TEXT = 1000;
    private static final int KEPT = 10;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT);
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrorReport.class);

    private final Path path;
    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private FatalErrorReport(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    static FatalErrorReport open(HomeDirectory home) throws IOException {
        Path path = path(home);
        PrivateFiles.createDirectories(path.getParent());
        return new FatalErrorReport(path, PrivateFiles.open(path, TRUNCATE_EXISTING));
    }

    /// What the run before this one reported, as a problem; its report is kept under a name with its time, the newest ten are.
    static Optional<Problem> ofLastRun(HomeDirectory home) {
        Path path = path(home);
        try {
            if (!Files.exists(path) || Files.size(path) == 0) {
                return Optional.empty();
            }
            String cause = BoundedFile.start(path, BUFFER).lines().findFirst().orElse("");
            Path kept = path.resolveSibling("fatal-" + STAMP.format(Files.getLastModifiedTime(path).toInstant().atZone(ZoneId.systemDefault())) + ".txt");
            Files.move(path, kept, StandardCopyOption.REPLACE_EXISTING);
            forgetOld(path.getParent());
            ProblemCode code = cause.startsWith(OutOfMemoryError.class.getName()) ? ProblemCode.LAST_RUN_OUT_OF_MEMORY : ProblemCode.LAST_RUN_FAILED;
            return Optional.of(Problem.of(code, new ProblemSubject.File(kept.toString()), cause, kept));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("why the last run ended could not be read: {}", e.toString());
            return Optional.empty();
        }
    }

    /// Writes error, thread and memory. Allocates nothing of its own.
    void writeFacts(String thread, Throwable error) throws IOException {
        buffer.clear();
        put(error.getClass().getName());
        if (error.getMessage() != null) {
            put(": ");
            put(error.getMessage());
        }
        endLine();
        put("thread: ");
        put(thread);
        endLine();
        Runtime runtime = Runtime.getRuntime();
        put("heap in MB: used ");
        putNumber((runtime.totalMemory() - runtime.freeMemory()) >> 20);
        put(", taken ");
        putNumber(runtime.totalMemory() >> 20);
        put(", limit ");
        putNumber(runtime.maxMemory() >> 20);
        endLine();
        flush();
    }

    /// Writes more, where there is memory for it.
    void write(String text) throws IOException {
        file.write(UTF_8.encode(text));
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        file.force(false);
    }

    /// In ASCII, other characters as question marks, and cut.
    private void put(String text) {
        for (int i = 0; i < Math.min(text.length(), LONGEST_TEXT); i++) {
            char letter = text.charAt(i);
            buffer.put((byte) (letter >= ' ' && letter < 127 ? letter : '?'));
        }
    }

    private void endLine() {
        buffer.put((byte) '\n');
    }

    private void putNumber(long number) {
        if (number >= 10) {
            putNumber(number / 10);
        }
        buffer.put((byte) ('0' + number % 10));
    }

    /// The run ends as it should.
    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", path, e.toString());
        }
    }

    private static void forgetOld(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> reports = files.filter(file -> file.getFileName().toString().matches("fatal-.*\\.txt")).sorted(Comparator.reverseOrder()).toList();
            for (Path old : reports.stream().skip(KEPT).toList()) {
                Files.delete(old);
            }
        }
    }

    private static Path path(HomeDirectory home) {
        return home.logs().resolve("fatal.txt");
    }
}
