package earshot.memory;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.Message;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.memory.DeviceMemory.Source;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What is remembered, who wrote it, and that saving blocks nobody. The specification's "own thread and event loop" is a virtual
/// thread of its own here.
@Timeout(60)
class SummarizingMemoryTest {
    private static final String DESK = "aa:bb";
    private static final String SHELF = "cc:dd";
    private static final List<Message> TALK = List.of(new Message.System("be nice"), new Message.User("I am Ann"),
        new Message.Assistant("Hello Ann", List.of()));

    private final TimeFake time = new TimeFake();
    private final Timeline timeline = new Timeline(time);
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final List<ProblemCode> resolved = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SummarizingMemory.class);
    private MemorySettings settings = new MemorySettings(true, Optional.empty());
    private Optional<LanguageModel> model = Optional.empty();
    private MemoryStore store = MemoryStore.none();
    private MemoryRepository memoryRepository = new MemoryRepository(time, store);
    private SummarizingMemory memory = remembering();

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    @Test
    void withoutAModelTheLastSentencesAreKeptAndGivenToTheNextConversation() {
        keep(new DeviceId(DESK), TALK);
        assertThat(memory.recall(new DeviceId(DESK))).contains("User: I am Ann\nAssistant: Hello Ann");
        keep(new DeviceId(DESK), List.of(new Message.User("good\nnight"), new Message.Assistant("", List.of()), new Message.ToolResult("1", "42")));
        assertThat(memory.recall(new DeviceId(DESK))).contains("User: I am Ann\nAssistant: Hello Ann\nUser: good night");
        assertThat(memoryRepository.rows().get()).singleElement().matches(row -> row.source() == Source.WORDS && row.updated().equals(time.now()));
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsKeptNeverGrowsBeyondItsBoundAndTheNewestStays() {
        for (int i = 0; i < 200; i++) {
            keep(new DeviceId(DESK), List.of(new Message.User("sentence number " + i + " 你好😀")));
        }
        assertThat(memory.recall(new DeviceId(DESK)).orElseThrow()).hasSizeBetween(DeviceMemory.MAX_CHARACTERS - 60, DeviceMemory.MAX_CHARACTERS)
            .startsWith("User: ").endsWith("199 你好😀");
        keep(new DeviceId(DESK), List.of(new Message.User("long ".repeat(10_000))));
        assertThat(memory.recall(new DeviceId(DESK)).orElseThrow()).hasSizeLessThanOrEqualTo(DeviceMemory.MAX_CHARACTERS);
    }

    @Test
    void aModelSumsUpAndIsShownWhatIsRememberedAndWhatWasSaid() {
        List<Prompt> asked = new CopyOnWriteArrayList<>();
        answers(prompt -> {
            asked.add(prompt);
            return saying(" Ann ", "likes tea ");
        });
        keep(new DeviceId(DESK), TALK);
        assertThat(memoryRepository.find(new DeviceId(DESK))).contains(new DeviceMemory(new DeviceId(DESK), "Ann likes tea", time.now(), Source.MODEL));
        keep(new DeviceId(DESK), List.of(new Message.User("coffee from now on")));
        assertThat(asked.getFirst().messages().getLast().toString()).contains("(nothing)", "User: I am Ann\nAssistant: Hello Ann").doesNotContain("be nice");
        assertThat(asked.getLast().messages().getLast().toString()).contains("Remembered so far:\nAnn likes tea", "User: coffee from now on");
        assertThat(resolved).contains(ProblemCode.MEMORY_FAILED);
    }

    @Test
    @DisplayName("rows 7, 17: a save that throws is logged as 保存记忆失败 and told, its thread ends, and what was said is kept all the same")
    void aModelThatFailsIsToldAndLosesNothing() {
        answers(_ -> {
            throw new IllegalStateException("no such model");
        });
        keep(new DeviceId(DESK), TALK);
        assertThat(logged()).containsExactly("保存记忆失败: no such model");
        assertThat(problems).containsExactly(Problem.of(ProblemCode.MEMORY_FAILED, new ProblemSubject.Device(new DeviceId(DESK)), DESK, "no such model"));
        assertThat(memory.recall(new DeviceId(DESK)).orElseThrow()).contains("I am Ann");
        answers(_ -> saying());
        keep(new DeviceId(SHELF), TALK);
        assertThat(logged().getLast()).contains("answered nothing");
        assertThat(memory.recall(new DeviceId(SHELF)).orElseThrow()).contains("I am Ann");
    }

    @Test
    @DisplayName("rows 7, 17: a disk that fails is logged as 保存记忆失败 and told")
    void aBookThatFailsIsTold() {
        store = new MemoryStore() {
            @Override
            public List<DeviceMemory> read() {
                return List.of();
            }

            @Override
            public CompletableFuture<?> write(DeviceMemory deviceMemory) {
                return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
            }

            @Override
            public CompletableFuture<?> erase(DeviceId device) {
                return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
            }
        };
        memoryRepository = new MemoryRepository(time, store);
        memory = remembering();
        keep(new DeviceId(DESK), TALK);
        assertThat(logged()).containsExactly("保存记忆失败: disk full");
        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.MEMORY_FAILED);
        assertThat(memoryRepository.edit(new DeviceId(DESK), "mine")).isCompletedExceptionally();
    }

    @Test
    @DisplayName("rows 7, 17, 40: keeping returns at once while the model hangs, on a thread of its own, and a minute later its words are kept instead")
    void aModelThatHangsHoldsNobodyUp() {
        CountDownLatch never = new CountDownLatch(1);
        List<Thread> askers = new CopyOnWriteArrayList<>();
        answers(_ -> {
            askers.add(Thread.currentThread());
            waits(never);
            return saying("too late");
        });
        memory.remember(new DeviceId(DESK), TALK);
        await().until(() -> !askers.isEmpty());
        assertThat(memory.pendingSaves()).isOne();
        assertThat(memory.recall(new DeviceId(DESK))).isEmpty();
        assertThat(askers.getFirst()).matches(Thread::isVirtual).isNotSameAs(Thread.currentThread());
        await().until(() -> time.limits().contains(SummarizingMemory.SUMMARY_TIMEOUT));
        time.advance(SummarizingMemory.SUMMARY_TIMEOUT);
        await().until(() -> memory.pendingSaves() == 0);
        assertThat(logged()).singleElement().asString().startsWith("保存记忆失败: ").contains("60 s");
        assertThat(memory.recall(new DeviceId(DESK)).orElseThrow()).contains("I am Ann");
        await().until(() -> !askers.getFirst().isAlive());
    }

    @Test
    @DisplayName("row 51: two devices that close at once both save, and two conversations of one device are added to each other in order")
    void savesOfTwoDevicesRunBesideEachOther() {
        CountDownLatch both = new CountDownLatch(2);
        answers(prompt -> {
            both.countDown();
            waits(both);
            return saying(prompt.messages().getLast().toString().contains("Ann") ? "Ann" : "Bob");
        });
        memory.remember(new DeviceId(DESK), TALK);
        memory.remember(new DeviceId(SHELF), List.of(new Message.User("I am Bob")));
        quiet();
        assertThat(memory.recall(new DeviceId(DESK))).contains("Ann");
        assertThat(memory.recall(new DeviceId(SHELF))).contains("Bob");
        model = Optional.empty();
        for (int i = 0; i < 20; i++) {
            memory.remember(new DeviceId(DESK), List.of(new Message.User("n" + i)));
        }
        quiet();
        assertThat(memory.recall(new DeviceId(DESK)).orElseThrow().lines().filter(line -> line.startsWith("User: n"))).hasSize(20)
            .startsWith("User: n0", "User: n1").endsWith("User: n19");
    }

    @Test
    void whatAPersonErasesWhileTheModelSumsUpStaysErased() {
        memoryRepository.edit(new DeviceId(DESK), "a secret");
        Queue<Runnable> meanwhile = new ArrayDeque<>(List.of(() -> memoryRepository.erase(new DeviceId(DESK))));
        answers(prompt -> {
            Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
            return saying(prompt.messages().getLast().toString().contains("a secret") ? "a secret of Ann" : "Ann");
        });
        keep(new DeviceId(DESK), TALK);
        assertThat(memory.recall(new DeviceId(DESK))).contains("Ann");
    }

    @Test
    void theEndOfTheProgramWaitsForAWhileAndThenKeepsTheWords() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        answers(_ -> {
            asked.countDown();
            waits(never);
            return saying("too late");
        });
        memory.remember(new DeviceId(DESK), TALK);
        waits(asked);
        Thread closing = Thread.ofVirtual().start(memory::close);
        await().until(() -> time.waiting() >= 2);
        assertThat(closing.isAlive()).isTrue();
        time.advance(SummarizingMemory.SHUTDOWN_TIMEOUT);
        await().until(() -> !closing.isAlive());
        assertThat(memory.recall(new DeviceId(DESK)).orElseThrow()).contains("I am Ann");
        memory.remember(new DeviceId(SHELF), TALK);
        assertThat(memory.pendingSaves()).isZero();
        memory.close();
    }

    @Test
    void moreThanSomeHundredSavesAtOnceAreRefusedAndTold() {
        CountDownLatch go = new CountDownLatch(1);
        answers(_ -> {
            waits(go);
            return saying("fine");
        });
        for (int i = 0; i <= SummarizingMemory.MAX_PENDING_SAVES; i++) {
            memory.remember(new DeviceId("device " + i), TALK);
        }
        assertThat(problems).singleElement()
            .matches(problem -> problem.subject().equals(new ProblemSubject.Device(new DeviceId("device " + SummarizingMemory.MAX_PENDING_SAVES))));
        go.countDown();
        quiet();
        assertThat(memoryRepository.rows().get()).hasSize(SummarizingMemory.MAX_PENDING_SAVES);
    }

    @Test
    @DisplayName("row 7: no memory, no save; summaryMemory speaks for a device of which nothing is remembered")
    void theSettingsDecide() {
        settings = MemorySettings.SECTION.defaults();
        memory.remember(new DeviceId(DESK), TALK);
        assertThat(memory.pendingSaves()).isZero();
        assertThat(memory.recall(new DeviceId(DESK))).isEmpty();
        settings = new MemorySettings(true, Optional.of("likes tea"));
        assertThat(memory.recall(new DeviceId(DESK))).contains("likes tea");
        keep(new DeviceId(DESK), List.of(new Message.Assistant("anybody there?", List.of()), new Message.User(" ")));
        assertThat(memoryRepository.rows().get()).isEmpty();
        keep(new DeviceId(DESK), TALK);
        assertThat(memory.recall(new DeviceId(DESK)).orElseThrow()).contains("Ann");
        settings = MemorySettings.SECTION.defaults();
        assertThat(memory.recall(new DeviceId(DESK))).isEmpty();
    }

    @Test
    void everythingIsThereAgainAfterARestart(@TempDir Path directory) {
        HomeDirectory home = new HomeDirectory(directory).prepared();
        try (Database database = Database.open(home, List.of(DatabaseMemoryStore.SCHEMA))) {
            memoryRepository = new MemoryRepository(time, new DatabaseMemoryStore(database, noted()));
            memory = remembering();
            keep(new DeviceId(DESK), TALK);
            memoryRepository.edit(new DeviceId(SHELF), "  Bob's shelf ").join();
            memoryRepository.edit(new DeviceId("ee:ff"), "gone soon").join();
            memoryRepository.edit(new DeviceId("ee:ff"), " ").join();
        }
        List<DeviceMemory> before = memoryRepository.rows().get();
        try (Database database = Database.open(home, List.of(DatabaseMemoryStore.SCHEMA))) {
            assertThat(new MemoryRepository(time, new DatabaseMemoryStore(database, noted())).rows().get()).isEqualTo(before).hasSize(2)
                .extracting(DeviceMemory::source).containsExactly(Source.WORDS, Source.PERSON);
        }
        assertThat(problems).isEmpty();
    }

    private SummarizingMemory remembering() {
        return new SummarizingMemory(time, () -> settings, () -> model, memoryRepository, timeline, new LogTextFormatter(() -> 2_000), noted());
    }

    private void keep(DeviceId device, List<Message> dialogue) {
        memory.remember(device, dialogue);
        quiet();
    }

    private void quiet() {
        await().pollInterval(Duration.ofMillis(1)).until(() -> memory.pendingSaves() == 0);
    }

    private List<String> logged() {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void answers(Function<Prompt, ModelReply> answer) {
        model = Optional.of(new LanguageModel() {
            @Override
            public ModelReply ask(Prompt prompt) {
                return answer.apply(prompt);
            }

            @Override
            public String name() {
                return "cardboard";
            }
        });
    }

    private static ModelReply saying(String... words) {
        Queue<String> left = new ArrayDeque<>(List.of(words));
        return new ModelReply() {
            @Override
            public Optional<ReplyDelta> next() {
                return Optional.ofNullable(left.poll()).map(ReplyDelta.Text::new);
            }

            @Override
            public void close() {}
        };
    }

    private static void waits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProblemSink noted() {
        return new ProblemSink() {
            @Override
            public void raise(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void resolve(ProblemCode code, ProblemSubject subject) {
                resolved.add(code);
            }
        };
    }
}
