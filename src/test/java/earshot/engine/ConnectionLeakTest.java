package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.device.Presence;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.memory.DeviceMemory;
import earshot.memory.DeviceMemory.Source;
import earshot.problem.ProblemCode;
import earshot.simulator.EncodedRecording;
import earshot.simulator.SampleSentence;
import earshot.store.HomeDirectory;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Many conversations over real sockets: they are remembered, and closed connections leave no threads, memory or files behind.
@Timeout(240)
class ConnectionLeakTest {
    private static final int DEVICES = 10;
    private static final EncodedRecording SPEECH = EncodedRecording.of(OpusCodecs.best(), shortened(SampleSentence.load().pcmAudio()));

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    /// @param platform number of platform threads
    /// @param virtual descriptions of the virtual threads that belong to connections
    /// @param handles open files of the process, if the system reports them
    private record ResourceCounts(int platform, List<String> virtual, long heapKb, long handles) {}

    @Test
    @DisplayName("row 33: a hundred connect/talk/close cycles leave threads, heap, file handles and routes where they were; failed saves included")
    void aHundredCyclesLeaveNothing() throws Exception {
        start();
        talk(3);
        findsConnectionThreads();
        ResourceCounts before = held();
        talk(5);
        breakSaving();
        talk(5);
        // leftovers of other tests in this process come and go; a leak stays
        patiently().untilAsserted(() -> {
            ResourceCounts after = held();
            assertThat(after.virtual()).isEmpty();
            assertThat(after.platform()).as("platform threads").isLessThanOrEqualTo(before.platform() + 2);
            assertThat(after.handles()).as("file handles").isLessThanOrEqualTo(before.handles() + 2);
            assertThat(after.heapKb()).as("heap in KB").isLessThan(before.heapKb() + 4_000);
        });
        assertThat(engine.model().problems().get()).anyMatch(entry -> entry.open() && entry.problem().code() == ProblemCode.MEMORY_FAILED);
        assertThat(engine.model().devices().get()).hasSize(DEVICES).allMatch(device -> device.facts().get().connection().isEmpty());
    }

    @Test
    @DisplayName("row 7: what was said is remembered for the next start, can be read, changed and erased, and goes with its device")
    void remembersOverARestart() throws Exception {
        start();
        DeviceId id = new DeviceId("aa:bb:cc:00:01:00");
        ClientFake device = connect(id.value());
        device.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.awaitReceived("\"state\":\"sentence_start\"");
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
        assertThat(done(new Command.ForgetDevice(id))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().memories().get()).isEmpty();
        engine.stop();
        start();
        assertThat(engine.model().memories().get()).isEmpty();
        breakSaving();
        assertThat(done(new Command.EraseMemory(id))).isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.STORE_FAILED));
    }

    @Test
    void aProgramThatStopsSavesWhatWasSaidFirst() throws Exception {
        start();
        ClientFake device = connect("aa:bb:cc:00:01:01");
        device.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.awaitReceived("\"state\":\"sentence_start\"");
        engine.stop();
        start();
        assertThat(engine.model().memories().get()).extracting(DeviceMemory::device).containsExactly(new DeviceId("aa:bb:cc:00:01:01"));
    }

    /// Proves that the search for threads works: it finds some while a device is spoken to.
    private void findsConnectionThreads() throws IOException {
        ClientFake device = connect("aa:bb:cc:00:00:00");
        device.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.awaitReceived("\"state\":\"sentence_start\"");
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
            ClientFake device = connect(id);
            device.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
            SPEECH.packets().forEach(device.socket::binary);
            device.send("{\"type\":\"listen\",\"state\":\"stop\"}");
            device.awaitReceived("\"state\":\"" + (round % 2 == 0 ? "stop" : "start") + "\"");
            if (round % 3 == 0) {
                device.socket.drop();
            } else {
                device.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResourceCounts held() throws IOException {
        patiently().untilAsserted(() -> assertThat(ours()).isEmpty());
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10);
        }
        Path handles = Path.of("/proc/self/fd");
        try (Stream<Path> open = Files.isDirectory(handles) ? Files.list(handles) : Stream.empty()) {
            return new ResourceCounts(ManagementFactory.getThreadMXBean().getThreadCount(), ours(), heap, open.count());
        }
    }

    /// Virtual threads that belong to a connection.
    private List<String> ours() throws IOException {
        Path dump = engine.directory().resolve("threads.txt");
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(dump).stream().filter(line -> line.startsWith("#") && line.matches(".*\"(dev|work|memory|close)-.*")).toList();
    }

    /// Drops the table, so that every save fails from now on.
    private void breakSaving() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + new HomeDirectory(engine.directory()).database())) {
            other.createStatement().execute("drop table memory");
        }
    }

    private void start() {
        engine.start(Map.of("assistant", "scripted", "selected_module.Memory", "mem_local_short"), new SpeechFactoryFake("what is your name"));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private ClientFake connect(String id) throws IOException {
        ClientFake client = engine.connect("xiaozhi", id, Map.of());
        client.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        client.awaitReceived("\"transport\":\"websocket\"");
        return client;
    }

    private static PcmAudio shortened(PcmAudio pcmAudio) {
        return new PcmAudio(Arrays.copyOf(pcmAudio.pcm(), Math.min(pcmAudio.pcm().length, pcmAudio.rate())), pcmAudio.rate());
    }

    private Outcome done(Command command) {
        return engine.done(command);
    }
}
