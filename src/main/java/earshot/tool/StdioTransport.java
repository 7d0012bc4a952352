package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;
import earshot.remote.BoundedLineReader;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transport to a tool server that is a program on this computer: one JSON-RPC message per line on its standard input and output, text
/// for people on its standard error. Source: MCP, transports. Each program has three platform threads, because blocking on a pipe pins the
/// carrier of a virtual thread.
final class StdioTransport implements McpTransport {
    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
    /// How nearly every message begins.
    private static final String MESSAGE = "{\"jsonrpc\"";
    private static final int MAX_QUEUED = 128;
    private static final int MAX_LINE_BYTES = 4 << 20;
    /// What is kept of a line on its standard error.
    private static final int MAX_ERROR_BYTES = 1000;
    private static final Duration LAST_WORDS_LIMIT = Duration.ofSeconds(1);
    /// Tells the writing thread to stop.
    private static final byte[] END_OF_QUEUE = new byte[0];

    private final String name;
    private final ToolProcesses toolProcesses;
    private final ToolProcesses.ToolProcess program;
    private final Process process;
    private final TransportListener listener;
    private final BlockingQueue<byte[]> outbound = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Time time;
    private final LastLines errorLines;
    /// Where messages belong; they explain its end where it writes no errors.
    private final LastLines otherLines;
    private final SplitMessage split = new SplitMessage();
    private final CompletableFuture<Boolean> errorsRead = new CompletableFuture<>();
    private volatile boolean closed;

    /// Starts the program.
    ///
    /// @param secrets what is masked in its words
    StdioTransport(String name, ProcessBuilder builder, Collection<String> secrets, Time time, ToolProcesses toolProcesses, TransportListener listener)
        throws IOException {
        this.name = name;
        this.time = time;
        this.toolProcesses = toolProcesses;
        this.listener = listener;
        errorLines = new LastLines(secrets);
        otherLines = new LastLines(secrets);
        program = toolProcesses.start(builder);
        process = program.process();
        startThread("in", this::writeMessages);
        startThread("err", this::readErrors);
        startThread("out", this::readMessages);
        // what it has started may hold its output open
        process.onExit().thenRun(() -> toolProcesses.end(program));
    }

    @Override
    public boolean send(JsonNode message) {
        return !closed && outbound.offer((message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        outbound.clear();
        outbound.add(END_OF_QUEUE);
        toolProcesses.end(program);
    }

    @Override
    public String lastWords() {
        String words = errorLines.toString();
        return words.isEmpty() ? otherLines.toString() : words;
    }

    private void startThread(String part, Runnable work) {
        Thread.ofPlatform().daemon().name("mcp-" + part + "-" + name).start(work);
    }

    private void writeMessages() {
        try (OutputStream in = process.getOutputStream()) {
            for (byte[] line = outbound.take(); line != END_OF_QUEUE; line = outbound.take()) {
                in.write(line);
                in.flush();
            }
        } catch (IOException _) {
            // the program has ended; the reading thread reports that
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void readMessages() {
        try (InputStream out = process.getInputStream()) {
            BoundedLineReader lines = new BoundedLineReader(out, MAX_LINE_BYTES);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                handleLine(line.get());
            }
            int code = process.waitFor();
            // what it said last may still be in the pipe
            Thread.ofVirtual().name("mcp-end-" + name).start(() -> {
                time.await(errorsRead, LAST_WORDS_LIMIT);
                ended(ToolReason.of(ProblemReason.TOOL_SERVER_ENDED, code));
            });
        } catch (IOException e) {
            ended(new ToolReason.Said(String.valueOf(e.getMessage())));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Passes on the message in a line, also behind a greeting without an end or a byte order mark, or with the lines before it. Others are ignored.
    private void handleLine(String line) {
        if (closed) {
            return;
        }
        String behindGreeting = line.substring(Math.max(0, line.indexOf(MESSAGE)));
        boolean mayBeWhole = !split.begun() || behindGreeting.startsWith(MESSAGE) && !split.awaitsMember();
        if (mayBeWhole && (McpTransport.forEachMessage(line, listener::received) || McpTransport.forEachMessage(behindGreeting, listener::received))) {
            // what began before it was no message
            split.clear();
        } else if (!split.add(line)) {
            ignore(line);
        } else {
            split.whole().filter(whole -> !McpTransport.forEachMessage(whole, listener::received)).ifPresent(this::ignore);
        }
    }

    private void ignore(String text) {
        LOG.debug("tool server {} wrote {} characters that are no message", name, text.length());
        otherLines.add(text);
    }

    private void readErrors() {
        try (InputStream errors = process.getErrorStream()) {
            BoundedLineReader lines = BoundedLineReader.cutting(errors, MAX_ERROR_BYTES);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                listener.said(errorLines.add(line.get()));
            }
        } catch (IOException _) {
            // the program has ended
        } finally {
            errorsRead.complete(true);
        }
    }

    private void ended(ToolReason why) {
        boolean ours = closed;
        close();
        if (!ours) {
            listener.disconnected(new ToolServerFailure.Failed(why));
        }
    }
}
