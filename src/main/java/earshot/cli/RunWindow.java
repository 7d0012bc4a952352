package earshot.cli;

import module java.base;

/// The console window of one run of the engine. A person may close it while the server continues, and have it again. Safe for use from any thread.
final class RunWindow {
    private final Supplier<ConsoleHandle> opener;
    private final Runnable quit;
    private final AtomicReference<Optional<ConsoleHandle>> shown = new AtomicReference<>(Optional.empty());
    private boolean ended;

    /// @param opener opens a window; waits until it is shown
    /// @param quit called when the window was closed and nothing is to continue without it
    RunWindow(Supplier<ConsoleHandle> opener, Runnable quit) {
        this.opener = opener;
        this.quit = quit;
    }

    /// Brings the window to the front, or opens it. Waits until it is there; does nothing after [#end].
    synchronized void show() {
        Optional<ConsoleHandle> present = shown.get().filter(window -> !window.closed().isDone());
        if (ended) {
            return;
        }
        if (present.isPresent()) {
            present.get().toFront();
            return;
        }
        ConsoleHandle opened = opener.get();
        Optional<ConsoleHandle> window = Optional.of(opened);
        shown.set(window);
        // without the lock: it runs on the thread of the toolkit, on which an opening window waits
        opened.closed().thenRun(() -> {
            if (opened.servesOn()) {
                shown.compareAndSet(window, Optional.empty());
            } else {
                quit.run();
            }
        });
    }

    /// Opens no window any more. One that is open stays.
    synchronized void end() {
        ended = true;
    }

    /// Closes the window where there is one.
    void close() {
        shown.get().ifPresent(ConsoleHandle::close);
    }
}
