package earshot.ui.comparison;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.SessionFile;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.OpenedSession;
import earshot.engine.Operation;
import earshot.engine.RecordedSession;
import earshot.replay.RecordingComparison;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.stage.Window;

/// The session of the window, and the one that it is compared with. On the FX thread only.
final class ComparisonViewModel {
    private static final List<String> ENDINGS = List.of(SessionFile.EXTENSION.substring(1));

    private final ViewContext viewContext;
    private final ReadOnlyObjectWrapper<ComparisonState> state = new ReadOnlyObjectWrapper<>(new ComparisonState.Nothing());
    private final SimpleBooleanProperty onlyDifferences = new SimpleBooleanProperty();
    private int requests;

    sealed interface ComparisonState {
        record Nothing() implements ComparisonState {}

        record Reading(Path file) implements ComparisonState {}

        record Compared(ComparedSession first, ComparedSession second, RecordingComparison comparison) implements ComparisonState {}
    }

    ComparisonViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
    }

    ReadOnlyObjectProperty<ComparisonState> state() {
        return state.getReadOnlyProperty();
    }

    /// Whether what is the same is left out.
    SimpleBooleanProperty onlyDifferences() {
        return onlyDifferences;
    }

    /// Lets a person choose the other session.
    void choose(Window over) {
        viewContext.files().open(over, viewContext.texts().get("comparison.choose"), ENDINGS).flatMap(file -> PickedFile.path(file, viewContext.notifier()))
            .ifPresent(this::compare);
    }

    /// Whether this file is what the session is compared with.
    boolean compares(Path file) {
        return state.get() instanceof ComparisonState.Compared compared && compared.second().file().equals(file)
            || state.get() instanceof ComparisonState.Reading(Path other) && other.equals(file);
    }

    /// Compares with the session of a file. An unreadable one is reported, and what was shown comes back.
    void compare(Path file) {
        viewContext.model().recordedSession().ifPresent(session -> {
            int request = ++requests;
            ComparisonState before = state.get() instanceof ComparisonState.Reading ? new ComparisonState.Nothing() : state.get();
            state.set(new ComparisonState.Reading(file));
            viewContext.pump().whenDone(viewContext.send(new Command.OpenSession(file)).outcome(), outcome -> {
                Optional<OpenedSession> opened = opened(outcome);
                opened.ifPresentOrElse(other -> compare(request, session, other), () -> show(request, before));
            });
        });
    }

    private static Optional<OpenedSession> opened(Operation.Outcome outcome) {
        return outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Session(OpenedSession session)
            ? Optional.of(session)
            : Optional.empty();
    }

    private void compare(int request, RecordedSession session, OpenedSession other) {
        EngineModel model = other.model();
        RecordedSession second = model.recordedSession().orElseThrow();
        ComparedSession there = ComparedSession.of(model, second);
        List<RecordedConnection> connections = second.connections();
        // what is compared is in memory
        other.close();
        CompletableFuture<RecordingComparison> comparison = CompletableFuture.supplyAsync(() -> RecordingComparison.of(session.connections(), connections),
            task -> Thread.ofPlatform().daemon().name("comparison").start(task));
        viewContext.pump().whenDone(comparison, done -> show(request,
            new ComparisonState.Compared(ComparedSession.of(viewContext.model(), session), there, done)));
    }

    private void show(int request, ComparisonState next) {
        if (request == requests) {
            state.set(next);
        }
    }

    /// Shows a place in the session of the window.
    void showHere(ComparisonState.Compared compared, ComparisonRow.Line row) {
        row.first().ifPresent(place -> {
            viewContext.model().recordedSession().ifPresent(session -> session.seek(compared.first().at(place.nanos())));
            viewContext.navigate().accept(compared.first().place(place.device(), row.line(), place.nanos()));
        });
    }

    /// Shows a place in the other session, in a window of its own.
    void showThere(ComparisonState.Compared compared, ComparisonRow.Line row) {
        row.second().ifPresent(place -> {
            NavigationTarget target = compared.second().place(place.device(), row.line(), place.nanos());
            viewContext.sessions().show(compared.second().file(), target);
        });
    }

    /// Nothing that comes later is shown.
    void close() {
        requests++;
    }
}
