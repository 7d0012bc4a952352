package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import earshot.config.Settings;
import earshot.event.LogText;
import earshot.event.Timeline;
import earshot.llm.LanguageModel;
import earshot.llm.Piece;
import earshot.llm.Prompt;
import earshot.llm.Reply;
import earshot.memory.MemoryBook;
import earshot.memory.Recollection;
import earshot.memory.Recollections;
import earshot.memory.Remembering;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.simulator.Incoming;
import earshot.simulator.Target;
import earshot.simulator.WebSocketClient;
import earshot.time.SystemTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
        Hanging model = new Hanging();
        Recollections recollections = new Recollections(time, MemoryBook.none());
        try (Remembering memory = new Remembering(time, () -> new Settings.Memory(true, Optional.empty()), () -> Optional.of(model), recollections, new Timeline(time),
            new LogText(() -> 2_000), new Unheard()); House house = new House(directory, memory)) {
            Ears staying = connect(house, "aa:01");
            List<Ears> leaving = List.of(connect(house, "aa:02"), connect(house, "aa:03"));
            for (Ears device : leaving) {
                device.socket.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"remember me\"}");
                device.hears("\"state\":\"sentence_start\"");
            }
            long before = time.nanos();
            assertThat(house.sessions.close("aa:02")).isTrue();
            leaving.getLast().socket.close();
            leaving.getFirst().hears("close 1000");
            await().until(() -> house.sessions.live() == 1);
            assertThat(Duration.ofNanos(time.nanos() - before)).isLessThan(Duration.ofSeconds(3));
            await().until(() -> model.threads.size() == 2);
            assertThat(memory.underWay()).isEqualTo(2);
            assertThat(recollections.rows().get()).isEmpty();
            staying.socket.text("{\"type\":\"ping\"}");
            staying.hears("\"type\":\"pong\"");
            staying.socket.frame(9, true, new byte[] {42});
            staying.hears("pong 42");
            assertThat(model.threads).allMatch(Thread::isVirtual).allMatch(thread -> thread.getName().startsWith("memory-"));
            model.go.countDown();
            await().until(() -> memory.underWay() == 0);
            assertThat(recollections.rows().get()).extracting(Recollection::device).containsExactly("aa:02", "aa:03");
            assertThat(recollections.rows().get()).extracting(Recollection::text).containsOnly("somebody to remember");
            await().until(() -> model.threads.stream().noneMatch(Thread::isAlive));
        }
    }

    private static Ears connect(House house, String id) throws IOException {
        Ears ears = new Ears();
        ears.socket = WebSocketClient.open(house.time, Target.of(house.url()), Map.of("Device-Id", id), Duration.ofSeconds(5), ears);
        ears.socket.text("{\"type\":\"hello\",\"transport\":\"websocket\"}");
        ears.hears("\"transport\":\"websocket\"");
        return ears;
    }

    private static final class Ears implements WebSocketClient.Listener {
        final List<String> heard = new CopyOnWriteArrayList<>();
        WebSocketClient socket;

        void hears(String part) {
            await().untilAsserted(() -> assertThat(heard).anyMatch(text -> text.contains(part)));
        }

        @Override
        public void received(Incoming message, long arrivalNanos) {
            switch (message) {
                case Incoming.Text text -> heard.add(text.text());
                case Incoming.Close close -> heard.add("close " + close.code());
                case Incoming.Pong pong -> heard.add("pong " + pong.payload()[0]);
                case Incoming.Binary _, Incoming.Ping _ -> {}
            }
        }

        @Override
        public void ended(String why) {}
    }

    private static final class Hanging implements LanguageModel {
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public Reply ask(Prompt prompt) {
            threads.add(Thread.currentThread());
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Queue<Piece> said = new ArrayDeque<>(List.of(new Piece.Text("somebody "), new Piece.Text("to remember")));
            return new Reply() {
                @Override
                public Optional<Piece> next() {
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

    private static final class Unheard implements Problems {
        @Override
        public void raise(Problem problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void resolve(Code code, Subject subject) {}
    }
}
