package earshot.ui.meetings;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.id.MeetingId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Recordings that become meetings, and meetings that are transcribed again, one after the other. On the FX thread only.
final class ImportViewModel {
    /// What the dialog lists first.
    static final List<String> ENDINGS = List.of("wav", "mp3", "ogg", "opus", "flac", "m4a", "aac", "mp4");

    /// The one that is under way.
    ///
    /// @param done 0 to 1
    /// @param waiting how many come after it
    record Progress(String text, double done, int waiting) {}

    /// A recording that was imported before.
    record Known(Problem problem, Path file) {}

    private final ViewContext viewContext;
    private final Consumer<MeetingId> imported;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<Optional<Progress>> progress = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Queue<Known> known = new ArrayDeque<>();
    private Consumer<Known> ask = _ -> { };
    private List<Operation> running = List.of();
    private WatchSubscription first = () -> { };

    /// @param imported gets each new meeting
    ImportViewModel(ViewContext viewContext, Consumer<MeetingId> imported) {
        this.viewContext = viewContext;
        this.imported = imported;
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().operations(), this::show));
    }

    private void show(List<Operation> now) {
        running = now.stream().filter(operation -> operation.kind() == OperationKind.IMPORT || operation.kind() == OperationKind.RETRANSCRIBE).toList();
        first.close();
        first = () -> { };
        if (running.isEmpty()) {
            progress.set(Optional.empty());
        } else {
            int waiting = running.size() - 1;
            first = viewContext.pump().watch(running.getFirst().progress(),
                step -> progress.set(Optional.of(new Progress(viewContext.texts().progress(step), step.done().orElse(0.0), waiting))));
        }
    }

    /// @param ask asks whether a recording becomes another meeting, for [#answer]; about one at a time, and again when another thing took its place
    void onKnown(Consumer<Known> ask) {
        this.ask = ask;
    }

    /// Takes the answer to the question that is open, and asks the next.
    ///
    /// @param again whether it becomes another meeting
    void answer(boolean again) {
        Known answered = known.remove();
        if (again) {
            start(answered.file(), true);
        }
        if (!known.isEmpty()) {
            ask.accept(known.element());
        }
    }

    void start(List<Path> files) {
        files.forEach(file -> start(file, false));
    }

    private void start(Path file, boolean again) {
        viewContext.pump().whenDone(viewContext.engine().apply(new Command.ImportRecording(file, again)).outcome(), outcome -> {
            switch (outcome) {
                case Operation.Outcome.Done done -> done.args().stream().findFirst().map(MeetingId::new).ifPresent(imported);
                case Operation.Outcome.Failed(Problem problem) when problem.code() == ProblemCode.SOUND_FILE_KNOWN -> {
                    known.add(new Known(problem, file));
                    ask.accept(known.element());
                }
                case Operation.Outcome.Failed(Problem problem) -> viewContext.notifier().showProblem(problem);
                case Operation.Outcome.Cancelled _ -> { }
            }
        });
    }

    /// Cancels the one that is under way; the next one begins.
    void cancel() {
        running.stream().findFirst().ifPresent(Operation::cancel);
    }

    ReadOnlyObjectProperty<Optional<Progress>> progress() {
        return progress.getReadOnlyProperty();
    }

    void close() {
        first.close();
        subscriptionGroup.close();
    }
}
