package earshot.ui;

import module java.base;

import earshot.capture.SessionFile;
import earshot.engine.Command;
import earshot.engine.OpenedSession;
import earshot.engine.Operation;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.ViewContext;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/// Opens session files: those dropped on the window, and one that a person chooses. On the FX thread only.
final class SessionOpener {
    private final ViewContext viewContext;
    private final Scene scene;
    private final SessionWindows windows;
    private final EventHandler<DragEvent> over = this::draggedOver;
    private final EventHandler<DragEvent> dropped = this::dropped;
    private boolean closed;

    /// @param windows over what is read
    SessionOpener(ViewContext viewContext, Scene scene, SessionWindows windows) {
        this.viewContext = viewContext;
        this.scene = scene;
        this.windows = windows;
        scene.addEventHandler(DragEvent.DRAG_OVER, over);
        scene.addEventHandler(DragEvent.DRAG_DROPPED, dropped);
    }

    /// Lets a person choose a file.
    void choose() {
        choose("session.open").ifPresent(path -> open(path, Optional.empty()));
    }

    /// Lets a person choose two files, one after the other, and shows both side by side.
    void compare() {
        choose("session.compare.first").ifPresent(
            first -> choose("session.compare.second").ifPresent(second -> open(first, Optional.of(NavigationTarget.of("comparison", second.toString())))));
    }

    private Optional<Path> choose(String title) {
        return viewContext.files().open(scene.getWindow(), viewContext.texts().get(title), List.of(SessionFile.EXTENSION.substring(1)))
            .flatMap(file -> PickedFile.path(file, viewContext.notifier()));
    }

    /// Shows a place in the session of a file.
    void show(Path file, NavigationTarget place) {
        if (!windows.showAgain(file, place)) {
            open(file, Optional.of(place));
        }
    }

    private void open(Path file, Optional<NavigationTarget> place) {
        viewContext.pump().whenDone(viewContext.send(new Command.OpenSession(file)).outcome(), outcome -> opened(outcome, place));
    }

    private void opened(Operation.Outcome outcome, Optional<NavigationTarget> place) {
        if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Session(OpenedSession session)) {
            if (closed) {
                session.close();
            } else {
                windows.show(session, place);
            }
        }
    }

    private void draggedOver(DragEvent event) {
        if (event.getDragboard().getFiles().stream().anyMatch(file -> SessionFile.isNamed(file.getName()))) {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        if (drop(event.getDragboard().getFiles())) {
            event.setDropCompleted(true);
            event.consume();
        }
    }

    /// Opens those that are session files. Returns whether there are any.
    boolean drop(List<File> files) {
        List<File> sessions = files.stream().filter(file -> SessionFile.isNamed(file.getName())).toList();
        sessions.forEach(file -> PickedFile.path(file, viewContext.notifier()).ifPresent(path -> open(path, Optional.empty())));
        return !sessions.isEmpty();
    }

    /// What is being read is not shown any more.
    void close() {
        closed = true;
        scene.removeEventHandler(DragEvent.DRAG_OVER, over);
        scene.removeEventHandler(DragEvent.DRAG_DROPPED, dropped);
    }
}
