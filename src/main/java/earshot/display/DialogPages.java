package earshot.display;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.time.Time;

/// What a badge shows around its dialogs: that it listens, that nobody spoke, and the answer. Used on the connection's thread only, but for the timer.
/// Source: badge-protocol sections 2.15 and 3.2.
final class DialogPages implements AutoCloseable {
    private static final String READY = "请说话，我在听。";
    private static final String TIMED_OUT = "长时间未说话，已退出聆听。";

    private final DisplayServices services;
    private final BadgeScreen screen;
    private final Consumer<Runnable> executor;
    private Time.Timer ready = Time.Timer.NONE;
    /// Counts what makes a waiting ready page obsolete.
    private int listening;
    private int answers;

    /// @param executor runs a task on the connection's thread
    DialogPages(DisplayServices services, BadgeScreen screen, Consumer<Runnable> executor) {
        this.services = services;
        this.screen = screen;
        this.executor = executor;
    }

    void modeChanged(ConnectionMode before, ConnectionMode now) {
        ready.cancel();
        listening++;
        screen.mode(now);
        if (now == ConnectionMode.DIALOG_PREPARING && before != ConnectionMode.DIALOG_ACTIVE) {
            // between two turns of a dialog the answer stays where it can be read
            prepareReadyPage();
        } else if (before == ConnectionMode.DIALOG_PREPARING && now == ConnectionMode.CONNECTED_IDLE) {
            screen.control(ScreenControl.tone("cancel"));
            screen.show(List.of(DisplayPage.chat("dlg-timeout", new DisplayPage.Body.Text(TIMED_OUT), Optional.empty())), PageOrigin.TIMEOUT);
        }
    }

    private void prepareReadyPage() {
        DisplaySettings settings = services.settings().get();
        if (settings.readyPage()) {
            int expected = listening;
            ready = services.time().after(settings.readyDelay(), () -> executor.accept(() -> showReadyPage(expected)));
        }
    }

    private void showReadyPage(int expected) {
        if (listening == expected) {
            screen.show(List.of(DisplayPage.chat("dlg-ready", new DisplayPage.Body.Text(READY), Optional.empty())), PageOrigin.READY);
        }
    }

    void answered(String text) {
        answers++;
        screen.show(AnswerPages.of(text, "dlg-final-" + answers, screen.badge()), PageOrigin.ANSWER);
    }

    @Override
    public void close() {
        ready.cancel();
        listening++;
    }
}
