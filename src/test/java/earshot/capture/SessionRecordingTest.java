package earshot.capture;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.event.Direction;
import earshot.event.EventCode;
import earshot.event.Timeline;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.store.ChildProcess;
import earshot.time.TimeFake;
import earshot.turn.TurnRecord;
import earshot.wire.Framing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recording to the disk, ended by a person, by a kill and by the disk.
class SessionRecordingTest {
    private final TimeFake time = new TimeFake();
    private final TrafficHistory traffic = new TrafficHistory(time);
    private final Timeline timeline = new Timeline(time);
    private final List<TurnRecord> turns = new CopyOnWriteArrayList<>();
    private final List<Problem> failures = new CopyOnWriteArrayList<>();
    @TempDir
    private Path directory;

    /// Held by a test, it stops the thread that writes.
    private final ReentrantLock disk = new ReentrantLock();
    private final SessionFacts facts = new RecordingProcess.Facts(() -> {
        disk.lock();
        disk.unlock();
        return List.copyOf(turns);
    });

    @Test
    @DisplayName("U53: what passes while recording goes on is in the file, with rows and turns that end meanwhile")
    void whatPassesIsInTheFile() {
        timeline.log("engine", EventCode.ENGINE_STARTED);
        TrafficListener device = traffic.connected(TrafficHistoryTest.handshake(Framing.RAW));
        device.textReceived("hello", time.nanos());
        device.frameReceived(SampleSession.packet(0), time.nanos());
        SessionRecording recording = start("x.earshot");
        for (int i = 1; i <= 100; i++) {
            time.advance(Duration.ofMillis(60));
            device.frameReceived(SampleSession.packet(i), time.nanos());
        }
        timeline.log("engine", EventCode.RESTART_OPEN);
        turns.add(SampleSession.turn());
        assertThat(recording.end()).isTrue();
        SessionFile file = SessionFileReader.read(recording.pack(_ -> {}));
        assertThat(file.notes()).isEmpty();
        assertThat(file.connections()).singleElement().satisfies(one -> {
            assertThat(one.traffic().get(1)).as("the hello, which passed before").isInstanceOf(SessionEntry.Text.class);
            assertThat(one.packets(Direction.IN)).hasSize(100).last().satisfies(last -> {
                assertThat(last.opus()).isEqualTo(SampleSession.packet(100));
                assertThat(last.nanos()).isEqualTo(time.nanos());
            });
        });
        assertThat(file.rows()).hasSize(1);
        assertThat(file.turns()).containsExactly(SampleSession.turn());
        assertThat(file.manifest().clock().ended()).isEqualTo(time.now());
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @DisplayName("U53: a recording whose process was killed opens at once, and becomes a file later")
    void whatWasKilledOpens() throws IOException {
        SessionRecording recording = start("x.earshot");
        TrafficListener device = traffic.connected(TrafficHistoryTest.handshake(Framing.RAW));
        device.textReceived("hello", time.nanos());
        device.frameReceived(SampleSession.packet(0), time.nanos());
        time.advance(Duration.ofMillis(500));
        await().until(() -> recording.state().get().bytes() > 0);
        // what a kill leaves: a copy of the directory as it is, and half a line behind it
        Path left = Files.createDirectories(directory.resolve("left"));
        Path part = left.resolve("x.earshot.part");
        copy(directory.resolve("x.earshot.part"), part);
        Files.writeString(part.resolve("events.ndjson"), "{\"nanos\":12,\"ki", StandardOpenOption.APPEND);
        SessionFile open = SessionFileReader.read(part);
        assertThat(open.connections()).singleElement().satisfies(one -> assertThat(one.traffic()).hasSize(3));
        assertThat(open.notes()).singleElement().satisfies(note -> assertThat(note.why(Locale.ENGLISH)).contains("was not ended"));

        Files.writeString(left.resolve("x.earshot"), "another");
        assertThat(SessionRecording.unfinished(left)).containsExactly(part);
        Path file = SessionRecording.finish(part);
        assertThat(file).hasFileName("x-2.earshot");
        assertThat(left.resolve("x.earshot")).hasContent("another");
        assertThat(SessionFileReader.read(file).connections()).hasSize(1);
        assertThat(SessionRecording.unfinished(left)).isEmpty();
        assertThat(SessionRecording.unfinished(left.resolve("absent"))).isEmpty();
        recording.end();
    }

    @Test
    @DisplayName("U53: kill -9 costs a recording at most its last second")
    void aKillCostsTheLastSecond() throws Exception {
        Process process = ChildProcess.start(RecordingProcess.class, List.of(directory.resolve("x.earshot").toString()), directory.resolve("errors"));
        try (BufferedReader said = process.inputReader()) {
            assertThat(said.readLine()).as(Files.readString(directory.resolve("errors"))).isEqualTo("written");
        } finally {
            process.destroyForcibly().waitFor();
        }
        SessionFile file = SessionFileReader.read(SessionRecording.finish(directory.resolve("x.earshot.part")));
        assertThat(file.connections()).singleElement()
            .satisfies(one -> assertThat(one.packets(Direction.IN)).hasSizeGreaterThanOrEqualTo(RecordingProcess.FRAMES));
        assertThat(file.rows()).hasSize(1);
    }

    @Test
    void whatComesFasterThanTheDiskTakesItIsLeftOutAndCounted() {
        SessionRecording recording = start("x.earshot");
        TrafficListener device = traffic.connected(TrafficHistoryTest.handshake(Framing.RAW));
        disk.lock();
        time.advance(Duration.ofMillis(500));
        await().until(disk::hasQueuedThreads);
        for (int i = 0; i < 40_000; i++) {
            device.frameReceived(new byte[] {0x58}, time.nanos());
        }
        disk.unlock();
        assertThat(recording.end()).isTrue();
        long lost = recording.state().get().lost();
        assertThat(lost).as("the queue holds 32 768").isBetween(7_000L, 7_300L);
        SessionFile file = SessionFileReader.read(recording.pack(_ -> {}));
        assertThat(file.entries()).filteredOn(SessionEntry.Lost.class::isInstance).singleElement()
            .satisfies(one -> assertThat(((SessionEntry.Lost) one).count()).isEqualTo((int) lost));
        assertThat(file.connections().getFirst().packets(Direction.IN)).hasSize(40_000 - (int) lost);
    }

    @Test
    void whatWaitsForTheDiskIsBoundedByItsBytesToo() {
        SessionRecording recording = start("x.earshot");
        TrafficListener device = traffic.connected(TrafficHistoryTest.handshake(Framing.RAW));
        disk.lock();
        time.advance(Duration.ofMillis(500));
        await().until(disk::hasQueuedThreads);
        String large = "x".repeat(250_000);
        IntStream.range(0, 200).forEach(_ -> device.textReceived(large, time.nanos()));
        disk.unlock();
        assertThat(recording.end()).isTrue();
        assertThat(recording.state().get().lost()).isBetween(200L - SessionRecording.MOST_BYTES / 500_000, 200L - SessionRecording.MOST_BYTES / 500_000 + 3);
    }

    @Test
    @DisplayName("a disk that takes no more ends the recording, and nothing else")
    void aDiskThatTakesNoMoreEndsIt() throws IOException {
        SessionRecording recording = start("x.earshot");
        Path sounds = directory.resolve("x.earshot.part/sound");
        Files.writeString(sounds, "in the way");
        TrafficListener device = traffic.connected(TrafficHistoryTest.handshake(Framing.RAW));
        device.frameReceived(SampleSession.packet(0), time.nanos());
        time.advance(Duration.ofMillis(500));
        await()
            .untilAsserted(() -> assertThat(failures).singleElement().satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.SESSION_UNSAVED)));
        device.frameReceived(SampleSession.packet(1), time.nanos());
        assertThat(recording.end()).isFalse();
        assertThat(traffic.entries()).hasSize(3);
        assertThat(SessionFileReader.read(directory.resolve("x.earshot.part")).connections()).hasSize(1);
        assertThatThrownBy(() -> start("x.earshot")).as("what was written is not written over").isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> start("x.earshot.part/events.ndjson/y.earshot")).isInstanceOf(ProblemException.class);
    }

    private SessionRecording start(String name) {
        return SessionRecording.start(new SessionRecording.Sources(traffic, timeline.rows(), facts, time), directory.resolve(name), failures::add);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }
}
