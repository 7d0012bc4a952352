package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.config.Settings;
import earshot.device.TurnFacts;
import earshot.llm.Message;
import earshot.server.Closing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a connection releases when it ends, and what it hands to the memory.
@Timeout(60)
class ClosingTest {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @DisplayName("row 7: what was heard and answered is handed to the memory when the connection ends, the interrupted answer included")
    void handsOverWhatWasSaid() {
        Bench.Device device = bench.connect("aa").listens("start", "manual");
        turn(device, "what time is it", "It is noon.", TurnFacts.Outcome.DONE);
        turn(device, "", "", TurnFacts.Outcome.NOTHING_HEARD);
        turn(device, "tell me a story", "Once upon a", TurnFacts.Outcome.RUNNING);
        assertThat(bench.memory.dialogues).isEmpty();
        device.hangsUp();
        assertThat(bench.memory.dialogues.get("aa")).containsExactly(new Message.User("what time is it"), new Message.Assistant("It is noon.", List.of()),
            new Message.User("tell me a story"), new Message.Assistant("Once upon a", List.of()));
        assertThat(bench.logged()).contains("连接资源已释放");
    }

    @Test
    @DisplayName("rows 7, 52: a memory that breaks is logged as 关闭连接时出错 and the rest is still released")
    void aMemoryThatBreaksKeepsNothingOpen() {
        bench.memory.breaks = Optional.of(new LinkageError("made by a test"));
        Bench.Device device = bench.connect("aa");
        AtomicInteger closed = new AtomicInteger();
        bench.belongings.getLast().own(closed::incrementAndGet);
        device.hangsUp();
        assertThat(bench.logged()).contains("关闭连接时出错: made by a test", "连接资源已释放");
        await().until(() -> closed.get() == 1);
        assertThat(bench.sessions.online()).isEmpty();
    }

    @Test
    @DisplayName("row 52: own parts are closed each by itself: one that hangs and one that throws keep neither the rest nor the connection; no timer stays")
    void closesWhatIsItsOwn() {
        int timers = bench.time.waiting();
        Bench.Device device = bench.connect("aa").listens("start", "auto");
        Belongings own = bench.belongings.getLast();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger closed = new AtomicInteger();
        own.own(() -> {
            closed.incrementAndGet();
            never.await();
        });
        own.own(() -> {
            throw new IllegalStateException("will not close");
        });
        own.own(closed::incrementAndGet);
        device.hangsUp();
        await().until(() -> closed.get() == 2);
        await().untilAsserted(() -> assertThat(bench.logged()).contains("关闭连接时出错: will not close"));
        assertThat(bench.logged()).contains("连接资源已释放").noneMatch(line -> line.startsWith("Connection error"));
        assertThat(bench.time.waiting()).isEqualTo(timers);
        own.own(closed::incrementAndGet);
        await().until(() -> closed.get() == 3);
        own.close();
        assertThat(closed).hasValue(3);
        never.countDown();
    }

    @Test
    @DisplayName("rows 10, 25: a connection ends while its worker still runs, what waits for one never starts, and a late job is refused quietly")
    void endsWhileAWorkerRuns() {
        Bench.Device device = bench.connect("aa");
        Belongings own = bench.belongings.getLast();
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            own.workers().execute(() -> {
                begun.incrementAndGet();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                done.incrementAndGet();
            });
        }
        await().until(() -> begun.get() == 2);
        device.hangsUp();
        own.workers().execute(begun::incrementAndGet);
        go.countDown();
        await().until(() -> done.get() == 2);
        assertThat(begun).hasValue(2);
    }

    @Test
    @DisplayName("rows 10, 52: a second close is harmless: everything is released and remembered once")
    void closingTwiceIsHarmless() {
        Bench.Device device = bench.connect("aa");
        turn(device, "hello", "Hi.", TurnFacts.Outcome.DONE);
        AtomicInteger closed = new AtomicInteger();
        bench.belongings.getLast().own(closed::incrementAndGet);
        device.session().end(Ending.REPLACED);
        device.settle();
        bench.memory.dialogues.clear();
        device.session().end(Ending.PERSON);
        device.settle().hangsUp();
        device.session().closed(new Closing(1006, "again", Closing.By.DEVICE));
        await().until(() -> closed.get() == 1);
        assertThat(bench.memory.dialogues).isEmpty();
        assertThat(bench.logged()).containsOnlyOnce("连接资源已释放").noneMatch(line -> line.startsWith("关闭连接时出错"));
    }

    @Test
    @DisplayName("row 15: another number of workers holds for new connections only")
    void newWorkersForNewConnections() {
        bench.connect("aa");
        bench.change(s -> new Settings(s.server(), s.idle(), s.listening(), s.vad(), s.speech(), s.models(), s.memory(), 5, s.greeting(), s.log(), s.meetings()));
        bench.connect("bb");
        CountDownLatch go = new CountDownLatch(1);
        for (Belongings own : bench.belongings) {
            for (int i = 0; i < 8; i++) {
                own.workers().execute(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
        }
        assertThat(bench.belongings).extracting(own -> ((Workers) own.workers()).running()).containsExactly(2, 5);
        go.countDown();
    }

    private void turn(Bench.Device device, String heard, String answered, TurnFacts.Outcome outcome) {
        device.detects("something");
        bench.time.advance(Duration.ofSeconds(1));
        TurnFacts facts = new TurnFacts(bench.time.now(), heard, OptionalDouble.empty(), "", answered, outcome, List.of(), "big", Optional.empty(), List.of(), Optional.empty());
        if (outcome == TurnFacts.Outcome.RUNNING) {
            bench.turn().speaker.moved(facts);
        } else {
            bench.turn().speaker.over(facts);
        }
        device.settle();
    }
}
