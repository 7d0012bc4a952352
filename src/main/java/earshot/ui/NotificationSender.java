package earshot.ui;

import earshot.problem.Severity;

/// Shows notifications of the desktop, outside the window. Methods return at once; on the FX thread only.
public interface NotificationSender extends AutoCloseable {
    /// Where the desktop shows none, nothing happens.
    void send(Severity severity, String text);

    /// Takes away what it put on the desktop.
    @Override
    void close();

    /// Shows none.
    static NotificationSender none() {
        return new NotificationSender() {
            @Override
            public void send(Severity severity, String text) {}

            @Override
            public void close() {}
        };
    }
}
