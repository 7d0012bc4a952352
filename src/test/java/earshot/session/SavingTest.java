package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.ModelReply;
import earshot.llm.Prompt;
import earshot.llm.ReplyDelta;
import earshot.memory.DeviceMemory;
import earshot.memory.MemoryRepository;
import earshot.memory.MemorySettings;
import earshot.memory.MemoryStore;
import earshot.memory.SummarizingMemory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections over real sockets that end while a hanging model summarizes their dialogue for the memory. The original's separate event loop
/// is a virtual thread here.
@Timeout(60)
class SavingTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("rows 7, 17, 40, 51: a save that hangs delays no close and no pong, runs on no thread of the server, and two that close at once both save")
    void savingHoldsNobodyUp() throws IOException {
        SystemTime time = new SystemTime();
        LanguageModelFake model = new LanguageModelFake();
        MemoryRepository memoryRepository = new MemoryRepository(time, MemoryStore.none());
        try (
            SummarizingMemory memory = new SummarizingMemory(time, () -> new MemorySettings(true, Optional.empty()), () -> Optional.of(model), memoryRepository,
                new Timeline(time),
                new LogTextFormatter(() -> 2_000), new ProblemSinkFake());
            ServedSessionFixture servedSessionFixture = new ServedSessionFixture(directory, memory)) {
            RecordingListener staying = connect(servedSessionFixture, "aa:01");
            List<RecordingListener> leaving = List.of(connect(servedSessionFixture, "aa:02"), connect(servedSessionFixture, "aa:03"));
            for (RecordingListener device : leaving) {
                device.socket.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"remember me\"}");
                device.hears("\"state\":\"sentence_start\"");
            }
            long before = time.nanos();
            assertThat(servedSessionFixture.sessions.close(new DeviceId("aa:02"))).isTrue();
            leaving.getLast().socket.close();
            leaving.getFirst().hears("close 1000");
            await().until(() -> servedSessionFixture.sessions.live().get() == 1);
            assertThat(Duration.ofNanos(time.nanos() - before)).isLessThan(Duration.ofSeconds(20));
            await().until(() -> model.threads.size() == 2);
            assertThat(memory.pendingSaves()).isEqualTo(2);
            assertThat(memoryRepository.rows().get()).isEmpty();
            staying.socket.text("{\"type\":\"ping\"}");
            staying.hears("\"type\":\"pong\"");
            staying.socket.frame(9, true, new byte[] {42});
            staying.hears("pong 42");
            assertThat(model.threads).allMatch(Thread::isVirtual).allMatch(thread -> thread.getName().startsWith("memory-"));
            model.go.countDown();
            await().until(() -> memory.pendingSaves() == 0);
            assertThat(memoryRepository.rows().get()).extracting(DeviceMemory::device).containsExactly(new DeviceId("aa:02"), new DeviceId("aa:03"));
            assertThat(memoryRepository.rows().get()).extracting(DeviceMemory::text).containsOnly("somebody to remember");
            await().until(() -> model.threads.stream().noneMatch(Thread::isAlive));
        }
    }

    private static RecordingListener connect(ServedSessionFixture servedSessionFixture, String id) throws IOException {
        RecordingListener recordingListener = new RecordingListener();
        recordingListener.socket = WebSocketClient.open(servedSessionFixture.time, ServerUrl.of(servedSessionFixture.url()), Map.of("Device-Id", id),
            Duration.ofSeconds(5), recordingListener);
        recordingListener.socket.text("{\"type\":\"hello\",\"transport\":\"websocket\"}");
        recordingListener.hears("\"transport\":\"websocket\"");
        return recordingListener;
    }

    private static final class RecordingListener implements WebSocketClient.Listener {
        final List<String> heard = new CopyOnWriteArrayList<>();
        WebSocketClient socket;

        void hears(String part) {
            await().untilAsserted(() -> assertThat(heard).anyMatch(text -> text.contains(part)));
        }

        @Override
        public void received(WebSocketMessage message, long arrivalNanos) {
            switch (message) {
                case WebSocketMessage.Text text -> heard.add(text.text());
                case WebSocketMessage.Close close -> heard.add("close " + close.code());
                case WebSocketMessage.Pong pong -> heard.add("pong " + pong.payload()[0]);
                case WebSocketMessage.Binary _, WebSocketMessage.Ping _ -> {}
            }
        }

        @Override
        public void ended(String why) {}
    }

    private static final class LanguageModelFake implements LanguageModel {
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public ModelReply ask(Prompt prompt) {
            threads.add(Thread.currentThread());
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Queue<ReplyDelta> said = new ArrayDeque<>(List.of(new ReplyDelta.Text("somebody "), new ReplyDelta.Text("to remember")));
            return new ModelReply() {
                @Override
                public Optional<ReplyDelta> next() {
                    return Optional.ofNullable(said.poll());
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public String name() {
            return "hanging";
        }
    }

    private static final class ProblemSinkFake implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    }
}
