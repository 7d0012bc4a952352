package earshot.session;

import module java.base;

import earshot.event.LogTextFormatter;
import earshot.id.DeviceId;
import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The resources of one connection: its workers, and what is closed with it, such as a remote recognizer. Nothing that connections
/// share belongs here. Safe for use from any thread; nothing here waits. Source: badge-protocol sections 8.3 and 8.4.
public final class ConnectionResources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionResources.class);

    private final DeviceId deviceId;
    private final WorkerPool workers;
    private final LogTextFormatter logText;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private boolean closed;

    ConnectionResources(DeviceId deviceId, int maxRunning, LogTextFormatter logText) {
        this.deviceId = deviceId;
        this.logText = logText;
        workers = new WorkerPool("work-" + deviceId, maxRunning);
    }

    public DeviceId deviceId() {
        return deviceId;
    }

    /// Runs a job on one of the connection's few virtual threads, or queues it. Once the connection is over, jobs are dropped silently.
    /// A job must not wait for another job.
    public Executor workers() {
        return workers;
    }

    /// Has `part` closed with the connection, or at once when the connection is over already.
    public <T extends AutoCloseable> T own(T part) {
        synchronized (this) {
            if (!closed) {
                owned.add(part);
                return part;
            }
        }
        closeInBackground(part);
        return part;
    }

    /// Starts to close everything. Queued jobs never start, and each part is closed on its own thread, so that one which hangs or fails
    /// delays neither the connection nor the other parts. A second call does nothing.
    @Override
    public void close() {
        workers.close();
        List<AutoCloseable> closing;
        synchronized (this) {
            closed = true;
            closing = List.copyOf(owned);
            owned.clear();
        }
        closing.forEach(this::closeInBackground);
    }

    private void closeInBackground(AutoCloseable part) {
        Thread.ofVirtual().name("close-" + deviceId).start(() -> runGuarded(part::close));
    }

    interface CloseStep {
        void run() throws Exception;
    }

    /// Runs one step of closing; a failure is logged and keeps nothing else from being closed.
    void runGuarded(CloseStep step) {
        try {
            step.run();
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("关闭连接时出错: {}", logText.format(String.valueOf(e.getMessage())));
        }
    }
}
