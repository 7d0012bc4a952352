package earshot.engine;

import static earshot.playback.SessionFileSamples.KITCHEN;
import static earshot.playback.SessionFileSamples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.capture.RecordedHandshake;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileWriter;
import earshot.capture.SessionManifest;
import earshot.config.Settings;
import earshot.device.DeviceIdentity;
import earshot.device.Presence;
import earshot.engine.RecordedSession.SoundRequest;
import earshot.event.Event;
import earshot.firmware.InferredState;
import earshot.id.DeviceId;
import earshot.playback.SessionFileSamples;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.watch.MutableWatch;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OpenedSessionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;
    private Path file;
    private OpenedSession opened;
    private EngineModel model;
    private RecordedSession session;

    @BeforeEach
    void open() {
        file = SessionFileSamples.write(directory.resolve("case.earshot"));
        opened = OpenedSession.open(file, new MutableWatch<>(Settings.defaults()));
        model = opened.model();
        session = model.recordedSession().orElseThrow();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    @Timeout(90)
    @DisplayName("U27: a file that names tens of thousands of devices is opened")
    void aFileOfManyDevices() {
        SessionClock clock = new SessionClock(Instant.EPOCH, 0, Instant.EPOCH.plusSeconds(60), ZoneOffset.UTC);
        List<SessionEntry> entries = IntStream.rangeClosed(1, 40_000).<SessionEntry>mapToObj(number -> new SessionEntry.Connected(number, number,
            new RecordedHandshake(new DeviceId("d" + number), DeviceIdentity.Source.HEADER, "127.0.0.1", "/", Map.of(), false, Framing.RAW, Dialect.XIAOZHI)))
            .toList();
        Path many = directory.resolve("many.earshot");
        SessionFileWriter.write(new SessionFile(new SessionManifest(1, "test", clock, Map.of(), List.of(), List.of()), entries, List.of(), List.of(), List.of()),
            many, _ -> {});
        try (OpenedSession all = OpenedSession.open(many, new MutableWatch<>(Settings.defaults()))) {
            assertThat(all.model().devices().get()).hasSizeGreaterThan(10_000)
                .allSatisfy(device -> assertThat(device.facts().get().presence()).isEqualTo(Presence.CONNECTED));
        }
    }

    @Test
    @DisplayName("U27: a session file shows its devices, rows and turns as they were recorded")
    void aFileIsShownAsItWasRecorded() {
        assertThat(model.devices().get()).singleElement().satisfies(device -> assertThat(device.facts().get().name()).isEqualTo("Kitchen"));
        assertThat(rows()).extracting(Event::summary).anyMatch(row -> row.contains("what time is it")).anyMatch(row -> row.contains("hung up"));
        assertThat(rows()).extracting(Event::nanos).isSorted();
        assertThat(model.turns().get()).singleElement().satisfies(turn -> assertThat(turn.facts().answer().text()).isEqualTo("It is noon."));
        await().atMost(LIMIT).until(() -> model.turns().get().getFirst().userAudio().isPresent() && model.turns().get().getFirst().answerAudio().isPresent());
        assertThat(session.file()).isEqualTo(file);
        assertThat(session.began()).isEqualTo(SessionFileSamples.BEGAN);
        assertThat(session.ended()).isEqualTo(at(12));
        assertThat(session.product()).isEqualTo("0.9.0");
        assertThat(model.state().get().phase()).isEqualTo(EngineState.Phase.STOPPED);
        assertThat(model.meetings().meetings().get()).isEmpty();
    }

    @Test
    @DisplayName("U46, U53: what the protocol lint finds is found anew, and the other problems stay as they were")
    void findingsAreThoseOfThisProgram() {
        assertThat(rows()).extracting(Event::summary).noneMatch(row -> row.contains("what an older program found"));
        List<ProblemEntry> lint = model.problems().get().stream().filter(entry -> entry.problem().subject() instanceof ProblemSubject.ProtocolRule).toList();
        assertThat(lint).extracting(entry -> entry.problem().args().get(1)).doesNotContain("found then");
        assertThat(lint).extracting(entry -> ((ProblemSubject.ProtocolRule) entry.problem().subject()).rule()).doesNotHaveDuplicates();
        assertThat(lint).allSatisfy(entry -> assertThat(rows())
            .anyMatch(row -> row.type().equals("lint") && row.summary().startsWith(((ProblemSubject.ProtocolRule) entry.problem().subject()).rule())));
        assertThat(model.problems().get()).filteredOn(entry -> entry.problem().code() == ProblemCode.FRAMES_LATE).singleElement().satisfies(entry -> {
            assertThat(entry.resolvedAt()).contains(at(8));
            assertThat(entry.problem().subject()).isEqualTo(new ProblemSubject.Device(KITCHEN));
        });
        assertThat(model.problems().get()).extracting(ProblemEntry::number).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("U53: who seeks sees devices and their last turn as they were, and no further than the recording goes")
    void seekingMovesWhatIsShown() {
        assertThat(session.now()).isEqualTo(at(12));
        session.seek(at(6));
        await().atMost(LIMIT).until(() -> model.devices().get().getFirst().facts().get().connection().filter(connection -> connection.speaking()).isPresent());
        assertThat(model.lastTurn(KITCHEN).get()).isPresent();
        assertThat(model.firmware(KITCHEN).orElseThrow().state()).isEqualTo(InferredState.SPEAKING);
        assertThat(model.firmware(new DeviceId("nobody"))).isEmpty();
        session.seek(at(0.5));
        await().atMost(LIMIT).until(() -> model.devices().get().getFirst().facts().get().presence() == Presence.NEVER_ARRIVED);
        assertThat(model.lastTurn(KITCHEN).get()).isEmpty();
        session.seek(at(-100));
        assertThat(session.now()).isEqualTo(at(0));
        session.seek(at(1_000));
        assertThat(session.now()).isEqualTo(at(12));
        assertThat(session.nanos() - session.beganNanos()).isEqualTo(Duration.ofSeconds(12).toNanos());
    }

    @Test
    @DisplayName("U53: both sounds of a connection can be had, alone and together, from any moment")
    void soundsOfAConnection() {
        PcmAudio both = session.sound(new SoundRequest(OptionalInt.of(1), true, true, at(1))).join();
        PcmAudio said = session.sound(new SoundRequest(OptionalInt.of(1), false, true, at(1))).join();
        assertThat(energy(both, 1.2, 2.5)).isPositive();
        assertThat(energy(said, 1.2, 2.5)).isZero();
        assertThat(energy(said, 4.2, 5)).isPositive();
        assertThat(session.sound(new SoundRequest(OptionalInt.empty(), true, true, at(5))).join().duration()).isLessThan(both.duration());
        assertThat(session.sound(new SoundRequest(OptionalInt.of(2), true, true, at(11))).join().duration()).as("nothing was said on it").isZero();
        opened.close();
        assertThat(session.sound(new SoundRequest(OptionalInt.of(1), true, true, at(1)))).as("no answer for ever").isCompletedExceptionally();
    }

    @Test
    @DisplayName("U27: in a recorded session nothing can be changed, and that is said")
    void whatNeedsAServerIsRefusedInWords() {
        for (Command command : List.of(new Command.Restart(), new Command.RenameDevice(KITCHEN, "Hall"), new Command.UndoSettings(),
            new Command.AcknowledgeAllProblems(), new Command.DiscardAudio())) {
            Operation.Outcome outcome = opened.send(command).outcome().join();
            assertThat(outcome).isInstanceOfSatisfying(Operation.Outcome.Failed.class, failed -> {
                assertThat(failed.problem().code()).isEqualTo(ProblemCode.SESSION_RECORDED);
                assertThat(failed.problem().why(Locale.ENGLISH)).contains("case.earshot");
            });
        }
        assertThat(opened.send(new Command.StopAudio()).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
    }

    @Test
    @DisplayName("U27: from a recorded session another one can be opened; one that cannot be read says why")
    void anotherFileCanBeOpened() throws IOException {
        Operation.Outcome outcome = opened.send(new Command.OpenSession(file)).outcome().join();
        assertThat(outcome).isInstanceOfSatisfying(Operation.Outcome.Done.class, done -> {
            OpenedSession second = ((Operation.Result.Session) done.result().orElseThrow()).session();
            assertThat(second.model().devices().get()).hasSize(1);
            second.close();
        });
        Path broken = Files.writeString(directory.resolve("broken.earshot"), "no session");
        assertThat(opened.send(new Command.OpenSession(broken)).outcome().join()).isInstanceOf(Operation.Outcome.Failed.class);
        assertThat(model.operations().get()).isEmpty();
    }

    @Test
    @DisplayName("U27: a file that is not whole is opened, with a note of what is missing")
    void aFileThatIsDamagedIsOpenedAsFarAsItGoes() throws IOException {
        try (OpenedSession partly = OpenedSession.open(SessionFileSamples.damaged(directory.resolve("damaged.earshot")),
            new MutableWatch<>(Settings.defaults()))) {
            assertThat(partly.notes()).singleElement().satisfies(note -> assertThat(note.what(Locale.ENGLISH)).contains("damaged.earshot"));
            assertThat(partly.model().recordedSession().orElseThrow().notes()).isEqualTo(partly.notes());
            assertThat(partly.model().turns().get()).hasSize(1);
        }
    }

    private List<Event> rows() {
        return model.events().read(0, Integer.MAX_VALUE).rows();
    }

    private static double energy(PcmAudio sound, double from, double to) {
        double sum = 0;
        for (int i = (int) (from * sound.rate()); i < Math.min(sound.pcm().length, (int) (to * sound.rate())); i++) {
            sum += (double) sound.pcm()[i] * sound.pcm()[i];
        }
        return sum;
    }
}
