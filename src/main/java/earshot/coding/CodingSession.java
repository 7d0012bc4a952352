package earshot.coding;

import module java.base;

import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.time.Time;
import earshot.wire.InboundMessage;
import earshot.wire.OutboundMessage;

/// The coding messages of one connection. Used on the connection's thread only.
final class CodingSession implements FeatureSession {
    /// Between the begins of two insights.
    static final Duration MIN_INTERVAL = Duration.ofMillis(300);
    /// A debounce ends after so many times its length, however many lines come.
    private static final int LONGEST_DEBOUNCE = 4;
    /// What an insight counts for the connection's limit.
    private static final int MODEL_CALL = 20;

    private final Supplier<CodingSettings> settings;
    private final InsightRun.Services services;
    private final FeatureConnection connection;
    private final Consumer<Function<String, OutboundMessage>> copies;
    private final CodingLog log = new CodingLog();
    private Optional<Running> running = Optional.empty();
    /// An insight is due after the running one, or as soon as that one's first result was sent.
    private Due due = Due.NO;
    private Time.Timer timer = Time.Timer.NONE;
    /// Moments of the first line of a debounce and of the beginning of the last insight, in monotonic nanoseconds.
    private OptionalLong debounceBegan = OptionalLong.empty();
    private OptionalLong lastBegan = OptionalLong.empty();
    private Optional<Insight> lastSent = Optional.empty();
    private boolean summarized;
    private volatile boolean closed;

    private enum Due { NO, AFTERWARDS, SOON }

    /// @param told whether its first result was sent
    private record Running(InsightRun run, boolean last, AtomicBoolean told) {}

    /// @param copies sends a result to other devices: it is made for the name of the sender
    CodingSession(Supplier<CodingSettings> settings, InsightRun.Services services, FeatureConnection connection,
        Consumer<Function<String, OutboundMessage>> copies) {
        this.settings = settings;
        this.services = services;
        this.connection = connection;
        this.copies = copies;
    }

    @Override
    public void received(InboundMessage.Family message) {
        CodingMessage read = CodingMessageCodec.read(message.body());
        connection.send(CodingMessageCodec.receipt(read));
        switch (read) {
            case CodingMessage.Start _ -> startOver();
            case CodingMessage.Stop _ -> stop();
            case CodingMessage.Clear _ -> {
                String hint = CodingTexts.of(log.all().chinese()).of("cleared");
                startOver();
                connection.send(CodingMessageCodec.cleared(hint));
            }
            case CodingMessage.Phase phase -> {
                log.phase(clean(phase.name()));
                insightDue(true);
            }
            case CodingMessage.Step step -> {
                log.step(clean(step.name()));
                insightDue(true);
            }
            case CodingMessage.Log line -> logged(line);
            case CodingMessage.Invalid _ -> {}
        }
    }

    private String clean(String name) {
        return LogLine.clean(name, settings.get().messageChars());
    }

    private void logged(CodingMessage.Log message) {
        CodingSettings now = settings.get();
        LogLine line = LogLine.of(message, now.messageChars());
        log.add(line, now.historyLines());
        if (line.urgent()) {
            insightDue(true);
        } else if (now.enabled()) {
            debounce(now.debounce());
        }
    }

    private void debounce(Duration pause) {
        long now = services.time().nanos();
        long began = debounceBegan.orElse(now);
        debounceBegan = OptionalLong.of(began);
        after(Math.max(0, Math.min(pause.toNanos(), began + LONGEST_DEBOUNCE * pause.toNanos() - now)));
    }

    /// Resets the timer.
    private void after(long nanos) {
        timer.cancel();
        AtomicReference<Time.Timer> set = new AtomicReference<>(Time.Timer.NONE);
        set.set(services.time().after(Duration.ofNanos(nanos), () -> post(() -> {
            // one that was reset, or cancelled, while it waited for this thread, is none any more
            if (timer == set.get()) {
                insightDue(false);
            }
        })));
        timer = set.get();
    }

    private void cancelTimer() {
        timer.cancel();
        timer = Time.Timer.NONE;
        debounceBegan = OptionalLong.empty();
    }

    /// @param urgent whether it does not wait for what the model says late about the insight before
    private void insightDue(boolean urgent) {
        cancelTimer();
        if (!settings.get().enabled()) {
            return;
        }
        if (running.isPresent() && (running.get().last() || !urgent || !running.get().told().get())) {
            due = urgent ? Due.SOON : due == Due.NO ? Due.AFTERWARDS : due;
            return;
        }
        long wait = lastBegan.isPresent() ? lastBegan.getAsLong() + MIN_INTERVAL.toNanos() - services.time().nanos() : 0;
        if (wait > 0) {
            after(wait);
            return;
        }
        cancelRun();
        CodingSettings now = settings.get();
        begin(new InsightTask(log.newest(now.insightChars()), false, now.insightItems(), now.insightChars()));
    }

    private void begin(InsightTask task) {
        due = Due.NO;
        lastBegan = OptionalLong.of(services.time().nanos());
        connection.spend(MODEL_CALL);
        String phase = task.log().phase();
        AtomicReference<Running> mine = new AtomicReference<>();
        InsightRun run = new InsightRun(services, task, insight -> post(() -> deliver(mine.get(), phase, insight)));
        mine.set(new Running(run, task.last(), new AtomicBoolean()));
        running = Optional.of(mine.get());
        run.start("coding-" + connection.deviceId(), () -> post(() -> ended(mine.get())));
    }

    private void deliver(Running from, String phase, Insight insight) {
        if (!running.equals(Optional.of(from))) {
            return;
        }
        boolean first = from.told().compareAndSet(false, true);
        if (first || !lastSent.equals(Optional.of(insight))) {
            lastSent = Optional.of(insight);
            connection.send(CodingMessageCodec.insight(insight, from.last(), phase, connection.deviceId().value()));
            copies.accept(sender -> CodingMessageCodec.insight(insight, from.last(), phase, sender));
        }
        if (due == Due.SOON && !from.last()) {
            insightDue(true);
        }
    }

    private void ended(Running over) {
        if (running.equals(Optional.of(over))) {
            running = Optional.empty();
            if (due != Due.NO) {
                insightDue(true);
            }
        }
    }

    private void stop() {
        if (!settings.get().enabled() || summarized && !log.changed()) {
            return;
        }
        cancel();
        summarized = true;
        log.summarized();
        CodingSettings now = settings.get();
        begin(new InsightTask(log.all(), true, now.summaryItems(), now.insightChars()));
    }

    private void startOver() {
        cancel();
        log.clear();
        summarized = false;
        lastSent = Optional.empty();
    }

    @Override
    public void modeStarted() {
        startOver();
    }

    /// A summary that was asked for still comes.
    @Override
    public void modeEnded() {
        cancelTimer();
        due = Due.NO;
        if (running.filter(Running::last).isEmpty()) {
            cancelRun();
        }
        log.clear();
    }

    @Override
    public void close() {
        closed = true;
        cancel();
    }

    private void cancel() {
        cancelTimer();
        due = Due.NO;
        cancelRun();
    }

    private void cancelRun() {
        running.ifPresent(former -> former.run().close());
        running = Optional.empty();
    }

    private void post(Runnable task) {
        if (!closed) {
            connection.post(task);
        }
    }
}
