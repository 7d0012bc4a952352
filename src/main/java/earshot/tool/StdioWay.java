package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.time.Time;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transport to a tool server that is a program on this computer: one JSON-RPC message per line on its standard input and output, text
/// for people on its standard error. Source: MCP, transports. Each program has three platform threads, because blocking on a pipe pins the
/// carrier of a virtual thread.
final class StdioWay implements McpWay {
    private static final Logger LOG = LoggerFactory.getLogger(StdioWay.class);
    private static final int MOST_WAITING = 128;
    private static final int LONGEST_LINE = 4 << 20;
    /// From asking the program to terminate until it is killed.
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// Tells the writing thread to stop.
    private static final byte[] END = new byte[0];

    private final String name;
    private final Process process;
    private final Time time;
    private final Ear ear;
    private final BlockingQueue<byte[]> outbound = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile String lastWords = "";
    private volatile boolean closed;

    /// Starts the program.
    ///
    /// @param environment added to our own environment
    StdioWay(String name, List<String> command, Map<String, String> environment, Time time, Ear ear) throws IOException {
        this.name = name;
        this.time = time;
        this.ear = ear;
        ProcessBuilder builder = new ProcessBuilder(runnable(command));
        builder.environment().putAll(environment);
        process = builder.start();
        thread("in", this::write);
        thread("err", this::listen);
        thread("out", this::read);
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
        outbound.add(END);
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        time.after(PATIENCE, () -> all.forEach(ProcessHandle::destroyForcibly));
    }

    /// Windows runs scripts such as npx only through its shell.
    private static List<String> runnable(List<String> command) {
        boolean script = System.getProperty("os.name").startsWith("Windows") && !command.getFirst().contains(".");
        return script ? Stream.concat(Stream.of("cmd.exe", "/c"), command.stream()).toList() : command;
    }

    private void thread(String part, Runnable work) {
        Thread.ofPlatform().daemon().name("mcp-" + part + "-" + name).start(work);
    }

    private void write() {
        try (OutputStream in = process.getOutputStream()) {
            for (byte[] line = outbound.take(); line != END; line = outbound.take()) {
                in.write(line);
                in.flush();
            }
        } catch (IOException e) {
            // the program has ended; the reading thread reports that
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (InputStream out = process.getInputStream()) {
            Reader reader = new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8));
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    if (line.length() > LONGEST_LINE) {
                        throw new IOException("a line without end");
                    }
                } else {
                    message(line.toString());
                    line.setLength(0);
                }
            }
            ended("it ended with code " + process.waitFor());
        } catch (IOException e) {
            ended(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Passes on the message in a line. Other lines, such as a greeting, are ignored.
    private void message(String line) {
        if (line.isBlank() || closed) {
            return;
        }
        try {
            JsonNode message = JSON.readTree(line);
            if (message.isArray()) {
                message.forEach(ear::received);
            } else if (message.isObject()) {
                ear.received(message);
            }
        } catch (JsonProcessingException e) {
            LOG.debug("tool server {} wrote {} characters that are no message", name, line.length());
        }
    }

    private void listen() {
        try (BufferedReader words = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                lastWords = line.isBlank() ? lastWords : line.strip();
            }
        } catch (IOException e) {
            // the program has ended
        }
    }

    private void ended(String why) {
        boolean ours = closed;
        close();
        if (!ours) {
            String words = lastWords;
            ear.broken(words.isEmpty() ? why : why + " (" + (words.length() > 200 ? words.substring(0, 200) + "…" : words) + ")");
        }
    }
}
