package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.BoundedLineReader;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transport to a tool server that is a program on this computer: one JSON-RPC message per line on its standard input and output, text
/// for people on its standard error. Source: MCP, transports. Each program has three platform threads, because blocking on a pipe pins the
/// carrier of a virtual thread.
final class StdioTransport implements McpTransport {
    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
    private static final int MAX_QUEUED = 128;
    private static final int MAX_LINE_BYTES = 4 << 20;
    /// From asking the program to terminate until it is killed.
    private static final Duration KILL_AFTER = Duration.ofSeconds(2);
    /// Tells the writing thread to stop.
    private static final byte[] END_OF_QUEUE = new byte[0];

    private final String name;
    private final Process process;
    private final Time time;
    private final TransportListener listener;
    private final BlockingQueue<byte[]> outbound = new ArrayBlockingQueue<>(MAX_QUEUED);
    private volatile String lastErrorLine = "";
    private volatile boolean closed;

    /// Starts the program.
    ///
    /// @param environment added to our own environment
    StdioTransport(String name, List<String> command, Map<String, String> environment, Time time, TransportListener listener) throws IOException {
        this.name = name;
        this.time = time;
        this.listener = listener;
        ProcessBuilder builder = new ProcessBuilder(platformCommand(command));
        builder.environment().putAll(environment);
        process = builder.start();
        startThread("in", this::writeMessages);
        startThread("err", this::readErrors);
        startThread("out", this::readMessages);
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
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        time.after(KILL_AFTER, () -> all.forEach(ProcessHandle::destroyForcibly));
    }

    /// Windows runs scripts such as npx only through its shell.
    private static List<String> platformCommand(List<String> command) {
        boolean script = System.getProperty("os.name").startsWith("Windows") && !command.getFirst().contains(".");
        return script ? Stream.concat(Stream.of("cmd.exe", "/c"), command.stream()).toList() : command;
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
        } catch (IOException e) {
            // the program has ended; the reading thread reports that
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readMessages() {
        try (InputStream out = process.getInputStream()) {
            BoundedLineReader lines = new BoundedLineReader(out, MAX_LINE_BYTES);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                handleLine(line.get());
            }
            ended("it ended with code " + process.waitFor());
        } catch (IOException e) {
            ended(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Passes on the message in a line. Other lines, such as a greeting, are ignored.
    private void handleLine(String line) {
        if (!closed && !McpTransport.forEachMessage(line, listener::received)) {
            LOG.debug("tool server {} wrote {} characters that are no message", name, line.length());
        }
    }

    private void readErrors() {
        try (BufferedReader words = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                lastErrorLine = line.isBlank() ? lastErrorLine : line.strip();
            }
        } catch (IOException e) {
            // the program has ended
        }
    }

    private void ended(String why) {
        boolean ours = closed;
        close();
        if (!ours) {
            String words = lastErrorLine;
            listener.disconnected(words.isEmpty() ? why : why + " (" + (words.length() > 200 ? words.substring(0, 200) + "…" : words) + ")");
        }
    }
}
