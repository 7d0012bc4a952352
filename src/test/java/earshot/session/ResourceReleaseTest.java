package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.id.DeviceId;
import earshot.llm.Message;
import earshot.server.CloseStatus;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a connection releases when it ends, and what it hands to the memory.
@Timeout(60)
class ResourceReleaseTest {
    private final SessionFixture sessionFixture = new SessionFixture();

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    @DisplayName("row 7: what was heard and answered is handed to the memory when the connection ends, the interrupted answer included")
    void handsOverWhatWasSaid() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "manual");
        turn(device, "what time is it", "It is noon.", TurnFacts.Outcome.DONE);
        turn(device, "", "", TurnFacts.Outcome.NOTHING_HEARD);
        turn(device, "tell me a story", "Once upon a", TurnFacts.Outcome.RUNNING);
        assertThat(sessionFixture.memory.dialogues).isEmpty();
        device.hangsUp();
        assertThat(sessionFixture.memory.dialogues.get(new DeviceId("aa"))).containsExactly(new Message.User("what time is it"),
            new Message.Assistant("It is noon.", List.of()),
            new Message.User("tell me a story"), new Message.Assistant("Once upon a", List.of()));
        assertThat(sessionFixture.logged()).contains("连接资源已释放");
    }

    @Test
    @DisplayName("rows 7, 52: a memory that breaks is logged as 关闭连接时出错 and the rest is still released")
    void aMemoryThatBreaksKeepsNothingOpen() {
        sessionFixture.memory.breaks = Optional.of(new LinkageError("made by a test"));
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        AtomicInteger closed = new AtomicInteger();
        sessionFixture.connectionResources.getLast().own(closed::incrementAndGet);
        device.hangsUp();
        assertThat(sessionFixture.logged()).contains("关闭连接时出错: made by a test", "连接资源已释放");
        await().until(() -> closed.get() == 1);
        assertThat(sessionFixture.sessions.online()).isEmpty();
    }

    @Test
    @DisplayName("row 52: own parts are closed each by itself: one that hangs and one that throws keep neither the rest nor the connection; no timer stays")
    void closesWhatIsItsOwn() {
        int timers = sessionFixture.time.waiting();
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa")).listens("start", "auto");
        ConnectionResources own = sessionFixture.connectionResources.getLast();
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
        await().untilAsserted(() -> assertThat(sessionFixture.logged()).contains("关闭连接时出错: will not close"));
        assertThat(sessionFixture.logged()).contains("连接资源已释放").noneMatch(line -> line.startsWith("Connection error"));
        assertThat(sessionFixture.time.waiting()).isEqualTo(timers);
        own.own(closed::incrementAndGet);
        await().until(() -> closed.get() == 3);
        own.close();
        assertThat(closed).hasValue(3);
        never.countDown();
    }

    @Test
    @DisplayName("rows 10, 25: a connection ends while its worker still runs, what waits for one never starts, and a late job is refused quietly")
    void endsWhileAWorkerRuns() {
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        ConnectionResources own = sessionFixture.connectionResources.getLast();
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
        SessionFixture.DeviceFake device = sessionFixture.connect(new DeviceId("aa"));
        turn(device, "hello", "Hi.", TurnFacts.Outcome.DONE);
        AtomicInteger closed = new AtomicInteger();
        sessionFixture.connectionResources.getLast().own(closed::incrementAndGet);
        device.session().end(ServerCloseReason.REPLACED);
        device.settle();
        sessionFixture.memory.dialogues.clear();
        device.session().end(ServerCloseReason.PERSON);
        device.settle().hangsUp();
        device.session().closed(new CloseStatus(1006, "again", CloseStatus.Cause.DEVICE));
        await().until(() -> closed.get() == 1);
        assertThat(sessionFixture.memory.dialogues).isEmpty();
        assertThat(sessionFixture.logged()).containsOnlyOnce("连接资源已释放").noneMatch(line -> line.startsWith("关闭连接时出错"));
    }

    @Test
    @DisplayName("row 15: another number of workers holds for new connections only")
    void newWorkersForNewConnections() {
        sessionFixture.connect(new DeviceId("aa"));
        sessionFixture.change(s -> s.with(SessionSettings.WORKERS, 5));
        sessionFixture.connect(new DeviceId("bb"));
        CountDownLatch go = new CountDownLatch(1);
        for (ConnectionResources own : sessionFixture.connectionResources) {
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
        await().untilAsserted(
            () -> assertThat(sessionFixture.connectionResources).extracting(own -> ((WorkerPool) own.workers()).running()).containsExactly(2, 5));
        go.countDown();
    }

    private void turn(SessionFixture.DeviceFake device, String heard, String answered, TurnFacts.Outcome outcome) {
        device.detects("something");
        sessionFixture.time.advance(Duration.ofSeconds(1));
        TurnFacts facts = new TurnFacts(sessionFixture.time.now(), new TurnFacts.Transcript(heard, OptionalDouble.empty(), ""),
            new TurnFacts.Answer(answered, Optional.of("big"), Optional.empty(), List.of()), outcome, List.of(), Optional.empty());
        if (outcome == TurnFacts.Outcome.RUNNING) {
            sessionFixture.turn().deviceOutput.turnChanged(facts);
        } else {
            sessionFixture.turn().deviceOutput.turnEnded(facts);
        }
        device.settle();
    }
}
