package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.Closeables;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.time.Time;

/// One connection to a server of the Wyoming protocol, for one request. One virtual thread may send while another reads; [#close] may be called
/// from any thread and wakes both.
///
/// The methods that wait throw [ProblemException] when the server failed and [CancellationException] after [#close].
public final class WyomingConnection implements AutoCloseable {
    private static final int MAX_LINE = 1 << 16;
    private static final int MAX_DATA = 1 << 20;
    private static final int MAX_PAYLOAD = 4 << 20;

    private final Time time;
    private final ProviderErrors errors;
    private final Duration limit;
    private final Socket socket = new Socket();
    private volatile boolean closed;
    private volatile boolean expired;
    private InputStream in;
    private OutputStream out;

    /// @param limit for connecting, and for each event that [#read] waits for
    public WyomingConnection(Time time, ProviderErrors errors, Duration limit) {
        this.time = time;
        this.errors = errors;
        this.limit = limit;
    }

    /// The server in a section: `host` (this computer without it) and `port`.
    ///
    /// @param usualPort where it listens when the section does not say
    public static URI address(ProviderSettings provider, int usualPort) {
        ProviderErrors.requireFilledIn(provider);
        String host = provider.text("host").orElse("127.0.0.1");
        String address = host.contains("://") ? host : "tcp://" + host + ":" + (int) provider.number("port", usualPort);
        try {
            return Optional.of(new URI(address))
                .filter(uri -> uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 65_535 && uri.getScheme().equals("tcp"))
                .orElseThrow(() -> ProviderErrors.incomplete(provider, "host"));
        } catch (URISyntaxException _) {
            throw ProviderErrors.incomplete(provider, "host");
        }
    }

    public ProviderErrors errors() {
        return errors;
    }

    /// Connects, and waits for that no longer than the limit.
    public void connect(URI address) {
        within(() -> {
            InetSocketAddress resolved = new InetSocketAddress(address.getHost().replaceAll("[\\[\\]]", ""), address.getPort());
            if (resolved.isUnresolved()) {
                throw new UnknownHostException(address.getHost());
            }
            socket.setTcpNoDelay(true);
            socket.connect(resolved);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = socket.getOutputStream();
            return true;
        });
    }

    /// Sends an event and waits until it has left.
    public void send(WyomingEvent event) {
        within(() -> {
            out.write(event.bytes());
            out.flush();
            return true;
        });
    }

    /// The next event within the limit.
    public WyomingEvent read() {
        return within(this::next);
    }

    /// The next event, whenever it comes: while somebody still speaks a recognizer may say nothing.
    public WyomingEvent readUnlimited() {
        try {
            return next();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Closeables.closeQuietly(socket);
    }

    private <T> T within(Callable<T> step) {
        Time.Timer timer = time.after(limit, () -> {
            expired = true;
            Closeables.closeQuietly(socket);
        });
        try {
            return step.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failure(e);
        } finally {
            timer.cancel();
        }
    }

    private RuntimeException failure(Exception e) {
        if (closed) {
            return new CancellationException("the connection was given up");
        }
        return expired ? errors.timedOut(limit) : errors.ofException(e);
    }

    private WyomingEvent next() throws IOException {
        String line = line();
        try {
            JsonNode head = JSON.readTree(line);
            ObjectNode data = JSON.createObjectNode();
            if (head.path("data") instanceof ObjectNode inline) {
                data.setAll(inline);
            }
            int more = length(head, "data_length", MAX_DATA);
            if (more > 0 && JSON.readTree(exactly(more)) instanceof ObjectNode apart) {
                data.setAll(apart);
            }
            if (!head.path("type").isTextual()) {
                throw errors.malformed(line);
            }
            return new WyomingEvent(head.path("type").asText(), data, exactly(length(head, "payload_length", MAX_PAYLOAD)));
        } catch (JsonProcessingException _) {
            throw errors.malformed(line);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (line.size() == MAX_LINE) {
                throw errors.endless(ProblemReason.BOUND_LINE, MAX_LINE);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int length(JsonNode head, String key, int max) {
        int length = head.path(key).asInt(0);
        if (length < 0 || length > max) {
            throw errors.endless(ProblemReason.BOUND_BYTES, length);
        }
        return length;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server closed the connection");
        }
        return bytes;
    }
}
