package earshot.proof;

import module java.base;

import earshot.store.ChildProcess;

/// The real program without a window in a process of its own, and what the system tells about that process.
final class ProgramProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready ws=ws://\\S+:(\\d+)/xiaozhi/v1/ ota=http://\\S+:(\\d+)/xiaozhi/ota/");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+(\\d+)\\s+(\\d+)");

    private final Process process;
    private final Path errors;
    private final int port;
    private final int httpPort;

    /// What a process holds. Descriptors and files are those of the system; -1 where it does not tell.
    ///
    /// @param heapKb what lives after a collection
    /// @param threads platform threads
    record Held(long heapKb, long threads, long descriptors, long files) {}

    private ProgramProcess(Process process, Path errors, Matcher ready) {
        this.process = process;
        this.errors = errors;
        port = Integer.parseInt(ready.group(1));
        httpPort = Integer.parseInt(ready.group(2));
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param options of the virtual machine
    /// @throws IOException when it ends instead; the message is what it said
    static ProgramProcess start(Path home, Path errors, List<String> options, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--headless", "--home", home.toString(), "--host", "127.0.0.1", "--port", "0", "--http-port", "0"));
        arguments.addAll(List.of(more));
        Process process = ChildProcess.startProgram(options, arguments, errors);
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> { }));
                return new ProgramProcess(process, errors, ready);
            }
        }
        process.destroyForcibly();
        throw new IOException(Files.readString(errors));
    }

    int port() {
        return port;
    }

    int httpPort() {
        return httpPort;
    }

    boolean alive() {
        return process.isAlive();
    }

    /// What it has logged so far.
    String log() throws IOException {
        return Files.readString(errors);
    }

    /// `kill -9`. Does not wait until it is gone: [#close] does.
    void kill() {
        process.destroyForcibly();
    }

    Held held(Path home) throws IOException, InterruptedException {
        Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid()),
            "GC.class_histogram").redirectErrorStream(true).start();
        String told = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        histogram.waitFor();
        Matcher total = TOTAL.matcher(told);
        long heap = total.find() ? Long.parseLong(total.group(2)) >> 10 : -1;
        return new Held(heap, count(Path.of("/proc", Long.toString(process.pid()), "task"), 1), count(Path.of("/proc", Long.toString(process.pid()), "fd"), 1),
            count(home, Integer.MAX_VALUE));
    }

    private static long count(Path folder, int depth) throws IOException {
        if (!Files.isDirectory(folder)) {
            return -1;
        }
        AtomicLong count = new AtomicLong(-1);
        Files.walkFileTree(folder, Set.of(), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                count.incrementAndGet();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                count.incrementAndGet();
                return FileVisitResult.CONTINUE;
            }

            /// It was there a moment ago: the process lives.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return count.get();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
