package earshot.simulator;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.fault.FaultKind;
import earshot.fault.Faults;
import earshot.id.SessionId;
import earshot.problem.ProblemReason;
import earshot.time.Time;
import earshot.wire.ListenMode;

/// One connection of a device to its server: upgrade, hello, messages in both directions. Used by the device's thread; what the server
/// sends is read on a thread of its own and handed to the device's thread, except for the hello, because the device waits for it.
final class SimulatedChannel {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration HELLO_LIMIT = Duration.ofSeconds(10);
    /// After this long without text or audio from the server the firmware considers its channel dead.
    private static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(120);

    private final Time time;
    private final DeviceLoop loop;
    private final DeviceRecorder recorder;
    private final Listener listener;
    private final BooleanSupplier connecting;
    private final Supplier<Faults> faults;
    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private volatile long greetedAt;
    private volatile long lastIncoming;
    private WebSocketClient client;
    private SimulatedOutput output;
    private SimulatedDeviceProfile profile;
    private boolean over;

    /// What the server sends, on the device's thread; nothing comes after [#ended] or [SimulatedChannel#drop].
    interface Listener {
        /// @param whileConnecting whether it arrived before the device had handled the hello
        void messageReceived(JsonNode json, String text, long at, boolean whileConnecting);

        void audioReceived(byte[] message, long at);

        void ended(String why);
    }

    /// The server's hello.
    ///
    /// @param rate of its audio, Hz
    record ServerHello(SessionId sessionId, int rate, int frameMillis) {}

    /// @param connecting asked on the reading thread
    /// @param faults of the device, asked on any thread
    SimulatedChannel(Time time, DeviceLoop loop, DeviceRecorder recorder, Listener listener, BooleanSupplier connecting, Supplier<Faults> faults) {
        this.time = time;
        this.loop = loop;
        this.recorder = recorder;
        this.listener = listener;
        this.connecting = connecting;
        this.faults = faults;
    }

    /// Connects and upgrades; blocks. Call it once and first.
    void open(SimulatedDeviceProfile as) throws IOException {
        long from = time.nanos();
        profile = as;
        client = WebSocketClient.open(time, ServerUrl.of(profile.url()).trusting(profile.fingerprint()), profile.headers(), CONNECT_LIMIT, new Reader());
        output = new SimulatedOutput(time, loop, recorder, faults, client, profile.framing());
        lastIncoming = time.nanos();
        recorder.log(new SimulatedDeviceEvent.Connected(Duration.ofNanos(lastIncoming - from)));
    }

    /// Says hello and waits for the server's; blocks.
    ServerHello greet() throws IOException {
        long asked = time.nanos();
        sendHello();
        JsonNode answer = time.await(greeting, HELLO_LIMIT).orElseThrow(() -> new IOException("no hello within " + HELLO_LIMIT.toSeconds() + " s"));
        if (answer.isMissingNode()) {
            throw new IOException("the server ended the connection before its hello");
        }
        JsonNode audio = answer.path("audio_params");
        ServerHello hello = new ServerHello(new SessionId(answer.path("session_id").asText("")), audio.path("sample_rate").asInt(24_000),
            audio.path("frame_duration").asInt(60));
        recorder.log(new SimulatedDeviceEvent.HelloReceived(Duration.ofNanos(Math.max(0, greetedAt - asked))));
        recorder.arrivals.setFrame(hello.frameMillis());
        hangUpOnPurpose();
        return hello;
    }

    private void sendHello() {
        Faults now = faults.get();
        if (now.has(FaultKind.HELLO_LATE) || now.has(FaultKind.DELAY)) {
            // the device's thread waits for the answer, so that nothing else can send it
            time.sleep(now.duration(FaultKind.HELLO_LATE).plus(now.duration(FaultKind.DELAY)));
        }
        if (!now.has(FaultKind.HELLO_MISSING)) {
            output.now(hello(profile, now.has(FaultKind.HELLO_WRONG) ? "udp" : "websocket"));
        }
    }

    private void hangUpOnPurpose() {
        Duration after = faults.get().duration(FaultKind.HANG_UP);
        if (after.isPositive()) {
            time.after(after, () -> loop.post(() -> {
                if (!over && faults.get().has(FaultKind.HANG_UP)) {
                    drop();
                    listener.ended(ProblemReason.DEVICE_HANG_UP_FAULT.toString());
                }
            }));
        }
    }

    static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /// Whether the firmware considers its channel usable.
    boolean alive() {
        return client.isOpen() && time.nanos() - lastIncoming <= CHANNEL_TIMEOUT.toNanos();
    }

    void sendText(String json) {
        output.text(json);
    }

    void sendAudio(byte[] opus) {
        output.audio(opus);
    }

    /// Closes TCP without a close frame.
    void drop() {
        over = true;
        output.close();
        client.drop();
    }

    private static String hello(SimulatedDeviceProfile profile, String transport) {
        ObjectNode hello = JSON.createObjectNode().put("type", "hello").put("version", profile.framing().version());
        ObjectNode features = hello.putObject("features");
        if (profile.mode() == ListenMode.REALTIME) {
            features.put("aec", true);
        }
        if (profile.tools()) {
            features.put("mcp", true);
        }
        features.put("glyph_push", true);
        hello.putObject("text_font").put("bundle", "noto-v1").put("charset", "common").put("size", 20).put("bpp", 4);
        hello.put("transport", transport);
        hello.putObject("audio_params").put("format", "opus").put("sample_rate", 16_000).put("channels", 1).put("frame_duration", 60);
        return hello.toString();
    }

    /// On the reading thread.
    private final class Reader implements WebSocketClient.Listener {
        /// How long a slow reader reads between two pauses.
        private static final Duration READING = Duration.ofMillis(100);

        private long pausesAt = Long.MIN_VALUE;

        @Override
        public void received(WebSocketMessage message, long arrival) {
            long at = faults.get().has(FaultKind.SLOW_READER) ? readLate(arrival) : arrival;
            switch (message) {
                case WebSocketMessage.Text(String text) -> {
                    lastIncoming = at;
                    text(text, at);
                }
                case WebSocketMessage.Binary(byte[] payload) -> {
                    lastIncoming = at;
                    post(() -> listener.audioReceived(payload, at));
                }
                case WebSocketMessage.Ping(byte[] payload) -> post(() -> client.pong(payload));
                case WebSocketMessage.Pong _ -> {}
                case WebSocketMessage.Close(int code, String reason) -> post(() -> {
                    client.sendClose(code == 1005 ? 1000 : code, "");
                    end(ProblemReason.DEVICE_SERVER_CLOSED.with((code + " " + reason).strip()));
                });
            }
        }

        /// Reads no further for a while, so that the server finds its messages unread.
        private long readLate(long arrival) {
            if (arrival >= pausesAt) {
                time.sleep(faults.get().duration(FaultKind.SLOW_READER));
                pausesAt = time.nanos() + READING.toNanos();
            }
            return time.nanos();
        }

        private void text(String text, long at) {
            JsonNode json = parse(text);
            boolean whileConnecting = connecting.getAsBoolean();
            if (json.path("type").asText("").equals("hello") && json.path("transport").asText("").equals("websocket") && !greeting.isDone()) {
                greetedAt = at;
                greeting.complete(json);
            }
            post(() -> listener.messageReceived(json, text, at, whileConnecting));
        }

        @Override
        public void ended(String why) {
            greeting.complete(JSON.missingNode());
            post(() -> end(why));
        }

        private void post(Runnable act) {
            loop.postWaiting(() -> {
                if (!over) {
                    act.run();
                }
            });
        }

        private void end(String why) {
            over = true;
            output.close();
            listener.ended(why);
        }

        private static JsonNode parse(String text) {
            try {
                JsonNode node = JSON.readTree(text);
                return node == null ? JSON.missingNode() : node;
            } catch (JsonProcessingException _) {
                return JSON.missingNode();
            }
        }
    }
}
