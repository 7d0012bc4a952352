package earshot.proof;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.simulator.EncodedRecording;
import earshot.simulator.SampleSentence;
import earshot.time.Time;

/// Devices and strangers that connect, talk, hang up, flood and send rubbish, several at a time, until the end.
final class Churn implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final int REAL_DEVICES = 40;
    private static final List<byte[]> SENTENCE = EncodedRecording.of(OpusCodecs.best(), SampleSentence.load().pcmAudio()).packets();

    private final Time time;
    private final ProgramProcess server;
    private final AtomicLong connections = new AtomicLong();
    private final Map<String, AtomicLong> refused = new ConcurrentSkipListMap<>();
    private final List<Thread> threads;
    private volatile boolean over;

    private enum Kind { COME_AND_GO, TALK, TURN, TEXT_FLOOD, SOUND_FLOOD, RUBBISH, HALF_A_HEAD, OTA }

    Churn(Time time, ProgramProcess server) {
        this.time = time;
        this.server = server;
        threads = IntStream.range(0, AT_ONCE).mapToObj(number -> Thread.startVirtualThread(() -> repeat(new Random(number)))).toList();
    }

    private void repeat(Random random) {
        while (!over) {
            try {
                once(Kind.values()[random.nextInt(Kind.values().length)], "device-" + random.nextInt(REAL_DEVICES), random);
                connections.incrementAndGet();
            } catch (IOException | AssertionError e) {
                refused.computeIfAbsent(e.getClass().getSimpleName(), _ -> new AtomicLong()).incrementAndGet();
            }
            time.sleep(Duration.ofMillis(random.nextInt(50)));
        }
    }

    private void once(Kind kind, String id, Random random) throws IOException {
        switch (kind) {
            case RUBBISH -> raw(bytes(random, 1 + random.nextInt(4_000)));
            case HALF_A_HEAD -> raw(("GET /xiaozhi/v1/ HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(random.nextInt(500))).getBytes(StandardCharsets.US_ASCII));
            case OTA -> ota("made-up-" + random.nextLong());
            case COME_AND_GO, TALK, TURN, TEXT_FLOOD, SOUND_FLOOD -> {
                try (DeviceClientFake device = new DeviceClientFake(time, server.port(), random.nextBoolean() ? "xiaozhi" : "supie", id, _ -> { })) {
                    if (device.ask(DeviceClientFake.HELLO, "\"hello\"")) {
                        device(kind, device, random);
                    }
                    if (random.nextBoolean()) {
                        device.socket.sendClose(1000, "bye");
                    }
                }
            }
        }
    }

    private void device(Kind kind, DeviceClientFake device, Random random) {
        switch (kind) {
            case TALK -> {
                device.socket.text("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
                for (int i = 0; i < 10 + random.nextInt(20); i++) {
                    device.socket.binary(SENTENCE.get(i));
                    time.sleep(Duration.ofMillis(60));
                }
            }
            case TURN -> device.ask("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"hello " + random.nextInt() + "\"}", "\"tts\"");
            case TEXT_FLOOD -> IntStream.range(0, 2_000).takeWhile(i -> device.socket.text("{\"type\":\"listen\",\"state\":\"stop\",\"i\":" + i + "}")).count();
            case SOUND_FLOOD -> {
                device.socket.text("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
                IntStream.range(0, 1_000).takeWhile(i -> device.socket.binary(SENTENCE.get(i % SENTENCE.size()))).count();
            }
            case COME_AND_GO, RUBBISH, HALF_A_HEAD, OTA -> { }
        }
    }

    private void raw(byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(bytes);
            time.sleep(Duration.ofMillis(100));
        }
    }

    private void ota(String id) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.httpPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                .write(("POST /xiaozhi/ota/ HTTP/1.1\r\nHost: 127.0.0.1\r\nDevice-Id: " + id + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    long connections() {
        return connections.get();
    }

    /// Why connections did not come about, and how often.
    String refused() {
        return refused.toString();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
