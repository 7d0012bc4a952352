package earshot.tool;

import module java.base;

import earshot.time.Time;
import java.net.http.HttpResponse;

/// The stream for what a server sends unasked, such as that its tools have changed. A server need not offer it. One that ends is opened again after
/// a pause. Source: MCP 2025-06-18, transports, "Listening for Messages from the Server".
final class ServerEventStream implements AutoCloseable {
    /// Limit for the response headers.
    static final Duration OPEN_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    /// Requests the stream.
    interface Request {
        ToolServerHttp.Opened send() throws IOException;
    }

    private final Time time;
    private final Request request;
    private final BiConsumer<String, String> events;
    private final Runnable sessionLost;
    private Time.Timer restart = Time.Timer.NONE;
    private Duration pause = FIRST_PAUSE;
    private boolean offered;
    private volatile boolean open;
    private volatile boolean closed;

    /// @param events gets name and data of each
    /// @param sessionLost runs when a server that did offer the stream no longer knows the session
    ServerEventStream(Time time, Request request, BiConsumer<String, String> events, Runnable sessionLost) {
        this.time = time;
        this.request = request;
        this.events = events;
        this.sessionLost = sessionLost;
    }

    /// Opens it on a thread of its own and returns at once.
    void start() {
        Thread.ofVirtual().name("mcp-stream").start(this::read);
    }

    /// Whether it is there now.
    boolean open() {
        return open;
    }

    @Override
    public synchronized void close() {
        closed = true;
        restart.cancel();
    }

    private void read() {
        boolean again = offered;
        try (ToolServerHttp.Opened opened = request.send()) {
            HttpResponse<InputStream> response = opened.response();
            boolean isStream = response.statusCode() == 200 && response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
            again = isStream;
            if (isStream) {
                offered = true;
                open = true;
                McpTransport.forEachEvent(response.body(), (name, data) -> {
                    pause = FIRST_PAUSE;
                    events.accept(name, data);
                });
            } else if (offered && !closed && (response.statusCode() == 404 || response.statusCode() == 400)) {
                sessionLost.run();
            }
        } catch (IOException | CancellationException _) {
            // it broke; whether the server is there shows itself with the next call
        } finally {
            open = false;
        }
        if (again) {
            restartLater();
        }
    }

    private synchronized void restartLater() {
        if (!closed) {
            restart = time.after(pause, this::start);
            pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.multipliedBy(2);
        }
    }
}
