package earshot.ui;

import module java.base;

import earshot.capture.SessionFile;
import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.OpenedSession;
import earshot.engine.Operation;
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
    private final Consumer<OpenedSession> show;
    private final EventHandler<DragEvent> over = this::draggedOver;
    private final EventHandler<DragEvent> dropped = this::dropped;
    private boolean closed;

    /// @param show opens a window over what was read
    SessionOpener(ViewContext viewContext, Scene scene, Consumer<OpenedSession> show) {
        this.viewContext = viewContext;
        this.scene = scene;
        this.show = show;
        scene.addEventHandler(DragEvent.DRAG_OVER, over);
        scene.addEventHandler(DragEvent.DRAG_DROPPED, dropped);
    }

    /// Lets a person choose a file.
    void choose() {
        viewContext.files().open(scene.getWindow(), viewContext.texts().get("session.open"), List.of(SessionFile.EXTENSION.substring(1))).ifPresent(this::open);
    }

    private void open(File file) {
        PickedFile.path(file, viewContext.notifier()).ifPresent(path -> viewContext.pump().whenDone(viewContext.send(new Command.OpenSession(path)).outcome(), this::opened));
    }

    private void opened(Operation.Outcome outcome) {
        if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Session(OpenedSession session)) {
            if (closed) {
                session.close();
            } else {
                show.accept(session);
            }
        }
    }

    private void draggedOver(DragEvent event) {
        if (event.getDragboard().getFiles().stream().anyMatch(SessionOpener::isSession)) {
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
        List<File> sessions = files.stream().filter(SessionOpener::isSession).toList();
        sessions.forEach(this::open);
        return !sessions.isEmpty();
    }

    private static boolean isSession(File file) {
        String name = LetterCase.lower(file.getName());
        return name.endsWith(SessionFile.EXTENSION) || name.endsWith(SessionFile.EXTENSION + SessionFile.PART);
    }

    /// What is being read is not shown any more.
    void close() {
        closed = true;
        scene.removeEventHandler(DragEvent.DRAG_OVER, over);
        scene.removeEventHandler(DragEvent.DRAG_DROPPED, dropped);
    }
}
