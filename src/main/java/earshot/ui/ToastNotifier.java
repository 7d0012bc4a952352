package earshot.ui;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.Texts;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Chooses the toast that the status bar shows, for [#SHOWN]. The shell draws it inside the window: a popup would cover what is operated, and
/// with a long text reach beyond the screen. On the FX thread only.
final class ToastNotifier implements Notifier, ProblemNotifier.Listener {
    static final Duration SHOWN = Duration.ofSeconds(5);

    private final FxPump pump;
    private final Supplier<Texts> texts;
    private final UnaryOperator<Problem> named;
    private final ToastQueue queue = new ToastQueue();
    private final ReadOnlyObjectWrapper<Optional<Toast>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private WatchSubscription end = () -> { };
    private boolean held;

    /// @param named puts the names of devices into a problem
    ToastNotifier(FxPump pump, Supplier<Texts> texts, UnaryOperator<Problem> named) {
        this.pump = pump;
        this.texts = texts;
        this.named = named;
    }

    ReadOnlyObjectProperty<Optional<Toast>> shown() {
        return shown.getReadOnlyProperty();
    }

    @Override
    public void show(Severity severity, String subject, String text) {
        add(Toast.message(severity, subject, text));
    }

    @Override
    public void showProblem(Problem problem) {
        Problem told = named.apply(problem);
        add(Toast.problem(problem.severity(), problem.code().name(), texts.get().what(told), texts.get().remedy(told)));
    }

    @Override
    public void opened(Problem problem) {
        showProblem(problem);
    }

    @Override
    public void openedOnDevices(Problem newest, int devices) {
        String text = onDevices(texts.get(), named.apply(newest), devices);
        // what to do may differ from one to the other: the list says it for each
        add(Toast.problem(newest.severity(), newest.code().name(), text, ""));
    }

    /// What several devices have, in one sentence.
    static String onDevices(Texts texts, Problem named, int devices) {
        return texts.getOrDefault("toast.devices." + named.code().key(), texts.get("toast.devices", devices, texts.what(named)), devices);
    }

    @Override
    public void over(ProblemCode code) {
        remove(code.name());
    }

    /// Removes what is shown.
    void dismiss() {
        shown.get().map(Toast::subject).ifPresent(this::remove);
    }

    /// Keeps what is shown while it is read: as long as the pointer is over it.
    void hold(boolean now) {
        held = now;
        if (!now) {
            restart();
        }
    }

    /// Forgets all: the language is another one, or the window closes.
    void clear() {
        queue.clear();
        held = false;
        update();
    }

    private void add(Toast toast) {
        queue.add(toast);
        update();
    }

    private void remove(String subject) {
        queue.remove(subject);
        update();
    }

    private void update() {
        if (!queue.first().equals(shown.get())) {
            shown.set(queue.first());
            held &= shown.get().isPresent();
            restart();
        }
    }

    private void restart() {
        end.close();
        end = shown.get().isPresent() ? pump.after(SHOWN, this::ended) : () -> { };
    }

    private void ended() {
        if (!held) {
            dismiss();
        }
    }
}
