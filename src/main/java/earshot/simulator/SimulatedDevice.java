package earshot.simulator;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.audio.OpusCodec;
import earshot.fault.Faults;
import earshot.id.SessionId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.Time;
import earshot.watch.EventLog;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.wire.ListenMode;

/// Simulates a device with current xiaozhi firmware: buttons and wake word are its input; states, counters and events its output.
///
/// Everything is handled in order on one virtual thread, which also is the only one that writes to the socket and which blocks while it
/// connects, exactly as the firmware's main loop does. All public methods may be called from any thread and return at once.
///
/// Source: xiaozhi-protocol sections 0 to 5 and 7, the firmware's application and state machine.
public final class SimulatedDevice implements AutoCloseable {
    private final Time time;
    private final OpusCodec codec;
    private final Supplier<Faults> faults;
    private final SimulatedTools tools;
    private final SimulatedDisplay display;
    private final DeviceLoop loop;
    private final DeviceRecorder recorder;
    private final AnswerPlayer player;
    private final MicrophoneCapture capture;
    private final MutableWatch<SimulatedState> state = new MutableWatch<>(new SimulatedState.Starting());
    private volatile SimulatedDeviceProfile profile;

    // used by the loop's thread only
    private Optional<SimulatedChannel> connection = Optional.empty();
    private SessionId sessionId = new SessionId("");
    /// The mode of the latest listening: decides what follows an answer, also one that comes while idle.
    private ListenMode listenMode = ListenMode.AUTO;
    private boolean listenWhenDrained;

    public SimulatedDevice(Time time, OpusCodec codec, SimulatedDeviceProfile profile, Microphone microphone, Loudspeaker speaker) {
        this(time, codec, profile, microphone, speaker, 0, () -> Faults.NONE);
    }

    /// @param moreTools number of extra tools, so that `tools/list` takes several pages
    /// @param faults what it does wrong on purpose, asked each time
    public SimulatedDevice(Time time, OpusCodec codec, SimulatedDeviceProfile profile, Microphone microphone, Loudspeaker speaker,
        int moreTools, Supplier<Faults> faults) {
        this.time = time;
        this.faults = faults;
        this.codec = codec;
        this.profile = profile;
        this.tools = new SimulatedTools(moreTools, new SimulatedBoard(time, this::hangUp));
        display = new SimulatedDisplay(time);
        recorder = new DeviceRecorder(time);
        loop = new DeviceLoop(profile.deviceId(), new LoopListener());
        player = new AnswerPlayer(time, loop, recorder, speaker, this::listenAfterAnswer);
        capture = new MicrophoneCapture(loop, recorder, microphone, this::send);
        loop.start();
    }

    public SimulatedDeviceProfile profile() {
        return profile;
    }

    public Watch<SimulatedState> state() {
        return state;
    }

    /// Whether its microphone is on, so that what is said now is sent.
    boolean listening() {
        return state.get() instanceof SimulatedState.Listening && capture.running();
    }

    public Watch<FrameCounters> counters() {
        return recorder.counters;
    }

    /// The newest 4096 events.
    public EventLog<TimedDeviceEvent> events() {
        return recorder.events;
    }

    /// Switches on and becomes idle without asking for OTA, as with stored settings.
    public void powerOn() {
        loop.post(() -> {
            enter(new SimulatedState.Activating());
            enter(new SimulatedState.Idle());
        });
    }

    /// Switches on, asks for OTA and takes address, token and protocol form from the answer. Becomes idle in any case, but while the answer
    /// asks for activation only when that is done or a button is pressed.
    public void powerOn(String otaUrl) {
        loop.post(() -> {
            enter(new SimulatedState.Activating());
            new SimulatedBoot(time, loop, recorder, () -> state.get() instanceof SimulatedState.Activating,
                next -> profile = next, () -> enter(new SimulatedState.Idle())).ask(otaUrl, profile);
        });
    }

    /// The chat button: idle connects and listens, speaking interrupts, listening hangs up.
    public void button() {
        loop.post(() -> {
            switch (state.get()) {
                case SimulatedState.Activating _ -> enter(new SimulatedState.Idle());
                case SimulatedState.Idle _ -> {
                    if (openChannel()) {
                        enter(new SimulatedState.Listening(chatMode()));
                    }
                }
                case SimulatedState.Speaking _ -> abort("");
                case SimulatedState.Listening _ -> dropConnection();
                case SimulatedState.Starting _, SimulatedState.Connecting _ -> {}
            }
        });
    }

    /// The talk button goes down: push to talk.
    public void press() {
        loop.post(() -> {
            switch (state.get()) {
                case SimulatedState.Activating _ -> enter(new SimulatedState.Idle());
                case SimulatedState.Idle _ -> {
                    if (openChannel()) {
                        enter(new SimulatedState.Listening(ListenMode.MANUAL));
                    }
                }
                case SimulatedState.Speaking _ -> {
                    abort("");
                    enter(new SimulatedState.Listening(ListenMode.MANUAL));
                }
                case SimulatedState.Starting _, SimulatedState.Connecting _, SimulatedState.Listening _ -> {}
            }
        });
    }

    /// The talk button goes up.
    public void release() {
        loop.post(() -> {
            if (state.get() instanceof SimulatedState.Listening) {
                send("listen", node -> node.put("state", "stop"));
                enter(new SimulatedState.Idle());
            }
        });
    }

    /// The wake word was detected.
    public void wakeWord(String word) {
        wakeWord(word, EncodedRecording.silence());
    }

    /// @param audio of the wake word itself, sent ahead of it as boards with an audio front end do
    public void wakeWord(String word, EncodedRecording audio) {
        loop.post(() -> {
            switch (state.get()) {
                case SimulatedState.Idle _ -> {
                    if (openChannel()) {
                        audio.packets().forEach(this::send);
                        send("listen", node -> node.put("state", "detect").put("text", word));
                        enter(new SimulatedState.Listening(chatMode()));
                    }
                }
                case SimulatedState.Speaking _ -> {
                    abort("wake_word_detected");
                    player.discard();
                    stopCapture();
                    enter(new SimulatedState.Listening(chatMode()));
                }
                case SimulatedState.Activating _ -> enter(new SimulatedState.Idle());
                case SimulatedState.Starting _, SimulatedState.Connecting _, SimulatedState.Listening _ -> {}
            }
        });
    }

    /// Sends a text in the place of speech, as clients with a keyboard do.
    public void type(String text) {
        loop.post(() -> {
            if (openChannel()) {
                send("listen", node -> node.put("state", "detect").put("text", text));
                enter(state.get() instanceof SimulatedState.Connecting ? new SimulatedState.Listening(chatMode()) : state.get());
            }
        });
    }

    /// Ends the conversation by dropping TCP, without a close frame.
    public void hangUp() {
        loop.post(this::dropConnection);
    }

    /// Hangs up and ends the device.
    @Override
    public void close() {
        loop.close();
    }

    private final class LoopListener implements DeviceLoop.Listener {
        @Override
        public void taskDone() {
            recorder.publish(player.queue.counters());
        }

        @Override
        public void taskFailed(RuntimeException failure) {
            recorder.logFailure(Problem.of(ProblemCode.UNEXPECTED, failure.toString()));
        }

        @Override
        public void ended() {
            dropConnection();
            player.queue.close();
            recorder.publish(player.queue.counters());
        }
    }

    private ListenMode chatMode() {
        return profile.mode() == ListenMode.REALTIME ? ListenMode.REALTIME : ListenMode.AUTO;
    }

    // ---- the channel

    private boolean openChannel() {
        if (connection.filter(SimulatedChannel::alive).isPresent()) {
            return true;
        }
        dropConnection();
        enter(new SimulatedState.Connecting());
        recorder.publish(player.queue.counters());
        try {
            connect();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            // before the end of the connection, of which it is the reason
            recorder.logFailure(Problem.of(ProblemCode.SERVER_UNREACHABLE, profile.url(), SimulatedChannel.reason(e)));
            dropConnection();
            enter(new SimulatedState.Idle());
            return false;
        }
    }

    private void connect() throws IOException {
        SimulatedChannel opened = new SimulatedChannel(time, loop, recorder, new ServerListener(),
            () -> state.get() instanceof SimulatedState.Connecting, faults);
        opened.open(profile);
        connection = Optional.of(opened);
        SimulatedChannel.ServerHello hello = opened.greet();
        sessionId = hello.sessionId();
        player.queue.setDecoder(codec.decoder(hello.rate()), hello.rate() / 1000 * hello.frameMillis());
    }

    private void dropConnection() {
        connection.ifPresent(open -> {
            connection = Optional.empty();
            open.drop();
            recorder.log(SimulatedDeviceEvent.Disconnected.here());
        });
        leaveConversation();
    }

    private void leaveConversation() {
        player.stop();
        listenWhenDrained = false;
        if (state.get() instanceof SimulatedState.Listening || state.get() instanceof SimulatedState.Speaking) {
            enter(new SimulatedState.Idle());
        }
        stopCapture();
    }

    // ---- the state machine

    private boolean enter(SimulatedState next) {
        SimulatedState from = state.get();
        if (from.equals(next)) {
            return true;
        }
        if (!from.mayBecome(next)) {
            recorder.logRefusal(from, next);
            return false;
        }
        state.set(next);
        recorder.log(new SimulatedDeviceEvent.StateChanged(from, next));
        switch (next) {
            case SimulatedState.Idle _ -> stopCapture();
            case SimulatedState.Listening(ListenMode mode) -> {
                listenMode = mode;
                if (!capture.running()) {
                    listenWhenDrained = mode == ListenMode.AUTO && !player.idle();
                    if (!listenWhenDrained) {
                        startListening(mode);
                    }
                }
            }
            case SimulatedState.Speaking(ListenMode mode) -> {
                if (mode != ListenMode.REALTIME) {
                    stopCapture();
                }
                player.discard();
                listenWhenDrained = false;
            }
            case SimulatedState.Starting _, SimulatedState.Activating _, SimulatedState.Connecting _ -> {}
        }
        return true;
    }

    private void startListening(ListenMode mode) {
        // what it records is sent by this thread, so after the message
        capture.start();
        send("listen", node -> node.put("state", "start").put("mode", mode.wireName()));
    }

    private void stopCapture() {
        capture.stop();
        listenWhenDrained = false;
    }

    private void send(byte[] opus) {
        connection.ifPresent(open -> open.sendAudio(opus));
    }

    private void abort(String reason) {
        send("abort", node -> Optional.of(reason).filter(given -> !given.isEmpty()).ifPresent(given -> node.put("reason", given)));
    }

    private void send(String type, Consumer<ObjectNode> fill) {
        ObjectNode message = JSON.createObjectNode().put("session_id", sessionId.value()).put("type", type);
        fill.accept(message);
        connection.ifPresent(open -> open.sendText(message.toString()));
    }

    // ---- messages of the server

    private final class ServerListener implements SimulatedChannel.Listener {
        @Override
        public void messageReceived(JsonNode json, String text, long at, boolean whileConnecting) {
            String type = json.path("type").asText("");
            String phase = json.path("state").asText("");
            recorder.log(new SimulatedDeviceEvent.MessageReceived(phase.isEmpty() ? type : type + " " + phase, json.path("text").asText(""), text), at);
            String detail = type.equals("tts") ? " " + phase : type.equals("system") ? " " + json.path("command").asText("") : "";
            switch (type + detail) {
                case "tts start" -> ttsStart(at, whileConnecting);
                case "tts stop" -> ttsStop();
                case "mcp" -> tools.answer(json.path("payload")).ifPresent(answer -> send("mcp", node -> node.set("payload", answer)));
                case "ui.render" -> display.acknowledgement(json).ifPresent(fields -> send("ui.ack", node -> node.setAll(fields)));
                case "system reboot" -> dropConnection();
                default -> {}
            }
        }

        @Override
        public void audioReceived(byte[] message, long at) {
            recorder.received++;
            if (!(state.get() instanceof SimulatedState.Speaking)) {
                recorder.unsolicited++;
                return;
            }
            player.receive(profile.framing(), message, at);
        }

        @Override
        public void ended(String why) {
            connection = Optional.empty();
            recorder.log(new SimulatedDeviceEvent.Disconnected(why));
            leaveConversation();
        }
    }

    private void ttsStart(long at, boolean whileConnecting) {
        if (whileConnecting) {
            // the firmware asks its state machine when the message arrives, not when the hello was handled
            recorder.logRefusal(new SimulatedState.Connecting(), new SimulatedState.Speaking(listenMode));
            return;
        }
        if (enter(new SimulatedState.Speaking(listenMode))) {
            player.begin(at);
        }
    }

    private void ttsStop() {
        player.finish();
        if (state.get() instanceof SimulatedState.Speaking(ListenMode mode)) {
            enter(mode == ListenMode.MANUAL ? new SimulatedState.Idle() : new SimulatedState.Listening(mode));
        }
        player.advance();
    }

    private void listenAfterAnswer() {
        if (listenWhenDrained && state.get() instanceof SimulatedState.Listening(ListenMode mode)) {
            listenWhenDrained = false;
            startListening(mode);
        }
    }
}
