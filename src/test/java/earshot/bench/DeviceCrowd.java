package earshot.bench;

import module java.base;

import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.time.Time;

/// Devices over real sockets that send packets which were encoded beforehand: as little work as devices can be for the process they are in.
final class DeviceCrowd {
    static final String LISTEN = """
        {"session_id":"","type":"listen","state":"start","mode":"realtime"}""";
    private static final String HELLO = """
        {"type":"hello","version":1,"features":{"aec":true},"transport":"websocket",\
        "audio_params":{"format":"opus","sample_rate":16000,"channels":1,"frame_duration":60}}""";

    /// The server takes no more requests of one address that are not complete, and here all come from one.
    private static final int MOST_REQUESTS = 90;

    private final Time time;
    private final String url;
    private final Semaphore requests = new Semaphore(MOST_REQUESTS);

    /// One connected device.
    record Connected(WebSocketClient client, long connectNanos, long helloNanos, CompletableFuture<String> ended) {}

    DeviceCrowd(Time time, String url) {
        this.time = time;
        this.url = url;
    }

    /// Connects so many at the same moment, as far as the server lets one address, and returns when all were greeted.
    ///
    /// @param prefix of their addresses, four bytes
    List<Connected> connect(int devices, String prefix) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<Connected>> all = IntStream.range(0, devices)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> connectOne(prefix + ":%02x:%02x".formatted(n >> 8, n & 0xff), go),
                run -> Thread.ofVirtual().start(run)))
            .toList();
        go.countDown();
        List<Connected> connected = new ArrayList<>();
        for (CompletableFuture<Connected> one : all) {
            connected.add(one.get());
        }
        return connected;
    }

    private Connected connectOne(String id, CountDownLatch go) {
        CompletableFuture<Long> greeted = new CompletableFuture<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        CompletableFuture<WebSocketClient> self = new CompletableFuture<>();
        try {
            go.await();
            requests.acquire();
            long from = System.nanoTime();
            WebSocketClient client = WebSocketClient.open(time, ServerUrl.of(url), Map.of("Device-Id", id, "Client-Id", id, "Protocol-Version", "1"),
                Duration.ofSeconds(30),
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
            requests.release();
            self.complete(client);
            long asked = System.nanoTime();
            client.text(HELLO);
            return new Connected(client, asked - from, greeted.get() - asked, ended);
        } catch (Exception e) {
            throw new IllegalStateException(id + ": " + e.getMessage(), e);
        }
    }

    /// Sends each device's packets in real time, the devices spread evenly over the 60 ms.
    static long stream(List<Connected> devices, byte[][] packets, Duration howLong) {
        long start = System.nanoTime();
        long sent = 0;
        for (int round = 0; round * SpeechFrames.NANOS < howLong.toNanos(); round++) {
            for (int n = 0; n < devices.size(); n++) {
                long due = start + round * SpeechFrames.NANOS + n * SpeechFrames.NANOS / devices.size();
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (devices.get(n).client.binary(packets[(round + n) % packets.length])) {
                    sent++;
                }
            }
        }
        return sent;
    }
}
