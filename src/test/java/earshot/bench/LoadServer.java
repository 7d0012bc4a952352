package earshot.bench;

import static earshot.data.JsonMappers.JSON;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import earshot.audio.Opus;
import earshot.audio.VoiceDetectors;
import earshot.config.Settings;
import earshot.device.DeviceBook;
import earshot.device.Devices;
import earshot.device.TurnFacts;
import earshot.event.LogText;
import earshot.event.Timeline;
import earshot.memory.Memory;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.server.Doors;
import earshot.meeting.voice.Transcribers;
import earshot.session.FakeSeat;
import earshot.session.MeetingDesk;
import earshot.session.ServerActions;
import earshot.session.SessionParts;
import earshot.session.Sessions;
import earshot.session.TurnOpener;
import earshot.time.SystemTime;
import earshot.time.Time;
import earshot.tool.Tools;
import earshot.turn.Heard;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Utterance;
import earshot.watch.Cell;
import earshot.wire.Dialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import java.util.TreeMap;

/// The server process of a load run: sockets, connections, codec and detectors as in the program, but with turns that answer
/// nothing, so that only the uplink is measured. Reads commands from standard input: `mark`, `report`, `memory`, `quit`.
public final class LoadServer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Gauge gauge = new Gauge();
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
            case "concentus" -> Opus.concentus();
            case "libopus" -> Opus.libopus().orElseThrow();
            default -> Opus.best();
        };
        Path natives = Files.createTempDirectory("earshot-load");
        VoiceDetectors detectors = VoiceDetectors.load(natives);
        Settings defaults = Settings.defaults();
        Settings.Server door = new Settings.Server("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), defaults.server().auth(), Optional.empty());
        Settings settings = new Settings(door, defaults.idle(), defaults.listening(), defaults.vad(), defaults.speech(), defaults.models(),
            defaults.memory(), defaults.workers(), defaults.greeting(), defaults.log(), defaults.meetings());
        Devices devices = new Devices(time, DeviceBook.none());
        SessionParts parts = new SessionParts(time, new Cell<>(settings), devices, gauge.codec(codec), vad -> gauge.detector(() -> detectors.open(vad)),
            new Unanswered(), new MeetingDesk(FakeSeat::new, new Transcribers(time, LoadServer::nobodyMeets), (_, _) -> nobodyMeets()), Memory.none(), new Timeline(time), new LogText(settings.log()::longestText), new NoProblems(), List.of(), new NoActions(), _ -> {});
        Sessions sessions = new Sessions(parts);
        try (Doors doors = Doors.open(time, settings::server, gauge.arrivals(sessions), _ -> {}, (_, _) -> {}, devices::dialectChoice, List.of());
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready " + doors.port() + " " + codec.name() + ", " + detectors.name());
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
        gauge.reset();
        threadsMark = threads();
        processMark = PROCESS.getProcessCpuTime();
        System.out.println("marked");
    }

    private ObjectNode report() {
        long process = PROCESS.getProcessCpuTime() - processMark;
        Map<String, Long> now = threads();
        long frames = Math.max(1, gauge.frames.sum());
        long door = spent(now, "door");
        long connections = spent(now, "connections");
        long other = spent(now, "other");
        long decode = gauge.decodeNanos.sum();
        long vad = gauge.vadNanos.sum();
        long[] latencies = gauge.latencies();
        ObjectNode out = JSON.createObjectNode().put("frames", gauge.frames.sum());
        put(out, "total_us", process, frames);
        put(out, "door_us", door, frames);
        put(out, "decode_us", decode, frames);
        put(out, "vad_us", vad, frames);
        put(out, "bookkeeping_us", connections - decode - vad, frames);
        put(out, "timers_us", other, frames);
        put(out, "jvm_us", process - door - connections - other, frames);
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
                String group = name.startsWith("WebSocket") ? "door" : name.startsWith("ForkJoinPool") ? "connections" : "other";
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
    private static final class Unanswered implements TurnOpener {
        @Override
        public Turn open(Utterance utterance, Heard.About device, Tools tools, Dialect dialect, TurnRules rules, Speaker speaker) {
            return over(utterance, speaker);
        }

        @Override
        public Turn say(String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker) {
            return over(occasion, speaker);
        }

        private static Turn over(Utterance utterance, Speaker speaker) {
            speaker.over(new TurnFacts(utterance.endAt(), "", OptionalDouble.empty(), "none", "", TurnFacts.Outcome.NOTHING_HEARD, List.of()));
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

    private static final class NoProblems implements Problems {
        @Override
        public void raise(Problem problem) {
            System.err.println(problem.what(java.util.Locale.ROOT) + " " + problem.why(java.util.Locale.ROOT));
        }

        @Override
        public void resolve(Code code, Subject subject) {}
    }

    private static final class NoActions implements ServerActions {
        @Override
        public boolean updateConfig() {
            return true;
        }

        @Override
        public void restart() {}
    }

    private static <T> T nobodyMeets() {
        throw new IllegalStateException("nobody meets here");
    }
}
