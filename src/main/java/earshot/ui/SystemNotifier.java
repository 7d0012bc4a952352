package earshot.ui;

import module java.base;

import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.Severity;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.watch.WatchSubscription;

/// Announces new problems by desktop notifications while nobody looks at the window. A lock screen may show them, so they say no more than what
/// happened, without secrets. After one, there is silence for [#QUIET]; what happens in it is announced as a number at its end. On the FX thread only.
final class SystemNotifier implements ProblemNotifier.Listener, AutoCloseable {
    static final Duration QUIET = Duration.ofSeconds(10);
    /// Letters of a notification.
    static final int LONGEST = 200;

    private final FxPump pump;
    private final Supplier<Texts> texts;
    private final UnaryOperator<Problem> named;
    private final BooleanSupplier wanted;
    private final NotificationSender sender;
    /// Kinds of problems that came in the silence and are not over, with the worst severity of each.
    private final Map<ProblemCode, Severity> waiting = new EnumMap<>(ProblemCode.class);
    private Optional<WatchSubscription> silence = Optional.empty();

    /// @param named puts the names of devices into a problem
    /// @param wanted whether the person asked for notifications and does not look at the window
    SystemNotifier(FxPump pump, Supplier<Texts> texts, UnaryOperator<Problem> named, BooleanSupplier wanted, NotificationSender sender) {
        this.pump = pump;
        this.texts = texts;
        this.named = named;
        this.wanted = wanted;
        this.sender = sender;
    }

    @Override
    public void opened(Problem problem) {
        tell(problem, texts.get().what(named.apply(problem)));
    }

    @Override
    public void openedOnDevices(Problem newest, int devices) {
        tell(newest, ToastNotifier.onDevices(texts.get(), named.apply(newest), devices));
    }

    @Override
    public void over(ProblemCode code) {
        waiting.remove(code);
    }

    private void tell(Problem problem, String text) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        if (silence.isPresent()) {
            waiting.merge(problem.code(), problem.severity(), (known, now) -> now.compareTo(known) > 0 ? now : known);
        } else {
            send(problem.severity(), text);
        }
    }

    private void send(Severity severity, String text) {
        String line = SecretMasker.mask(text.lines().map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.joining(" ")));
        sender.send(severity, line.codePointCount(0, line.length()) > LONGEST ? line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…" : line);
        silence = Optional.of(pump.after(QUIET, this::silenceEnded));
    }

    private void silenceEnded() {
        silence = Optional.empty();
        List<Severity> more = List.copyOf(waiting.values());
        waiting.clear();
        if (!more.isEmpty() && wanted.getAsBoolean()) {
            send(Collections.max(more), texts.get().get(more.size() == 1 ? "notification.more.one" : "notification.more", more.size()));
        }
    }

    @Override
    public void close() {
        silence.ifPresent(WatchSubscription::close);
        sender.close();
    }
}
