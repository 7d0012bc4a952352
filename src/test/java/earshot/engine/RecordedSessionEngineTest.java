package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.config.Settings;
import earshot.device.DeviceFacts;
import earshot.device.Presence;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.event.Event;
import earshot.id.DeviceId;
import earshot.turn.TurnRecord;
import earshot.watch.MutableWatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a real client did at a real engine, saved and opened again, is what the engine showed.
class RecordedSessionEngineTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final DeviceId BOARD = new DeviceId("aa:bb:cc:00:00:21");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("U27, U53: a saved session shows the rows, turns, sounds and device that were shown while it happened")
    void whatWasShownIsShownAgain() throws IOException {
        engine.startFromFile("");
        PcmAudio sentence = WavFile.read(Path.of("assets/speech/sentence.wav"));
        SocketDeviceFake board = engine.connectSpeaking(BOARD.value());
        board.sendListen("start", "manual");
        board.sendSpeech(sentence);
        board.sendListen("stop", "manual");
        board.awaitTurn();
        engine.turn(1);
        engine.done(new Command.CloseDevice(BOARD));
        await().atMost(LIMIT)
            .until(() -> engine.facts(BOARD.value()).presence() == Presence.ASLEEP && rows(engine.model()).getLast().type().equals("connection"));
        Path file = directory.resolve("case.earshot");
        assertThat(engine.done(new Command.SaveSession(file))).isInstanceOf(Outcome.Done.class);

        Outcome outcome = engine.done(new Command.OpenSession(file));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        try (OpenedSession opened = ((Result.Session) ((Outcome.Done) outcome).result().orElseThrow()).session()) {
            EngineModel model = opened.model();
            List<String> live = words(engine.model());
            assertThat(words(model)).containsSubsequence(live.subList(0, live.size() - 1));
            TurnRecord then = engine.model().turns().get().getFirst();
            await().atMost(LIMIT)
                .until(() -> model.turns().get().getFirst().userAudio().isPresent() && model.turns().get().getFirst().answerAudio().isPresent());
            TurnRecord now = model.turns().get().getFirst();
            assertThat(now.facts()).isEqualTo(then.facts());
            assertThat(seconds(now.userAudio())).isCloseTo(seconds(Optional.of(sentence)), within(0.1));
            assertThat(seconds(now.answerAudio())).isCloseTo(seconds(then.answerAudio()), within(0.3));
            DeviceFacts facts = model.devices().get().stream().filter(device -> device.id().equals(BOARD)).findFirst().orElseThrow().facts().get();
            assertThat(facts.presence()).isEqualTo(Presence.ASLEEP);
            assertThat(facts.history().lastEnd().orElseThrow().rule()).isEqualTo("closed.person");
            assertThat(facts.history().connections()).isEqualTo(engine.facts(BOARD.value()).history().connections());
            RecordedSession session = model.recordedSession().orElseThrow();
            session.seek(then.facts().at().plusMillis(1));
            await().atMost(LIMIT).until(() -> model.devices().get().getFirst().facts().get().presence() == Presence.CONNECTED);
        }
        assertThat(engine.done(new Command.OpenSession(Files.writeString(directory.resolve("none.earshot"), "none")))).isInstanceOf(Outcome.Failed.class);
        assertThat(engine.model().problems().get()).as("a file that is none is no problem of the server")
            .noneMatch(entry -> entry.problem().code().key().startsWith("session"));
    }

    private static double seconds(Optional<PcmAudio> sound) {
        return sound.orElseThrow().duration().toMillis() / 1000.0;
    }

    private static List<String> words(EngineModel model) {
        return rows(model).stream().filter(row -> !row.type().equals("lint")).map(row -> row.type() + " " + row.summary()).toList();
    }

    private static List<Event> rows(EngineModel model) {
        return model.events().read(0, Integer.MAX_VALUE).rows();
    }

    @Test
    void aFileThatIsAbsentIsRefused() {
        assertThat(catchThrowable(() -> OpenedSession.open(directory.resolve("absent.earshot"), new MutableWatch<>(Settings.defaults()))))
            .hasMessageContaining("absent.earshot");
    }
}
