package earshot.memory;

import earshot.config.Settings;
import earshot.event.Events;
import earshot.event.LogText;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.Piece;
import earshot.llm.Prompt;
import earshot.llm.Reply;
import earshot.memory.Recollection.Source;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers conversations while the settings say so: summarised by the memory model, or the last sentences as they were said.
public final class Remembering implements Memory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Remembering.class);
    /// Maximum conversations that are being saved or wait for it; one more is refused and reported as a problem.
    static final int UNDER_WAY = 256;
    /// How long a model may take for a summary.
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /// How long [#close] waits for models, and then again for the disk.
    static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final Time time;
    private final Supplier<Settings.Memory> settings;
    private final Supplier<Optional<LanguageModel>> model;
    private final Recollections recollections;
    private final Events events;
    private final LogText logText;
    private final Problems problems;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final ConcurrentHashMap<String, CompletableFuture<Boolean>> last = new ConcurrentHashMap<>();
    private final Set<CompletableFuture<String>> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param settings read at each use, so that changes apply at once
    /// @param model for summaries, looked up for each conversation; empty for none
    public Remembering(Time time, Supplier<Settings.Memory> settings, Supplier<Optional<LanguageModel>> model, Recollections recollections,
        Events events, LogText logText, Problems problems) {
        this.time = time;
        this.settings = settings;
        this.model = model;
        this.recollections = recollections;
        this.events = events;
        this.logText = logText;
        this.problems = problems;
    }

    @Override
    public Optional<String> recall(String device) {
        Settings.Memory now = settings.get();
        return now.kept() ? recollections.find(device).map(Recollection::text).or(() -> now.given().map(text -> Wording.head(text, Recollection.LONGEST))) : Optional.empty();
    }

    @Override
    public void keep(String device, List<Message> dialogue) {
        if (closed || !settings.get().kept() || !Wording.said(dialogue)) {
            return;
        }
        if (!room.tryAcquire()) {
            failed(device, UNDER_WAY + " conversations wait to be saved already");
            return;
        }
        List<Message> said = List.copyOf(dialogue);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        CompletableFuture<Boolean> before = Optional.ofNullable(last.put(device, done)).orElse(CompletableFuture.completedFuture(true));
        Thread.ofVirtual().name("memory-" + device).start(() -> {
            try {
                before.join();
                save(device, said);
            } catch (Throwable e) {
                failed(device, Failures.reason(e));
            } finally {
                last.remove(device, done);
                room.release();
                done.complete(true);
            }
        });
    }

    /// How many conversations are being saved or wait for it.
    public int underWay() {
        return UNDER_WAY - room.availablePermits();
    }

    /// Accepts nothing more and waits for the saves in progress. Models have five seconds; after that, conversations are kept as they
    /// were said, and the disk has five seconds more. Calling it twice is harmless.
    @Override
    public void close() {
        closed = true;
        if (!over()) {
            asked.forEach(answer -> answer.completeExceptionally(new IllegalStateException("the program stops")));
            if (!over()) {
                LOG.error("保存记忆失败: {} conversations were not saved when the program stopped", underWay());
            }
        }
    }

    private boolean over() {
        return time.await(CompletableFuture.allOf(last.values().toArray(CompletableFuture[]::new)).thenApply(_ -> true), LAST_CALL).isPresent();
    }

    private void save(String device, List<Message> dialogue) {
        Optional<CompletableFuture<?>> written;
        do {
            // when a person edits or erases meanwhile, that stays, and the conversation is added to it
            Optional<Recollection> before = recollections.find(device);
            Optional<String> summary = summary(device, before, dialogue);
            Source source = summary.isPresent() ? Source.MODEL : Source.WORDS;
            written = recollections.replace(device, before, summary.orElseGet(() -> Wording.words(before, dialogue)), source);
        } while (written.isEmpty());
        written.get().join();
        recollections.find(device).ifPresent(now -> events.happened(device, "memory", Severity.INFO,
            "kept " + now.text().length() + " characters, " + (now.source() == Source.MODEL ? "summed up" : "as it was said")));
    }

    /// Empty when there is no model, or when it failed, which is reported as a problem.
    private Optional<String> summary(String device, Optional<Recollection> before, List<Message> dialogue) {
        try {
            Optional<String> summary = model.get().map(found -> ask(device, found, Wording.task(before, dialogue)));
            problems.resolve(Code.MEMORY_FAILED, new Subject.Device(device));
            return summary;
        } catch (RuntimeException e) {
            failed(device, Failures.reason(e));
            return Optional.empty();
        }
    }

    private String ask(String device, LanguageModel model, Prompt prompt) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.add(answer);
        Thread asking = Thread.ofVirtual().name("memory-ask-" + device).start(() -> {
            try {
                read(model, prompt, answer);
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return time.await(answer, PATIENCE).orElseThrow(() -> new IllegalStateException(model.name() + " did not sum up within " + PATIENCE.toSeconds() + " s"));
        } finally {
            asked.remove(answer);
            answer.cancel(false);
            asking.interrupt();
        }
    }

    /// Reads the reply into `answer`, and closes it as soon as nobody waits for it.
    private static void read(LanguageModel model, Prompt prompt, CompletableFuture<String> answer) {
        try (Reply reply = model.ask(prompt)) {
            answer.whenComplete((_, _) -> reply.close());
            StringBuilder text = new StringBuilder();
            for (Optional<Piece> piece = reply.next(); piece.isPresent() && text.length() < Recollection.LONGEST; piece = reply.next()) {
                if (piece.get() instanceof Piece.Text(String words)) {
                    text.append(words);
                }
            }
            String summary = Wording.head(text.toString().strip(), Recollection.LONGEST);
            if (summary.isEmpty()) {
                throw new IllegalStateException(model.name() + " answered nothing");
            }
            answer.complete(summary);
        }
    }

    private void failed(String device, String reason) {
        LOG.error("保存记忆失败: {}", logText.of(reason));
        problems.raise(Problem.of(Code.MEMORY_FAILED, new Subject.Device(device), device, logText.of(reason)));
    }
}
