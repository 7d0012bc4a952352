package earshot.bench;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.OpusCodecs;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.SystemTime;
import earshot.time.Time;

/// The load run: many devices talk at the same time, over real sockets, from this process to a server in another one; uplink only,
/// with packets encoded beforehand. Prints what a frame costs the server, and where.
///
/// `java … earshot.bench.LoadRun [libopus|concentus] [devices …]`; the README has the whole line.
public final class LoadRun {
    private static final long FRAME_NANOS = 60_000_000L;
    private static final int WARMING_DEVICES = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final String HELLO = """
        {"type":"hello","version":1,"features":{"aec":true},"transport":"websocket",\
        "audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":60}}""";
    private static final String LISTEN = """
        {"session_id":"","type":"listen","state":"start","mode":"realtime"}""";

    private final Time time = new SystemTime();
    private final Process server;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final String url;

    /// One connected device.
    private record LoadDevice(WebSocketClient client, long connectNanos, long helloNanos, CompletableFuture<String> ended) {}

    private LoadRun(String codec) throws IOException {
        server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:MaxGCPauseMillis=20", "--enable-native-access=ALL-UNNAMED",
            "-cp", System.getProperty("java.class.path"), LoadServer.class.getName(), codec).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8);
        String[] ready = answers.readLine().split(" ", 3);
        url = "ws://127.0.0.1:" + ready[1] + "/xiaozhi/v1/";
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
        List<LoadDevice> loadDevices = connect(devices, "02:ea:51:00");
        print("%d at once: connect median %.1f ms, hello median %.1f ms, 99 %% %.1f ms (from the hello to its answer)%n", devices,
            millis(loadDevices.stream().mapToLong(LoadDevice::connectNanos), 0.5), millis(loadDevices.stream().mapToLong(LoadDevice::helloNanos), 0.5),
            millis(loadDevices.stream().mapToLong(LoadDevice::helloNanos), 0.99));
        JsonNode silent = ask("memory");
        loadDevices.forEach(loadDevice -> loadDevice.client.text(LISTEN));
        stream(loadDevices, packets, SETTLE);
        order("mark");
        long sent = stream(loadDevices, packets, MEASURED);
        JsonNode report = ask("report");
        JsonNode after = ask("memory");
        long alive = loadDevices.stream().filter(loadDevice -> !loadDevice.ended.isDone()).count();
        print("%d devices: %d frames sent, %d processed, %d connections alive%n", devices, sent, report.path("frames").asLong(), alive);
        print("  CPU per frame %.1f us = door %.1f + decode %.1f + VAD %.1f + bookkeeping %.1f + timers %.1f + JVM %.1f%n",
            report.path("total_us").asDouble(), report.path("door_us").asDouble(), report.path("decode_us").asDouble(), report.path("vad_us").asDouble(),
            report.path("bookkeeping_us").asDouble(), report.path("timers_us").asDouble(), report.path("jvm_us").asDouble());
        print("  arrival to processed p50 %.0f us, p99 %.0f us, max %.0f us%n",
            report.path("latency_p50_us").asDouble(), report.path("latency_p99_us").asDouble(), report.path("latency_max_us").asDouble());
        print("  heap per device: %.0f KB connected, %.0f KB in a long sentence (server in all: %.0f MB resident)%n",
            grown(before, silent, "heap_kb") / devices, grown(before, after, "heap_kb") / devices, after.path("rss_kb").asDouble() / 1024);
        loadDevices.forEach(loadDevice -> loadDevice.client.drop());
    }

    /// Warms up the server process (class loading, compilation): 100 devices talk for 6 s and disconnect before anything is measured.
    private void warm(byte[][] packets) throws Exception {
        List<LoadDevice> loadDevices = connect(WARMING_DEVICES, "02:ea:52:00");
        loadDevices.forEach(loadDevice -> loadDevice.client.text(LISTEN));
        stream(loadDevices, packets, WARM_UP);
        loadDevices.forEach(loadDevice -> loadDevice.client.drop());
        // lets the server notice that they are gone
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }

    private List<LoadDevice> connect(int devices, String prefix) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<LoadDevice>> all = IntStream.range(0, devices)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> connectOne(prefix + ":%02x:%02x".formatted(n >> 8, n & 0xff), go), run -> Thread.ofVirtual().start(run)))
            .toList();
        go.countDown();
        List<LoadDevice> loadDevices = new ArrayList<>();
        for (CompletableFuture<LoadDevice> one : all) {
            loadDevices.add(one.get());
        }
        return loadDevices;
    }

    private LoadDevice connectOne(String id, CountDownLatch go) {
        CompletableFuture<Long> greeted = new CompletableFuture<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        CompletableFuture<WebSocketClient> self = new CompletableFuture<>();
        try {
            go.await();
            long from = System.nanoTime();
            WebSocketClient client = WebSocketClient.open(time, ServerUrl.of(url), Map.of("Device-Id", id, "Client-Id", id, "Protocol-Version", "1"), Duration.ofSeconds(30),
                new WebSocketClient.Listener() {
                    @Override
                    public void received(WebSocketMessage message, long arrivalNanos) {
                        switch (message) {
                            case WebSocketMessage.Text(String text) -> {
                                if (text.contains("\"hello\"")) {
                                    greeted.complete(arrivalNanos);
                                }
                            }
                            case WebSocketMessage.Ping(byte[] payload) -> self.thenAccept(me -> me.pong(payload));
                            case WebSocketMessage.Binary _, WebSocketMessage.Pong _, WebSocketMessage.Close _ -> {}
                        }
                    }

                    @Override
                    public void ended(String why) {
                        ended.complete(why);
                        greeted.completeExceptionally(new IOException(why));
                    }
                });
            self.complete(client);
            long asked = System.nanoTime();
            client.text(HELLO);
            return new LoadDevice(client, asked - from, greeted.get() - asked, ended);
        } catch (Exception e) {
            throw new IllegalStateException(id + ": " + e.getMessage(), e);
        }
    }

    /// Sends each device's packets in real time, the devices spread evenly over the 60 ms.
    private static long stream(List<LoadDevice> loadDevices, byte[][] packets, Duration howLong) {
        long start = System.nanoTime();
        long sent = 0;
        for (int round = 0; round * FRAME_NANOS < howLong.toNanos(); round++) {
            for (int n = 0; n < loadDevices.size(); n++) {
                long due = start + round * FRAME_NANOS + n * FRAME_NANOS / loadDevices.size();
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (loadDevices.get(n).client.binary(packets[(round + n) % packets.length])) {
                    sent++;
                }
            }
        }
        return sent;
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
