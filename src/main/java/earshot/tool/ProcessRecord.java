package earshot.tool;

import module java.base;

import earshot.store.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that names the mark of this run and its running programs, by process id and start, so that the next run finds what a killed one has
/// left. Without it, since the disk may be full, only the watcher and the closed standard input end them.
final class ProcessRecord implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessRecord.class);
    /// By how much the start of a process may differ when it is read again: the system derives it from the clock.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 1 << 16;

    private final Path file;
    private final ProcessMark mark = ProcessMark.ofRun();

    private ProcessRecord(Path file) {
        this.file = file;
    }

    /// Passes what an earlier run has left to `kill`, and begins the record of this run.
    static ProcessRecord begin(Path file, BiConsumer<List<ProcessHandle>, ProcessMark> kill) {
        try (InputStream in = Files.newInputStream(file)) {
            List<String> lines = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).lines().toList();
            if (!lines.isEmpty() && lines.getFirst().matches("[0-9a-f-]{36}")) {
                kill.accept(lines.stream().skip(1).flatMap(line -> alive(line).stream()).toList(), new ProcessMark(lines.getFirst()));
            }
        } catch (NoSuchFileException _) {
            // the earlier run has ended in order, or had no tool servers
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
        }
        return new ProcessRecord(file);
    }

    ProcessMark mark() {
        return mark;
    }

    synchronized void write(List<ProcessHandle> programs) {
        List<String> lines = new ArrayList<>(List.of(mark.text()));
        programs.forEach(program -> program.info().startInstant().ifPresent(start -> lines.add(program.pid() + " " + start.toEpochMilli())));
        try {
            PrivateFiles.write(file, String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }

    @Override
    public synchronized void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.toString());
        }
    }

    /// The process of a line, unless its id belongs to another one by now.
    private static Optional<ProcessHandle> alive(String line) {
        Matcher written = Pattern.compile("(\\d{1,18}) (\\d{1,18})").matcher(line);
        if (!written.matches()) {
            return Optional.empty();
        }
        Instant start = Instant.ofEpochMilli(Long.parseLong(written.group(2)));
        return ProcessHandle.of(Long.parseLong(written.group(1)))
            .filter(process -> process.info().startInstant().filter(now -> Duration.between(start, now).abs().compareTo(TOLERANCE) < 0).isPresent());
    }
}
