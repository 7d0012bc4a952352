package earshot.bench;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.OpusCodecs;
import earshot.bench.DeviceCrowd.Connected;
import earshot.store.ChildProcess;
import earshot.time.SystemTime;

/// The load run: many devices talk at the same time, over real sockets, from this process to a server in another one; uplink only,
/// with packets encoded beforehand. Prints what a frame costs the server, and where.
///
/// `java … earshot.bench.LoadRun [libopus|concentus] [devices …]`; the README has the whole line.
public final class LoadRun {
    private static final int WARMING_DEVICES = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private final Process server;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final DeviceCrowd crowd;

    private LoadRun(String codec) throws IOException {
        server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), ChildProcess.LAUNCH_OPTIONS,
            "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), LoadServer.class.getName(), codec).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8);
        String[] ready = answers.readLine().split(" ", 3);
        crowd = new DeviceCrowd(new SystemTime(), "ws://127.0.0.1:" + ready[1] + "/xiaozhi/v1/");
        System.out.println("server with " + ready[2]);
    }

    public static void main(String[] args) throws Exception {
        boolean named = args.length > 0 && !args[0].chars().allMatch(Character::isDigit);
        int[] counts = Arrays.stream(args).skip(named ? 1 : 0).mapToInt(Integer::parseInt).toArray();
        byte[][] packets = SpeechFrames.packets(OpusCodecs.best(), 16_000);
        for (int devices : counts.length == 0 ? new int[] {20, 100, 500} : counts) {
            LoadRun run = new LoadRun(named ? args[0] : "best");
            try {
                run.talk(devices, packets);
            } finally {
                run.orders.println("quit");
                run.server.destroy();
            }
        }
        System.exit(0);
    }

    private void talk(int devices, byte[][] packets) throws Exception {
        warm(packets);
        JsonNode before = ask("memory");
        List<Connected> loadDevices = crowd.connect(devices, "02:ea:51:00");
        print("%d at once: connect median %.1f ms, hello median %.1f ms, 99 %% %.1f ms (from the hello to its answer)%n", devices,
            millis(loadDevices.stream().mapToLong(Connected::connectNanos), 0.5), millis(loadDevices.stream().mapToLong(Connected::helloNanos), 0.5),
            millis(loadDevices.stream().mapToLong(Connected::helloNanos), 0.99));
        JsonNode silent = ask("memory");
        loadDevices.forEach(loadDevice -> loadDevice.client().text(DeviceCrowd.LISTEN));
        DeviceCrowd.stream(loadDevices, packets, SETTLE);
        order("mark");
        long sent = DeviceCrowd.stream(loadDevices, packets, MEASURED);
        JsonNode report = ask("report");
        JsonNode after = ask("memory");
        long alive = loadDevices.stream().filter(loadDevice -> !loadDevice.ended().isDone()).count();
        print("%d devices: %d frames sent, %d processed, %d connections alive%n", devices, sent, report.path("frames").asLong(), alive);
        print("  CPU per frame %.1f us = network %.1f + decode %.1f + VAD %.1f + bookkeeping %.1f + timers %.1f + JVM %.1f%n",
            report.path("total_us").asDouble(), report.path("door_us").asDouble(), report.path("decode_us").asDouble(), report.path("vad_us").asDouble(),
            report.path("bookkeeping_us").asDouble(), report.path("timers_us").asDouble(), report.path("jvm_us").asDouble());
        print("  arrival to processed p50 %.0f us, p99 %.0f us, max %.0f us%n",
            report.path("latency_p50_us").asDouble(), report.path("latency_p99_us").asDouble(), report.path("latency_max_us").asDouble());
        print("  heap per device: %.0f KB connected, %.0f KB in a long sentence (server in all: %.0f MB resident)%n",
            grown(before, silent, "heap_kb") / devices, grown(before, after, "heap_kb") / devices, after.path("rss_kb").asDouble() / 1024);
        loadDevices.forEach(loadDevice -> loadDevice.client().drop());
    }

    /// Warms up the server process (class loading, compilation): 100 devices talk for 6 s and disconnect before anything is measured.
    private void warm(byte[][] packets) throws Exception {
        List<Connected> loadDevices = crowd.connect(WARMING_DEVICES, "02:ea:52:00");
        loadDevices.forEach(loadDevice -> loadDevice.client().text(DeviceCrowd.LISTEN));
        DeviceCrowd.stream(loadDevices, packets, WARM_UP);
        loadDevices.forEach(loadDevice -> loadDevice.client().drop());
        // lets the server notice that they are gone
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }

    private static double grown(JsonNode before, JsonNode after, String what) {
        return after.path(what).asDouble() - before.path(what).asDouble();
    }

    private JsonNode ask(String what) throws IOException {
        orders.println(what);
        return JSON.readTree(answers.readLine());
    }

    private void order(String what) throws IOException {
        orders.println(what);
        answers.readLine();
    }

    private static double millis(java.util.stream.LongStream nanos, double share) {
        long[] sorted = nanos.sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    private static void print(String format, Object... args) {
        System.out.printf(Locale.ROOT, format, args);
    }
}
