package earshot.bench;

import module java.base;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import earshot.audio.OpusCodecs;
import earshot.audio.StreamStatistics;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.SpeechFactoryFake;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import java.lang.management.ManagementFactory;
import org.slf4j.LoggerFactory;

/// A neighbor that talks and pings every 20 ms, alone and beside [HostileDevices]: how long its pings take, how many of its frames come late at
/// either end, and what the heap of the server (1 GB) holds afterwards. Server, attackers and neighbor are processes of their own.
///
/// `mvn test-compile exec:exec@hostile -Dargs=20`, for so many seconds. It judges nothing: what it prints is read.
public final class HostileRun {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(20);
    private static final int TICKS_A_FRAME = 3;
    private static final long LATE_NANOS = 2 * SpeechFrames.NANOS;
    private static final String NEIGHBOUR = "neighbour";

    private static final SystemTime TIME = new SystemTime();

    private HostileRun() {}

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        switch (args.length == 0 ? "" : args[0]) {
            case "serve" -> serve();
            case "attack" -> attack(Integer.parseInt(args[1]));
            default -> measure(Duration.ofSeconds(args.length == 0 ? 20 : Integer.parseInt(args[0])));
        }
        System.exit(0);
    }

    private static void serve() throws IOException {
        Path home = Files.createTempDirectory("hostile-run");
        try (
            Engine engine = Engine.start(new EngineOptions(new HomeDirectory(home), Optional.empty(),
                Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0), TIME, new SpeechFactoryFake("what was heard")));
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(engine.model().state().get().port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.gc();
                long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                StreamStatistics flow = engine.model().devices().get().stream().filter(device -> device.id().value().equals(NEIGHBOUR)).findFirst()
                    .orElseThrow().flowIn().get();
                System.out.println(flow.late() + " " + flow.lost() + " " + (heap >> 20));
            }
        }
    }

    private static void attack(int port) throws IOException {
        try (HostileDevices devices = new HostileDevices(TIME, port)) {
            devices.start();
            System.in.read();
            System.out.println(devices.closed());
        }
    }

    private static void measure(Duration howLong) throws Exception {
        Process server = process("-Xmx1g", "serve");
        BufferedReader answers = server.inputReader(StandardCharsets.UTF_8);
        int port = Integer.parseInt(answers.readLine());
        Neighbour neighbour = new Neighbour(port);
        neighbour.talk(WARM_UP);
        neighbour.forget();
        long[] alone = ask(server, answers);
        neighbour.talk(howLong);
        neighbour.print("alone");
        long[] before = ask(server, answers);
        Process attackers = process("-Xmx512m", "attack", Integer.toString(port));
        // until both processes are compiled
        neighbour.talk(WARM_UP);
        neighbour.forget();
        long[] warm = ask(server, answers);
        neighbour.talk(howLong);
        neighbour.print("attacked");
        attackers.outputWriter().write("\n");
        attackers.outputWriter().flush();
        System.out.println("closed: " + attackers.inputReader(StandardCharsets.UTF_8).readLine());
        attackers.waitFor();
        long[] after = ask(server, answers);
        System.out.printf(Locale.ROOT,
            "frames of the neighbour that the server saw late: %d alone, %d attacked; lost %d; heap after a collection %d MB, then %d MB; load %.1f%n",
            before[0] - alone[0], after[0] - warm[0], after[1] - warm[1], before[2], after[2],
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        server.destroy();
    }

    private static Process process(String heap, String... args) throws IOException {
        List<String> line = new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-XX:MaxGCPauseMillis=20", "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), HostileRun.class.getName()));
        line.addAll(List.of(args));
        return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static long[] ask(Process server, BufferedReader answers) throws IOException {
        server.outputWriter().write("report\n");
        server.outputWriter().flush();
        return Arrays.stream(answers.readLine().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    /// Streams speech and as much silence, in which it is answered, in real time and pings; notes how long pongs take and which frames of the answers come late.
    private static final class Neighbour implements WebSocketClient.Listener {
        private final byte[][] packets = SpeechFrames.withSilence(OpusCodecs.best(), 16_000);
        private final Queue<Long> pinged = new ConcurrentLinkedQueue<>();
        private final Queue<Long> pongNanos = new ConcurrentLinkedQueue<>();
        private final WebSocketClient client;
        private final AtomicInteger frames = new AtomicInteger();
        private final AtomicInteger late = new AtomicInteger();
        private volatile String end = "";
        private long lastFrame = Long.MIN_VALUE;
        private int sent;

        Neighbour(int port) throws IOException {
            client = WebSocketClient.open(TIME, ServerUrl.of("ws://127.0.0.1:" + port + "/xiaozhi/v1/"), Map.of("Device-Id", NEIGHBOUR), Duration.ofSeconds(10),
                this);
            client.text("{\"type\":\"hello\",\"version\":1,\"features\":{\"aec\":true}}");
            client.text("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"realtime\"}");
        }

        void talk(Duration howLong) {
            long start = TIME.nanos();
            for (int tick = 0; tick * TICK.toNanos() < howLong.toNanos(); tick++) {
                long due = start + tick * TICK.toNanos();
                for (long left = due - TIME.nanos(); left > 0; left = due - TIME.nanos()) {
                    LockSupport.parkNanos(left);
                }
                pinged.add(TIME.nanos());
                client.text("{\"type\":\"ping\"}");
                if (tick % TICKS_A_FRAME == 0) {
                    client.binary(packets[sent++ % packets.length]);
                }
            }
        }

        void forget() {
            pongNanos.clear();
            frames.set(0);
            late.set(0);
        }

        void print(String what) {
            long[] sorted = pongNanos.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(Locale.ROOT, "%s: %d pongs, p50 %.1f, p99 %.1f, max %.1f ms; %d frames of answers, %d over 60 ms late%s%n", what, sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6, sorted[sorted.length - 1] / 1e6, frames.get(), late.get(), end);
        }

        @Override
        public void received(WebSocketMessage message, long arrivalNanos) {
            switch (message) {
                case WebSocketMessage.Text(String text) when text.contains("\"pong\"") -> pongNanos.add(arrivalNanos - pinged.remove());
                // an answer begins or ends
                case WebSocketMessage.Text(String text) when text.contains("\"tts\"") -> lastFrame = Long.MIN_VALUE;
                case WebSocketMessage.Text _, WebSocketMessage.Pong _ -> {}
                case WebSocketMessage.Binary _ -> {
                    frames.incrementAndGet();
                    late.addAndGet(lastFrame != Long.MIN_VALUE && arrivalNanos - lastFrame > LATE_NANOS ? 1 : 0);
                    lastFrame = arrivalNanos;
                }
                case WebSocketMessage.Ping(byte[] payload) -> client.pong(payload);
                case WebSocketMessage.Close close -> end = "; closed with " + close.code() + " " + close.reason();
            }
        }

        @Override
        public void ended(String why) {
            end += "; ended: " + why;
        }
    }
}
