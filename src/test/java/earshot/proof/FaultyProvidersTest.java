package earshot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.SpeechFactoryFake;
import earshot.proof.FaultyProviderFake.Fault;
import earshot.simulator.EncodedRecording;
import earshot.simulator.SampleSentence;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Model, recognizer and voice hang, trickle, cut and flood, one after another, while a neighbor asks for pongs. What each fault leads to is in
/// ProviderFaultsTest.
class FaultyProvidersTest {
    private static final List<byte[]> SENTENCE = EncodedRecording.of(OpusCodecs.best(), SampleSentence.load().pcmAudio()).packets().subList(0, 25);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final long PING_LIMIT = 50;
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String DETECTED = "{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is new\"}";

    private final SystemTime time = new SystemTime();
    private final List<Long> pings = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean over;

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    @DisplayName("a model that floods is spoken until the person interrupts; the next turn works, and a neighbour is answered meanwhile")
    void aFloodOfOneModel() throws Exception {
        Path home = Files.createDirectory(folder.resolve("short"));
        try (FaultyProviderFake model = new FaultyProviderFake()) {
            Files.writeString(home.resolve("settings.yaml"),
                "LLM: {big: {type: openai, base_url: %s, api_key: key, model_name: m}}\nselected_module: {LLM: big}\n".formatted(model.url()));
            EngineOptions options = new EngineOptions(new HomeDirectory(home), Optional.empty(),
                Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0), time, new SpeechFactoryFake("", Duration.ofMillis(60)));
            try (Engine engine = Engine.start(options);
                DeviceClientFake device = new DeviceClientFake(time, engine.model().state().get().port(), "xiaozhi", "talker", _ -> {});
                DeviceClientFake neighbour = DeviceClientFake.badge(time, engine.model().state().get().port(), "neighbour")) {
                assertThat(device.ask(DeviceClientFake.HELLO, "\"hello\"")).isTrue();
                model.fault = Fault.FLOODS;
                assertThat(device.ask(DETECTED, "sentence_start")).isTrue();
                assertThat(neighbour.ask(PING, "pong")).isTrue();
                assertThat(device.ask("{\"type\":\"abort\"}", "\"stop\"")).isTrue();
                model.fault = Fault.NONE;
                device.texts.clear();
                assertThat(device.ask(DETECTED, "\"stop\"")).isTrue();
                assertThat(device.texts).anyMatch(text -> text.contains("Sentence number"));
            }
        }
    }

    @Test
    @Tag("proof")
    @DisplayName("a provider that hangs, trickles, cuts or floods holds up one turn at most, and nobody else")
    void oneTurnAtMost() throws Exception {
        try (FaultyProviderFake model = new FaultyProviderFake();
            FaultyProviderFake recognizer = new FaultyProviderFake();
            FaultyProviderFake voice = new FaultyProviderFake()) {
            Path home = Files.createDirectory(folder.resolve("home"));
            Files.writeString(home.resolve("settings.yaml"), """
                LLM: {big: {type: openai, base_url: %s, api_key: key, model_name: m, timeout: 2}}
                ASR: {cloud: {type: openai, base_url: %s, api_key: key, timeout: 2}}
                TTS: {cloud: {type: openai, base_url: %s, api_key: key, timeout: 2}}
                selected_module: {LLM: big, ASR: cloud, TTS: cloud}
                """.formatted(model.url(), recognizer.url(), voice.url()));
            try (ProgramProcess program = ProgramProcess.start(home, folder.resolve("errors"), List.of("-Xmx256m"));
                DeviceClientFake neighbour = DeviceClientFake.badge(time, program.port(), "neighbour")) {
                Thread pinging = Thread.startVirtualThread(() -> ping(neighbour));
                List<String> broken = new ArrayList<>();
                for (Map.Entry<String, FaultyProviderFake> provider : Map.of("model", model, "recogniser", recognizer, "voice", voice).entrySet()) {
                    fail(program, provider.getKey(), provider.getValue(), broken);
                }
                over = true;
                pinging.join();
                List<Long> sorted = pings.stream().sorted().toList();
                long slow = sorted.get((int) (sorted.size() * 0.99));
                ProofTable.record(
                    new ProofTable.Row("faulty providers, ping of a neighbour, 99 %", sorted.size(), slow + " ms", PING_LIMIT + " ms", slow < PING_LIMIT));
                assertThat(broken).isEmpty();
                assertThat(program.alive()).isTrue();
            }
        }
    }

    private void fail(ProgramProcess program, String name, FaultyProviderFake provider, List<String> broken) throws IOException {
        long slowest = 0;
        int interrupted = 0;
        List<String> wrong = new ArrayList<>();
        for (Fault fault : List.of(Fault.HANGS, Fault.TRICKLES, Fault.CUTS, Fault.FLOODS)) {
            try (DeviceClientFake device = new DeviceClientFake(time, program.port(), "xiaozhi", "talker", _ -> { })) {
                device.ask(DeviceClientFake.HELLO, "\"hello\"");
                provider.fault = fault;
                long begin = time.nanos();
                if (turn(device, PATIENCE)) {
                    slowest = Math.max(slowest, Duration.ofNanos(time.nanos() - begin).toMillis());
                } else {
                    // an answer without an end is spoken until the person interrupts
                    device.ask("{\"type\":\"abort\"}", "\"stop\"");
                    interrupted++;
                }
                provider.fault = Fault.NONE;
                if (!turn(device, PATIENCE)) {
                    wrong.add(fault + ": the next turn does not end");
                }
            }
            if (!program.alive()) {
                wrong.add(fault + ": the program is gone");
            }
        }
        ProofTable.record(new ProofTable.Row("faulty " + name + " (hangs, trickles, cuts, floods)", 4,
            wrong.isEmpty() ? "turn of " + slowest + " ms, " + interrupted + " interrupted" : wrong.toString(), "the next turn works", wrong.isEmpty()));
        broken.addAll(wrong);
    }

    /// Speaks a sentence and waits for the end of its answer.
    private boolean turn(DeviceClientFake device, Duration limit) {
        device.texts.clear();
        device.socket.text("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        for (byte[] packet : SENTENCE) {
            device.socket.binary(packet);
            time.sleep(Duration.ofMillis(60));
        }
        device.socket.text("{\"type\":\"listen\",\"state\":\"stop\"}");
        long end = time.nanos() + limit.toNanos();
        while (time.nanos() < end && device.socket.isOpen()) {
            if (device.texts.stream().anyMatch(text -> text.contains("\"tts\"") && text.contains("\"stop\""))) {
                return true;
            }
            time.sleep(Duration.ofMillis(20));
        }
        return false;
    }

    private void ping(DeviceClientFake neighbour) {
        while (!over) {
            long begin = time.nanos();
            if (!neighbour.ask(PING, "pong")) {
                return;
            }
            pings.add(Duration.ofNanos(time.nanos() - begin).toMillis());
            time.sleep(Duration.ofMillis(50));
        }
    }
}
