package earshot.bench;

import module java.base;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.SpeechFactoryFake;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.simulator.WebSocketMessage;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import org.slf4j.LoggerFactory;

/// How soon a sentence and the end of a meeting are acknowledged while many other meetings run: real sockets, a real engine and a real
/// database. Each device sends 9 snippets of 5 sentences a second, the most that the rate limit allows. Limit: 100 ms, badge-protocol
/// section 11.
///
/// `mvn -q test-compile exec:exec@meetings [-Dargs="devices …"]`
public final class MeetingRun {
    private static final int ENDS = 100;
    private static final int TO_A_MESSAGE = 5;
    private static final Duration EACH = Duration.ofMillis(112);

    private final SystemTime time = new SystemTime();

    private MeetingRun() {}

    public static void main(String[] args) throws IOException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        int[] counts = args.length == 0 ? new int[] {1, 20, 100} : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        System.out.println("devices   sentences/s   snippet kept, ms p50 / p99 / max   finalize ack, ms p50 / p99 / max");
        for (int count : counts) {
            new MeetingRun().measure(count);
        }
    }

    private void measure(int count) throws IOException {
        Path home = Files.createTempDirectory("meeting-run");
        Files.writeString(home.resolve("settings.yaml"), "server: {ip: 127.0.0.1, port: 0, http_port: 0}\n");
        List<Long> kept = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        long sentences = 0;
        try (Engine engine = Engine.start(new EngineOptions(new HomeDirectory(home), Optional.empty(), Map.of(), time, new SpeechFactoryFake("")))) {
            List<BadgeFake> badges = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                badges.add(new BadgeFake(i, engine.model().state().get().port()));
            }
            List<Thread> talking = badges.stream().map(badge -> Thread.ofVirtual().start(badge::talk)).toList();
            time.await(new CompletableFuture<>(), Duration.ofSeconds(3));
            long from = time.nanos();
            long before = badges.stream().mapToLong(badge -> badge.said).sum();
            for (int i = 0; i < ENDS; i++) {
                ended.add(badges.get(i % count).finalized());
            }
            sentences = (badges.stream().mapToLong(badge -> badge.said).sum() - before) * TO_A_MESSAGE * 1_000_000_000L / (time.nanos() - from);
            badges.forEach(badge -> badge.over = true);
            talking.forEach(thread -> {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            badges.forEach(badge -> kept.addAll(badge.acknowledgeNanos));
            badges.forEach(badge -> badge.socket.drop());
        }
        System.out.printf(Locale.ROOT, "%7d %13d %18s %36s%n", count, sentences, numbers(kept), numbers(ended));
    }

    private static String numbers(List<Long> nanos) {
        long[] all = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", all[all.length / 2] / 1e6, all[(int) (all.length * 0.99)] / 1e6, all[all.length - 1] / 1e6);
    }

    private final class BadgeFake implements WebSocketClient.Listener {
        final List<Long> acknowledgeNanos = new ArrayList<>();
        final WebSocketClient socket;
        volatile boolean over;
        volatile long said;
        private final int number;
        private final Semaphore oks = new Semaphore(0);
        private volatile CompletableFuture<Long> ack = new CompletableFuture<>();
        private volatile CompletableFuture<Boolean> summed = new CompletableFuture<>();

        BadgeFake(int number, int port) throws IOException {
            this.number = number;
            socket = WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + port + "/supie/v1/"), Map.of("Device-Id", "badge-" + number),
                Duration.ofSeconds(10), this);
            send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
        }

        private synchronized void send(String text) {
            socket.text(text);
        }

        void talk() {
            while (!over) {
                StringBuilder items = new StringBuilder();
                for (int i = 0; i < TO_A_MESSAGE; i++) {
                    items.append(i == 0 ? "" : ",").append("{\"tag\":\"t\",\"text\":\"device ").append(number).append(" says sentence ")
                        .append(said * TO_A_MESSAGE + i)
                        .append(" about ").append(Integer.toHexString((int) (said * 31 + i) * 0x9e3779b9)).append("\"}");
                }
                long at = time.nanos();
                send("{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[" + items + "]}");
                if (time.await(CompletableFuture.supplyAsync(this::awaitAcknowledgement, job -> Thread.ofVirtual().start(job)), Duration.ofSeconds(10))
                    .isPresent()) {
                    acknowledgeNanos.add(time.nanos() - at);
                }
                said++;
                time.await(new CompletableFuture<>(), EACH.minusNanos(Math.min(EACH.toNanos(), time.nanos() - at)));
            }
        }

        private boolean awaitAcknowledgement() {
            oks.acquireUninterruptibly();
            return true;
        }

        long finalized() {
            ack = new CompletableFuture<>();
            summed = new CompletableFuture<>();
            long at = time.nanos();
            send("{\"type\":\"meeting\",\"phase\":\"finalize\"}");
            long took = time.await(ack, Duration.ofSeconds(10)).orElse(Long.MAX_VALUE) - at;
            time.await(summed, Duration.ofSeconds(20));
            send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
            return took;
        }

        @Override
        public void received(WebSocketMessage message, long arrivalNanos) {
            switch (message) {
                case WebSocketMessage.Text text when text.text().contains("\"phase\":\"snippet\"") -> oks.release();
                case WebSocketMessage.Text text when text.text().contains("\"phase\":\"finalize\"") -> ack.complete(arrivalNanos);
                case WebSocketMessage.Text text when text.text().contains("\"phase\":\"summary\"") -> summed.complete(true);
                case WebSocketMessage.Ping ping -> socket.pong(ping.payload());
                default -> {}
            }
        }

        @Override
        public void ended(String why) {}
    }
}
