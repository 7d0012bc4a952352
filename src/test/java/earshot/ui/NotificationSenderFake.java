package earshot.ui;

import module java.base;

import earshot.problem.Severity;

/// Keeps what would have been shown.
final class NotificationSenderFake implements NotificationSender {
    final List<String> sent = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    @Override
    public void send(Severity severity, String text) {
        sent.add(severity + " " + text);
    }

    @Override
    public void close() {
        closed = true;
    }
}
