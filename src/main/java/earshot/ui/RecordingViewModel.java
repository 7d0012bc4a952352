package earshot.ui;

import module java.base;

import earshot.capture.RecordingState;
import earshot.capture.SessionFile;
import earshot.engine.Command;
import earshot.engine.Operation.Outcome;
import earshot.problem.Severity;
import earshot.ui.kit.PickedFile;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.stage.Window;

/// Recording to a session file, and saving what memory keeps. On the FX thread only.
final class RecordingViewModel {
    private static final double MEGABYTE = 1 << 20;
    private static final List<String> ENDINGS = List.of(SessionFile.EXTENSION.substring(1));

    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<Optional<Progress>> progress = new ReadOnlyObjectWrapper<>(Optional.empty());

    /// @param brief size and time
    /// @param text with the name of the file
    record Progress(String brief, String text) {}

    RecordingViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().recording(), _ -> refreshTexts()));
        subscriptionGroup.add(viewContext.pump().every(Duration.ofSeconds(1), this::refreshTexts));
    }

    void close() {
        subscriptionGroup.close();
    }

    /// How far the recording is; empty while there is none.
    ReadOnlyObjectProperty<Optional<Progress>> progress() {
        return progress.getReadOnlyProperty();
    }

    void refreshTexts() {
        progress.set(viewContext.model().recording().get().map(this::progress));
    }

    private Progress progress(RecordingState now) {
        Texts texts = viewContext.texts();
        Duration since = Duration.between(now.since(), viewContext.time().now());
        String size = String.format(Locale.ROOT, "%.1f MB  %d:%02d:%02d", now.bytes() / MEGABYTE, since.toHours(), since.toMinutesPart(),
            since.toSecondsPart());
        String lost = now.lost() == 0 ? "" : "  " + texts.get("record.lost", now.lost());
        return new Progress(size + lost, texts.get("record.running", now.file()) + lost);
    }

    /// Begins a recording, or ends the one in progress.
    void toggle() {
        run(progress.get().isPresent() ? new Command.StopRecording() : new Command.StartRecording(Optional.empty()));
    }

    /// Asks for a file and saves what memory keeps.
    void save(Window over) {
        viewContext.files()
            .save(over, viewContext.texts().get("session.save"),
                "earshot-" + TimeFormatter.DATE_CLOCK.format(viewContext.time().now()).replace(':', '-') + SessionFile.EXTENSION, ENDINGS)
            .flatMap(file -> PickedFile.path(file, viewContext.notifier())).ifPresent(file -> run(new Command.SaveSession(file)));
    }

    private void run(Command.SessionCommand command) {
        viewContext.pump().whenDone(viewContext.send(command).outcome(), outcome -> {
            if (outcome instanceof Outcome.Done done && !viewContext.texts().done(done).isEmpty()) {
                viewContext.notifier().show(Severity.INFO, "session", viewContext.texts().done(done));
            }
        });
    }
}
