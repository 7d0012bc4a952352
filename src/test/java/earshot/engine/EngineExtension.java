package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.doubles.OpenAiServerFake;
import earshot.engine.Operation.Outcome;
import earshot.problem.ProblemCode;
import earshot.simulator.ServerUrl;
import earshot.simulator.WebSocketClient;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.Time;
import earshot.turn.TurnFacts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An engine with fakes of the recognizer and the voice, on free ports of 127.0.0.1 and in a directory of its own. After the test its
/// clients are disconnected, the engine is stopped, and what was registered by [#closing] is closed.
public final class EngineExtension implements AfterEachCallback, AutoCloseable {
    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    /// Recordings are sent as fast as the socket takes them.
    private static final Map<String, Object> FAST_SOUND = Map.of("max_sound_speed", 1000);

    final Time time;
    private final Deque<AutoCloseable> clients = new ArrayDeque<>();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final Path directory;
    private Engine engine;

    public EngineExtension() {
        this(new SystemTime());
    }

    /// @param time of the engine
    EngineExtension(Time time) {
        this.time = time;
        try {
            directory = Files.createTempDirectory("earshot-engine");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    /// Starts the engine with these settings beside the free ports; none of them can be changed while it runs.
    void start(Map<String, ?> settings, SpeechFactory speech) {
        Map<String, Object> fixed = new HashMap<>(Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0));
        fixed.putAll(FAST_SOUND);
        fixed.putAll(settings);
        run(fixed, speech);
    }

    void start(Map<String, ?> settings) {
        start(settings, new SpeechFactoryFake(""));
    }

    /// Starts the engine with a settings file: the free ports and these lines. All of them can be changed while it runs.
    void startFromFile(String yaml, SpeechFactory speech) {
        try {
            // closed and started again when a class runs once more
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("settings.yaml"), "server: {ip: 127.0.0.1, port: 0, http_port: 0}\n" + yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        run(FAST_SOUND, speech);
    }

    public void startFromFile(String yaml) {
        startFromFile(yaml, new SpeechFactoryFake(""));
    }

    private void run(Map<String, Object> fixed, SpeechFactory speech) {
        engine = Engine.start(new EngineOptions(new HomeDirectory(directory), Optional.empty(), fixed, time, speech));
    }

    /// The settings by which the language model of this name is the one on the fake server.
    static Map<String, Object> model(String name, OpenAiServerFake server) {
        return Map.of("LLM." + name + ".type", "openai", "LLM." + name + ".base_url", server.address(), "LLM." + name + ".model_name", name + "-2",
            "LLM." + name + ".api_key", "sk-test");
    }

    /// The settings of a conversation with the model on the fake server.
    static Map<String, Object> conversationWith(OpenAiServerFake server) {
        Map<String, Object> settings = new HashMap<>(model("big", server));
        settings.putAll(Map.of("selected_module.LLM", "big", "llm_by_mode.chat", "big"));
        return settings;
    }

    CompletableFuture<Void> restoreStaged() {
        return engine.restoreStaged();
    }

    public EngineModel model() {
        return engine.model();
    }

    public Operation send(Command command) {
        return engine.send(command);
    }

    /// Sends a command and waits for its outcome.
    Outcome done(Command command) {
        return time.await(engine.send(command).outcome(), Duration.ofSeconds(30)).orElseThrow();
    }

    void stop() {
        if (engine != null) {
            engine.stop();
        }
    }

    int port() {
        return model().state().get().port();
    }

    Optional<DeviceModel> findDevice(String id) {
        return model().devices().get().stream().filter(row -> row.id().value().equals(id)).findFirst();
    }

    DeviceFacts facts(String id) {
        return findDevice(id).orElseThrow().facts().get();
    }

    /// Waits for this many finished turns and returns the newest.
    TurnFacts turn(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> model().turns().get().size() == count);
        return model().turns().get().getFirst().facts();
    }

    boolean open(ProblemCode code) {
        return model().problems().get().stream().anyMatch(entry -> entry.open() && entry.problem().code() == code);
    }

    /// Connects a device, which says this and is answered.
    ///
    /// @param turns with this one
    TurnFacts spoken(String id, PcmAudio sentence, int turns) throws IOException {
        SocketDeviceFake speaking = connectSpeaking(id);
        speaking.sendListen("start", "manual");
        speaking.sendSpeech(sentence);
        speaking.sendListen("stop", "manual");
        TurnFacts turn = turn(turns);
        assertThat(turn.outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        return turn;
    }

    /// Connects a device that has tools, and waits until the engine knows them.
    SocketDeviceFake connectWithTools(String id) throws IOException {
        SocketDeviceFake device = connectSpeaking(id);
        await().until(() -> findDevice(id).flatMap(row -> row.facts().get().connection()).filter(open -> open.tools() == 2).isPresent());
        return device;
    }

    /// Connects a device that can send speech.
    SocketDeviceFake connectSpeaking(String id) throws IOException {
        return connect(new SocketDeviceFake(), id);
    }

    SocketDeviceFake connect(SocketDeviceFake device, String id) throws IOException {
        clients.push(device::drop);
        device.connect(time, port(), id);
        return device;
    }

    /// Connects a client that keeps the messages it receives.
    ///
    /// @param path `xiaozhi` for a plain device, `supie` for a badge
    ClientFake connect(String path, String id, Map<String, String> headers) throws IOException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Device-Id", id);
        ClientFake client = new ClientFake();
        client.socket = WebSocketClient.open(time, ServerUrl.of("ws://127.0.0.1:" + port() + "/" + path + "/v1/"), all, Duration.ofSeconds(10), client);
        clients.push(client.socket::drop);
        return client;
    }

    /// Closes this after the engine has stopped.
    <T extends AutoCloseable> T closing(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        clients.clear();
        stop();
        for (AutoCloseable resource : resources) {
            resource.close();
        }
        resources.clear();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
