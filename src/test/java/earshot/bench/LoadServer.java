package earshot.bench;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import earshot.asr.HallucinationSettings;
import earshot.asr.HallucinationDetector;
import earshot.audio.OpusCodecs;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.config.Settings;
import earshot.device.DeviceRegistry;
import earshot.device.DeviceStore;
import earshot.engine.LogSettings;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.meeting.transcription.MeetingTranscribers;
import earshot.memory.ConversationMemoryFake;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.server.AdmissionPolicies;
import earshot.server.DeviceServer;
import earshot.server.ServerSecurity;
import earshot.server.ServerSettings;
import earshot.session.ConnectionTurns;
import earshot.session.MeetingParticipationFake;
import earshot.session.MeetingServices;
import earshot.session.ServerActions;
import earshot.session.SessionRegistry;
import earshot.session.SessionServices;
import earshot.time.SystemTime;
import earshot.time.Time;
import earshot.turn.DeviceOutput;
import earshot.turn.Turn;
import earshot.turn.TurnFacts;
import earshot.turn.TurnInput;
import earshot.turn.TurnRequest;
import earshot.watch.MutableWatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server process of a load run: sockets, connections, codec and detectors as in the program, but with turns that answer
/// nothing, so that only the uplink is measured. Reads commands from standard input: `mark`, `report`, `memory`, `quit`.
public final class LoadServer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ServerProbe serverProbe = new ServerProbe();
    private long processMark;
    private Map<String, Long> threadsMark = Map.of();

    /// @param args `libopus`, `concentus` or nothing for the better one
    public static void main(String[] args) throws IOException {
        // standard output carries the answers to the other process
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        new LoadServer().run(args.length > 0 ? args[0] : "best");
    }

    private void run(String codecName) throws IOException {
        Time time = new SystemTime();
        var codec = switch (codecName) {
            case "concentus" -> OpusCodecs.concentus();
            case "libopus" -> OpusCodecs.libopus().orElseThrow();
            default -> OpusCodecs.best();
        };
        Path natives = Files.createTempDirectory("earshot-load");
        VoiceActivityDetectorFactory detectors = VoiceActivityDetectorFactory.load(natives);
        Settings defaults = Settings.defaults();
        ServerSettings server = new ServerSettings("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), defaults.of(ServerSettings.SECTION).auth(),
            Optional.empty(), 100_000);
        Settings settings = defaults.with(ServerSettings.SECTION, server);
        DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
        SessionServices parts = new SessionServices(time, new MutableWatch<>(settings), devices,
            new SessionServices.AudioServices(serverProbe.codec(codec), vad -> serverProbe.detector(() -> detectors.open(vad)), () -> false),
            new SessionServices.ConversationServices(_ -> new TurnsFake(), new ConversationMemoryFake()),
            new MeetingServices(MeetingParticipationFake::new,
                new MeetingTranscribers(time, LoadServer::noMeetings, new HallucinationDetector(() -> new HallucinationSettings(false, List.of()))),
                (_, _) -> noMeetings()),
            new SessionServices.ReportServices(new Timeline(time), new LogTextFormatter(settings.of(LogSettings.SECTION)::longestText), new ProblemsFake(),
                _ -> {}),
            new SessionServices.ServerServices(List.of(), List.of(), new ServerActionsFake()));
        SessionRegistry sessions = new SessionRegistry(parts);
        try (
            DeviceServer deviceServer = DeviceServer.open(time, () -> settings.of(ServerSettings.SECTION), ServerSecurity.standard(),
                serverProbe.arrivals(sessions), _ -> {}, (_, _) -> {}, AdmissionPolicies.undecided(time, devices::dialectChoice), List.of());
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready " + deviceServer.port() + " " + codec.name() + ", " + detectors.name());
            String line;
            while ((line = in.readLine()) != null && !line.equals("quit")) {
                switch (line) {
                    case "mark" -> mark();
                    case "report" -> System.out.println(report());
                    case "memory" -> System.out.println(memory());
                    default -> throw new IllegalArgumentException(line);
                }
            }
        }
        try (var files = Files.walk(natives)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
        System.exit(0);
    }

    private void mark() {
        serverProbe.reset();
        threadsMark = threads();
        processMark = PROCESS.getProcessCpuTime();
        System.out.println("marked");
    }

    private ObjectNode report() {
        long process = PROCESS.getProcessCpuTime() - processMark;
        Map<String, Long> now = threads();
        long frames = Math.max(1, serverProbe.frames.sum());
        long server = spent(now, "network");
        long connections = spent(now, "connections");
        long other = spent(now, "other");
        long decode = serverProbe.decodeNanos.sum();
        long vad = serverProbe.vadNanos.sum();
        long[] latencies = serverProbe.latencies();
        ObjectNode out = JSON.createObjectNode().put("frames", serverProbe.frames.sum());
        put(out, "total_us", process, frames);
        put(out, "door_us", server, frames);
        put(out, "decode_us", decode, frames);
        put(out, "vad_us", vad, frames);
        put(out, "bookkeeping_us", connections - decode - vad, frames);
        put(out, "timers_us", other, frames);
        put(out, "jvm_us", process - server - connections - other, frames);
        if (latencies.length > 0) {
            put(out, "latency_p50_us", latencies[latencies.length / 2], 1);
            put(out, "latency_p99_us", latencies[(int) (latencies.length * 0.99)], 1);
            put(out, "latency_max_us", latencies[latencies.length - 1], 1);
        }
        return out;
    }

    private static void put(ObjectNode out, String name, long nanos, long count) {
        out.put(name, Math.round(nanos / 100.0 / count) / 10.0);
    }

    private long spent(Map<String, Long> now, String group) {
        return now.getOrDefault(group, 0L) - threadsMark.getOrDefault(group, 0L);
    }

    /// CPU time by kind of thread. Carriers of virtual threads count as connections.
    private static Map<String, Long> threads() {
        Map<String, Long> sums = new TreeMap<>();
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null) {
                String name = thread.getThreadName();
                String group = name.startsWith("WebSocket") ? "network" : name.startsWith("ForkJoinPool") ? "connections" : "other";
                sums.merge(group, Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())), Long::sum);
            }
        }
        return sums;
    }

    private static ObjectNode memory() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long rss = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmRSS:"))
            .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).findFirst().orElse(0);
        return JSON.createObjectNode().put("heap_kb", heap / 1024).put("rss_kb", rss);
    }

    /// Ends every turn at once.
    private static final class TurnsFake implements ConnectionTurns {
        @Override
        public Turn start(TurnRequest request, DeviceOutput deviceOutput) {
            return over(request.input(), deviceOutput);
        }

        @Override
        public Turn say(List<String> sentences, TurnRequest request, DeviceOutput deviceOutput) {
            return over(request.input(), deviceOutput);
        }

        @Override
        public void turnUpdated(TurnFacts facts) {}

        private static Turn over(TurnInput turnInput, DeviceOutput deviceOutput) {
            deviceOutput.turnEnded(new TurnFacts(turnInput.endAt(), TurnFacts.Transcript.NONE, TurnFacts.Answer.NONE, TurnFacts.Outcome.NOTHING_HEARD,
                List.of(), Optional.empty()));
            return new Turn() {
                @Override
                public boolean speaking() {
                    return false;
                }

                @Override
                public Queued queued() {
                    return Queued.NOTHING;
                }

                @Override
                public void abort(TurnFacts.Interruption.Cause cause, long heardNanos) {}
            };
        }
    }

    private static final class ProblemsFake implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            System.err.println(problem.what(java.util.Locale.ROOT) + " " + problem.why(java.util.Locale.ROOT));
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {}
    }

    private static final class ServerActionsFake implements ServerActions {
        @Override
        public boolean updateConfig() {
            return true;
        }

        @Override
        public void restart() {}
    }

    private static <T> T noMeetings() {
        throw new IllegalStateException("nobody meets here");
    }
}
