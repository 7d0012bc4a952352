package earshot.simulator;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodec;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.Time;
import earshot.watch.EventLog;
import earshot.watch.MutableWatch;
import earshot.watch.RingEventLog;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import earshot.wire.ListenMode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Simulates a device with current xiaozhi firmware: buttons and wake word are its input; states, counters and events its output.
///
/// Everything is handled in order on one virtual thread, which also is the only one that writes to the socket and which blocks while it
/// connects, exactly as the firmware's main loop does. All public methods may be called from any thread and return at once.
///
/// Source: xiaozhi-protocol sections 0 to 5 and 7, the firmware's application and state machine.
public final class SimulatedDevice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedDevice.class);
    private static final int MAILBOX = 1024;
    private static final int MOMENTS = 4096;
    /// `MAX_SEND_PACKETS_IN_QUEUE`.
    private static final int MICROPHONE_BACKLOG = 40;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration HELLO_LIMIT = Duration.ofSeconds(10);
    /// After this long without text or audio from the server the firmware considers its channel dead.
    private static final Duration CHANNEL_TIMEOUT = Duration.ofSeconds(120);
    /// Audio that comes sooner after `tts start` may be discarded by a board that has not handled the change of state yet.
    private static final long EARLY_NANOS = Duration.ofMillis(20).toNanos();

    private final Time time;
    private final OpusCodec codec;
    private final Microphone microphone;
    private final PlaybackQueue playback;
    private final FirmwareTools tools;
    private final BlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final AtomicInteger microphoneBacklog = new AtomicInteger();
    private final MutableWatch<FirmwareState> state = new MutableWatch<>(new FirmwareState.Starting());
    private final MutableWatch<FrameCounters> counters = new MutableWatch<>(FrameCounters.NONE);
    private final RingEventLog<TimedDeviceEvent> events = new RingEventLog<>(MOMENTS);
    private final Thread loop;
    private volatile boolean closed;
    private volatile long lastIncoming;
    private volatile SimulatedDeviceProfile profile;

    // used by the loop's thread only
    private Optional<Connection> connection = Optional.empty();
    private Optional<WatchSubscription> capture = Optional.empty();
    private String sessionId = "";
    /// The mode of the latest listening: decides what follows an answer, also one that comes while idle.
    private ListenMode listenMode = ListenMode.AUTO;
    private boolean listenWhenDrained;
    private boolean speechOpen;
    private boolean speechStarted;
    private boolean draining;
    private boolean ticking;
    private long ttsStartAt;
    private long sent;
    private long received;
    private long unsolicited;
    private long misframed;
    private long early;
    private long refused;

    /// One connection and the server's hello that is awaited on it.
    private record Connection(WebSocketClient client, CompletableFuture<JsonNode> greeting) {}

    public SimulatedDevice(Time time, OpusCodec codec, SimulatedDeviceProfile profile, Microphone microphone, Loudspeaker speaker) {
        this(time, codec, profile, microphone, speaker, 0);
    }

    /// @param moreTools number of extra tools without a use, so that `tools/list` takes several pages
    public SimulatedDevice(Time time, OpusCodec codec, SimulatedDeviceProfile profile, Microphone microphone, Loudspeaker speaker, int moreTools) {
        this.time = time;
        this.codec = codec;
        this.profile = profile;
        this.microphone = microphone;
        this.playback = new PlaybackQueue(speaker);
        this.tools = new FirmwareTools(moreTools);
        this.loop = Thread.ofVirtual().name("test-" + profile.deviceId()).start(this::run);
    }

    public SimulatedDeviceProfile profile() {
        return profile;
    }

    public Watch<FirmwareState> state() {
        return state;
    }

    public Watch<FrameCounters> counters() {
        return counters;
    }

    /// The newest 4096 events.
    public EventLog<TimedDeviceEvent> events() {
        return events;
    }

    /// Switches on and becomes idle without asking for OTA, as with stored settings.
    public void powerOn() {
        post(() -> {
            enter(new FirmwareState.Activating());
            enter(new FirmwareState.Idle());
        });
    }

    /// Switches on, asks for OTA and takes address, token and protocol form from the answer; becomes idle in any case.
    public void powerOn(String otaUrl) {
        post(() -> {
            enter(new FirmwareState.Activating());
            try {
                OtaResponse answer = OtaRequest.post(time, otaUrl, profile);
                profile = answer.into(profile);
            } catch (IOException | IllegalArgumentException e) {
                fail(Problem.of(ProblemCode.SERVER_UNREACHABLE, otaUrl, reason(e)));
            }
            enter(new FirmwareState.Idle());
        });
    }

    /// The chat button: idle connects and listens, speaking interrupts, listening hangs up.
    public void button() {
        post(() -> {
            switch (state.get()) {
                case FirmwareState.Activating _ -> enter(new FirmwareState.Idle());
                case FirmwareState.Idle _ -> {
                    if (openChannel()) {
                        enter(new FirmwareState.Listening(chatMode()));
                    }
                }
                case FirmwareState.Speaking _ -> abort("");
                case FirmwareState.Listening _ -> dropConnection();
                case FirmwareState.Starting _, FirmwareState.Connecting _ -> {}
            }
        });
    }

    /// The talk button goes down: push to talk.
    public void press() {
        post(() -> {
            switch (state.get()) {
                case FirmwareState.Activating _ -> enter(new FirmwareState.Idle());
                case FirmwareState.Idle _ -> {
                    if (openChannel()) {
                        enter(new FirmwareState.Listening(ListenMode.MANUAL));
                    }
                }
                case FirmwareState.Speaking _ -> {
                    abort("");
                    enter(new FirmwareState.Listening(ListenMode.MANUAL));
                }
                case FirmwareState.Starting _, FirmwareState.Connecting _, FirmwareState.Listening _ -> {}
            }
        });
    }

    /// The talk button goes up.
    public void release() {
        post(() -> {
            if (state.get() instanceof FirmwareState.Listening) {
                send("listen", node -> node.put("state", "stop"));
                enter(new FirmwareState.Idle());
            }
        });
    }

    /// The wake word was detected.
    public void wakeWord(String word) {
        wakeWord(word, EncodedRecording.silence());
    }

    /// @param heard audio of the wake word itself, sent ahead of it as boards with an audio front end do
    public void wakeWord(String word, EncodedRecording heard) {
        post(() -> {
            switch (state.get()) {
                case FirmwareState.Idle _ -> {
                    if (openChannel()) {
                        heard.packets().forEach(this::sendPacket);
                        send("listen", node -> node.put("state", "detect").put("text", word));
                        enter(new FirmwareState.Listening(chatMode()));
                    }
                }
                case FirmwareState.Speaking _ -> {
                    abort("wake_word_detected");
                    playback.reset();
                    stopCapture();
                    enter(new FirmwareState.Listening(chatMode()));
                }
                case FirmwareState.Activating _ -> enter(new FirmwareState.Idle());
                case FirmwareState.Starting _, FirmwareState.Connecting _, FirmwareState.Listening _ -> {}
            }
        });
    }

    /// Ends the conversation by dropping TCP, without a close frame.
    public void hangUp() {
        post(this::dropConnection);
    }

    /// Lets a test write anything to the open connection; does nothing when none is open.
    public void withConnection(Consumer<WebSocketClient> act) {
        post(() -> connection.ifPresent(l -> act.accept(l.client)));
    }

    /// Hangs up and ends the device.
    @Override
    public void close() {
        closed = true;
        loop.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                Runnable next = mailbox.take();
                try {
                    next.run();
                } catch (RuntimeException e) {
                    LOG.error("test device {} failed", profile.deviceId(), e);
                    fail(Problem.of(ProblemCode.UNEXPECTED, e.toString()));
                }
                publish();
            }
        } catch (InterruptedException _) {
            // closed
        } finally {
            dropConnection();
            playback.close();
            publish();
            mailbox.clear();
        }
    }

    private void post(Runnable act) {
        if (!closed && !mailbox.offer(act)) {
            LOG.warn("test device {} does not keep up: something was left out", profile.deviceId());
        }
    }

    /// Called on the reading thread: waits for room in the mailbox, so that a device that does not keep up slows its server down.
    private void postWaiting(Runnable act) {
        try {
            if (!closed) {
                mailbox.put(act);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ListenMode chatMode() {
        return profile.mode() == ListenMode.REALTIME ? ListenMode.REALTIME : ListenMode.AUTO;
    }

    // ---- the channel

    private boolean openChannel() {
        if (connection.isPresent() && connection.get().client.isOpen() && time.nanos() - lastIncoming <= CHANNEL_TIMEOUT.toNanos()) {
            return true;
        }
        dropConnection();
        enter(new FirmwareState.Connecting());
        publish();
        try {
            connect();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            dropConnection();
            fail(Problem.of(ProblemCode.SERVER_UNREACHABLE, profile.url(), reason(e)));
            enter(new FirmwareState.Idle());
            return false;
        }
    }

    private void connect() throws IOException {
        ConnectionListener connectionListener = new ConnectionListener();
        long from = time.nanos();
        WebSocketClient client = WebSocketClient.open(time, ServerUrl.of(profile.url()), profile.headers(), CONNECT_LIMIT, connectionListener);
        connection = Optional.of(new Connection(client, connectionListener.greeting));
        lastIncoming = time.nanos();
        log(new SimulatedDeviceEvent.Connected(Duration.ofNanos(lastIncoming - from)));
        long asked = time.nanos();
        String hello = hello();
        client.text(hello);
        log(new SimulatedDeviceEvent.MessageSent(hello));
        JsonNode answer = time.await(connectionListener.greeting, HELLO_LIMIT).orElseThrow(() -> new IOException("no hello within " + HELLO_LIMIT.toSeconds() + " s"));
        if (answer.isMissingNode()) {
            throw new IOException("the server ended the connection before its hello");
        }
        JsonNode audio = answer.path("audio_params");
        int rate = audio.path("sample_rate").asInt(24_000);
        int frameMillis = audio.path("frame_duration").asInt(60);
        sessionId = answer.path("session_id").asText("");
        playback.setDecoder(codec.decoder(rate), rate / 1000 * frameMillis);
        log(new SimulatedDeviceEvent.HelloReceived(sessionId, rate, frameMillis, Duration.ofNanos(Math.max(0, connectionListener.greetedAt - asked))));
    }

    private String hello() {
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
        hello.put("transport", "websocket");
        hello.putObject("audio_params").put("format", "opus").put("sample_rate", 16_000).put("channels", 1).put("frame_duration", 60);
        return hello.toString();
    }

    private void dropConnection() {
        connection.ifPresent(l -> {
            connection = Optional.empty();
            l.client.drop();
            log(new SimulatedDeviceEvent.Disconnected("hung up here"));
        });
        leaveConversation();
    }

    private void connectionEnded(CompletableFuture<JsonNode> greeting, String why) {
        if (connection.isPresent() && connection.get().greeting == greeting) {
            connection = Optional.empty();
            log(new SimulatedDeviceEvent.Disconnected(why));
            leaveConversation();
        }
    }

    private void leaveConversation() {
        playback.reset();
        speechOpen = false;
        draining = false;
        listenWhenDrained = false;
        if (state.get() instanceof FirmwareState.Listening || state.get() instanceof FirmwareState.Speaking) {
            enter(new FirmwareState.Idle());
        }
        stopCapture();
    }

    // ---- the state machine

    private boolean enter(FirmwareState next) {
        FirmwareState from = state.get();
        if (from.equals(next)) {
            return true;
        }
        if (!from.mayBecome(next)) {
            refused++;
            log(new SimulatedDeviceEvent.TransitionRefused(from, next));
            return false;
        }
        state.set(next);
        log(new SimulatedDeviceEvent.StateChanged(from, next));
        switch (next) {
            case FirmwareState.Idle _ -> stopCapture();
            case FirmwareState.Listening(ListenMode mode) -> {
                listenMode = mode;
                if (capture.isEmpty()) {
                    listenWhenDrained = mode == ListenMode.AUTO && !playback.drained(time.nanos());
                    if (!listenWhenDrained) {
                        startListening(mode);
                    }
                }
            }
            case FirmwareState.Speaking(ListenMode mode) -> {
                if (mode != ListenMode.REALTIME) {
                    stopCapture();
                }
                playback.reset();
                listenWhenDrained = false;
            }
            case FirmwareState.Starting _, FirmwareState.Activating _, FirmwareState.Connecting _ -> {}
        }
        return true;
    }

    private void startListening(ListenMode mode) {
        send("listen", node -> node.put("state", "start").put("mode", mode.wireName()));
        try {
            capture = Optional.of(microphone.open(this::captured));
        } catch (ProblemException e) {
            fail(e.problem());
        }
    }

    private void stopCapture() {
        capture.ifPresent(WatchSubscription::close);
        capture = Optional.empty();
        listenWhenDrained = false;
    }

    /// On the microphone's thread.
    private void captured(Microphone.Packet packet) {
        if (microphoneBacklog.get() >= MICROPHONE_BACKLOG) {
            return;
        }
        microphoneBacklog.incrementAndGet();
        post(() -> {
            microphoneBacklog.decrementAndGet();
            if (capture.isPresent()) {
                sendPacket(packet.opus());
                if (packet.lastOfSpeech()) {
                    log(new SimulatedDeviceEvent.SpeechEnded());
                }
            }
        });
    }

    private void sendPacket(byte[] opus) {
        if (connection.isPresent() && connection.get().client.binary(FirmwareFraming.wrap(profile.framing(), opus))) {
            sent++;
        }
    }

    private void abort(String reason) {
        send("abort", node -> {
            if (!reason.isEmpty()) {
                node.put("reason", reason);
            }
        });
    }

    private void send(String type, Consumer<ObjectNode> fill) {
        ObjectNode message = JSON.createObjectNode().put("session_id", sessionId).put("type", type);
        fill.accept(message);
        String json = message.toString();
        if (connection.isPresent() && connection.get().client.text(json)) {
            log(new SimulatedDeviceEvent.MessageSent(json));
        }
    }

    // ---- messages of the server

    /// The reading side of one connection: the hello is completed here, because the loop waits for it; all else is posted.
    private final class ConnectionListener implements WebSocketClient.Listener {
        final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
        volatile long greetedAt;

        @Override
        public void received(WebSocketMessage message, long at) {
            switch (message) {
                case WebSocketMessage.Text(String text) -> {
                    lastIncoming = at;
                    text(text, at);
                }
                case WebSocketMessage.Binary(byte[] payload) -> {
                    lastIncoming = at;
                    postIfCurrent(() -> binary(payload, at));
                }
                case WebSocketMessage.Ping(byte[] payload) -> postWaiting(() -> connection.ifPresent(l -> l.client.pong(payload)));
                case WebSocketMessage.Pong _ -> {}
                case WebSocketMessage.Close(int code, String reason) -> {
                    String why = ("the server closed: " + code + " " + reason).strip();
                    postWaiting(() -> {
                        connection.filter(l -> l.greeting == greeting).ifPresent(l -> l.client.sendClose(code == 1005 ? 1000 : code, ""));
                        connectionEnded(greeting, why);
                    });
                }
            }
        }

        private void text(String text, long at) {
            JsonNode json = parse(text);
            boolean connecting = state.get() instanceof FirmwareState.Connecting;
            if (json.path("type").asText("").equals("hello") && json.path("transport").asText("").equals("websocket") && !greeting.isDone()) {
                greetedAt = at;
                greeting.complete(json);
            }
            postIfCurrent(() -> messageReceived(json, text, at, connecting));
        }

        /// Messages of an earlier connection are ignored.
        private void postIfCurrent(Runnable act) {
            postWaiting(() -> connection.filter(l -> l.greeting == greeting).ifPresent(_ -> act.run()));
        }

        @Override
        public void ended(String why) {
            greeting.complete(JSON.missingNode());
            postWaiting(() -> connectionEnded(greeting, why));
        }
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null ? JSON.missingNode() : node;
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    private void messageReceived(JsonNode json, String text, long at, boolean whileConnecting) {
        String type = json.path("type").asText("");
        String phase = json.path("state").asText("");
        events.append(new TimedDeviceEvent(at, new SimulatedDeviceEvent.MessageReceived(phase.isEmpty() ? type : type + " " + phase, json.path("text").asText(""), text)));
        switch (type) {
            case "tts" -> {
                switch (phase) {
                    case "start" -> ttsStart(at, whileConnecting);
                    case "stop" -> ttsStop();
                    default -> {}
                }
            }
            case "mcp" -> tools.answer(json.path("payload")).ifPresent(answer -> send("mcp", node -> node.set("payload", answer)));
            case "system" -> {
                if (json.path("command").asText("").equals("reboot")) {
                    dropConnection();
                }
            }
            default -> {}
        }
    }

    private void ttsStart(long at, boolean whileConnecting) {
        if (whileConnecting) {
            // the firmware asks its state machine when the message arrives, not when the hello was handled
            refused++;
            log(new SimulatedDeviceEvent.TransitionRefused(new FirmwareState.Connecting(), new FirmwareState.Speaking(listenMode)));
            return;
        }
        if (enter(new FirmwareState.Speaking(listenMode))) {
            ttsStartAt = at;
            speechOpen = true;
            speechStarted = false;
            draining = false;
        }
    }

    private void ttsStop() {
        if (speechOpen) {
            speechOpen = false;
            draining = true;
        }
        if (state.get() instanceof FirmwareState.Speaking(ListenMode mode)) {
            enter(mode == ListenMode.MANUAL ? new FirmwareState.Idle() : new FirmwareState.Listening(mode));
        }
        tick();
    }

    private void binary(byte[] message, long at) {
        received++;
        if (!(state.get() instanceof FirmwareState.Speaking)) {
            unsolicited++;
            return;
        }
        Optional<byte[]> packet = FirmwareFraming.unwrap(profile.framing(), message);
        if (packet.isEmpty()) {
            misframed++;
            return;
        }
        if (at - ttsStartAt < EARLY_NANOS) {
            early++;
        }
        if (!speechStarted) {
            speechStarted = true;
            events.append(new TimedDeviceEvent(at, new SimulatedDeviceEvent.FirstFrame()));
        }
        playback.offer(packet.get(), at);
        tick();
    }

    /// Plays what is due, and runs again when the current frame ends.
    private void tick() {
        long now = time.nanos();
        OptionalLong busy = playback.busyUntil(now);
        if (busy.isPresent()) {
            if (!ticking) {
                ticking = true;
                time.after(Duration.ofNanos(Math.max(0, busy.getAsLong() - now)), () -> post(() -> {
                    ticking = false;
                    tick();
                }));
            }
            return;
        }
        if (draining) {
            draining = false;
            log(new SimulatedDeviceEvent.PlaybackDrained());
        }
        if (listenWhenDrained && state.get() instanceof FirmwareState.Listening(ListenMode mode)) {
            listenWhenDrained = false;
            startListening(mode);
        }
    }

    // ---- events and counters

    private void fail(Problem problem) {
        log(new SimulatedDeviceEvent.Failed(problem));
    }

    private void log(SimulatedDeviceEvent what) {
        events.append(new TimedDeviceEvent(time.nanos(), what));
    }

    private void publish() {
        counters.set(playback.addTo(new FrameCounters(sent, received, 0, 0, unsolicited, 0, 0, misframed, early, 0, 0, refused, 0)));
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
