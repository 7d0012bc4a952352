package earshot.coding;

import module java.base;

import earshot.data.Digest;
import earshot.event.LogTextFormatter;
import earshot.llm.LanguageModel;
import earshot.llm.ModelQuestion;
import earshot.problem.FatalErrors;
import earshot.problem.Failures;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one insight, on a thread of its own: with the model, or without it where there is none, where it is slow, or where what it says is of no use.
/// [#close] ends it from any thread; nothing is reported after that.
final class InsightRun implements AutoCloseable {
    /// With these, an insight is there within 1.2 s and a summary within 2 s, whatever the model does (section 11).
    static final Duration INSIGHT_LIMIT = Duration.ofSeconds(1);
    static final Duration SUMMARY_LIMIT = Duration.ofMillis(1800);
    /// What a model says later is about a log that nobody remembers.
    static final Duration LATE_LIMIT = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 16_000;
    private static final Logger LOG = LoggerFactory.getLogger(InsightRun.class);

    private final Services services;
    private final InsightTask task;
    private final Consumer<Insight> report;
    private final long begin;
    private volatile boolean closed;
    private volatile Optional<Thread> thread = Optional.empty();

    /// @param model of the purpose `coding`, looked up for each insight; empty for none
    record Services(Time time, Supplier<Optional<LanguageModel>> model, LogTextFormatter logText) {}

    /// @param report takes each result, on a thread of this run; one, or two where the model is late
    InsightRun(Services services, InsightTask task, Consumer<Insight> report) {
        this.services = services;
        this.task = task;
        this.report = report;
        begin = services.time().nanos();
    }

    /// @param name of the thread
    /// @param ended runs at the end, also of one that failed or was closed
    void start(String name, Runnable ended) {
        Thread running = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                run();
            } catch (CancellationException _) {
                LOG.debug("{} is over before its end", name);
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.warn("no insight: {}", services.logText().format(Failures.reason(e)));
            } finally {
                ended.run();
            }
        });
        thread = Optional.of(running);
        running.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.ifPresent(Thread::interrupt);
    }

    private void run() {
        Insight withoutModel = InsightHeuristics.of(task.log());
        Optional<LanguageModel> model = model();
        if (model.isEmpty()) {
            tell(withoutModel);
            return;
        }
        ModelQuestion question = new ModelQuestion(services.time(), model.get(), LATE_LIMIT, MAX_ANSWER);
        CompletableFuture<Optional<Insight>> answer = ask(question);
        try {
            Optional<Optional<Insight>> inTime = services.time().await(answer, task.last() ? SUMMARY_LIMIT : INSIGHT_LIMIT);
            tell(inTime.flatMap(said -> said).map(said -> said.filledFrom(withoutModel)).orElse(withoutModel));
            if (inTime.isEmpty() && !task.last()) {
                services.time().await(answer, LATE_LIMIT).flatMap(said -> said).ifPresent(said -> tell(said.filledFrom(withoutModel)));
            }
        } finally {
            question.giveUp("nobody waits for it any more");
        }
    }

    private Optional<LanguageModel> model() {
        try {
            return services.model().get();
        } catch (RuntimeException e) {
            LOG.info("insights are made without a model: {}", services.logText().format(Failures.reason(e)));
            return Optional.empty();
        }
    }

    /// What the model says; empty when that is of no use or does not come.
    private CompletableFuture<Optional<Insight>> ask(ModelQuestion question) {
        CompletableFuture<Optional<Insight>> answer = new CompletableFuture<>();
        Thread.ofVirtual().name(Thread.currentThread().getName() + "-model").start(() -> {
            try {
                String said = question.ask(InsightPrompt.of(task.log(), task.last(), task.items(), task.maxChars()));
                answer.complete(InsightParser.read(said).map(read -> read.without(sentence -> task.log().echoes(sentence, task.maxChars())))
                    .filter(read -> !read.isEmpty()));
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.info("an insight is made without the model: {}", services.logText().format(Failures.reason(e)));
                answer.complete(Optional.empty());
            }
        });
        return answer;
    }

    private void tell(Insight whole) {
        Insight insight = whole.limitedTo(task.items());
        if (closed || insight.isEmpty()) {
            return;
        }
        LOG.info("[Coding Insight] final={} insights={} risks={} actions={} nextSteps={} jsonSHA={} elapsedMs={}", task.last(), insight.insights().size(),
            insight.risks().size(), insight.actions().size(),
            insight.nextSteps().size(), Digest.of(insight.json().toString(), 8), Duration.ofNanos(services.time().nanos() - begin).toMillis());
        report.accept(insight);
    }
}
