package earshot.simulator;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodec;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.time.Time;
import earshot.watch.Cell;
import earshot.watch.EventLog;
import earshot.watch.Pin;
import earshot.watch.RingLog;
import earshot.watch.Watch;
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
public final class FirmwareDevice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FirmwareDevice.class);
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
    private final DeviceTools tools;
    private final BlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final AtomicInteger microphoneBacklog = new AtomicInteger();
    private final Cell<DeviceState> state = new Cell<>(new DeviceState.Starting());
    private final Cell<Counters> counters = new Cell<>(Counters.NONE);
    private final RingLog<Moment> moments = new RingLog<>(MOMENTS);
    private final Thread loop;
    private volatile boolean closed;
    private volatile long lastIncoming;
    private volatile DeviceProfile profile;

    // used by the loop's thread only
    private Optional<Link> link = Optional.empty();
    private Optional<Pin> capture = Optional.empty();
    private String sessionId = "";
    /// The mode of the latest listening: decides what follows an answer, also one that comes while idle.
    private ListenMode listenMode = ListenMode.AUTO;
    private boolean listenWhenDrained;
    private boolean stretchOpen;
    private boolean stretchHeard;
    private boolean draining;
    private boolean ticking;
    private long ttsStartAt;
    private long sent;
    private long received;
    private long unasked;
    private long misframed;
    private long early;
    private long refused;

    /// One connection and the server's hello that is awaited on it.
    private record Link(WebSocketClient client, CompletableFuture<JsonNode> greeting) {}

    public FirmwareDevice(Time time, OpusCodec codec, DeviceProfile profile, Microphone microphone, Speaker speaker) {
        this(time, codec, profile, microphone, speaker, 0);
    }

    /// @param moreTools number of extra tools without a use, so that `tools/list` takes several pages
    public FirmwareDevice(Time time, OpusCodec codec, DeviceProfile profile, Microphone microphone, Speaker speaker, int moreTools) {
        this.time = time;
        this.codec = codec;
        this.profile = profile;
        this.microphone = microphone;
        this.playback = new PlaybackQueue(speaker);
        this.tools = new DeviceTools(moreTools);
        this.loop = Thread.ofVirtual().name("test-" + profile.deviceId()).start(this::run);
    }

    public DeviceProfile profile() {
        return profile;
    }

    public Watch<DeviceState> state() {
        return state;
    }

    public Watch<Counters> counters() {
        return counters;
    }

    /// The newest 4096 events.
    public EventLog<Moment> moments() {
        return moments;
    }

    /// Switches on and becomes idle without asking for OTA, as with stored settings.
    public void powerOn() {
        post(() -> {
            enter(new DeviceState.Activating());
            enter(new DeviceState.Idle());
        });
    }

    /// Switches on, asks for OTA and takes address, token and protocol form from the answer; becomes idle in any case.
    public void powerOn(String otaUrl) {
        post(() -> {
            enter(new DeviceState.Activating());
            try {
                OtaAnswer answer = OtaRequest.post(time, otaUrl, profile);
                profile = answer.into(profile);
            } catch (IOException | IllegalArgumentException e) {
                fail(Problem.of(Code.SERVER_UNREACHABLE, otaUrl, reason(e)));
            }
            enter(new DeviceState.Idle());
        });
    }

    /// The chat button: idle connects and listens, speaking interrupts, listening hangs up.
    public void button() {
        post(() -> {
            switch (state.get()) {
                case DeviceState.Activating _ -> enter(new DeviceState.Idle());
                case DeviceState.Idle _ -> {
                    if (openChannel()) {
                        enter(new DeviceState.Listening(chatMode()));
                    }
                }
                case DeviceState.Speaking _ -> abort("");
                case DeviceState.Listening _ -> dropLink();
                case DeviceState.Starting _, DeviceState.Connecting _ -> {}
            }
        });
    }

    /// The talk button goes down: push to talk.
    public void press() {
        post(() -> {
            switch (state.get()) {
                case DeviceState.Activating _ -> enter(new DeviceState.Idle());
                case DeviceState.Idle _ -> {
                    if (openChannel()) {
                        enter(new DeviceState.Listening(ListenMode.MANUAL));
                    }
                }
                case DeviceState.Speaking _ -> {
                    abort("");
                    enter(new DeviceState.Listening(ListenMode.MANUAL));
                }
                case DeviceState.Starting _, DeviceState.Connecting _, DeviceState.Listening _ -> {}
            }
        });
    }

    /// The talk button goes up.
    public void release() {
        post(() -> {
            if (state.get() instanceof DeviceState.Listening) {
                send("listen", node -> node.put("state", "stop"));
                enter(new DeviceState.Idle());
            }
        });
    }

    /// The wake word was detected.
    public void wakeWord(String word) {
        wakeWord(word, Recording.silence());
    }

    /// @param heard audio of the wake word itself, sent ahead of it as boards with an audio front end do
    public void wakeWord(String word, Recording heard) {
        post(() -> {
            switch (state.get()) {
                case DeviceState.Idle _ -> {
                    if (openChannel()) {
                        heard.packets().forEach(this::sendPacket);
                        send("listen", node -> node.put("state", "detect").put("text", word));
                        enter(new DeviceState.Listening(chatMode()));
                    }
                }
                case DeviceState.Speaking _ -> {
                    abort("wake_word_detected");
                    playback.reset();
                    stopCapture();
                    enter(new DeviceState.Listening(chatMode()));
                }
                case DeviceState.Activating _ -> enter(new DeviceState.Idle());
                case DeviceState.Starting _, DeviceState.Connecting _, DeviceState.Listening _ -> {}
            }
        });
    }

    /// Ends the conversation by dropping TCP, without a close frame.
    public void hangUp() {
        post(this::dropLink);
    }

    /// Lets a test write anything to the open connection; does nothing when none is open.
    public void onWire(Consumer<WebSocketClient> act) {
        post(() -> link.ifPresent(l -> act.accept(l.client)));
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
                    fail(Problem.of(Code.UNEXPECTED, e.toString()));
                }
                publish();
            }
        } catch (InterruptedException _) {
            // closed
        } finally {
            dropLink();
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
    private void deliver(Runnable act) {
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
        if (link.isPresent() && link.get().client.isOpen() && time.nanos() - lastIncoming <= CHANNEL_TIMEOUT.toNanos()) {
            return true;
        }
        dropLink();
        enter(new DeviceState.Connecting());
        publish();
        try {
            connect();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            dropLink();
            fail(Problem.of(Code.SERVER_UNREACHABLE, profile.url(), reason(e)));
            enter(new DeviceState.Idle());
            return false;
        }
    }

    private void connect() throws IOException {
        Incomer incomer = new Incomer();
        long from = time.nanos();
        WebSocketClient client = WebSocketClient.open(time, Target.of(profile.url()), profile.headers(), CONNECT_LIMIT, incomer);
        link = Optional.of(new Link(client, incomer.greeting));
        lastIncoming = time.nanos();
        log(new Happening.Connected(Duration.ofNanos(lastIncoming - from)));
        long asked = time.nanos();
        String hello = hello();
        client.text(hello);
        log(new Happening.Sent(hello));
        JsonNode answer = time.await(incomer.greeting, HELLO_LIMIT).orElseThrow(() -> new IOException("no hello within " + HELLO_LIMIT.toSeconds() + " s"));
        if (answer.isMissingNode()) {
            throw new IOException("the server ended the connection before its hello");
        }
        JsonNode audio = answer.path("audio_params");
        int rate = audio.path("sample_rate").asInt(24_000);
        int frameMillis = audio.path("frame_duration").asInt(60);
        sessionId = answer.path("session_id").asText("");
        playback.use(codec.decoder(rate), rate / 1000 * frameMillis);
        log(new Happening.Greeted(sessionId, rate, frameMillis, Duration.ofNanos(Math.max(0, incomer.greetedAt - asked))));
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

    private void dropLink() {
        link.ifPresent(l -> {
            link = Optional.empty();
            l.client.drop();
            log(new Happening.Ended("hung up here"));
        });
        leaveConversation();
    }

    private void linkEnded(CompletableFuture<JsonNode> greeting, String why) {
        if (link.isPresent() && link.get().greeting == greeting) {
            link = Optional.empty();
            log(new Happening.Ended(why));
            leaveConversation();
        }
    }

    private void leaveConversation() {
        playback.reset();
        stretchOpen = false;
        draining = false;
        listenWhenDrained = false;
        if (state.get() instanceof DeviceState.Listening || state.get() instanceof DeviceState.Speaking) {
            enter(new DeviceState.Idle());
        }
        stopCapture();
    }

    // ---- the state machine

    private boolean enter(DeviceState next) {
        DeviceState from = state.get();
        if (from.equals(next)) {
            return true;
        }
        if (!from.mayBecome(next)) {
            refused++;
            log(new Happening.Refused(from, next));
            return false;
        }
        state.set(next);
        log(new Happening.Changed(from, next));
        switch (next) {
            case DeviceState.Idle _ -> stopCapture();
            case DeviceState.Listening(ListenMode mode) -> {
                listenMode = mode;
                if (capture.isEmpty()) {
                    listenWhenDrained = mode == ListenMode.AUTO && !playback.drained(time.nanos());
                    if (!listenWhenDrained) {
                        startListening(mode);
                    }
                }
            }
            case DeviceState.Speaking(ListenMode mode) -> {
                if (mode != ListenMode.REALTIME) {
                    stopCapture();
                }
                playback.reset();
                listenWhenDrained = false;
            }
            case DeviceState.Starting _, DeviceState.Activating _, DeviceState.Connecting _ -> {}
        }
        return true;
    }

    private void startListening(ListenMode mode) {
        send("listen", node -> node.put("state", "start").put("mode", mode.word()));
        try {
            capture = Optional.of(microphone.open(this::captured));
        } catch (ProblemException e) {
            fail(e.problem());
        }
    }

    private void stopCapture() {
        capture.ifPresent(Pin::close);
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
                    log(new Happening.SpeechEnded());
                }
            }
        });
    }

    private void sendPacket(byte[] opus) {
        if (link.isPresent() && link.get().client.binary(PacketForm.wrap(profile.framing(), opus))) {
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
        if (link.isPresent() && link.get().client.text(json)) {
            log(new Happening.Sent(json));
        }
    }

    // ---- messages of the server

    /// The reading side of one connection: the hello is completed here, because the loop waits for it; all else is posted.
    private final class Incomer implements WebSocketClient.Listener {
        final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
        volatile long greetedAt;

        @Override
        public void received(Incoming message, long at) {
            switch (message) {
                case Incoming.Text(String text) -> {
                    lastIncoming = at;
                    text(text, at);
                }
                case Incoming.Binary(byte[] payload) -> {
                    lastIncoming = at;
                    deliverMine(() -> binary(payload, at));
                }
                case Incoming.Ping(byte[] payload) -> deliver(() -> link.ifPresent(l -> l.client.pong(payload)));
                case Incoming.Pong _ -> {}
                case Incoming.Close(int code, String reason) -> {
                    String why = ("the server closed: " + code + " " + reason).strip();
                    deliver(() -> {
                        link.filter(l -> l.greeting == greeting).ifPresent(l -> l.client.sendClose(code == 1005 ? 1000 : code, ""));
                        linkEnded(greeting, why);
                    });
                }
            }
        }

        private void text(String text, long at) {
            JsonNode json = parse(text);
            boolean connecting = state.get() instanceof DeviceState.Connecting;
            if (json.path("type").asText("").equals("hello") && json.path("transport").asText("").equals("websocket") && !greeting.isDone()) {
                greetedAt = at;
                greeting.complete(json);
            }
            deliverMine(() -> said(json, text, at, connecting));
        }

        /// Messages of an earlier connection are ignored.
        private void deliverMine(Runnable act) {
            deliver(() -> link.filter(l -> l.greeting == greeting).ifPresent(_ -> act.run()));
        }

        @Override
        public void ended(String why) {
            greeting.complete(JSON.missingNode());
            deliver(() -> linkEnded(greeting, why));
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

    private void said(JsonNode json, String text, long at, boolean whileConnecting) {
        String type = json.path("type").asText("");
        String phase = json.path("state").asText("");
        moments.append(new Moment(at, new Happening.Said(phase.isEmpty() ? type : type + " " + phase, json.path("text").asText(""), text)));
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
                    dropLink();
                }
            }
            default -> {}
        }
    }

    private void ttsStart(long at, boolean whileConnecting) {
        if (whileConnecting) {
            // the firmware asks its state machine when the message arrives, not when the hello was handled
            refused++;
            log(new Happening.Refused(new DeviceState.Connecting(), new DeviceState.Speaking(listenMode)));
            return;
        }
        if (enter(new DeviceState.Speaking(listenMode))) {
            ttsStartAt = at;
            stretchOpen = true;
            stretchHeard = false;
            draining = false;
        }
    }

    private void ttsStop() {
        if (stretchOpen) {
            stretchOpen = false;
            draining = true;
        }
        if (state.get() instanceof DeviceState.Speaking(ListenMode mode)) {
            enter(mode == ListenMode.MANUAL ? new DeviceState.Idle() : new DeviceState.Listening(mode));
        }
        tick();
    }

    private void binary(byte[] message, long at) {
        received++;
        if (!(state.get() instanceof DeviceState.Speaking)) {
            unasked++;
            return;
        }
        Optional<byte[]> packet = PacketForm.peel(profile.framing(), message);
        if (packet.isEmpty()) {
            misframed++;
            return;
        }
        if (at - ttsStartAt < EARLY_NANOS) {
            early++;
        }
        if (!stretchHeard) {
            stretchHeard = true;
            moments.append(new Moment(at, new Happening.FirstFrame()));
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
            log(new Happening.Drained());
        }
        if (listenWhenDrained && state.get() instanceof DeviceState.Listening(ListenMode mode)) {
            listenWhenDrained = false;
            startListening(mode);
        }
    }

    // ---- events and counters

    private void fail(Problem problem) {
        log(new Happening.Failed(problem));
    }

    private void log(Happening what) {
        moments.append(new Moment(time.nanos(), what));
    }

    private void publish() {
        counters.set(playback.into(new Counters(sent, received, 0, 0, unasked, 0, 0, misframed, early, 0, 0, refused, 0)));
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
