package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.compute.ComputePool;
import earshot.data.LetterCase;
import earshot.engine.Command;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.Operation;
import earshot.engine.SpeechFactory;
import earshot.engine.SpeechFactoryFake;
import earshot.id.DeviceId;
import earshot.lint.SessionLint;
import earshot.simulator.EncodedRecording;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SimulatedState;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.Time;
import earshot.tts.Voice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kept recordings of the test device reproduce what they recorded. Run with `-Dearshot.write=true` to record them anew.
@Timeout(120)
@DisplayName("U53: a kept case reproduces its events")
class ReplayCasesTest {
    private static final double SPEED = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path home;
    private static final Time TIME = new SystemTime();
    private static Engine engine;

    /// One engine for all: their settings are the same.
    @BeforeAll
    static void start() throws IOException {
        if (Boolean.getBoolean("earshot.write")) {
            for (Case kept : Case.values()) {
                record(kept);
            }
        }
        SessionFile file = SessionFileReader.read(Case.TYPED.file());
        engine = Engine
            .start(new EngineOptions(new HomeDirectory(home.resolve("played")), Optional.empty(), EngineReplay.settings(file.manifest(), SPEED), TIME));
    }

    @AfterAll
    static void stop() {
        engine.stop();
    }

    /// What the test device does.
    enum Case {
        TYPED {
            @Override
            void play(SimulatedDevice device) {
                device.wakeWord("good morning");
                awaitState(device, SimulatedState.Speaking.class);
                awaitState(device, SimulatedState.Listening.class);
            }
        },
        INTERRUPTED {
            @Override
            void play(SimulatedDevice device) {
                device.wakeWord("this is a long sentence that nobody wants to hear to its end");
                awaitState(device, SimulatedState.Speaking.class);
                await().atMost(PATIENCE).until(() -> device.counters().get().received() > 5);
                device.button();
                awaitState(device, SimulatedState.Listening.class);
            }
        },
        TOOLS {
            @Override
            void play(SimulatedDevice device) {
                device.button();
                awaitState(device, SimulatedState.Listening.class);
            }
        },
        /// Its answers name times of the day, in the time zone of the computer that recorded.
        CLOCK {
            @Override
            String assistant() {
                return "scripted";
            }

            @Override
            void play(SimulatedDevice device) {
                for (String question : List.of("what time is it", "how are you connected")) {
                    device.type(question);
                    awaitState(device, SimulatedState.Speaking.class);
                    awaitState(device, SimulatedState.Listening.class);
                }
            }
        };

        String assistant() {
            return "echo";
        }

        abstract void play(SimulatedDevice device);

        Path file() {
            return Path.of("src/test/resources/replay/" + LetterCase.lower(name()) + ".earshot");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOCK")
    void theEngineDoesTheSameOnceMore(Case kept) throws IOException {
        SessionFile file = SessionFileReader.read(kept.file());
        DeviceId device = ReplayDevices.all(file).getFirst();
        ComparisonReport report = EngineReplay.play(TIME, engine.model(), file, device, SPEED, PATIENCE, _ -> { });
        assertThat(report.differences()).as(report.text()).isEmpty();
        assertThat(report.recorded().texts()).isPositive();
    }

    /// Recorded of firmware that was compiled for a computer, with its own protocol, socket, tools and queues: a wake word with the sound before it, two pages
    /// of tools, the realtime mode in framing 2, a barge-in, and an end without a close frame.
    @Test
    void theEngineDoesTheSameOnceMoreForABoard() throws IOException {
        SessionFile file = SessionFileReader.read(Path.of("src/test/resources/replay/board.earshot"));
        assertThat(SessionLint.check(file)).isEmpty();
        ComparisonReport report = EngineReplay.play(TIME, engine.model(), file, ReplayDevices.all(file).getFirst(), SPEED, PATIENCE, _ -> { });
        assertThat(report.differences()).as(report.text()).isEmpty();
        assertThat(report.recorded()).isEqualTo(new ComparisonReport.Counts(2, 20, report.recorded().frames(), 2));
    }

    @Test
    void theTimeOfTheDayIsThatOfTheRecording() throws IOException {
        SessionFile file = SessionFileReader.read(Case.CLOCK.file());
        EngineOptions options = new EngineOptions(new HomeDirectory(home.resolve("clock")), Optional.empty(), EngineReplay.settings(file.manifest(), SPEED),
            TIME);
        ComparisonReport report = EngineReplay.run(options, file, ReplayDevices.all(file).getFirst(), SPEED, PATIENCE, false);
        assertThat(report.differences()).as(report.text()).isEmpty();
        assertThat(file.turns()).extracting(turn -> turn.facts().answer().text()).anyMatch(answer -> answer.matches("It is \\d+:\\d\\d [AP]M\\."));
    }

    @Test
    void theRecognizerHasLoadedBeforeADeviceThatSpeaksIsPlayed() throws Exception {
        Path spoken = home.resolve("spoken.earshot");
        RecordingSample.write(spoken, "hello there");
        SessionFile file = SessionFileReader.read(spoken);
        CompletableFuture<Void> loaded = new CompletableFuture<>();
        List<Boolean> whenAsked = new CopyOnWriteArrayList<>();
        EngineOptions options = new EngineOptions(new HomeDirectory(home.resolve("loading")), Optional.empty(), EngineReplay.settings(file.manifest(), SPEED),
            TIME,
            new LoadingSpeechFactoryFake(loaded, whenAsked));
        var report = CompletableFuture.supplyAsync(() -> {
            try {
                return EngineReplay.run(options, file, ReplayDevices.all(file).getFirst(), SPEED, Duration.ofSeconds(1), false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, run -> Thread.ofVirtual().start(run));
        await().atMost(PATIENCE).until(() -> !whenAsked.isEmpty());
        loaded.complete(null);
        report.join();
        assertThat(whenAsked.getFirst()).as("for a boot").isFalse();
        assertThat(whenAsked.subList(1, whenAsked.size())).as("for the connection and its listen").isNotEmpty().containsOnly(true);
    }

    /// @param loaded when the recognizer is ready
    /// @param whenAsked whether it was, each time that it was asked to load
    private record LoadingSpeechFactoryFake(CompletableFuture<Void> loaded, List<Boolean> whenAsked) implements SpeechFactory {
        @Override
        public Recognizer recognizer(HomeDirectory where, ComputePool pool, Time time, Supplier<Duration> unloadAfter) {
            return new Recognizer() {
                @Override
                public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
                    return CompletableFuture.completedFuture(new RecognitionResult("", 0));
                }

                @Override
                public CompletableFuture<Void> prepare(List<String> expected, Supplier<Optional<PcmAudio>> sample) {
                    whenAsked.add(loaded.isDone());
                    return loaded;
                }

                @Override
                public String name() {
                    return "loading";
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Voice voice(ComputePool pool) {
            return new SpeechFactoryFake("").voice(pool);
        }
    }

    private static void record(Case kept) throws IOException {
        Files.createDirectories(kept.file().getParent());
        Map<String, Object> settings = Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0, "assistant", kept.assistant());
        try (Engine engine = Engine.start(new EngineOptions(new HomeDirectory(home.resolve(kept.name())), Optional.empty(), settings, TIME))) {
            SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(0xca5e00 + kept.ordinal(),
                "ws://127.0.0.1:" + engine.model().state().get().port() + "/xiaozhi/v1/");
            try (SimulatedDevice device = new SimulatedDevice(TIME, OpusCodecs.best(), profile, new RecordedMicrophone(TIME, new EncodedRecording(List.of())),
                Loudspeaker.silent())) {
                device.powerOn();
                kept.play(device);
                await().atMost(PATIENCE).until(
                    () -> engine.model().devices().get().stream().anyMatch(row -> row.facts().get().connection().filter(open -> open.tools() > 0).isPresent()));
                device.hangUp();
                await().atMost(PATIENCE).until(() -> engine.model().devices().get().stream().allMatch(row -> row.facts().get().connection().isEmpty()));
            }
            assertThat(engine.send(new Command.SaveSession(kept.file())).outcome().join()).isInstanceOf(Operation.Outcome.Done.class);
        }
    }

    private static void awaitState(SimulatedDevice device, Class<? extends SimulatedState> state) {
        await().atMost(PATIENCE).until(() -> state.isInstance(device.state().get()));
    }
}
