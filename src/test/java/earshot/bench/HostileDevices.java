package earshot.bench;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.OpusCodecs;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.Time;

/// Eight devices that do their worst over real sockets, each in its way, and connect again when they are closed.
public final class HostileDevices implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final int LARGEST = 250_000;
    private static final String HELLO = "{\"type\":\"hello\",\"version\":1,\"features\":{\"mcp\":true,\"aec\":true}}";
    private static final String REALTIME = "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"realtime\"}";

    private final Time time;
    private final int port;
    private final byte[][] packets = SpeechFrames.packets(OpusCodecs.best(), 16_000);
    private final List<Attacker> attackers = new ArrayList<>();
    private volatile boolean over;

    public HostileDevices(Time time, int port) {
        this.time = time;
        this.port = port;
        String snippets = IntStream.range(0, 4_241).mapToObj(i -> "{\"tag\":\"a\",\"text\":\"Sentence number %d, of many.\"}".formatted(i))
            .collect(Collectors.joining(",", "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[", "]}"));
        String batch = IntStream.range(0, 100).mapToObj(i -> "{\"tag\":\"a\",\"text\":\"%s %d\"}".formatted("words ".repeat(330), i))
            .collect(Collectors.joining(",", "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[", "]}"));
        String large = "{\"type\":\"x\",\"a\":[" + "[],".repeat(LARGEST / 3) + "1]}";
        add("tools", Duration.ofMillis(100), (_, _) -> {});
        add("sound", Duration.ofNanos(SpeechFrames.NANOS / 20), (client, round) -> client.binary(packets[round % packets.length]));
        add("snippets", Duration.ofMillis(20), (client, round) -> client.frame(1, true, bytes(round % 2 == 0 ? snippets : batch)));
        add("texts", Duration.ofMillis(10), (client, _) -> client.frame(1, true, bytes(large)));
        add("detect", Duration.ofMillis(1), (client, round) -> client.text("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"word %d\"}".formatted(round)));
        add("answers", Duration.ofMillis(2), (client, round) -> client.text(answer(round, "\"" + "y".repeat(50_000) + "\"")));
        add("connects", Duration.ofMillis(1), (client, _) -> client.drop());
        add("garbage", Duration.ofMillis(1), (client, round) -> client.binary(new byte[] {3, (byte) (int) round}));
    }

    private void add(String name, Duration pause, BiConsumer<WebSocketClient, Integer> move) {
        attackers.add(new Attacker(name, pause, move));
    }

    public void start() {
        attackers.forEach(attacker -> attacker.thread = Thread.ofPlatform().daemon().name("attack-" + attacker.name).start(attacker));
    }

    /// How often each was closed by the server, and with what.
    public Map<String, Map<String, Integer>> closed() {
        Map<String, Map<String, Integer>> all = new TreeMap<>();
        attackers.forEach(attacker -> all.put(attacker.name, new TreeMap<>(attacker.closed)));
        return all;
    }

    @Override
    public void close() {
        over = true;
        for (Attacker attacker : attackers) {
            try {
                attacker.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(long id, String result) {
        return "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}}";
    }

    private final class Attacker implements Runnable, WebSocketClient.Listener {
        private final String name;
        private final Duration pause;
        private final BiConsumer<WebSocketClient, Integer> move;
        private final Map<String, Integer> closed = new ConcurrentHashMap<>();
        private Thread thread;
        private volatile WebSocketClient client;
        private volatile boolean gone;

        Attacker(String name, Duration pause, BiConsumer<WebSocketClient, Integer> move) {
            this.name = name;
            this.pause = pause;
            this.move = move;
        }

        @Override
        public void run() {
            for (int connection = 0; !over; connection++) {
                try {
                    gone = false;
                    client = WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + port + "/xiaozhi/v1/"), Map.of("Device-Id", "hostile-" + name),
                        Duration.ofSeconds(10), this);
                    client.text(HELLO);
                    client.text(REALTIME);
                    for (int round = 0; !over && !gone; round++) {
                        move.accept(client, round);
                        time.sleep(pause);
                    }
                    client.drop();
                } catch (IOException e) {
                    closed.merge("not connected", 1, Integer::sum);
                }
                time.sleep(AGAIN);
            }
        }

        @Override
        public void received(WebSocketMessage message, long arrivalNanos) {
            switch (message) {
                case WebSocketMessage.Text(String text) when name.equals("tools") && text.contains("\"mcp\"") -> answer(text);
                case WebSocketMessage.Ping(byte[] payload) -> client.pong(payload);
                case WebSocketMessage.Close close -> {
                    closed.merge(close.code() + " " + close.reason(), 1, Integer::sum);
                    gone = true;
                }
                case WebSocketMessage.Text _, WebSocketMessage.Binary _, WebSocketMessage.Pong _ -> {}
            }
        }

        /// Pages of tools without end, each as large as a message may be.
        private void answer(String text) {
            try {
                JsonNode request = JSON.readTree(text).path("payload");
                long id = request.path("id").asLong();
                String page = request.path("method").asText().equals("tools/list")
                    ? "{\"nextCursor\":\"" + id + "\",\"tools\":[{\"name\":\"tool " + id + "\",\"inputSchema\":{\"enum\":[" + "[],".repeat(LARGEST / 4)
                        + "1]}}]}"
                    : "{}";
                client.frame(1, true, bytes(HostileDevices.answer(id, page)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void ended(String why) {
            gone = true;
        }
    }
}
