package earshot.replay;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.SessionFile;
import earshot.capture.SessionManifest;
import earshot.config.DottedKey;
import earshot.engine.Engine;
import earshot.engine.EngineModel;
import earshot.engine.EngineOptions;
import earshot.engine.EngineState;
import earshot.engine.ProblemEntry;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.id.DeviceId;
import earshot.problem.ProblemException;
import earshot.problem.Severity;
import earshot.simulator.OtaRequest;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.time.GivenTime;
import earshot.time.Time;
import earshot.watch.EventLog;

/// Plays a recorded device against an engine of its own that has the settings of the recording, and compares what passes, the turns, and the rows of the
/// timeline.
public final class EngineReplay {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 20_000;
    /// Bytes of a packet that says nothing (DTX), at most.
    private static final int SILENT_PACKET = 3;
    /// What a replay has no use for, or must not do once more: send what was said to somebody.
    private static final List<String> LEFT_OUT = List.of("server.", "log.", "window.", "meeting.webhook.", "whisper.models_url");

    private EngineReplay() {}

    /// The settings for the engine: those of the recording, on free ports of this computer, where every device may connect and may speak as fast as it is
    /// played.
    public static Map<String, Object> settings(SessionManifest manifest, double speed) {
        Map<String, Object> settings = new LinkedHashMap<>();
        manifest.settings().forEach((key, value) -> flatten(key, value, settings));
        settings.keySet().removeIf(key -> LEFT_OUT.stream().anyMatch(key::startsWith));
        double recorded = settings.get("max_sound_speed") instanceof Number number ? number.doubleValue() : 0;
        settings.put("max_sound_speed", Math.clamp(Math.max(recorded, speed * 2), 1.5, 1000));
        settings.putAll(Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0));
        return settings;
    }

    /// A file may nest what a recording does not.
    private static void flatten(String key, Object value, Map<String, Object> settings) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, below) -> flatten(key + "." + DottedKey.of(String.valueOf(name)), below, settings));
        } else {
            settings.put(key, value);
        }
    }

    /// Starts the engine, plays, compares, stops the engine.
    ///
    /// @param options with the settings of [#settings]
    /// @param boot whether the recorded boot requests are sent, too
    /// @throws IOException when a connection is refused
    /// @throws ProblemException when the engine does not start
    public static ComparisonReport run(EngineOptions options, SessionFile file, DeviceId device, double speed, Duration patience, boolean boot)
        throws IOException {
        RecordedClock clock = new RecordedClock(options.time(), file.manifest().clock());
        clock.set(ReplayDevices.connections(file, device).getFirst().nanos());
        try (Engine engine = Engine.start(options.at(new GivenTime(clock, options.time())))) {
            EngineState state = engine.model().state().get();
            if (state.phase() != EngineState.Phase.RUNNING) {
                throw new ProblemException(engine.model().problems().get().stream().map(ProblemEntry::problem)
                    .filter(problem -> problem.severity() == Severity.CRITICAL).findFirst().orElseThrow());
            }
            List<Difference> first = boot ? OtaReplay.play(options.time(), ota(engine.model()), Optional.empty(), file, device) : List.of();
            return play(options.time(), engine.model(), file, device, speed, patience, clock::set).with(first);
        }
    }

    /// Plays against an engine that runs, and compares.
    ///
    /// @param moments takes the monotonic times of what the device did in the recording, just before it does that again
    static ComparisonReport play(Time time, EngineModel model, SessionFile file, DeviceId device, double speed, Duration patience, LongConsumer moments)
        throws IOException {
        List<RecordedConnection> recorded = ReplayDevices.connections(file, device);
        if (recorded.stream().flatMap(connection -> connection.packets(Direction.IN).stream()).anyMatch(packet -> packet.opus().length > SILENT_PACKET)) {
            prepareRecognizer(time, model, device);
        }
        String url = "ws://127.0.0.1:" + model.state().get().port();
        SessionReplay.Run run = SessionReplay.play(time, new ReplayTarget(url, Optional.empty(), Optional.empty(), speed, patience), recorded, moments);
        return ReplayComparison.compare(recorded, run.connections(), run.stuck()).onThisComputer()
            .with(settled(time, patience, () -> inside(file, model, device)));
    }

    /// A recording was made by an engine that had been running. The recognizer loads as soon as a device is switched on:
    /// another one, whose rows are not compared.
    private static void prepareRecognizer(Time time, EngineModel model, DeviceId played) throws IOException {
        SimulatedDeviceProfile other = IntStream.range(0, 2).mapToObj(number -> SimulatedDeviceProfile.numbered(number, ""))
            .filter(profile -> !profile.deviceId().equals(played)).findFirst().orElseThrow();
        OtaRequest.post(time, ota(model), other);
        time.await(model.recognizerReady().when(ready -> ready), WARM_UP_LIMIT);
    }

    private static String ota(EngineModel model) {
        return "http://127.0.0.1:" + model.state().get().port() + "/xiaozhi/ota/";
    }

    /// What differs in the end: rows and turns may come after the messages.
    private static List<Difference> settled(Time time, Duration patience, Supplier<List<Difference>> compare) {
        long until = time.nanos() + patience.toNanos();
        List<Difference> differences = compare.get();
        while (!differences.isEmpty() && time.nanos() < until) {
            time.sleep(LOOK);
            differences = compare.get();
        }
        return differences;
    }

    private static List<Difference> inside(SessionFile file, EngineModel model, DeviceId device) {
        EventLog<Event> log = model.events();
        List<Difference> differences = new ArrayList<>(RowComparison.rows(file.rows(), log.read(log.first(), ROWS).rows(), device));
        differences.addAll(RowComparison.turns(file.turns(), model.turns().get().reversed(), device));
        return differences;
    }
}
