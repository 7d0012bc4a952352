package earshot.memory;

import module java.base;

import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.event.LogTextFormatter;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.ModelQuestion;
import earshot.llm.Prompt;
import earshot.memory.DeviceMemory.Source;
import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.problem.ReasonException;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers conversations while the settings say so: summarized by the memory model, or the last sentences as they were said.
public final class SummarizingMemory implements ConversationMemory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SummarizingMemory.class);
    /// Maximum conversations that are being saved or wait for it; one more is refused and reported as a problem.
    static final int MAX_PENDING_SAVES = 256;
    /// How long a model may take for a summary.
    static final Duration SUMMARY_TIMEOUT = Duration.ofSeconds(60);
    /// How long [#close] waits for models, and then again for the disk.
    static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final Time time;
    private final Supplier<MemorySettings> settings;
    private final Supplier<Optional<LanguageModel>> model;
    private final MemoryRepository memoryRepository;
    private final EventSink events;
    private final LogTextFormatter logText;
    private final ProblemSink problems;
    private final Semaphore savePermits = new Semaphore(MAX_PENDING_SAVES);
    private final ConcurrentHashMap<DeviceId, CompletableFuture<Boolean>> lastSaves = new ConcurrentHashMap<>();
    private final Set<ModelQuestion> openQuestions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param settings read at each use, so that changes apply at once
    /// @param model for summaries, looked up for each conversation; empty for none
    public SummarizingMemory(Time time, Supplier<MemorySettings> settings, Supplier<Optional<LanguageModel>> model, MemoryRepository memoryRepository,
        EventSink events, LogTextFormatter logText, ProblemSink problems) {
        this.time = time;
        this.settings = settings;
        this.model = model;
        this.memoryRepository = memoryRepository;
        this.events = events;
        this.logText = logText;
        this.problems = problems;
    }

    @Override
    public Optional<String> recall(DeviceId device) {
        MemorySettings now = settings.get();
        return now.enabled() ? memoryRepository.find(device).map(DeviceMemory::text)
            .or(() -> now.initialSummary().map(text -> MemoryFormatter.truncate(text, DeviceMemory.MAX_CHARACTERS))) : Optional.empty();
    }

    @Override
    public void remember(DeviceId device, List<Message> dialogue) {
        if (closed || !settings.get().enabled() || !MemoryFormatter.hasUserText(dialogue)) {
            return;
        }
        if (!savePermits.tryAcquire()) {
            failed(device, ProblemReason.MEMORY_WAITING.with(MAX_PENDING_SAVES));
            return;
        }
        List<Message> said = List.copyOf(dialogue);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        CompletableFuture<Boolean> before = Optional.ofNullable(lastSaves.put(device, done)).orElse(CompletableFuture.completedFuture(true));
        Thread.ofVirtual().name("memory-" + device).start(() -> {
            try {
                before.join();
                save(device, said);
            } catch (Throwable e) {
                FatalErrors.report(e);
                failed(device, Failures.argument(e));
            } finally {
                lastSaves.remove(device, done);
                savePermits.release();
                done.complete(true);
            }
        });
    }

    /// How many conversations are being saved or wait for it.
    public int pendingSaves() {
        return MAX_PENDING_SAVES - savePermits.availablePermits();
    }

    /// Accepts nothing more and waits for the saves in progress. Models have five seconds; after that, conversations are kept as they
    /// were said, and the disk has five seconds more. Calling it twice is harmless.
    @Override
    public void close() {
        closed = true;
        if (!awaitSaves()) {
            openQuestions.forEach(question -> question.giveUp("the program stops"));
            if (!awaitSaves()) {
                LOG.error("保存记忆失败: {} conversations were not saved when the program stopped", pendingSaves());
            }
        }
    }

    private boolean awaitSaves() {
        return time.await(CompletableFuture.allOf(lastSaves.values().toArray(CompletableFuture[]::new)).thenApply(_ -> true), SHUTDOWN_TIMEOUT).isPresent();
    }

    private void save(DeviceId device, List<Message> dialogue) {
        Optional<CompletableFuture<?>> written;
        do {
            // when a person edits or erases meanwhile, that stays, and the conversation is added to it
            Optional<DeviceMemory> before = memoryRepository.find(device);
            Optional<String> summary = summary(device, before, dialogue);
            Source source = summary.isPresent() ? Source.MODEL : Source.WORDS;
            written = memoryRepository.replace(device, before, summary.orElseGet(() -> MemoryFormatter.withoutSummary(before, dialogue)), source);
        } while (written.isEmpty());
        written.get().join();
        memoryRepository.find(device).ifPresent(
            now -> events.log(device, "memory", now.source() == Source.MODEL ? EventCode.MEMORY_SUMMED_UP : EventCode.MEMORY_AS_SAID, now.text().length()));
    }

    /// Empty when there is no model, or when it failed, which is reported as a problem.
    private Optional<String> summary(DeviceId device, Optional<DeviceMemory> before, List<Message> dialogue) {
        try {
            Optional<String> summary = model.get().map(found -> ask(found, MemoryFormatter.summaryPrompt(before, dialogue)));
            problems.resolve(ProblemCode.MEMORY_FAILED, new ProblemSubject.Device(device));
            return summary;
        } catch (RuntimeException e) {
            failed(device, Failures.argument(e));
            return Optional.empty();
        }
    }

    private String ask(LanguageModel model, Prompt prompt) {
        ModelQuestion question = new ModelQuestion(time, model, SUMMARY_TIMEOUT, DeviceMemory.MAX_CHARACTERS);
        openQuestions.add(question);
        try {
            String summary = MemoryFormatter.truncate(question.ask(prompt).strip(), DeviceMemory.MAX_CHARACTERS);
            if (summary.isEmpty()) {
                throw new ReasonException(ProblemReason.ANSWERED_NOTHING, model.name());
            }
            return summary;
        } finally {
            openQuestions.remove(question);
        }
    }

    private void failed(DeviceId device, String reason) {
        LOG.error("保存记忆失败: {}", logText.format(ProblemReason.text(reason, Locale.ENGLISH)));
        problems.raise(Problem.of(ProblemCode.MEMORY_FAILED, new ProblemSubject.Device(device), device, logText.format(reason)));
    }
}
