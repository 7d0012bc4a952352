package earshot.process;

import module java.base;
import earshot.data.Closeables;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.BoundedFile;
import earshot.store.HomeDirectory;
import earshot.store.PrivateFiles;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process that takes over from this one, as this one sees it. Its methods wait; they are for the main thread and virtual threads.
public final class Successor implements AutoCloseable {
    /// How long it may take to start, and again to serve once it has been let.
    static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final int SHOWN_OUTPUT = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Successor.class);

    private final Time time;
    private final Process process;
    private final Path output;
    private final ServerSocketChannel server;
    private final Path socket;
    private Optional<LineChannel> channel = Optional.empty();
    private boolean serves;

    private Successor(Time time, Process process, Path output, ServerSocketChannel server, Path socket) {
        this.time = time;
        this.process = process;
        this.output = output;
        this.server = server;
        this.socket = socket;
    }

    /// Starts it; continues with [#awaitStart]. Nothing of this process is closed for that.
    ///
    /// @param arguments of this program
    /// @throws ProblemException when there is no process
    public static Successor start(HomeDirectory home, List<String> arguments, Time time) {
        try {
            return of(new StartCommand(arguments).words(), home, time);
        } catch (IOException e) {
            throw failure(e.toString());
        }
    }

    /// The same with a whole command line.
    static Successor of(List<String> command, HomeDirectory home, Time time) throws IOException {
        Path socket = home.socket("successor");
        Path output = home.logs().resolve("successor.log");
        ServerSocketChannel server = LineChannel.listen(home, socket);
        try {
            return new Successor(time, launch(command, output, Map.of(Predecessor.VARIABLE, socket.toString())), output, server, socket);
        } catch (IOException e) {
            Closeables.closeQuietly(server);
            throw e;
        }
    }

    /// Starts a detached process: no descriptor of this one is inherited, and its input is empty.
    ///
    /// @param output where its output goes until it is known to serve
    static Process launch(List<String> command, Path output, Map<String, String> environment) throws IOException {
        PrivateFiles.createDirectories(output.getParent());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        inherit(builder.environment(), environment);
        if (OwnSession.windows()) {
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("NUL"))).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        } else {
            // what redirects creates it for everybody to read
            PrivateFiles.write(output, new byte[0]);
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).redirectOutput(output.toFile());
        }
        return builder.start();
    }

    /// What a process that is started gets of the environment of this one. How this one came to be started is not passed on: the number of fatal
    /// errors before it would delay a successor that has nothing to do with them.
    static void inherit(Map<String, String> inherited, Map<String, String> added) {
        inherited.remove(Predecessor.VARIABLE);
        inherited.remove(FatalErrorHandler.COUNT);
        inherited.putAll(added);
    }

    /// Its number, for people and logs.
    public long pid() {
        return process.pid();
    }

    /// Lets it take the home and the ports, which must be free by now, and waits until it serves.
    /// @return why it does not serve; it has ended then
    public Optional<String> takeOver(Optional<ServedPorts> ports) {
        try {
            channel.orElseThrow().write(Predecessor.RELEASED + ports.map(served -> " " + served.webSocket() + " " + served.http()).orElse(""));
        } catch (IOException e) {
            LOG.debug("the successor does not listen: {}", e.toString());
        }
        Optional<String> answer = answer();
        serves = answer.equals(Optional.of(Predecessor.SERVES));
        if (serves) {
            return Optional.empty();
        }
        end();
        return Optional.of(answer.orElse("it did not serve within " + LIMIT.toSeconds() + " s"));
    }

    /// Ends it unless it serves.
    @Override
    public void close() {
        if (!serves) {
            end();
        }
        channel.ifPresent(Closeables::closeQuietly);
        Closeables.closeQuietly(server);
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(output);
        } catch (IOException e) {
            LOG.warn("the socket for the successor could not be removed: {}", e.toString());
        }
    }

    /// Waits until it waits for [#takeOver].
    ///
    /// @throws ProblemException when it does not come up; it has ended then
    public void awaitStart() {
        CompletableFuture<LineChannel> connected = new CompletableFuture<>();
        Thread.ofVirtual().name("successor").start(() -> {
            try {
                connected.complete(new LineChannel(server.accept()));
            } catch (IOException e) {
                connected.completeExceptionally(e);
            }
        });
        process.onExit().thenRun(() -> connected.completeExceptionally(new IOException(howItEnded())));
        String why;
        try {
            channel = time.await(connected, LIMIT);
            why = "it did not start within " + LIMIT.toSeconds() + " s";
        } catch (CompletionException e) {
            why = e.getCause().getMessage();
        }
        if (channel.isEmpty()) {
            close();
            throw failure(why);
        }
    }

    /// The next line of it, or why it ended; empty when the limit has passed.
    private Optional<String> answer() {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().name("successor-answer").start(() -> {
            try {
                line.complete(channel.orElseThrow().read());
            } catch (IOException _) {
                process.onExit().thenRun(() -> line.complete(howItEnded()));
            }
        });
        return time.await(line, LIMIT);
    }

    private void end() {
        process.destroyForcibly();
        time.await(process.onExit(), END_LIMIT);
    }

    /// Its exit code and what it wrote last.
    private String howItEnded() {
        String written = "";
        try {
            written = Files.exists(output) ? BoundedFile.end(output, 4 * SHOWN_OUTPUT).strip() : "";
        } catch (IOException e) {
            LOG.debug("what the successor wrote could not be read: {}", e.toString());
        }
        String last = written.substring(Math.max(0, written.length() - SHOWN_OUTPUT));
        return "it ended with exit code " + process.exitValue() + (last.isEmpty() ? "" : ": " + last);
    }

    private static ProblemException failure(String reason) {
        return new ProblemException(Problem.of(ProblemCode.PROCESS_RESTART_FAILED, reason));
    }
}
