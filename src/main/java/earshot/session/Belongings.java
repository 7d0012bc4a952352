package earshot.session;

import earshot.event.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one connection has for itself: its workers, and parts that go when it goes, such as a remote recogniser. Parts that
/// connections share do not belong here. Safe for use from any thread; nothing here waits. Source: badge-protocol sections 8.3 and 8.4.
public final class Belongings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);

    private final String deviceId;
    private final Workers workers;
    private final LogText logText;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private boolean closed;

    /// @param most workers that run at once
    Belongings(String deviceId, int most, LogText logText) {
        this.deviceId = deviceId;
        this.logText = logText;
        workers = new Workers("work-" + deviceId, most);
    }

    public String deviceId() {
        return deviceId;
    }

    /// Runs a job on one of the connection's few virtual threads, or has it wait for one; quietly not at all once the connection is
    /// over. A job must not wait for another one.
    public Executor workers() {
        return workers;
    }

    /// Makes a part the connection's own: it is closed with it, or at once when the connection is over already.
    public <T extends AutoCloseable> T own(T part) {
        synchronized (this) {
            if (!closed) {
                parts.add(part);
                return part;
            }
        }
        letGo(part);
        return part;
    }

    /// Starts to close everything: queued work never starts, and each part is closed by itself, so that one which hangs or fails keeps
    /// neither the connection nor the other parts. A second call does nothing.
    @Override
    public void close() {
        workers.close();
        List<AutoCloseable> going;
        synchronized (this) {
            closed = true;
            going = List.copyOf(parts);
            parts.clear();
        }
        going.forEach(this::letGo);
    }

    private void letGo(AutoCloseable part) {
        Thread.ofVirtual().name("close-" + deviceId).start(() -> {
            try {
                part.close();
            } catch (Throwable e) {
                Session.closingFailed(LOG, logText, e);
            }
        });
    }
}
