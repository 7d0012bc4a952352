package earshot.ui;

import module java.base;

import earshot.engine.OpenedSession;
import earshot.ui.kit.NavigationTarget;

/// The windows over session files that were opened from another window. They look like it, and end with it. On the FX thread only.
final class SessionWindows {
    private final Path home;
    private final ConsoleOptions options;
    private final Supplier<WindowPreferences> look;
    private final List<ConsoleWindow> open = new ArrayList<>();

    /// @param look how the window looks now from which they are opened
    SessionWindows(Path home, ConsoleOptions options, Supplier<WindowPreferences> look) {
        this.home = home;
        this.options = options;
        this.look = look;
    }

    /// Shows a place in the window over a session file. Returns false where there is none.
    boolean showAgain(Path file, NavigationTarget place) {
        Optional<ConsoleWindow> known = open.stream().filter(window -> window.shows(file)).findFirst();
        known.ifPresent(window -> {
            window.toFront();
            window.showPlace(place);
        });
        return known.isPresent();
    }

    /// Opens a window over a session file, which is closed with it.
    ///
    /// @param place that is shown first; empty for that of the last window
    void show(OpenedSession session, Optional<NavigationTarget> place) {
        WindowPreferences now = look.get();
        // what is recorded is no news: no desktop notifications
        ConsoleOptions same = new ConsoleOptions(options.time(), Optional.of(now.theme()), Optional.of(now.language()), options.files(),
            NotificationSender.none());
        ConsoleWindow window = ConsoleWindow.open(session.model(), session::send, home, same);
        open.add(window);
        place.ifPresent(window::showPlace);
        window.closed().thenRun(() -> {
            session.close();
            open.remove(window);
        });
    }

    /// Closes all of them.
    void close() {
        List.copyOf(open).forEach(ConsoleWindow::close);
    }
}
