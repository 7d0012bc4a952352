package earshot.tool;

import module java.base;

import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The programs of tool servers, each with all processes that it has started in turn: asks them to end, kills them where they do not, and lets
/// none outlive this program, see the package text. Safe for use from any thread.
final class ToolProcesses implements AutoCloseable {
    /// From asking a program to end until it is killed.
    static final Duration GRACE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(ToolProcesses.class);
    /// A process may start another one while it is being killed; it cannot do so forever.
    private static final int MAX_ROUNDS = 20;

    private final Time time;
    private final ProcessRecord processRecord;
    private final Set<ToolProcess> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ProcessWatcher processWatcher;
    private volatile boolean closed;

    /// A program, and the mark in the environment of it and of all that it starts.
    record ToolProcess(Process process, ProcessMark mark) {}

    /// Kills what an earlier run has left.
    ///
    /// @param record the file that names the running programs
    ToolProcesses(Time time, Path record) {
        this.time = time;
        processRecord = ProcessRecord.begin(record, (left, mark) -> kill(left, mark));
        processWatcher = new ProcessWatcher(processRecord.mark());
    }

    /// Starts a program.
    ToolProcess start(ProcessBuilder builder) throws IOException {
        processWatcher.start();
        if (running.isEmpty()) {
            // the mark alone finds the program that is started next
            processRecord.write(List.of());
        }
        ProcessMark mark = processRecord.mark().child(numbers.incrementAndGet());
        mark.addTo(builder.environment());
        ToolProcess started = new ToolProcess(builder.start(), mark);
        running.add(started);
        processRecord.write(handles());
        if (closed) {
            finish(started, List.of(started.process().toHandle()));
            throw new IOException("the program is ending");
        }
        return started;
    }

    /// Asks a program and what it has started to end, and kills after [#GRACE] what is left. Returns at once.
    void end(ToolProcess program) {
        List<ProcessHandle> family = family(program.process().toHandle());
        family.forEach(ProcessHandle::destroy);
        time.after(GRACE, () -> Thread.ofVirtual().name("tool-kill").start(() -> finish(program, family)));
    }

    /// Ends all programs: asks them, waits for [#GRACE] at most, and kills what is left.
    @Override
    public void close() {
        closed = true;
        List<ProcessHandle> all = handles().stream().flatMap(root -> family(root).stream()).toList();
        all.forEach(ProcessHandle::destroy);
        time.await(CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)).thenApply(_ -> true), GRACE);
        kill(all, processRecord.mark());
        running.clear();
        processWatcher.close();
        processRecord.close();
    }

    private void finish(ToolProcess program, List<ProcessHandle> family) {
        kill(family, program.mark());
        if (running.remove(program)) {
            processRecord.write(handles());
        }
    }

    private List<ProcessHandle> handles() {
        return running.stream().map(program -> program.process().toHandle()).toList();
    }

    /// Kills processes, what they have started, and what carries the mark, until none of it is left.
    private static void kill(List<ProcessHandle> known, ProcessMark mark) {
        // one that nobody has collected yet counts as alive, so that each is killed only once
        Set<ProcessHandle> killed = new HashSet<>();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<ProcessHandle> left = Stream.concat(known.stream().flatMap(root -> family(root).stream()), mark.carriers()).filter(ProcessHandle::isAlive)
                .filter(killed::add).toList();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(process -> {
                LOG.debug("process {} is killed", process.pid());
                process.destroyForcibly();
            });
        }
        LOG.warn("a tool server starts processes faster than they can be killed");
    }

    private static List<ProcessHandle> family(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }
}
