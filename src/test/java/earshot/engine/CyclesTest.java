package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import earshot.audio.Opus;
import earshot.audio.Speech;
import earshot.device.Presence;
import earshot.engine.Operation.Outcome;
import earshot.memory.Recollection;
import earshot.memory.Recollection.Source;
import earshot.problem.Code;
import earshot.simulator.Incoming;
import earshot.simulator.Recording;
import earshot.simulator.SampleSentence;
import earshot.simulator.Target;
import earshot.simulator.WebSocketClient;
import earshot.store.Home;
import earshot.time.SystemTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many conversations over real sockets: they are remembered, and closed connections leave no threads, memory or files behind.
@Timeout(240)
class CyclesTest {
    private static final int DEVICES = 10;
    private static final Recording SPEECH = Recording.of(Opus.best(), shortened(SampleSentence.load().speech()));

    @TempDir
    Path directory;

    private final SystemTime time = new SystemTime();
    private Engine engine;

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.stop();
        }
    }

    /// @param platform number of platform threads
    /// @param virtual descriptions of the virtual threads that belong to connections
    /// @param handles open files of the process, if the system reports them
    private record Held(int platform, List<String> virtual, long heapKb, long handles) {}

    @Test
    @DisplayName("row 33: a hundred connect/talk/close cycles leave threads, heap, file handles and routes where they were; failed saves included")
    void aHundredCyclesLeaveNothing() throws Exception {
        start();
        talk(3);
        looksWhereThreadsAre();
        Held before = held();
        talk(5);
        unsaveable();
        talk(5);
        // leftovers of other tests in this process come and go; a leak stays
        patiently().untilAsserted(() -> {
            Held after = held();
            assertThat(after.virtual()).isEmpty();
            assertThat(after.platform()).as("platform threads").isLessThanOrEqualTo(before.platform() + 2);
            assertThat(after.handles()).as("file handles").isLessThanOrEqualTo(before.handles() + 2);
            assertThat(after.heapKb()).as("heap in KB").isLessThan(before.heapKb() + 4_000);
        });
        assertThat(engine.model().problems().get()).anyMatch(entry -> entry.open() && entry.problem().code() == Code.MEMORY_FAILED);
        assertThat(engine.model().devices().get()).hasSize(DEVICES).allMatch(device -> device.facts().get().connection().isEmpty());
    }

    @Test
    @DisplayName("row 7: what was said is remembered for the next start, can be read, changed and erased, and goes with its device")
    void remembersOverARestart() throws Exception {
        start();
        String id = "aa:bb:cc:00:01:00";
        Client device = connect(id);
        device.says("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.hears("\"state\":\"sentence_start\"");
        assertThat(engine.model().memories().get()).isEmpty();
        device.socket.close();
        patiently().untilAsserted(() -> assertThat(engine.model().memories().get()).singleElement()
            .matches(row -> row.device().equals(id) && row.source() == Source.WORDS && row.text().equals("User: what is your name")));
        assertThat(done(new Command.EditMemory(id, "likes short answers"))).isInstanceOf(Outcome.Done.class);
        engine.stop();
        start();
        assertThat(engine.model().memories().get()).singleElement().matches(row -> row.source() == Source.PERSON && row.text().equals("likes short answers"));
        assertThat(done(new Command.EraseMemory(id))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().memories().get()).isEmpty();
        assertThat(done(new Command.EditMemory(id, "again"))).isInstanceOf(Outcome.Done.class);
        assertThat(done(new Command.Forget(id))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().memories().get()).isEmpty();
        engine.stop();
        start();
        assertThat(engine.model().memories().get()).isEmpty();
        unsaveable();
        assertThat(done(new Command.EraseMemory(id))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(Code.STORE_FAILED));
    }

    @Test
    void aProgramThatStopsSavesWhatWasSaidFirst() throws Exception {
        start();
        Client device = connect("aa:bb:cc:00:01:01");
        device.says("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.hears("\"state\":\"sentence_start\"");
        engine.stop();
        start();
        assertThat(engine.model().memories().get()).extracting(Recollection::device).containsExactly("aa:bb:cc:00:01:01");
    }

    /// Proves that the search for threads works: it finds some while a device is spoken to.
    private void looksWhereThreadsAre() throws IOException {
        Client device = connect("aa:bb:cc:00:00:00");
        device.says("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.hears("\"state\":\"sentence_start\"");
        assertThat(ours()).anyMatch(line -> line.contains("\"dev-aa:bb:cc:00:00:00#")).anyMatch(line -> line.contains("\"work-aa:bb:cc:00:00:00\""));
        device.socket.close();
    }

    /// Each device holds this many conversations one after another; all devices at the same time.
    private void talk(int rounds) throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> talks = IntStream.range(0, DEVICES).<Future<?>>mapToObj(number -> people.submit(() -> {
                for (int round = 0; round < rounds; round++) {
                    converse("aa:bb:cc:00:00:0" + number, round);
                }
            })).toList();
            for (Future<?> talk : talks) {
                talk.get();
            }
        }
        patiently().until(() -> engine.model().devices().get().stream().noneMatch(device -> device.facts().get().presence() == Presence.CONNECTED));
    }

    /// One conversation. The device disconnects during or after the answer, with or without a close frame.
    private void converse(String id, int round) {
        try {
            Client device = connect(id);
            device.says("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
            SPEECH.packets().forEach(device.socket::binary);
            device.says("{\"type\":\"listen\",\"state\":\"stop\"}");
            device.hears("\"state\":\"" + (round % 2 == 0 ? "stop" : "start") + "\"");
            if (round % 3 == 0) {
                device.socket.drop();
            } else {
                device.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Held held() throws IOException {
        patiently().untilAsserted(() -> assertThat(ours()).isEmpty());
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10);
        }
        Path handles = Path.of("/proc/self/fd");
        try (Stream<Path> open = Files.isDirectory(handles) ? Files.list(handles) : Stream.empty()) {
            return new Held(ManagementFactory.getThreadMXBean().getThreadCount(), ours(), heap, open.count());
        }
    }

    /// Virtual threads that belong to a connection.
    private List<String> ours() throws IOException {
        Path dump = directory.resolve("threads.txt");
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(dump).stream().filter(line -> line.startsWith("#") && line.matches(".*\"(dev|work|memory|close)-.*")).toList();
    }

    /// Drops the table, so that every save fails from now on.
    private void unsaveable() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + new Home(directory).database())) {
            other.createStatement().execute("drop table memory");
        }
    }

    private void start() {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0));
        settings.putAll(Map.of("assistant", "scripted", "selected_module.Memory", "mem_local_short"));
        engine = Engine.start(new EngineOptions(new Home(directory), Optional.empty(), settings, time, new QuickSpeech("what is your name")));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private Outcome done(Command command) {
        return engine.send(command).outcome().join();
    }

    private Client connect(String id) throws IOException {
        Client client = new Client();
        client.socket = WebSocketClient.open(time, Target.of("ws://127.0.0.1:" + engine.model().state().get().port() + "/xiaozhi/v1/"),
            Map.of("Device-Id", id), Duration.ofSeconds(10), client);
        client.says("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        client.hears("\"transport\":\"websocket\"");
        return client;
    }

    private static Speech shortened(Speech speech) {
        return new Speech(Arrays.copyOf(speech.pcm(), Math.min(speech.pcm().length, speech.rate())), speech.rate());
    }

    private static final class Client implements WebSocketClient.Listener {
        final List<String> heard = new CopyOnWriteArrayList<>();
        WebSocketClient socket;

        void says(String text) {
            assertThat(socket.text(text)).isTrue();
        }

        void hears(String part) {
            patiently().until(() -> heard.stream().anyMatch(text -> text.contains(part)));
        }

        @Override
        public void received(Incoming message, long arrivalNanos) {
            if (message instanceof Incoming.Text text) {
                heard.add(text.text());
            }
        }

        @Override
        public void ended(String why) {}
    }
}
